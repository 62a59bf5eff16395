//! A second, independent list has to be asked for by name.

fn main() {
    // #region clone
    let found = vec!["eval", "exec"];
    let mut backup = found.clone();
    backup.push("pickle");
    println!("found: {}", found.len());
    println!("backup: {}", backup.len());
    // #endregion
}
