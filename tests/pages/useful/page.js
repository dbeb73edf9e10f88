import { words } from "./words.js";

const heard = document.querySelector("#heard");
document.querySelector("#word").addEventListener("keydown", ({ key }) => { heard.textContent += `${words.key}${key} `; });
document.querySelector("#size").addEventListener("change", ({ target }) => { heard.textContent = target.value; });
document.querySelector("#slow").addEventListener("click", () => {
  setTimeout(() => { document.querySelector("#later").hidden = false; }, 300);
  setTimeout(() => { document.querySelector("#later").hidden = true; }, 1200);
});
fetch("data.json").then((response) => response.text()).then((text) => { document.body.dataset.got = text; });
