const form = document.getElementById("form");
const field = document.getElementById("task");
const list = document.getElementById("list");
const left = document.getElementById("left");
let made = 0;

function count() {
  const number = list.querySelectorAll("input:not(:checked)").length;
  if (number === 0) left.textContent = "Nothing left to do";
  else left.textContent = number === 1 ? "1 task left" : `${number} tasks left`;
}

function add(task) {
  const item = document.createElement("li");
  const box = document.createElement("input");
  const label = document.createElement("label");
  const button = document.createElement("button");
  made += 1;
  box.type = "checkbox";
  box.id = task;
  box.addEventListener("change", count);
  label.htmlFor = box.id;
  label.textContent = task;
  button.type = "button";
  button.textContent = "Delete";
  button.setAttribute("aria-label", `Delete ${task}`);
  button.addEventListener("click", () => {
    item.remove();
    count();
  });
  item.append(box, label, button);
  list.append(item);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const task = field.value.trim();
  if (task) {
    add(task);
    field.value = "";
    count();
  }
  field.focus();
});
