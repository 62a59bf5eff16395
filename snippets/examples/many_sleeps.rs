//! Fifty waits at once take about as long as one of them.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep;

const REPLY: Duration = Duration::from_millis(100);
const SECOND: Duration = Duration::from_secs(1);

async fn ask() {
    sleep(REPLY).await;
}

#[tokio::main]
async fn main() {
    // #region wait
    let start = Instant::now();
    let mut hosts = JoinSet::new();
    for _ in 0..50 {
        hosts.spawn(ask()); // waits 100 ms
    }
    let all = hosts.join_all().await;
    let took = start.elapsed();
    println!("{} answers", all.len());
    println!("under 1 s: {}", took < SECOND);
    // #endregion
}
