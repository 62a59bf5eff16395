fn main() {
    let mut queue = vec!["login.py"];
    let first = &queue[0];
    queue.push("admin.py"); // may move it all
    println!("next: {first}");
}
