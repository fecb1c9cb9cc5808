//! What commands return: data with a JSON Schema, and how it reads to a person.
//!
//! A file per report. Pure: no I/O, no clock; times and counts are fields.
pub mod account_counts;
pub mod apps_bind;
pub mod apps_discover;
pub mod apps_list;
pub mod apps_show;
pub mod audit;
pub mod audit_show;
pub mod auth_doctor;
pub mod auth_login;
pub mod auth_logout;
pub mod auth_status;
pub mod block;
pub mod calls;
pub mod explain;
pub mod grant;
pub mod grant_remediation;
pub mod guard_rails;
pub mod outcome;
pub mod profile;
pub mod sandbox;
pub mod sandbox_serve;
pub mod status;
pub mod sync;
pub mod tasks;
pub mod tasks_verify;
pub mod tour;
pub mod troubleshoot;
pub mod users_action;
pub mod users_bulk;
pub mod users_can_i;
pub mod users_list;
pub mod users_plan;
pub mod users_show;
pub mod zero_trust;

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
        ("audit.archive", schemars::schema_for!(audit::AuditArchive)),
        ("audit.export", schemars::schema_for!(audit::AuditExport)),
        ("audit.show", schemars::schema_for!(audit_show::AuditShow)),
        ("audit.verify", schemars::schema_for!(audit::AuditVerify)),
        (
            "auth.doctor",
            schemars::schema_for!(auth_doctor::AuthDoctor),
        ),
        ("auth.login", schemars::schema_for!(auth_login::AuthLogin)),
        (
            "auth.logout",
            schemars::schema_for!(auth_logout::AuthLogout),
        ),
        (
            "auth.status",
            schemars::schema_for!(auth_status::AuthStatus),
        ),
        ("block", schemars::schema_for!(block::BlockReport)),
        ("explain", schemars::schema_for!(explain::ExplainReport)),
        ("grant", schemars::schema_for!(grant::GrantReport)),
        (
            "grant.remediation",
            schemars::schema_for!(grant_remediation::GrantRemediation),
        ),
        ("profile.add", schemars::schema_for!(profile::ProfileChange)),
        (
            "profile.guard-rails",
            schemars::schema_for!(guard_rails::GuardRailsShow),
        ),
        ("profile.list", schemars::schema_for!(profile::ProfileList)),
        (
            "profile.remove",
            schemars::schema_for!(profile::ProfileChange),
        ),
        ("profile.show", schemars::schema_for!(profile::ProfileShow)),
        ("profile.use", schemars::schema_for!(profile::ProfileChange)),
        ("reset", schemars::schema_for!(block::ResetReport)),
        (
            "sandbox.faults",
            schemars::schema_for!(sandbox::SandboxFaults),
        ),
        (
            "sandbox.reset",
            schemars::schema_for!(sandbox::SandboxReset),
        ),
        (
            "sandbox.scenarios",
            schemars::schema_for!(sandbox::SandboxScenes),
        ),
        (
            "sandbox.serve",
            schemars::schema_for!(sandbox_serve::SandboxServe),
        ),
        ("sandbox.tour", schemars::schema_for!(tour::Tour)),
        ("status", schemars::schema_for!(status::StatusReport)),
        ("status.event", schemars::schema_for!(status::StatusEvent)),
        ("sync", schemars::schema_for!(sync::SyncReport)),
        (
            "tasks.export",
            schemars::schema_for!(tasks_verify::TaskExport),
        ),
        ("tasks.list", schemars::schema_for!(tasks::TaskList)),
        ("tasks.show", schemars::schema_for!(tasks::TaskShow)),
        (
            "tasks.verify",
            schemars::schema_for!(tasks_verify::TaskVerify),
        ),
        (
            "troubleshoot",
            schemars::schema_for!(troubleshoot::Troubleshoot),
        ),
        (
            "users.action",
            schemars::schema_for!(users_action::ActionReport),
        ),
        (
            "users.bulk-plan",
            schemars::schema_for!(users_bulk::BulkPlan),
        ),
        ("users.can-i", schemars::schema_for!(users_can_i::CanI)),
        ("users.list", schemars::schema_for!(users_list::UserList)),
        ("users.plan", schemars::schema_for!(users_plan::PlanReport)),
        ("users.show", schemars::schema_for!(users_show::UserShow)),
        (
            "zero-trust.show",
            schemars::schema_for!(zero_trust::ZeroTrustShow),
        ),
    ]
}
