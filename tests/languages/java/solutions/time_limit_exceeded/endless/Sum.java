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
        for (int i = 0; i >= 0; i = (i + 1) % numbers.size()) {
            sum += numbers.get(i);
        }
        System.out.println(sum);
    }
}
