function mergeSlots(slots) {
  const [first, ...others] = [...slots].sort((a, b) => a.begin - b.begin);
  const merged = [{ begin: first.begin, end: first.end }];
  for (const { begin, end } of others) {
    const last = merged[merged.length - 1];
    if (begin <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      merged.push({ begin, end });
    }
  }
  return merged;
}

module.exports = { mergeSlots };
