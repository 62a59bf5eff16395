fn main() {
    let longest;
    {
        let line = String::from("password = hunter2");
        longest = &line;
    } // line is freed here
    println!("longest: {longest}");
}
