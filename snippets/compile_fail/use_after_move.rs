fn archive(report: String) {
    println!("stored: {report}");
}

fn main() {
    let report = String::from("3 findings");
    archive(report);
    println!("sent: {report}");
}
