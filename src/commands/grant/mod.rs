//! `grant`: grants apps the permissions of their sets and verifies them in
//! Graph. Adds only what a set lists; never removes anything.
mod consent;
mod direct;
mod page;
mod remediate;

use std::time::Duration;

use crate::cli::auth::{LoginArgs, LoginMethod, Purpose};
use crate::cli::grant::{GrantArgs, GrantMethod};
use crate::commands::auth::login;
use crate::consent::remediation::FixKind;
use crate::consent::selection::select;
use crate::context::{CommandResult, Ctx};
use crate::exit::Exit;
use crate::failure::Failure;

/// Method of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// Microsoft's consent page in the browser of this machine.
    Browser,
    /// The URL of the consent page, for another user.
    Url,
    /// Writes through Graph with the current session.
    Direct,
    /// Writes through Graph after a sign-in by device code.
    DeviceCode,
}

impl Method {
    /// Returns the name of the method in reports and records.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Url => "url",
            Self::Direct => "direct",
            Self::DeviceCode => "device-code",
        }
    }

    /// Returns the flag that selects the method.
    pub(super) fn flag(self) -> &'static str {
        match self {
            Self::Browser => "--browser",
            Self::Url => "--url",
            Self::Direct => "--direct",
            Self::DeviceCode => "--device-code",
        }
    }
}

/// How long a user has to accept on a consent page.
const CONSENT_LIMIT: Duration = Duration::from_secs(300);
/// How long a printed command waits for another administrator.
const WAIT_FOR_OTHERS: Duration = Duration::from_secs(600);

/// Runs `grant APP...`.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &GrantArgs) -> CommandResult {
    let GrantMethod {
        browser,
        direct,
        url,
        settings,
        enable,
    } = args.method;
    let device_code = ctx.global.device_code;
    if device_code && !ctx.global.no_store && (settings || enable || direct) {
        return Err(Failure::new(
            Exit::Usage,
            "--device-code cannot be used with --settings, --enable or --direct, unless --no-store is given",
        )
        .run(ctx.command("auth login --device-code --for grant")));
    }
    if settings {
        return remediate::run(ctx, args, FixKind::Settings).await;
    }
    if enable {
        return remediate::run(ctx, args, FixKind::Enable).await;
    }
    if device_code && (browser || url) {
        return Err(Failure::new(
            Exit::Usage,
            "--device-code cannot be used with --browser or --url: no page of theirs needs it",
        ));
    }
    let at_terminal = ctx.io.terminal.interactive && !ctx.global.no_input;
    let method = match (browser, url, device_code, direct) {
        (true, _, _, _) => Method::Browser,
        (_, true, _, _) => Method::Url,
        (_, _, true, _) => Method::DeviceCode,
        (false, false, false, false) if at_terminal => Method::Browser,
        (false, false, false, _) => Method::Direct,
    };
    match method {
        Method::Browser | Method::Url => consent::run(ctx, args, method).await,
        Method::Direct => direct::run(ctx, args, method).await,
        // With `--no-store`, the command signs in by itself.
        Method::DeviceCode if ctx.global.no_store => direct::run(ctx, args, method).await,
        Method::DeviceCode => {
            // Report wrong arguments before the user has to sign in.
            select(ctx, args)?;
            let sign_in = LoginArgs {
                client_id: None,
                cloud: None,
                purposes: vec![Purpose::Grant],
                method: LoginMethod {
                    browser: false,
                    certificate: None,
                    client_secret_file: None,
                },
            };
            login::run(ctx, &sign_in).await?;
            direct::run(ctx, args, method).await
        }
    }
}
