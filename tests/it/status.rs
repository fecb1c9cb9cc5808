//! `status`: each state, what mends it, and what it costs.
use crate::bench::Bench;

#[test]
fn scratch() {
    let mut bench = Bench::new();
    for line in [
        "apps list",
        "status",
        "apps show mobile-security",
        "apps discover",
        "explain AADSTS53003",
    ] {
        let ran = bench.run(line);
        println!("$ {line}\n{}", ran.all());
    }
    for entry in bench.requests() {
        println!(
            "{} {} {} {:?}",
            entry.status, entry.method, entry.path, entry.in_batch
        );
    }
    panic!();
}
