//! Results of commands: data with a JSON Schema, and a view for terminals.
//!
//! Reports are in the same place as their commands: `apps list` in `apps/list.rs`. The list
//! of commands declares their kinds. Pure: no I/O and no clock; times and counts are fields.
automod::dir!(pub "src/reports");
pub mod grant;
pub mod status;

pub mod apps {
    //! `apps`: the apps, their sets and the bound applications.
    automod::dir!(pub "src/reports/apps");
}
pub mod audit {
    //! `audit`: the log of actions from this machine.
    automod::dir!(pub "src/reports/audit");
}
pub mod auth {
    //! `auth`: who is signed in.
    automod::dir!(pub "src/reports/auth");
}
pub mod profile {
    //! `profile`: the profiles of config.toml.
    automod::dir!(pub "src/reports/profile");
}
pub mod sandbox {
    //! `sandbox`: the simulated tenant.
    automod::dir!(pub "src/reports/sandbox");
}
pub mod tasks {
    //! `tasks`: account actions and their outcomes.
    automod::dir!(pub "src/reports/tasks");
}
pub mod users {
    //! `users`: users of the tenant, and actions on their accounts.
    automod::dir!(pub "src/reports/users");
}
pub mod zero_trust {
    //! `zero-trust`: the switches of Zero Trust Secure Access.
    automod::dir!(pub "src/reports/zero_trust");
}

use schemars::Schema;

/// A kind of report, with its JSON Schema.
#[derive(Debug)]
pub struct Entry {
    /// Kind of the report, such as `apps.list`.
    pub kind: &'static str,
    /// Type of the report below this module, such as `apps::list::AppsList`.
    pub path: &'static str,
    /// JSON Schema of the report's data.
    pub schema: Schema,
}
