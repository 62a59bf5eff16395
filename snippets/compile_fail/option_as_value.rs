fn port_of(service: &str) -> Option<u16> {
    match service {
        "https" => Some(443),
        _ => None,
    }
}
fn main() {
    let port: u16 = port_of("gopher");
    println!("connecting to {port}");
}
