fn main() {
    // #region loop
    let mut queue = vec!["a", "b", "c"];
    for name in &queue {
        if *name == "a" {
            queue.remove(0);
        } else {
            println!("scanned {name}");
        }
    }
    // #endregion
}
