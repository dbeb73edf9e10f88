// A picture of the page, small enough to be kept: one that is too large is taken again at half the size.
"use strict";

const MOST_BYTES = 300 * 1024;
const SCALES = [1, 0.5, 0.25];

async function screenshot(session) {
  const { cssVisualViewport: view } = await session.send("Page.getLayoutMetrics");
  const clip = { x: view.pageX, y: view.pageY, width: view.clientWidth, height: view.clientHeight };
  for (const scale of SCALES) {
    const { data } = await session.send("Page.captureScreenshot", { format: "png", clip: { ...clip, scale } });
    if (Buffer.byteLength(data, "base64") <= MOST_BYTES) return data;
  }
  return "";
}

module.exports = { screenshot };
