class Counter {
    private int value;

    int value() {
        return value;
    }

    void up() {
        value++;
    }

    void down() {
        value = Math.max(0, value - 1);
    }
}
