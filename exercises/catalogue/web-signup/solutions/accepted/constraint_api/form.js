"use strict";

const MESSAGES = {
  name: "Enter your name.",
  email: "Enter an e-mail address.",
  help: "Tick this box to sign up.",
};

function tell(input) {
  const { valid } = input.validity;
  input.toggleAttribute("aria-invalid", !valid);
  if (!valid) input.setAttribute("aria-invalid", "true");
  document.querySelector(`#${input.id}-error`).innerText = valid ? "" : MESSAGES[input.id];
  return valid;
}

document.querySelector("form").onsubmit = (event) => {
  event.preventDefault();
  const wrong = [...event.target.querySelectorAll("input")].filter((input) => !tell(input));
  wrong[0]?.focus();
  const output = document.querySelector("[role=status]");
  output.replaceChildren();
  if (wrong.length === 0) output.append("Welcome, ", document.querySelector("#name").value.trim(), "!");
};
