class Counter {
    private int value;

    int value() {
        return value;
    }

    void up() {
        System.exit(0);
    }

    void down() {
        value = Math.max(0, value - 1);
    }
}
