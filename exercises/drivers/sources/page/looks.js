// What can be seen of a page. Every value is JSON and of a bounded size, however large the page is.
"use strict";

const { call, PageError, within } = require("./world.js");

// Each is called in the page with `this` = the elements that match, or none where the look has no target. What is
// looked at of one element is null where nothing matches. Names that a form gives its fields hide the form's own
// members, so these are taken from their prototypes.
const SIGHTS = {
  text() {
    return this.length ? textOf(this[0]) : null;
  },
  texts() {
    return this.map(textOf);
  },
  value() {
    return this.length ? this[0].value : null;
  },
  count() {
    return this.length;
  },
  visible() {
    if (!this.length) return false;
    const { width, height } = boxOf(this[0]);
    const options = { opacityProperty: true, visibilityProperty: true };
    return width > 0 && height > 0 && Element.prototype.checkVisibility.call(this[0], options);
  },
  attribute(name) {
    return this.length ? Element.prototype.getAttribute.call(this[0], name) : null;
  },
  property(path) {
    return path.split(".").reduce((value, key) => value?.[key], this[0]) ?? null;
  },
  style(name) {
    return this.length ? getComputedStyle(this[0]).getPropertyValue(name) : null;
  },
  columns() {
    return new Set(this.map((element) => Math.round(boxOf(element).left))).size;
  },
  title() {
    return Document.prototype.querySelector.call(document, "title")?.text ?? null;
  },
  url() {
    return location.pathname + location.search + location.hash;
  },
  overflows() {
    const top = document.scrollingElement;
    return top.scrollWidth > top.clientWidth;
  },
};
const ACCESSIBLE = { role: "role", name: "name", description: "description" };
const MOST_ELEMENTS = 1000;
const MOST_TEXTS = 100;
const LONGEST = 2000;

async function look(there, step) {
  const { session } = there;
  return within(session, async (world) => {
    if (step.look === "focused") return focused(session, world);
    const elements = await find(session, world, step.at);
    if (step.look in ACCESSIBLE) return accessible(session, elements, ACCESSIBLE[step.look]);
    return seen(there, world, elements, step);
  });
}

// The value is cut in the page already: it may be larger than we could carry out of it.
async function seen({ session, notes }, world, elements, step) {
  const declaration = `function (of) {
    const boxOf = (element) => Element.prototype.getBoundingClientRect.call(element);
    const inner = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "innerText").get;
    const textOf = (element) =>
      (element instanceof HTMLElement ? inner.call(element) : element.textContent).replace(/\\s+/g, " ").trim();
    const cut = (value) => typeof value === "string" && value.length > ${LONGEST}
      ? \`\${value.slice(0, ${LONGEST})} [... \${value.length} characters]\` : value;
    const plain = (value) => value === null || typeof value !== "object" ? cut(value) : cut(String(value));
    const { sight } = { sight: function ${SIGHTS[step.look].toString()} };
    const value = sight.call(this, of);
    return Array.isArray(value) ? value.slice(0, ${MOST_TEXTS}).map(plain) : plain(value);
  }`;
  try {
    return await call(session, world, declaration, { on: elements, values: [step.of ?? null] });
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    notes.add(`${step.label} can't be seen: ${error.message}`);
    return null;
  }
}

// The elements that a target means, in the order of the document, as one remote array.
async function find(session, world, target) {
  if (target === undefined) return call(session, world, "function () { return []; }", { byValue: false });
  if (typeof target === "string") {
    const all = `function (selector) {
      return Array.prototype.slice.call(Document.prototype.querySelectorAll.call(document, selector), 0, ${MOST_ELEMENTS});
    }`;
    return call(session, world, all, { values: [target], byValue: false });
  }
  const objects = [];
  for (const node of await named(session, world, target)) {
    const { object } = await session.send("DOM.resolveNode", {
      backendNodeId: node.backendDOMNodeId,
      executionContextId: world,
    });
    objects.push(object.objectId);
  }
  return call(session, world, "function (...elements) { return elements; }", { objects, byValue: false });
}

// The nodes of the accessibility tree with that role, and that name where one is given.
async function named(session, world, { role, name }) {
  const root = await call(session, world, "function () { return document; }", { byValue: false });
  const { nodes } = await session.send("Accessibility.queryAXTree", { objectId: root, role, accessibleName: name });
  return nodes.filter((node) => !node.ignored && node.backendDOMNodeId).slice(0, MOST_TEXTS);
}

async function accessible(session, elements, part) {
  const first = await call(session, null, "function () { return this[0]; }", { on: elements, byValue: false });
  return first === undefined ? null : (await described(session, first))[part];
}

async function described(session, element) {
  const { nodes } = await session.send("Accessibility.getPartialAXTree", { objectId: element, fetchRelatives: false });
  const words = (value) => String(value?.value ?? "").slice(0, LONGEST);
  const [node] = nodes;
  return { role: words(node?.role), name: words(node?.name), description: words(node?.description) };
}

// The element that the keyboard acts on, as `role "name"`; null where it is none in particular.
async function focused(session, world) {
  const declaration = "function () { return document.activeElement === document.body ? null : document.activeElement; }";
  const element = await call(session, world, declaration, { byValue: false });
  if (element === undefined) return null;
  const { role, name } = await described(session, element);
  return `${role} "${name}"`;
}

module.exports = { look };
