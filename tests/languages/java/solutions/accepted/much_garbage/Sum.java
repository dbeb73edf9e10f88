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
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += new int[20_000].length / 20_000;
        }
        System.out.println(sum - 20_000 + numbers.stream().mapToLong(number -> number).sum());
    }
}
