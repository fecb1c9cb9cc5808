//! Folders and audit sink as set by the machine policy.
use crate::machine::Sink;
use crate::machine::StateDirs;
use crate::settings::machine::Machine;

/// Returns `dirs` with the state folder and sink of the machine policy. If the policy cannot
/// be used, nothing can be recorded, so commands send nothing.
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
