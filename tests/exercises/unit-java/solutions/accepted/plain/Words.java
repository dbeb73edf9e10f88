import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class Words {
    static Map<String, Integer> count(List<String> words) {
        Map<String, Integer> found = new TreeMap<>();
        for (String word : words) {
            found.merge(word, 1, Integer::sum);
        }
        return found;
    }

    static void reverse(int[] values) {
        for (int left = 0, right = values.length - 1; left < right; left++, right--) {
            int kept = values[left];
            values[left] = values[right];
            values[right] = kept;
        }
    }

    static String longest(String text, String between) {
        String longest = "";
        for (String word : text.split(between)) {
            longest = word.length() > longest.length() ? word : longest;
        }
        return longest;
    }

    static double mean(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing has no mean");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    static Map<String, Long> twice(Map<String, Long> values) {
        values.replaceAll((key, value) -> value * 2);
        return values;
    }

    static int say(String text, int times) {
        System.out.println(text.repeat(times));
        return times;
    }
}
