//! Wait for both, for the first, or not for ever.

use std::time::Duration;

use tokio::time::{sleep, timeout};

#[tokio::main]
async fn main() {
    // #region wait
    let both = tokio::join!(reply("disk", 20), reply("net", 30));
    println!("both: {both:?}");
    let first = tokio::select! {
        name = reply("cache", 10) => name,
        name = reply("archive", 900) => name,
    };
    println!("first: {first}");
    let late = timeout(ms(20), reply("printer", 900)).await;
    println!("printer answered: {}", late.is_ok());
    // #endregion
}

async fn reply(name: &'static str, after: u64) -> &'static str {
    sleep(ms(after)).await;
    name
}

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}
