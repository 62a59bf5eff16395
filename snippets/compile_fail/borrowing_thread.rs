use std::thread;

fn main() {
    let files = vec!["login.py", "admin.py"];
    let worker = thread::spawn(|| {
        println!("{} files to scan", files.len());
    });
    worker.join().expect("the worker panicked");
}
