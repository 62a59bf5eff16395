//! The programs on the slides live beside this file: those that compile in `examples/`, those that
//! rustc must reject in `compile_fail/`, those that must panic in `panics/`. In here is what is timed.

pub mod loud;
