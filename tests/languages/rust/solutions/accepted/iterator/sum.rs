use std::io::{stdin, Read};

fn main() {
    let mut text = String::new();
    stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<i64> = text.lines().map(|line| line.parse().unwrap()).collect();
    println!("{}", numbers.iter().sum::<i64>());
}
