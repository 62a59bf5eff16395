//! Threads that may borrow, since none of them outlives the scope.

use std::thread;

fn main() {
    // #region scope
    let files = ["eval(a)", "print(b)", "eval(c)", "eval(d)"];
    let (left, right) = files.split_at(2);
    let total = thread::scope(|s| {
        let a = s.spawn(|| count(left));
        let b = s.spawn(|| count(right));
        a.join().unwrap() + b.join().unwrap()
    });
    println!("{total} of {} files", files.len());
    // #endregion
}

fn count(files: &[&str]) -> usize {
    files.iter().filter(|text| text.contains("eval(")).count()
}
