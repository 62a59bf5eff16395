macro_rules! alert {
    ($($what:expr),+) => { $( println!("ALERT: {}", $what); )+ };
}

struct Token(&'static str);

fn main() {
    let token = Token("ghp_R8x0aQ");
    alert!("token in log", token);
}
