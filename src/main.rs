//! The `entractl` binary: passes its arguments to the library.
use std::process::ExitCode;

fn main() -> ExitCode {
    entractl::main(std::env::args_os())
}
