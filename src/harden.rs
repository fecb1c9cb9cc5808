//! Keeps what is in memory in memory: no core file, no debugger of another
//! program, and no value of ours in the last words of a fault.
use std::io::Write as _;

use crate::exit::Exit;

/// From now on a fault of the program itself ends it with the exit code for
/// faults and says where it was and what to do, but not what it was about: the
/// message of a panic can quote anything, a token or a password too.
///
/// Nothing is tidied up. What must outlive a fault is on disk before anything
/// is sent; `look` is the command that shows it.
#[expect(
    clippy::exit,
    clippy::disallowed_methods,
    reason = "the last words of the process, whose streams may be in use"
)]
pub fn on_fault(look: String) {
    std::panic::set_hook(Box::new(move |fault| {
        let place = fault.location().map_or(String::new(), |at| {
            format!(" ({}, line {})", at.file(), at.line())
        });
        let words = format!(
            "error: entractl found a fault in itself and stopped{place}\n\
             - because: what it was about is not shown, since it may hold a secret\n\
             Next:\n  \
             - see what was done before you repeat anything\n  \
             {look}\n  \
             - then report the place above, with the output of entractl --version\n"
        );
        let said = std::io::stderr().write_all(words.as_bytes());
        drop(said);
        std::process::exit(i32::from(Exit::Fault.code()));
    }));
}

/// Makes this process leave no core file and, on Linux, refuse to be read by
/// other programs of the same user. What the system refuses is left as it is:
/// it protects beyond what the tool promises.
pub fn process() {
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
    fn the_process_leaves_no_core() {
        super::process();
        let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
        assert_eq!(limit.current, Some(0));
        assert!(matches!(
            rustix::process::dumpable_behavior(),
            Ok(rustix::process::DumpableBehavior::NotDumpable)
        ));
    }
}
