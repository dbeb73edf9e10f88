import { canBook, MOST, projectsOf, toCome } from "./rules.js";
import { load, save } from "./store.js";

const MESSAGE_MS = 5000;
const list = document.querySelector("#slots");
const project = document.querySelector("#project");
const status = document.querySelector("[role=status]");
const ids = load();
let slots = [];
let timer;

function timeOf(slot) {
  return slot.start.slice(11, 16);
}

function say(words) {
  clearTimeout(timer);
  status.textContent = words;
}

function sayForAWhile(words) {
  say(words);
  timer = setTimeout(() => say(""), MESSAGE_MS);
}

function bookedSlots() {
  return slots.filter((slot) => ids.has(slot.id));
}

function toggle(slot) {
  const wasBooked = ids.delete(slot.id);
  if (!wasBooked) ids.add(slot.id);
  save(ids);
  render();
  list.querySelector(`[data-index="${slots.indexOf(slot)}"]`).focus();
  sayForAWhile(`${wasBooked ? "Cancelled" : "Booked"}: ${wordsOf(slot)}`);
}

function wordsOf(slot) {
  return `${timeOf(slot)} ${slot.project} with ${slot.by}`;
}

function item(slot) {
  const li = document.createElement("li");
  const words = document.createElement("span");
  const button = document.createElement("button");
  const verb = ids.has(slot.id) ? "Cancel" : "Book";
  words.textContent = wordsOf(slot);
  button.type = "button";
  button.textContent = verb;
  button.dataset.index = slots.indexOf(slot);
  button.setAttribute("aria-label", `${verb} ${slot.project} at ${timeOf(slot)}`);
  button.disabled = !ids.has(slot.id) && !canBook(slot, bookedSlots());
  button.addEventListener("click", () => toggle(slot));
  li.append(words, button);
  return li;
}

function render() {
  const chosen = slots.filter((slot) => project.value === "All" || slot.project === project.value);
  list.replaceChildren(...chosen.map(item));
  document.querySelector("#booked").textContent = `${bookedSlots().length} of ${MOST} booked`;
}

async function start() {
  try {
    const response = await fetch("slots.json");
    if (!response.ok) throw new Error(response.statusText);
    slots = toCome(await response.json(), Date.now());
  } catch {
    return say("The slots can't be loaded");
  }
  project.append(...projectsOf(slots).map((name) => new Option(name)));
  render();
  return say(slots.length === 0 ? "No slots" : "");
}

project.addEventListener("change", render);
start();
