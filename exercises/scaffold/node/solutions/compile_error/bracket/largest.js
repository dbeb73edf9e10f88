console.log("none";
