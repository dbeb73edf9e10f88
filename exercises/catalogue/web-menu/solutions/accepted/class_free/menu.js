"use strict";

(() => {
  const button = document.querySelector("[aria-controls]");
  const menu = document.getElementById(button.getAttribute("aria-controls"));
  const isOpen = () => button.ariaExpanded === "true";
  const set = (open) => { button.ariaExpanded = open ? "true" : "false"; };

  window.onclick = ({ target }) => {
    if (target === button) set(!isOpen());
    else if (!menu.contains(target) || target.matches("a")) set(false);
  };

  window.onkeydown = (event) => {
    if (!isOpen()) return;
    const links = Array.from(menu.getElementsByTagName("a"));
    const here = links.indexOf(document.activeElement);
    switch (event.key) {
      case "Escape":
        set(false);
        button.focus();
        break;
      case "ArrowDown":
        event.preventDefault();
        (links[here + 1] ?? links[0]).focus();
        break;
      case "ArrowUp":
        event.preventDefault();
        (links[here - 1] ?? links.at(-1)).focus();
        break;
    }
  };
})();
