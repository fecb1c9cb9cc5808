//! `auth`: signing in and out. One file per subcommand.
pub(crate) mod doctor;
pub(crate) mod login;
pub(crate) mod logout;
mod probe;
pub(crate) mod status;

use crate::cli::auth::AuthCommand;

crate::commands::commands! {
    AuthCommand {
        AuthCommand::Doctor(args) => remote(args, doctor::run), "auth.doctor" auth::doctor::AuthDoctor;
        AuthCommand::Login(args) => remote(args, login::run), "auth.login" auth::login::AuthLogin;
        AuthCommand::Logout(args) => remote(args, logout::run), "auth.logout" auth::logout::AuthLogout;
        AuthCommand::Status(args) => local(args, status::run), "auth.status" auth::status::AuthStatus;
    }
}
