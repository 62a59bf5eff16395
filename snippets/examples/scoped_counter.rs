//! Four threads add to one sum, behind a lock that owns it.

use std::sync::Mutex;
use std::thread;

fn main() {
    // #region lock
    let sum = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                for _ in 0..1000 {
                    *sum.lock().unwrap() += 1;
                }
            });
        }
    });
    println!("{}", sum.into_inner().unwrap());
    // #endregion
}
