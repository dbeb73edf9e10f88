function mergeSlots(slots) {
  const free = new Uint8Array(2_000_000_001).fill(0xff);
  slots.forEach(({ begin, end }) => free.fill(1, begin, end));
  const merged = [];
  for (let begin = free.indexOf(1); begin !== -1; ) {
    const end = free.indexOf(0xff, begin);
    merged.push({ begin, end });
    begin = free.indexOf(1, end);
  }
  return merged;
}

module.exports = { mergeSlots };
