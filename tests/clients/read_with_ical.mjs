// Prints, as JSON, what ical.js reads in each feed below a folder: [uid, title, status, start, end, whole day].
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";

const folder = process.argv[2];
const found = {};
for (const path of readdirSync(folder, { recursive: true })) {
  if (!path.endsWith(".ics")) continue;
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, path), "utf8")));
  found[path] = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const wholeDay = event.startDate.isDate;
    const moment = (time) => (wholeDay ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString());
    const status = component.getFirstPropertyValue("status");
    return [event.uid, event.summary, status, moment(event.startDate), moment(event.endDate), wholeDay];
  });
}
console.log(JSON.stringify(found));
