class Counter {
    private int value;

    int value() {
        return value;
    }

    void up() {
        value++;
    }

    void down() {
        value = value - 1;
    }
}
