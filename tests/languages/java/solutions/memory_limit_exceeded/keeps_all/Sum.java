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
        List<int[]> kept = new ArrayList<>();
        while (kept.size() < 100_000) {
            kept.add(new int[20_000]);
        }
        System.out.println(numbers.stream().mapToLong(number -> number).sum());
    }
}
