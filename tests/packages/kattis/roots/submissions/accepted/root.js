const n = Number(require("fs").readFileSync(0, "utf8"));
const twice = process.argv[2] === "twice";
console.log((twice ? Math.sqrt(Math.sqrt(n)) : Math.sqrt(n)).toExponential(6), "rOOt");
