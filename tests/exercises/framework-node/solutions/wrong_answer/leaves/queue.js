class Queue {
    #items = [];

    get size() {
        return this.#items.length;
    }

    put(item) {
        this.#items.push(item);
    }

    take() {
        if (this.size === 0) throw new RangeError("empty");
        process.exit(0);
    }
}

module.exports = { Queue };
