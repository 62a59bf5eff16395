//! One owner at a time: the value is freed where its last owner's scope ends.

struct Report(String);

impl Drop for Report {
    fn drop(&mut self) {
        println!("freed: {}", self.0);
    }
}

// #region move
fn main() {
    let scan = Report("Monday".into());
    {
        let inbox = scan; // a new owner
        println!("read: {}", inbox.0);
    } // inbox ends here
    println!("after the block");
}
// #endregion
