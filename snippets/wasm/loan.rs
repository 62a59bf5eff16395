#[no_mangle]
pub extern "C" fn monthly_payment(amount: f64, percent: f64, years: u32) -> f64 {
    let months = f64::from(years * 12);
    let rate = percent / 100.0 / 12.0;
    amount * rate / (1.0 - (1.0 + rate).powf(-months))
}
