fn load(features: &[&str]) -> Result<usize, String> {
    match features.len() {
        n @ ..=200 => Ok(n),
        n => Err(format!("{n} features, limit 200")),
    }
}

fn main() {
    let file = vec!["ja3_hash"; 201];
    let loaded = load(&file).unwrap();
    println!("serving with {loaded} features");
}
