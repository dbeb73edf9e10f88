// Calls mergeSlots once for each line of the standard input.
//
//    60-90 0-30 75-120    ->    0-30 60-120

"use strict";

const fs = require("node:fs");
const { mergeSlots } = require("../merge_slots.js");

function slotOf(text) {
  const [begin, end] = text.split("-").map(Number);
  return Object.freeze({ begin, end });
}

function slotsOf(line) {
  return Object.freeze(line === "" ? [] : line.split(" ").map(slotOf));
}

function wordsOf(slots) {
  if (!Array.isArray(slots)) {
    return `not an array: ${slots}`;
  }
  return slots.map((slot) => `${slot?.begin}-${slot?.end}`).join(" ");
}

const lines = fs.readFileSync(0, "utf8").split("\n").slice(0, -1);
if (typeof mergeSlots !== "function") {
  console.error("merge_slots.js exports no function mergeSlots");
  process.exit(127);
}
for (const line of lines) {
  console.log(wordsOf(mergeSlots(slotsOf(line))));
}
