function mergeSlots(slots) {
  const begins = slots.map((slot) => slot.begin).sort();
  const merged = [];
  let last = null;
  for (const begin of begins) {
    const end = Math.max(...slots.filter((slot) => slot.begin === begin).map((slot) => slot.end));
    if (last !== null && begin <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      last = { begin, end };
      merged.push(last);
    }
  }
  return merged;
}

module.exports = { mergeSlots };
