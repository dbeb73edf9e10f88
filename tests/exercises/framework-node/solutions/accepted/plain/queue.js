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
        return this.#items.shift();
    }
}

module.exports = { Queue };
