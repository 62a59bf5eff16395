//! Calls the chain of iterators often enough to take its time; Cargo builds the library that has it.

use std::hint::black_box;

use snippets::loud::chain;

fn main() {
    // #region calls
    let samples = [20, 90, 81, 3].repeat(2_500);
    let mut power = 0;
    for _ in 0..200_000 {
        power = chain(black_box(&samples));
    }
    println!("{power}");
    // #endregion
}
