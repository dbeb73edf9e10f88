// What a person does to a page, with the mouse and the keyboard.
"use strict";

const { ORIGIN } = require("./site.js");

const WAIT_MS = 10_000;

// Why the page doesn't let a step be taken, in words for its author.
class Hindrance extends Error {}

const ACTS = {
  open: async (page, { open }) => {
    const response = await page.goto(ORIGIN + open, { timeout: 0 });
    if (response?.status() === 404) throw new Hindrance("there is no such page");
  },
  reload: (page) => page.reload({ timeout: 0 }),
  viewport: (page, { viewport: [width, height] }) => page.setViewportSize({ width, height }),
  tick: (page, { tick }) => page.clock.runFor(tick),
  press: (page, { press }) => page.keyboard.press(press),
  click: async (page, { click }) => (await reachable(page, click)).click({ force: true, timeout: 0 }),
  hover: async (page, { hover }) => (await reachable(page, hover)).hover({ force: true, timeout: 0 }),
  type: async (page, { type, into }) => {
    const field = await reachable(page, into);
    await field.click({ force: true, timeout: 0 });
    await told(emptied(field), "can't be typed into");
    await page.keyboard.type(type);
  },
  fill: async (page, { fill, into }) => {
    await told((await reachable(page, into)).fill(fill), "can't be filled in with that");
  },
  select: async (page, { select, into }) => {
    await told((await reachable(page, into)).selectOption(select), "has no such option");
  },
  wait: (page, { wait }) =>
    told(locate(page, wait).waitFor({ state: "visible", timeout: WAIT_MS }), `not there after ${WAIT_MS} ms`),
  gone: (page, { gone }) =>
    told(locate(page, gone).waitFor({ state: "hidden", timeout: WAIT_MS }), `still there after ${WAIT_MS} ms`),
};

// Takes the step. Returns the words why it couldn't be taken, or null.
async function act({ page, notes }, step) {
  const verb = Object.keys(ACTS).find((name) => name in step);
  try {
    await ACTS[verb](page, step);
    return null;
  } catch (error) {
    if (error instanceof Hindrance) return error.message;
    notes.add(`${step.label}: ${error.message.split("\n")[0]}`);
    return "the page doesn't let it be done";
  }
}

function locate(page, target) {
  if (typeof target === "string") return page.locator(`css=${target}`).first();
  return page.getByRole(target.role, { name: target.name, exact: true }).first();
}

// The element, if a person could get at it. The act itself has no time limit: a page that hangs in it is left hanging.
async function reachable(page, target) {
  const element = locate(page, target);
  if ((await element.count()) === 0) throw new Hindrance("nothing matches");
  if (!(await element.isVisible())) throw new Hindrance("it is hidden");
  if (!(await element.isEnabled())) throw new Hindrance("it is disabled");
  await told(element.hover({ trial: true }), "something lies over it, or it keeps moving");
  return element;
}

// A field that is empty stays untouched: the page would hear of a change.
async function emptied(field) {
  if (await field.inputValue()) await field.fill("");
}

async function told(doing, words) {
  try {
    await doing;
  } catch {
    throw new Hindrance(words);
  }
}

module.exports = { act };
