//! The same tensors as in PyTorch, through its C++ library.

// #region tensor
use tch::{Kind, Tensor};

fn main() {
    let logits = Tensor::from_slice(&[2.0_f32, 1.0, 0.1]);
    let odds = logits.softmax(-1, Kind::Float);
    let best = odds.argmax(-1, false).int64_value(&[]);
    println!("class {best}");
}
// #endregion
