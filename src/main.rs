//! The `entractl` binary: hands the process's arguments to the library.
fn main() {}
