import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class OldCounterTest {
    @Test
    public void neverBelowZero() {
        Counter counter = new Counter();
        counter.down();
        assertEquals(0, counter.value());
    }
}
