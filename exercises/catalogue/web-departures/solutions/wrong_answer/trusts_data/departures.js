const body = document.querySelector("tbody");
const status = document.querySelector("[role=status]");

function inWords(minutes) {
  return minutes === 0 ? "now" : `${minutes} min`;
}

function byTime(a, b) {
  return a.minutes - b.minutes || (a.line < b.line ? -1 : 1);
}

function show(departures) {
  body.replaceChildren();
  for (const { line, to, minutes } of departures.sort(byTime)) {
    const row = body.insertRow();
    for (const text of [line, to, inWords(minutes)]) {
      row.insertCell().innerHTML = text;
    }
  }
  status.textContent = departures.length === 0 ? "No departures" : `${departures.length} departures`;
}

async function load() {
  try {
    const response = await fetch("departures.json");
    if (!response.ok) throw new Error(`status ${response.status}`);
    show(await response.json());
  } catch (error) {
    body.replaceChildren();
    status.textContent = "The departures can't be loaded";
  }
}

document.querySelector("button").addEventListener("click", load);
load();
