//! A failure is a value: `?` hands it to the caller, and the caller decides.

use std::fs::read_to_string;
use std::io;

// #region load
fn load(path: &str) -> io::Result<usize> {
    let text = read_to_string(path)?;
    Ok(text.lines().count())
}

fn main() {
    match load("missing.toml") {
        Ok(n) => println!("{n} rules"),
        Err(e) => println!("{e}"),
    }
}
// #endregion
