//! A function that a web page calls as if it were JavaScript, once built for WebAssembly.

// #region score
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn risk_score(findings: u32, lines: u32) -> f64 {
    if lines == 0 {
        return 0.0;
    }
    f64::from(findings) * 1000.0 / f64::from(lines)
}
// #endregion

fn main() {
    println!("{}", risk_score(3, 1500));
}
