//! `users`: accounts and actions on them. One file per subcommand that reads; the
//! actions are requests to the enforcement engine.
mod actions;
pub(crate) mod can_i;
pub(crate) mod list;
pub(crate) mod show;

pub(crate) use actions::{contain, disable, enable, reset_password, sign_out};

use crate::cli::users::UsersCommand;

crate::commands::commands! {
    UsersCommand {
        UsersCommand::Show(args) => remote(args, show::run), "users.show" users::show::UserShow;
        UsersCommand::List(args) => remote(args, list::run), "users.list" users::list::UserList ["users"];
        UsersCommand::CanI(args) => remote(args, can_i::run), "users.can-i" users::can_i::CanI ["accounts"];
        UsersCommand::Disable(args) => remote(args, disable);
        UsersCommand::Enable(args) => remote(args, enable);
        UsersCommand::ResetPassword(args) => remote(args, reset_password);
        UsersCommand::SignOut(args) => remote(args, sign_out);
        UsersCommand::Contain(args) => remote(args, contain);
    }
    also {
        "users.action" users::action::ActionReport ["accounts"];
        "users.bulk-plan" users::bulk_plan::BulkPlan ["skipped"];
        "users.plan" users::plan::PlanReport ["calls"];
    }
}
