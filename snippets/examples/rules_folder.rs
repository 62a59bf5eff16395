//! One source for every system: what differs is decided when it is compiled.

// #region folder
fn rules_folder() -> &'static str {
    if cfg!(windows) {
        r"%APPDATA%\scan"
    } else if cfg!(target_os = "macos") {
        "~/Library/Application Support/scan"
    } else {
        "~/.config/scan"
    }
}

fn main() {
    println!("rules in {}", rules_folder());
}
// #endregion
