// What outlives the page: the ids of the slots that are booked.

const KEY = "booked";

export function load() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEY)) ?? []);
  } catch {
    return new Set();
  }
}

export function save(ids) {
  localStorage.setItem(KEY, JSON.stringify([...ids]));
}
