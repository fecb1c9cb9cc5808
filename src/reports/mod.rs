//! Results of commands: data with a JSON Schema, and a view for terminals.
//!
//! Reports are in the same place as their commands: `apps list` in `apps/list.rs`. Pure: no
//! I/O and no clock; times and counts are fields.
pub mod apps {
    //! `apps`: the apps, their sets and the bound applications.
    pub mod bind;
    pub mod discover;
    pub mod list;
    pub mod show;
}
pub mod audit {
    //! `audit`: the log of actions from this machine.
    pub mod archive;
    pub mod export;
    pub mod fault;
    pub mod show;
    pub mod verify;
}
pub mod auth {
    //! `auth`: who is signed in.
    pub mod doctor;
    pub mod login;
    pub mod logout;
    pub mod status;
}
pub mod block;
pub mod explain;
pub mod grant;
pub mod profile {
    //! `profile`: the profiles of config.toml.
    pub mod add;
    pub mod entry;
    pub mod guard_rails;
    pub mod list;
    pub mod remove;
    pub mod show;
    pub mod use_profile;
}
pub mod reset;
pub mod sandbox {
    //! `sandbox`: the simulated tenant.
    pub mod faults;
    pub mod reset;
    pub mod scenarios;
    pub mod serve;
    pub mod tour;
}
pub mod status;
pub mod sync;
pub mod tasks {
    //! `tasks`: account actions and their outcomes.
    pub mod entry;
    pub mod export;
    pub mod list;
    pub mod show;
    pub mod verify;
}
pub mod troubleshoot;
pub mod users {
    //! `users`: users of the tenant, and actions on their accounts.
    pub mod account_counts;
    pub mod action;
    pub mod bulk_plan;
    pub mod can_i;
    pub mod list;
    pub mod outcome;
    pub mod plan;
    pub mod show;
}
pub mod zero_trust {
    //! `zero-trust`: the switches of Zero Trust Secure Access.
    pub mod show;
}

pub mod calls;

use schemars::Schema;

/// A report in the list of all.
#[derive(Debug)]
pub struct Entry {
    /// Kind of the report, such as `apps.list`.
    pub kind: &'static str,
    /// Type of the report below this module, such as `apps::list::AppsList`.
    pub path: &'static str,
    /// JSON Schema of the report's data.
    pub schema: Schema,
}

/// Defines the list of all reports: the kind, the type and, if the report is a list of
/// things, the field with the items.
macro_rules! reports {
    ($($kind:literal $($part:ident)::+ $([$rows:literal])?;)*) => {
        $(impl crate::output::Registered for $($part)::+ {
            fn kind(&self) -> &'static str {
                $kind
            }

            fn rows(&self) -> Option<&'static str> {
                None$(.or(Some($rows)))?
            }

            fn data(&self) -> serde_json::Value {
                // Structs and lists with text keys can always be serialized.
                serde_json::to_value(self).unwrap_or_default()
            }
        })*

        /// Returns every report, ordered by kind.
        pub fn all() -> Vec<Entry> {
            vec![$(Entry {
                kind: $kind,
                path: concat!($("::", stringify!($part)),+),
                schema: schemars::schema_for!($($part)::+),
            }),*]
        }
    };
}

reports! {
    "apps.bind" apps::bind::AppBind;
    "apps.discover" apps::discover::AppsDiscover ["proposals"];
    "apps.list" apps::list::AppsList ["apps"];
    "apps.show" apps::show::AppShow;
    "audit.archive" audit::archive::AuditArchive;
    "audit.export" audit::export::AuditExport;
    "audit.show" audit::show::AuditShow ["lines"];
    "audit.verify" audit::verify::AuditVerify;
    "auth.doctor" auth::doctor::AuthDoctor;
    "auth.login" auth::login::AuthLogin;
    "auth.logout" auth::logout::AuthLogout;
    "auth.status" auth::status::AuthStatus;
    "block" block::BlockReport;
    "explain" explain::ExplainReport;
    "grant" grant::GrantReport ["sets"];
    "grant.remediation" grant::remediation::GrantRemediation ["steps"];
    "profile.add" profile::add::ProfileAdd;
    "profile.guard-rails" profile::guard_rails::GuardRailsShow ["rules"];
    "profile.list" profile::list::ProfileList ["profiles"];
    "profile.remove" profile::remove::ProfileRemove;
    "profile.show" profile::show::ProfileShow;
    "profile.use" profile::use_profile::ProfileUse;
    "reset" reset::ResetReport;
    "sandbox.faults" sandbox::faults::SandboxFaults ["set"];
    "sandbox.reset" sandbox::reset::SandboxReset;
    "sandbox.scenarios" sandbox::scenarios::SandboxScenes ["scenarios"];
    "sandbox.serve" sandbox::serve::SandboxServe;
    "sandbox.tour" sandbox::tour::Tour ["steps"];
    "status" status::StatusReport ["apps"];
    "status.event" status::event::StatusEvent;
    "sync" sync::SyncReport;
    "tasks.export" tasks::export::TaskExport ["steps"];
    "tasks.list" tasks::list::TaskList ["tasks"];
    "tasks.show" tasks::show::TaskShow ["steps"];
    "tasks.verify" tasks::verify::TaskVerify ["findings"];
    "troubleshoot" troubleshoot::Troubleshoot ["findings"];
    "users.action" users::action::ActionReport ["accounts"];
    "users.bulk-plan" users::bulk_plan::BulkPlan ["skipped"];
    "users.can-i" users::can_i::CanI ["accounts"];
    "users.list" users::list::UserList ["users"];
    "users.plan" users::plan::PlanReport ["calls"];
    "users.show" users::show::UserShow;
    "zero-trust.show" zero_trust::show::ZeroTrustShow;
}
