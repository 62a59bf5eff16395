//! Untrusted JSON becomes a typed value, or an error that says where.

use serde::Deserialize;

fn main() {
    // #region parse
    #[derive(Deserialize)]
    struct Finding {
        line: u32,
    }
    let sent = r#"{ "line": -1 }"#;
    match serde_json::from_str::<Finding>(sent) {
        Ok(found) => println!("line {}", found.line),
        Err(error) => println!("rejected: {error}"),
    }
    // #endregion
}
