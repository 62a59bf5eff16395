use std::rc::Rc;
use std::thread;

fn main() {
    let rules = Rc::new(vec!["eval", "exec"]);
    let shared = Rc::clone(&rules);
    let worker = thread::spawn(move || shared.len());
    println!("{:?} of {}", worker.join(), rules.len());
}
