//! The five account actions, as requests to the shared engine.
use crate::cli::users::{ActionArgs, ContainArgs, ResetPasswordArgs};
use crate::context::{CommandResult, Ctx};
use crate::domain::task::Action;
use crate::enforcement::request::ActionRequest;
use crate::enforcement::typed::run_action;

async fn run_plain_action(ctx: &mut Ctx<'_>, action: Action, args: &ActionArgs) -> CommandResult {
    let asked = ActionRequest {
        action,
        args,
        new_password: false,
        password_file: None,
        devices: false,
    };
    run_action(ctx, asked).await
}

/// `users disable`
pub(crate) async fn disable(ctx: &mut Ctx<'_>, args: &ActionArgs) -> CommandResult {
    run_plain_action(ctx, Action::Disable, args).await
}

/// `users enable`
pub(crate) async fn enable(ctx: &mut Ctx<'_>, args: &ActionArgs) -> CommandResult {
    run_plain_action(ctx, Action::Enable, args).await
}

/// `users sign-out`
pub(crate) async fn sign_out(ctx: &mut Ctx<'_>, args: &ActionArgs) -> CommandResult {
    run_plain_action(ctx, Action::SignOut, args).await
}

/// `users reset-password`
pub(crate) async fn reset_password(ctx: &mut Ctx<'_>, args: &ResetPasswordArgs) -> CommandResult {
    let asked = ActionRequest {
        action: Action::ResetPassword,
        args: &args.action,
        new_password: args.new_password,
        password_file: args.password_file.as_deref(),
        devices: false,
    };
    run_action(ctx, asked).await
}

/// `users contain`
pub(crate) async fn contain(ctx: &mut Ctx<'_>, args: &ContainArgs) -> CommandResult {
    let asked = ActionRequest {
        action: Action::Contain,
        args: &args.action,
        new_password: true,
        password_file: args.password_file.as_deref(),
        devices: args.devices,
    };
    run_action(ctx, asked).await
}
