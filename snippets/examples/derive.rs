//! A derive writes the methods, when the program is compiled.

fn main() {
    // #region derive
    #[derive(Debug, Clone, PartialEq)]
    struct Finding {
        rule: String,
        line: u32,
    }

    let rule = String::from("eval");
    let one = Finding { rule, line: 12 };
    let two = one.clone();
    println!("{one:?}");
    println!("{}", one == two);
    // #endregion
}
