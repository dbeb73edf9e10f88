// Opens the submission's page in Chromium, takes the steps of one testcase, and prints what each look sees.
//
// stdin    {page, viewport, clock, serve, steps}, as `exercises/pages.py` writes it
// stdout   LABEL: JSON          one line a look; a step that can't be taken is the last line
//          screenshot BASE64    after them: a PNG of what was there in the end
// stderr   what went wrong in the page, in the browser's words
//
//   steps --> acts (mouse, keyboard, waiting) --> the page has settled --> looks --> stdout
//
// Only the site's own files are there to be fetched. A page that hangs is left to the sandbox's limits.
"use strict";

const fs = require("node:fs");
const { chromium } = require("/opt/peermill/playwright/package");
const { act } = require("./acts.js");
const { look } = require("./looks.js");
const { Notes } = require("./notes.js");
const { screenshot } = require("./screenshot.js");
const { serveOn } = require("./site.js");
const { settle } = require("./world.js");

const BROWSER = {
  executablePath: "/usr/bin/chromium-headless-shell",
  args: [
    "--no-sandbox", // it needs namespaces; the container is the sandbox
    "--no-zygote",
    "--in-process-gpu",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-dev-shm-usage",
    "--disk-cache-size=1",
  ],
};
const ACT_MS = 5000;
const NO_BROWSER = 70; // EX_SOFTWARE: `grader/page.py` takes it for a fault of ours, since nothing of the page ran yet

async function main(notes) {
  const testcase = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await launched();
  browser.on("disconnected", () => notes.end("the browser ended before the test did"));
  const context = await browser.newContext({
    viewport: sizeOf(testcase.viewport),
    locale: "en-GB",
    timezoneId: "UTC",
    serviceWorkers: "block",
  });
  context.setDefaultTimeout(ACT_MS);
  const site = await serveOn(context, testcase.serve, notes);
  const page = await context.newPage();
  notes.listen(context, page);
  const session = await context.newCDPSession(page);
  if (testcase.clock) {
    await page.clock.install({ time: testcase.clock });
    await page.clock.pauseAt(testcase.clock);
  }
  const opening = { open: testcase.page, label: `open ${testcase.page}` };
  const lines = await take([opening, ...testcase.steps], { page, session, site, notes });
  // Opened anew: descriptor 1 doesn't block, so that what a pipe can't take at once would be lost with the process.
  fs.writeFileSync("/dev/stdout", [...lines, `screenshot ${await screenshot(session)}`, ""].join("\n"));
  process.exit(0);
}

async function take(steps, there) {
  const lines = [];
  for (const step of steps) {
    if (step.look) {
      lines.push(`${step.label}: ${JSON.stringify(await look(there, step))}`);
      continue;
    }
    const hindrance = await act(there, step);
    if (hindrance) return [...lines, `${step.label}: ${hindrance}`];
    await settle(there.session, there.site);
  }
  return lines;
}

async function launched() {
  try {
    return await chromium.launch(BROWSER);
  } catch (error) {
    fs.writeSync(2, `the browser could not be started: ${error.message}\n`);
    return process.exit(NO_BROWSER);
  }
}

function sizeOf([width, height]) {
  return { width, height };
}

const notes = new Notes();
// All that is left to go wrong is a page that takes the browser with it.
main(notes).catch((error) => notes.end(error.message.split("\n")[0]));
