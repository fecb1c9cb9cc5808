//! Where records lie and go, once the machine's policy was asked.
use crate::machine::Sink;
use crate::machine::StateDirs;
use crate::settings::machine::Machine;

/// The place as the policy of the machine has it. Where that cannot be used,
/// nothing can be recorded, and so nothing is sent.
pub fn with_machine_policy(dirs: StateDirs) -> StateDirs {
    match Machine::load(dirs.policy.as_ref(), dirs.origin.user_id) {
        Ok(Machine { state, sink }) => StateDirs {
            state: state.or(dirs.state),
            sink,
            ..dirs
        },
        Err(error) => StateDirs {
            sink: Sink::Unknown(error.to_string()),
            ..dirs
        },
    }
}
