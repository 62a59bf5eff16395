//! Between a check and a use somebody else may act: no type sees the disk.

use std::env::temp_dir;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process;

fn main() -> io::Result<()> {
    let path = temp_dir().join(format!("upload-example-{}", process::id()));
    fs::write(&path, "harmless")?;
    let used = check_then_use(&path);
    fs::remove_file(&path)?;
    used
}

fn check_then_use(path: &Path) -> io::Result<()> {
    // #region race
    let checked = fs::metadata(path)?.len();
    somebody_else_appends(path)?;
    let used = fs::read(path)?.len();
    println!("checked {checked} bytes, used {used}");
    // #endregion
    Ok(())
}

/// What another process does between the two calls, if it is quick.
fn somebody_else_appends(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(path)?;
    file.write_all(&[b'A'; 4088])
}
