// Calls the functions of a submission, `unit.mjs FILE`; `exercises/drivers/unit.py` says how it is spoken to.
// All calls are read before any code of the submission runs; what it does to this process only changes its own answers.
import { readFileSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const stringify = JSON.stringify;
const path = process.argv[2];
const lines = readFileSync(0, "utf8").split("\n").filter((line) => line !== "");
const calls = lines.map((line) => JSON.parse(line));
const module = await import(pathToFileURL(resolve(path)));

for (const { call, args } of calls) {
    const found = module[call] ?? module.default?.[call] ?? module.default;
    if (typeof found !== "function") {
        process.stderr.write(`${path} exports no function ${call}\n`);
        process.exit(1);
    }
    put(`\x1e${stringify(await answer(found, args))}\n`);
}

async function answer(found, args) {
    const before = stringify(args);
    let returned;
    try {
        returned = await found(...args);
    } catch (error) {
        process.stderr.write(`${found.name} raised:\n${error?.stack ?? error}\n`);
        return { raised: String(error?.name ?? typeof error), message: String(error?.message ?? error).slice(0, 200) };
    }
    try {
        const record = { returned: JSON.parse(stringify(returned ?? null, asJson)) };
        return stringify(args, asJson) === before ? record : { ...record, args };
    } catch {
        return { unreadable: String(returned).slice(0, 200) };
    }
}

// JSON would turn these into something else without a word.
function asJson(key, value) {
    const lossy = value instanceof Map || value instanceof Set || ["bigint", "function", "symbol"].includes(typeof value);
    if (lossy || (typeof value === "number" && !Number.isFinite(value))) throw new TypeError(key);
    return value ?? null;
}

// A pipe may take less than all of it.
function put(text) {
    for (let bytes = Buffer.from(text); bytes.length > 0; ) {
        bytes = bytes.subarray(writeSync(1, bytes));
    }
}
