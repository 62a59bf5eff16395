//! One owner at a time: the value is freed where its last owner's scope ends.

struct Report(&'static str);

impl Drop for Report {
    fn drop(&mut self) {
        println!("freed: {}", self.0);
    }
}

// #region move
fn main() {
    let scan = Report("scan of Monday");
    {
        let inbox = scan; // the report has a new owner
        println!("read: {}", inbox.0);
    } // inbox ends here, and its report with it
    println!("after the block");
}
// #endregion
