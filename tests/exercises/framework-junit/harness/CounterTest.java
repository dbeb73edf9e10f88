import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CounterTest {
    @Test
    void startsAtZero() {
        assertEquals(0, new Counter().value());
    }

    @Test
    void counts() {
        Counter counter = new Counter();
        counter.up();
        counter.up();
        assertEquals(2, counter.value(), "after two ups");
    }
}
