const button = document.getElementById("button");
const menu = document.getElementById("menu");
const links = [...menu.querySelectorAll("a")];

function show(open) {
  menu.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}

button.addEventListener("click", () => show(menu.hidden));

document.addEventListener("click", (event) => {
  if (!button.contains(event.target) && !menu.contains(event.target)) show(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !menu.hidden) {
    show(false);
    button.focus();
  }
});

menu.addEventListener("click", (event) => {
  if (event.target.closest("a")) show(false);
});

menu.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step) {
    event.preventDefault();
    const next = (links.indexOf(document.activeElement) + step + links.length) % links.length;
    links[next].focus();
  }
});
