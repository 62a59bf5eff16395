//! Two threads take two locks in two orders: each holds what the other one wants.

use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    // #region locks
    let (a, b) = (&Mutex::new("users"), &Mutex::new("logs"));
    let both = &Barrier::new(2);
    thread::scope(|s| {
        for (mine, other) in [(a, b), (b, a)] {
            s.spawn(move || {
                let _held = mine.lock().unwrap();
                both.wait(); // now each thread holds one lock
                println!("free: {}", other.try_lock().is_ok());
                both.wait();
            });
        }
    });
    // #endregion
}
