function mergeSlots(slots) {
  const merged = [];
  let last = null;
  for (const slot of [...slots].sort((a, b) => a.begin - b.begin)) {
    if (last !== null && slot.begin <= last.end) {
      last.end = Math.max(last.end, slot.end);
    } else {
      last = { ...slot };
      merged.push(last);
    }
  }
  return merged;
}

module.exports = { mergeSlots };
