//! An error type of our own, and the context that a caller adds to it.

use std::error::Error;
use std::fmt;

use anyhow::Context;

#[derive(Debug)]
struct BadRule(usize);

impl Error for BadRule {}

impl fmt::Display for BadRule {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "line {} has no equals sign", self.0)
    }
}

// #region context
fn check(rules: &str) -> Result<(), BadRule> {
    for (index, line) in rules.lines().enumerate() {
        if !line.contains('=') {
            return Err(BadRule(index + 1));
        }
    }
    Ok(())
}

fn main() {
    let rules = "eval = deny\nexec deny";
    let checked = check(rules).context("reading team.rules");
    println!("{:#}", checked.unwrap_err());
}
// #endregion
