//! The sign-in of a person with a browser.
use std::sync::Arc;

use super::Ctx;
use super::sign_in_failure::auth_failure;
use crate::auth::authorization_code::{self, Opened};
use crate::auth::{Session, TokenService};
use crate::failure::Failure;

/// Signs in with the browser.
///
/// # Errors
/// Exit 3 where it fails or nobody comes back.
pub(crate) async fn by_browser(
    ctx: &Ctx<'_>,
    service: &TokenService,
    permissions: &[&str],
) -> Result<Session, Failure> {
    let talk = ctx.io.talk();
    let browser = Arc::clone(&ctx.browser);
    authorization_code::sign_in(
        service,
        &*browser,
        permissions,
        &move |opened| match opened {
            Opened::By(who) => talk.say(who),
            Opened::ByHand { error, address } => {
                talk.warn(&format!("{error}; open this address on this machine:"));
                talk.warn(address);
            }
        },
    )
    .await
    .map_err(|error| auth_failure(ctx, "the sign-in failed", error))
}
