const form = document.getElementById("form");
const status = document.getElementById("status");
const nameField = document.getElementById("name");
const emailField = document.getElementById("email");
const helpBox = document.getElementById("help");

function check(field, right, message) {
  document.getElementById(`${field.id}-error`).textContent = right ? "" : message;
  if (right) {
    field.removeAttribute("aria-invalid");
  } else {
    field.setAttribute("aria-invalid", "true");
  }
  return right;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const name = nameField.value.trim();
  const email = emailField.value.trim();
  const checks = [
    [nameField, check(nameField, name !== "", "Enter your name.")],
    [emailField, check(emailField, /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email), "Enter an e-mail address.")],
    [helpBox, check(helpBox, helpBox.checked, "Tick this box to sign up.")],
  ];
  const wrong = checks.find(([, right]) => !right);
  if (wrong) {
    status.textContent = "";
    wrong[0].focus();
  } else {
    status.innerHTML = `Welcome, ${name}!`;
  }
});
