const assert = require("node:assert");
const { describe, it, test } = require("node:test");
const { Queue } = require("../queue.js");

test("is empty at first", () => {
    assert.strictEqual(new Queue().size, 0);
});

describe("a queue with two", () => {
    it("gives back in order", async () => {
        const queue = new Queue();
        queue.put("a");
        queue.put("b");
        assert.deepStrictEqual([queue.take(), queue.take()], ["a", "b"]);
    });
    it("throws when empty", () => {
        assert.throws(() => new Queue().take(), RangeError);
    });
});
