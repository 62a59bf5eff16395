//! A calculator that a web page calls as if it were JavaScript, once built for WebAssembly.

// #region calculator
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Calculator {
    total: f64,
}

#[wasm_bindgen]
impl Calculator {
    pub fn add(&mut self, x: f64) -> f64 {
        self.total += x;
        self.total
    }
}
// #endregion

fn main() {
    let mut calculator = Calculator { total: 0.0 };
    calculator.add(40.0);
    println!("{}", calculator.add(2.0));
}
