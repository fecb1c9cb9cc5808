//! Sign-in of a user: with a browser on this machine, or with a code on another
//! device.
use std::sync::Arc;

use super::Ctx;
use super::sign_in_failure::auth_failure;
use crate::auth::authorization_code::{self, PageNotice};
use crate::auth::device::{self, CodePrompt};
use crate::auth::{Session, TokenService};
use crate::failure::Failure;

/// Signs in with the browser.
///
/// # Errors
/// Exit 3 if the sign-in fails or no redirect arrives in time.
pub(crate) async fn sign_in_by_browser(
    ctx: &Ctx<'_>,
    service: &TokenService,
    permissions: &[&str],
) -> Result<Session, Failure> {
    let talk = ctx.io.status_writer();
    let browser = Arc::clone(&ctx.browser);
    authorization_code::sign_in(
        service,
        &*browser,
        permissions,
        &move |notice| match notice {
            PageNotice::Url(url) => {
                talk.warn("Sign in at this URL, in a browser on this machine:");
                talk.warn(&format!("  {url}"));
            }
            PageNotice::Opened(text) => talk.say(text),
            PageNotice::NotOpened(error) => talk.warn(&error.to_string()),
        },
    )
    .await
    .map_err(|error| auth_failure(ctx, "the sign-in failed", error))
}

/// Signs in with a code that the user types on another device.
///
/// # Errors
/// Exit 3 if the sign-in fails or the code expires.
pub(crate) async fn sign_in_by_device_code(
    ctx: &Ctx<'_>,
    service: &TokenService,
    permissions: &[&str],
) -> Result<Session, Failure> {
    let talk = ctx.io.status_writer();
    let target = service.target.clone();
    let show = move |prompt: &CodePrompt| {
        talk.warn("Use this code only if you started this yourself, and never pass it on.");
        talk.warn(&format!("  page         {}", prompt.page));
        talk.warn(&format!("  code         {}", prompt.code));
        talk.warn(&format!("  tenant       {}", target.tenant));
        talk.warn(&format!("  application  {}", target.client_id));
        let minutes = prompt.life.as_secs() / 60;
        talk.say(&format!("waiting up to {minutes} minutes"));
    };
    device::sign_in(service, permissions, &show)
        .await
        .map_err(|error| auth_failure(ctx, "the sign-in failed", error))
}
