// What a student is told besides the looks: errors of the page, files that aren't there, dialogs that nobody answers.
"use strict";

const fs = require("node:fs");

const MOST = 50;
const LONGEST = 500;

class Notes {
  #left = MOST;

  add(text) {
    if (this.#left < 0) return;
    this.#left -= 1;
    const line = this.#left < 0 ? "[... and more]" : text.replace(/\s+/g, " ").slice(0, LONGEST);
    fs.writeSync(2, `${line}\n`);
  }

  // A page that is gone can't be looked at any more.
  end(text) {
    fs.writeSync(2, `${text}\n`);
    process.exit(1);
  }

  listen(context, page) {
    page.on("crash", () => this.end("the page crashed"));
    page.on("close", () => this.end("the page closed itself"));
    context.on("weberror", (error) => this.add(`uncaught: ${wordsOf(error.error())}`));
    context.on("console", (message) => {
      if (message.type() === "error" && !ofARequest(message)) this.add(`console: ${message.text()}`);
    });
    context.on("dialog", (dialog) => {
      this.add(`${dialog.type()} was dismissed: ${dialog.message()}`);
      dialog.dismiss().catch(() => {}); // it went with its page
    });
    context.on("page", (other) => {
      this.add("a window that the page opened was closed");
      other.close().catch(() => {});
    });
  }
}

// `TypeError: x is not a function (http://localhost/app.js:3:5)`: a thrown value need not be an Error.
function wordsOf(error) {
  const place = /\(?(https?:\/\/\S+:\d+:\d+)\)?/.exec(error?.stack ?? "");
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return place ? `${words} (${place[1]})` : words;
}

// The site says it better: which file there isn't.
function ofARequest(message) {
  return message.text().startsWith("Failed to load resource");
}

module.exports = { Notes };
