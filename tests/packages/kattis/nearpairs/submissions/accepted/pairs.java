import java.util.Scanner;

class Pairs {
    public static void main(String[] words) {
        long n = new Scanner(System.in).nextLong();
        System.out.println(n / 2 + " " + (n - n / 2));
    }
}
