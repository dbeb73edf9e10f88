// A reporter for node:test in JUnit's XML, which newer versions of Node have themselves.
export default async function* report(events) {
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n';
    for await (const { type, data } of events) {
        if (type === "test:pass" || type === "test:fail") yield testcase(type === "test:pass", data);
    }
    yield "</testsuites>\n";
}

function testcase(passed, { name, skip, todo, details }) {
    const error = details?.error?.cause ?? details?.error;
    const left = skip !== undefined || todo !== undefined ? "<skipped/>" : "";
    const failure = passed ? left : `<failure message="${quoted(error?.message ?? error)}">${quoted(error?.stack)}</failure>`;
    return `<testcase name="${quoted(name)}">${failure}</testcase>\n`;
}

// XML has no place for control characters.
function quoted(text) {
    return String(text ?? "")
        .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/gu, "?")
        .replace(/[&<>"\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
