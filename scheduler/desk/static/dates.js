// Days in ISO form, `2015-11-19`, as the grids have them: what comes before and after one.

const DAY = 86400000;
const written = (moment) => new Date(moment).toISOString().slice(0, 10);

/** The day that is so many days later. */
export const later = (day, number) => written(Date.parse(day) + number * DAY);

/** How many days its month has. */
export const daysIn = (day) => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();

/** The first day of its month, and the last. */
export const firstOf = (day) => `${day.slice(0, 8)}01`;
export const lastOf = (day) => `${day.slice(0, 8)}${daysIn(day)}`;

/** The same day so many months later; the last of a month that is too short for it. */
export function month(day, number) {
  const [year, which, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, which + number, 0)).getUTCDate();
  return written(Date.UTC(year, which - 1 + number, Math.min(date, last)));
}
