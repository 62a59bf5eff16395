//! Fifty waits at once take about as long as one of them.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const REPLY: Duration = Duration::from_millis(100);
const SECOND: Duration = Duration::from_secs(1);

async fn ask() {
    sleep(REPLY).await;
}

#[tokio::main]
async fn main() {
    // #region wait
    let mut hosts = JoinSet::new();
    for _ in 0..50 {
        hosts.spawn(ask()); // waits 100 ms
    }
    let all = hosts.join_all();
    match timeout(SECOND, all).await {
        Ok(all) => println!("{}", all.len()),
        Err(_) => println!("too slow"),
    }
    // #endregion
}
