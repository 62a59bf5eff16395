//! A calculator that a web page calls as if it were JavaScript, once built for WebAssembly.
use wasm_bindgen::prelude::*;

// #region calculator
#[wasm_bindgen]
pub struct Calculator(f64);

#[wasm_bindgen]
impl Calculator {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(0.0)
    }
    pub fn add(&mut self, x: f64) -> f64 {
        self.0 += x;
        self.0
    }
}
// #endregion

fn main() {
    let mut calculator = Calculator::new();
    calculator.add(40.0);
    println!("{}", calculator.add(2.0));
}
