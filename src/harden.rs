//! Keeps secrets in memory: no core dump, no access for other programs, and no values in
//! panic messages.
use std::io::Write as _;

use crate::exit::Exit;

/// Sets a panic hook that ends the process with the exit code for internal errors. It prints
/// the location and what to do, but not the panic message, which may contain a secret.
///
/// Nothing is cleaned up: everything that must survive is on disk before anything is sent.
/// `next_command` shows it.
#[expect(
    clippy::exit,
    clippy::disallowed_methods,
    reason = "ends the process, whose streams may be in use"
)]
pub fn set_panic_hook(next_command: String) {
    std::panic::set_hook(Box::new(move |fault| {
        let place = fault.location().map_or(String::new(), |at| {
            format!(" ({}, line {})", at.file(), at.line())
        });
        let words = format!(
            "error: internal error, entractl stopped{place}\n\
             - because: what it was about is not shown, since it may hold a secret\n\
             Next:\n  \
             - see what was done before you repeat anything\n  \
             {next_command}\n  \
             - then report the place above, with the output of entractl --version\n"
        );
        let said = std::io::stderr().write_all(words.as_bytes());
        drop(said);
        std::process::exit(i32::from(Exit::Fault.code()));
    }));
}

/// Disables core dumps and, on Linux, access by other programs of the same user. Ignores
/// errors: this is an additional protection.
pub fn protect_memory() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        let _ = setrlimit(Resource::Core, none);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn process_has_no_core_dump() {
        super::protect_memory();
        let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
        assert_eq!(limit.current, Some(0));
        assert!(matches!(
            rustix::process::dumpable_behavior(),
            Ok(rustix::process::DumpableBehavior::NotDumpable)
        ));
    }
}
