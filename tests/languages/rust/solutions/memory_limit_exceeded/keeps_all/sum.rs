use std::io::{stdin, Read};

fn main() {
    let mut text = String::new();
    stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<i64> = text.lines().map(|line| line.parse().unwrap()).collect();
    let kept: Vec<Vec<u8>> = (0..4096).map(|number| vec![number as u8 | 1; 1 << 20]).collect();
    println!("{}", numbers.iter().sum::<i64>() + i64::from(kept[0][0]) - 1);
}
