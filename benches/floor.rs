//! The floor that a start is measured against: a hello-world with the very
//! command tree of `entractl`, and nothing behind it.
use std::process::ExitCode;

/// Parses the arguments as `entractl` does, then says hello.
#[expect(clippy::print_stdout, reason = "it does nothing else")]
fn main() -> ExitCode {
    match entractl::cli::command().try_get_matches() {
        Ok(_) => {
            println!("hello, world");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let printed = error.print();
            drop(printed);
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1))
        }
    }
}
