fn main() {
    let packet = [0x18, 0x03, 0x02, 0x00];
    let claimed: usize = "64".parse().expect("a length");
    println!("has {}, claims {claimed}", packet.len());

    let reply = &packet[..claimed];
    println!("sent {} bytes", reply.len());
}
