const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter((word) => word !== "");
if (words.length === 0) {
  console.log("none");
} else {
  console.log(Math.max(...words.map(Number)));
}
