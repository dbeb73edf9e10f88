"use strict";

function cell(text) {
  const td = document.createElement("td");
  td.append(String(text));
  return td;
}

function rowOf(departure) {
  const tr = document.createElement("tr");
  const when = departure.minutes > 0 ? departure.minutes + " min" : "now";
  tr.append(cell(departure.line), cell(departure.to), cell(when));
  return tr;
}

function say(words) {
  document.querySelector("[role='status']").innerText = words;
}

function load() {
  const body = document.querySelector("tbody");
  fetch("/departures.json")
    .then((response) => (response.status === 200 ? response.json() : Promise.reject()))
    .then((list) => {
      list.sort((a, b) => a.minutes - b.minutes || a.line.localeCompare(b.line));
      body.replaceChildren(...list.map(rowOf));
      say(list.length ? list.length + " departures" : "No departures");
    })
    .catch(() => {
      body.innerHTML = "";
      say("The departures can't be loaded");
    });
}

document.querySelector("button").onclick = load;
load();
