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
        int sum = 0;
        for (long number : numbers) {
            sum += number;
        }
        System.out.println(sum);
    }
}
