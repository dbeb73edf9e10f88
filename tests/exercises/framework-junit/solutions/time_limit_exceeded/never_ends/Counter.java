class Counter {
    private int value;

    int value() {
        return value;
    }

    void up() {
        while (value == 0) { }
    }

    void down() {
        value = Math.max(0, value - 1);
    }
}
