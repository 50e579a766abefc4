// Takes the invitations of an outbox into each person's own calendar as RFC 5546 has it, read and written by ical.js.
// A message with a lower SEQUENCE, or the same and no later DTSTAMP, is left aside (2.1.5), also where the event was
// cancelled before; everything else is accepted.
// Arguments: the folder of invitations (one folder a person, whose code stands in brackets at the end of its name), and
// that of the calendars (one folder a person, by code, and in it one file an event).
// Prints, as JSON, what became of each message of each person: [uid, method, outcome, the answer to the organiser].
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";

const [outbox, calendars] = process.argv.slice(2);

const read = (path) => new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
const age = (event) => [
  event.getFirstPropertyValue("sequence"),
  event.getFirstPropertyValue("dtstamp").toUnixTime(),
];
const isLater = ([sequence, stamp], [known, last]) => sequence > known || (sequence === known && stamp > last);

function answer(event, attendee) {
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//a reader//EN");
  calendar.updatePropertyWithValue("method", "REPLY");
  const reply = new ICAL.Component("vevent");
  for (const name of ["uid", "dtstamp", "sequence", "organizer"]) {
    reply.addProperty(ICAL.Property.fromString(event.getFirstProperty(name).toICALString()));
  }
  reply.addProperty(attendee);
  calendar.addSubcomponent(reply);
  return calendar.toString();
}

function take(path, folder) {
  const calendar = read(path);
  const method = calendar.getFirstPropertyValue("method");
  const events = calendar.getAllSubcomponents("vevent");
  if (events.length !== 1) throw new Error(`${events.length} events in ${path}`);
  const [event] = events;
  const attendees = event.getAllProperties("attendee");
  if (attendees.length !== 1) throw new Error(`${attendees.length} attendees in ${path}`);
  const [attendee] = attendees;
  const uid = event.getFirstPropertyValue("uid");
  const kept = join(folder, `${uid}.ics`);
  const known = existsSync(kept) ? read(kept).getFirstSubcomponent("vevent") : null;
  const gone = join(folder, `${uid}.gone`);
  const last = known !== null ? age(known) : existsSync(gone) ? JSON.parse(readFileSync(gone, "utf8")) : null;
  if (last !== null && !isLater(age(event), last)) return [uid, method, "old", null];
  if (method === "CANCEL") {
    if (known === null) return [uid, method, "unknown", null];
    if (event.getFirstPropertyValue("status") !== "CANCELLED") throw new Error(`no status in ${path}`);
    rmSync(kept);
    writeFileSync(gone, JSON.stringify(age(event)));
    return [uid, method, "removed", null];
  }
  if (method !== "REQUEST") throw new Error(`the method ${method} in ${path}`);
  const asked = attendee.getFirstParameter("rsvp") === "TRUE";
  if (asked) attendee.setParameter("partstat", "ACCEPTED");
  attendee.removeParameter("rsvp");
  calendar.removeProperty("method");
  writeFileSync(kept, calendar.toString());
  const reply = asked ? answer(event, ICAL.Property.fromString(attendee.toICALString())) : null;
  return [uid, method, known === null ? "added" : "updated", reply];
}

const found = {};
for (const named of existsSync(outbox) ? readdirSync(outbox) : []) {
  const person = named.match(/\(([^()]+)\)$/)[1];
  const folder = join(calendars, person);
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(join(outbox, named)).filter((name) => name.endsWith(".ics"));
  found[person] = names.sort().map((name) => take(join(outbox, named, name), folder));
}
console.log(JSON.stringify(found));
