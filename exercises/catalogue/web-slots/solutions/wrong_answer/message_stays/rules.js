// What may be booked. Nothing here knows of a page.

export const MOST = 2;

export function toCome(slots, now) {
  return slots
    .map((slot) => ({ ...slot, begin: new Date(slot.start).getTime() }))
    .filter((slot) => slot.begin > now)
    .sort((a, b) => a.begin - b.begin);
}

export function projectsOf(slots) {
  return [...new Set(slots.map((slot) => slot.project))].sort();
}

export function overlap(a, b) {
  return a.begin < b.begin + b.minutes * 60_000 && b.begin < a.begin + a.minutes * 60_000;
}

export function canBook(slot, booked) {
  return booked.length < MOST && !booked.some((other) => overlap(slot, other));
}
