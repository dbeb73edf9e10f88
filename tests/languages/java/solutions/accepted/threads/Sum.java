import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

public class Sum {
    public static void main(String[] arguments) {
        List<Long> numbers = new ArrayList<>();
        Scanner scanner = new Scanner(System.in);
        while (scanner.hasNextLong()) {
            numbers.add(scanner.nextLong());
        }
        long[] sum = {0};
        Thread thread = new Thread(() -> numbers.forEach(number -> sum[0] += number));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interruption) {
            throw new IllegalStateException(interruption);
        }
        System.out.println(sum[0]);
    }
}
