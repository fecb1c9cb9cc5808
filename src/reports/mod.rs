//! What commands return: data with a JSON Schema, and how it reads to a person.
//!
//! A file per report. Pure: no I/O, no clock; times and counts are fields.
pub mod sandbox;

pub mod apps_bind;
pub mod apps_discover;
pub mod apps_list;
pub mod apps_show;
pub mod block;
pub mod explain;
pub mod grant;
pub mod grant_mend;
pub mod status;
pub mod sync;
pub mod troubleshoot;

use schemars::Schema;

/// The JSON Schema of the data of every report, by its kind.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("apps.bind", schemars::schema_for!(apps_bind::AppBind)),
        (
            "apps.discover",
            schemars::schema_for!(apps_discover::AppsDiscover),
        ),
        ("apps.list", schemars::schema_for!(apps_list::AppsList)),
        ("apps.show", schemars::schema_for!(apps_show::AppShow)),
        ("explain", schemars::schema_for!(explain::ExplainReport)),
        ("grant", schemars::schema_for!(grant::GrantReport)),
        ("grant.mend", schemars::schema_for!(grant_mend::GrantMend)),
        ("block", schemars::schema_for!(block::BlockReport)),
        ("reset", schemars::schema_for!(block::ResetReport)),
        ("sync", schemars::schema_for!(sync::SyncReport)),
        (
            "troubleshoot",
            schemars::schema_for!(troubleshoot::Troubleshoot),
        ),
        ("status", schemars::schema_for!(status::StatusReport)),
        ("status.event", schemars::schema_for!(status::StatusEvent)),
        (
            "sandbox.reset",
            schemars::schema_for!(sandbox::SandboxReset),
        ),
        (
            "sandbox.scenes",
            schemars::schema_for!(sandbox::SandboxScenes),
        ),
        (
            "sandbox.faults",
            schemars::schema_for!(sandbox::SandboxFaults),
        ),
    ]
}
