//! Two threads and main, which own one counter together.

use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    // #region arc
    let hits = Arc::new(Mutex::new(0));
    let mut workers = Vec::new();
    for found in [3, 1] {
        let hits = Arc::clone(&hits);
        workers.push(thread::spawn(move || {
            *hits.lock().unwrap() += found;
        }));
    }
    for worker in workers {
        worker.join().unwrap();
    }
    println!("{} hits", hits.lock().unwrap());
    // #endregion
}
