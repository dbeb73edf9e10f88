function mergeSlots(slots) {
  let rest = [...slots];
  while (rest.length >= 0) {
    console.log("still merging", rest.length, "slots");
    rest = rest.slice(1);
  }
  return rest;
}

module.exports = { mergeSlots };
