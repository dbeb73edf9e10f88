const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter((word) => word !== "");
console.log(words.length === 0 ? "none" : words.sort().pop());
