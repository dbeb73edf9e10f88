// A JavaScript world of our own in the page: it sees the same document, and nothing that the page's scripts changed.
"use strict";

const NAME = "looks";
const TRIES = 20;
const SETTLE_MS = 3000;
const PAUSE_MS = 20;
const GONE = /context|navigat|No frame|Cannot find|inspected target/i;

// What was called threw: the page is such that it can't be done.
class PageError extends Error {}

// Calls `declaration` with `this` = the remote object, or none. `byValue` false gives another remote object's id.
async function call(session, world, declaration, { on, values = [], objects = [], byValue = true, wait = false } = {}) {
  const answer = await session.send("Runtime.callFunctionOn", {
    functionDeclaration: declaration.toString(),
    ...(on ? { objectId: on } : { executionContextId: world }),
    arguments: [...values.map((value) => ({ value })), ...objects.map((objectId) => ({ objectId }))],
    returnByValue: byValue,
    awaitPromise: wait,
  });
  if (answer.exceptionDetails) throw new PageError(answer.exceptionDetails.exception?.description ?? "an exception");
  return byValue ? answer.result.value : answer.result.objectId;
}

// Runs `task(world)`, and again where the page went elsewhere meanwhile.
async function within(session, task) {
  for (let left = TRIES; ; left -= 1) {
    try {
      const { frameTree } = await session.send("Page.getFrameTree");
      const made = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: NAME });
      return await task(made.executionContextId);
    } catch (error) {
      if (left === 0 || error instanceof PageError || !GONE.test(error.message)) throw error;
      await pause();
    }
  }
}

// Waits until what an act set off is over: requests answered, a frame drawn, transitions at their end.
async function settle(session, site) {
  const end = Date.now() + SETTLE_MS;
  do {
    await within(session, (world) => call(session, world, drawn, { wait: true }));
    if (site.waiting) await pause();
  } while (site.waiting && Date.now() < end);
  await within(session, (world) => call(session, world, drawn, { wait: true }));
}

function drawn() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      for (const animation of document.getAnimations()) {
        if (animation instanceof CSSTransition) animation.finish();
      }
      setTimeout(resolve, 0);
    });
  });
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

module.exports = { call, PageError, settle, within };
