"use strict";

let tasks = [];

const field = document.querySelector("#task");
const left = document.querySelector("#left");
const list = document.querySelector("#list");

function render() {
  const open = tasks.filter(({ done }) => !done).length;
  left.textContent = open ? `${open} task${open > 1 ? "s" : ""} left` : "Nothing left to do";
  list.replaceChildren(...tasks.map(row));
}

function row(task) {
  const li = document.createElement("li");
  li.innerHTML = '<label><input type="checkbox"> <span></span></label> <button>Delete</button>';
  const [box, words, remove] = li.querySelectorAll("input, span, button");
  words.textContent = task.text;
  box.checked = task.done;
  words.parentElement.style.textDecoration = task.done ? "line-through" : "none";
  remove.ariaLabel = `Delete ${task.text}`;
  box.onchange = () => { task.done = box.checked; render(); };
  remove.onclick = () => { tasks = tasks.filter((other) => other !== task); render(); };
  return li;
}

function add() {
  const text = field.value.trim();
  if (text) tasks.push({ text, done: false });
  field.value = "";
  field.focus();
  render();
}

document.querySelector("#add").onclick = add;
field.onkeydown = ({ key }) => { if (key === "Enter") add(); };
render();
