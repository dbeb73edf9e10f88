"use strict";

// A begin opens, an end closes; at the same minute begins come first, so that slots that touch become one.
const passages = (slots) =>
  slots
    .flatMap(({ begin, end }) => [
      { minute: begin, change: 1 },
      { minute: end, change: -1 },
    ])
    .sort((a, b) => a.minute - b.minute || b.change - a.change);

exports.mergeSlots = (slots) =>
  passages(slots).reduce(
    ({ open, begin, merged }, { minute, change }) => {
      if (open + change === 0) {
        merged.push({ begin, end: minute });
      }
      return { open: open + change, begin: open === 0 ? minute : begin, merged };
    },
    { open: 0, begin: 0, merged: [] },
  ).merged;
