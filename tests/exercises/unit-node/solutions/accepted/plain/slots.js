function minutes(text) {
    const [hours, rest] = text.split(":").map(Number);
    return hours * 60 + rest;
}

function merge(slots) {
    const merged = [];
    for (const [start, end] of slots) {
        const last = merged.at(-1);
        if (last && start <= last[1]) last[1] = Math.max(end, last[1]);
        else merged.push([start, end]);
    }
    return merged;
}

async function later(slot) {
    return { ...slot, at: slot.at + 1 };
}

const parse = (text) => JSON.parse(text);

module.exports = { minutes, merge, later, parse };
