const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter((word) => word !== "");
let largest = 0;
for (const word of words) {
  if (Number(word) > largest) {
    largest = Number(word);
  }
}
console.log(words.length === 0 ? "none" : largest);
