fn main() {
    let mut queue = vec!["login.py"];
    let first = &queue[0];
    // may move it all
    queue.push("admin.py");
    println!("next: {first}");
}
