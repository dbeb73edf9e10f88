// Joins the first two slots that it finds, and then begins again.
function joinTwo(slots) {
  for (let i = 0; i < slots.length; i++) {
    for (let j = i + 1; j < slots.length; j++) {
      const [a, b] = [slots[i], slots[j]];
      if (a.begin <= b.end && b.begin <= a.end) {
        const joined = { begin: Math.min(a.begin, b.begin), end: Math.max(a.end, b.end) };
        return [joined, ...slots.filter((_, k) => k !== i && k !== j)];
      }
    }
  }
  return null;
}

function mergeSlots(slots) {
  let merged = slots;
  for (let next = merged; next !== null; next = joinTwo(merged)) {
    merged = next;
  }
  return [...merged].sort((a, b) => a.begin - b.begin);
}

module.exports = { mergeSlots };
