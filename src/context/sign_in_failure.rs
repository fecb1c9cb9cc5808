//! Conversion of sign-in errors into failures: the exit code, and what to do next.
use crate::auth::AuthError;
use crate::auth::store::StoreError;
use crate::browser::BrowserError;
use crate::context::Ctx;
use crate::domain::clock_offset::ClockOffset;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::transport::TransportError;

/// How to fix a clock that is minutes off.
const SET_THE_CLOCK: &str = "set this machine's clock, best by NTP (Linux: timedatectl set-ntp true), and run the same command again";

/// Advice for a rejected certificate. Repeating the request does not help, and if the
/// machine's clock is wrong, no certificate is valid.
pub(crate) const CERTIFICATE: &str = "check this machine's date and time; if your company opens TLS, name its root in ca_file of a cloud in config.toml";

/// Returns the failure for a sign-in error; `what` is the attempted action.
pub(crate) fn auth_failure(ctx: &Ctx<'_>, what: &'static str, error: AuthError) -> Failure {
    let exit = error.exit();
    let refusal = error.refusal().cloned();
    let advice = asked_to_wait(&error).or_else(|| advice(&error).map(str::to_owned));
    let mut failure = Failure::from_error(exit, error).context(what);
    if let Some(text) = advice {
        failure = failure.advise(text);
    }
    let clock = refusal.as_ref().and_then(|refusal| refusal.clock);
    if clock.is_some_and(ClockOffset::is_notable) {
        failure = failure.advise(SET_THE_CLOCK);
    }
    if exit == Exit::SignIn {
        failure = failure.sign_in();
    }
    let Some(refusal) = refusal else {
        return failure;
    };
    if let Some(code) = &refusal.code {
        failure = failure.run(ctx.command("explain").arg(code));
    }
    failure.code(refusal.code).request_id(refusal.trace_id)
}

/// Returns the failure for an error of the token store.
pub(crate) fn store_failure(ctx: &Ctx<'_>, what: &'static str, error: StoreError) -> Failure {
    auth_failure(ctx, what, AuthError::Store(error))
}

/// Returns what to do if the keyring cannot be used.
pub(crate) fn store_advice(error: &StoreError) -> &'static str {
    match error {
        StoreError::Absent(_) => {
            "start a keyring (gnome-keyring, KeePassXC, or KWallet from KDE Frameworks 5.97 on), or add --no-store to keep the tokens in memory for one command"
        }
        StoreError::Locked(_) | StoreError::Silent(_) => {
            "unlock your keyring, or add --no-store to keep the tokens in memory for one command"
        }
        StoreError::Ended(_) => {
            "run the same command again; if the keyring ends once more, restart it and see its log, or add --no-store to keep the tokens in memory for one command"
        }
        StoreError::Lossy | StoreError::Failed(_) => {
            "look at your keyring (is its disk full?), or add --no-store to keep the tokens in memory for one command"
        }
    }
}

/// Returns what to do if the service asks to wait for more than a minute.
fn asked_to_wait(error: &AuthError) -> Option<String> {
    let AuthError::Unwell {
        wait: Some(wait), ..
    } = error
    else {
        return None;
    };
    let minutes = wait.as_secs().div_ceil(60);
    (minutes > 1).then(|| {
        format!("wait {minutes} minutes, as the service asks, and run the same command again")
    })
}

fn advice(error: &AuthError) -> Option<&'static str> {
    match error {
        AuthError::Store(error) => Some(store_advice(error)),
        AuthError::Browser(BrowserError::Open(_)) => {
            Some("set BROWSER to the absolute path of your browser")
        }
        AuthError::Transport(TransportError::Certificate { .. }) => Some(CERTIFICATE),
        AuthError::Transport(_) | AuthError::Unwell { .. } | AuthError::Busy => {
            Some("wait a minute and run the same command again")
        }
        AuthError::Untrusted(_) => {
            Some("check the network for a sign-in portal or a proxy that changes answers")
        }
        AuthError::Other { what: "tenant", .. } => {
            Some("choose the right account in the browser, or name the other tenant with --tenant")
        }
        AuthError::Other {
            what: "application" | "resource",
            ..
        } => Some("check the cloud and the client id of the profile"),
        AuthError::Other { .. } => Some("choose the account that is signed in, or sign out first"),
        AuthError::Replaced { .. } => {
            Some("one session is kept for a tenant and an application: sign in one after the other")
        }
        AuthError::Refused(refusal) if refusal.is_final() => Some(
            "the same request gets the same answer: check tenant, client id and cloud of the profile",
        ),
        AuthError::Refused(_)
        | AuthError::Browser(_)
        | AuthError::Expired(_)
        | AuthError::File(_)
        | AuthError::Credential(_)
        | AuthError::NoSession(_)
        | AuthError::Entropy(_) => None,
    }
}
