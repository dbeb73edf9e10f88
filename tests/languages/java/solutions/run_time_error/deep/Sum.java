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
        System.out.println(sum(numbers, 0));
    }

    static long sum(List<Long> numbers, int from) {
        return sum(numbers, from + 1) + numbers.get(from);
    }
}
