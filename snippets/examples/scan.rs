//! Counts calls of `eval` in the Python files of a tree, which it makes and removes itself, a hundred times over.

use std::env::temp_dir;
use std::fs::{self, read_to_string};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

// #region scan
const BAD: &str = "eval(";

fn scan(dir: &Path) -> io::Result<usize> {
    let mut hits = 0;
    for path in python_files(dir)? {
        let text = read_to_string(path)?;
        hits += text.matches(BAD).count();
    }
    Ok(hits)
}
// #endregion

// #region walk
fn python_files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(python_files(&path)?);
        } else if path.extension().is_some_and(|end| end == "py") {
            found.push(path);
        }
    }
    Ok(found)
}
// #endregion

fn main() -> io::Result<()> {
    let root = temp_dir().join(format!("scan-example-{}", process::id()));
    plant(&root)?;
    let mut hits = Ok(0);
    for _ in 0..100 {
        hits = scan(&root);
    }
    fs::remove_dir_all(&root)?;
    println!("{} calls of eval", hits?);
    Ok(())
}

/// In each of 300 folders two Python files, and a text file that must not count.
fn plant(root: &Path) -> io::Result<()> {
    for number in 0..300 {
        let folder = root.join(format!("app{number}/admin"));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("views.py"), "print('no risk')\n".repeat(200))?;
        fs::write(folder.join("tools.py"), "x = eval(cell)\n".repeat(10))?;
        fs::write(folder.join("notes.txt"), "never call eval(x)\n")?;
    }
    Ok(())
}
