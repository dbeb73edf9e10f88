class Counter {
    private int value;

    int value() {
        return value;
    }

    void up() {
        value++;
    }

    void dawn() {
        value = Math.max(0, value - 1);
    }
}
