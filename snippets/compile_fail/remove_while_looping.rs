fn main() {
    // #region loop
    let mut queue = vec!["a", "b", "c"];
    for name in &queue {
        queue.remove(0);
        println!("scanned {name}");
    }
    // #endregion
}
