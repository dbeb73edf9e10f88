use std::io::{stdin, Read};

fn main() {
    let mut text = String::new();
    stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<i64> = text.lines().map(|line| line.parse().unwrap()).collect();
    let mut sum = 0;
    for number in numbers.iter().cycle() {
        sum = (sum + number) % 1_000_000_007;
    }
    println!("{}", sum);
}
