//! Holds an iterator chain against the loop that does the same: the answers, and the time of each.

use std::hint::black_box;
use std::time::{Duration, Instant};

use snippets::loud::{by_hand, chain};

fn fastest(sum: fn(&[u32]) -> u32, of: &[u32]) -> Duration {
    let once = |_| {
        let start = Instant::now();
        black_box(sum(black_box(of)));
        start.elapsed()
    };
    (0..2000).map(once).min().unwrap()
}

// #region measure
fn main() {
    let samples: Vec<u32> = (0..10_000).map(|n| n % 120).collect();
    // the fastest of 2,000 calls each
    let (a, b) = (fastest(chain, &samples), fastest(by_hand, &samples));
    println!("same answer: {}", chain(&samples) == by_hand(&samples));
    println!("chain within 20 % of the loop: {}", a * 5 < b * 6);
}
// #endregion
