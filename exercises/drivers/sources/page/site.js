// The site that the page comes from.
//
//   what the testcase serves  or  the school's own files, in its harness's site/  or  the files as they were turned in
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const ORIGIN = "http://localhost";
const TURNED_IN = "/box/product";
const SCHOOL = "/box/product/school";
const OF_THE_SCHOOL = `${SCHOOL}/site`;
const TYPES = {
  ".css": "text/css",
  ".gif": "image/gif",
  ".html": "text/html",
  ".ico": "image/x-icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

// Answers every request of every page of the context. `waiting` counts the ones under way.
async function serveOn(context, served, notes) {
  const site = { waiting: 0 };
  await context.route("**/*", async (route) => {
    site.waiting += 1;
    try {
      await answer(route, served, notes);
    } catch {
      // The page has gone, and its request with it.
    } finally {
      site.waiting -= 1;
    }
  });
  return site;
}

async function answer(route, served, notes) {
  const request = route.request();
  const url = new URL(request.url());
  if (url.origin !== ORIGIN) {
    notes.add(`${request.method()} ${request.url()}: there is no network here, only the page's own files`);
    return route.abort("internetdisconnected");
  }
  const own = served.find((one) => one.path === url.pathname);
  if (own) return route.fulfill({ status: own.status, contentType: typeOf(own.path), body: own.body });
  const file = fileAt(url.pathname);
  if (file) return route.fulfill({ contentType: typeOf(file), body: fs.readFileSync(file) });
  if (url.pathname !== "/favicon.ico") notes.add(`${request.method()} ${url.pathname}: there is no such file`);
  return route.fulfill({ status: 404, contentType: "text/plain", body: "not found" });
}

// The regular file that a path means, or null. Links are followed as long as they stay among the files of the site.
function fileAt(pathname) {
  return ofTheSchool(pathname) ?? turnedIn(pathname);
}

function ofTheSchool(pathname) {
  const file = fileBelow(OF_THE_SCHOOL, pathname);
  return file && isBelow(OF_THE_SCHOOL, file) ? file : null;
}

function turnedIn(pathname) {
  const file = fileBelow(TURNED_IN, pathname);
  return file && isBelow(TURNED_IN, file) && !isBelow(SCHOOL, file) ? file : null;
}

function fileBelow(top, pathname) {
  try {
    const name = decodeURIComponent(pathname);
    const file = fs.realpathSync(path.join(top, name.endsWith("/") ? `${name}index.html` : name));
    return fs.statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

function isBelow(folder, file) {
  return file.startsWith(`${folder}/`);
}

function typeOf(file) {
  return TYPES[path.extname(file).toLowerCase()] ?? "application/octet-stream";
}

module.exports = { ORIGIN, serveOn };
