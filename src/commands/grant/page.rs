//! One consent page in the browser of this machine. A redirect only triggers a check;
//! Graph alone shows whether the grant exists.
use std::time::Duration;

use crate::browser::{BrowserError, RedirectListener};
use crate::cli::grant::GrantArgs;
use crate::commands::grant::{CONSENT_LIMIT, WAIT_FOR_OTHERS};
use crate::consent::read_back::{Expected, READ_BACK, Reading, read, read_grants};
use crate::consent::selection::{Prepared, Selection};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::Origin;
use crate::ids::{AppId, TenantId};
use crate::secret::Secret;

/// How long to wait for a redirect before Graph is read again.
const SLICE: Duration = Duration::from_secs(5);

/// Warning about forged redirects. It is shown once, since there could be thousands.
const FORGED: &str =
    "warning: a redirect that does not belong to this consent was ignored, and so are more like it";

/// Result of a redirect. It is not trusted and only explains the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RedirectResult {
    /// No redirect arrived, or none was requested.
    Nothing,
    /// The redirect has no error.
    Accepted,
    /// The redirect has an error and its description.
    Refused(String, String),
}

/// Returns the URL of an application's consent page, which grants everything that the
/// application is registered for, for the whole tenant.
/// <https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent>
pub(super) fn consent_url(
    authority: &Origin,
    tenant: &TenantId,
    client: &AppId,
    back: Option<(&str, &str)>,
) -> String {
    let page = format!("{authority}/{tenant}/adminconsent?client_id={client}");
    match back {
        None => page,
        Some((redirect, state)) => {
            let redirect = redirect.replace(':', "%3A").replace('/', "%2F");
            format!("{page}&redirect_uri={redirect}&state={state}")
        }
    }
}

/// Returns the permissions that Graph should show once the page is accepted.
pub(super) fn expected_grants(one: &Prepared) -> Expected {
    Expected::from([(one.plan.set.clone(), one.plan.adds.clone())])
}

/// The consent pages of one command.
#[derive(Debug)]
pub(super) struct Pages<'a> {
    /// Sign-in host.
    pub(super) authority: &'a Origin,
    /// Connection that reads Graph.
    pub(super) connected: &'a Connected,
    /// The selected apps and sets.
    pub(super) selection: &'a Selection,
    /// The arguments of the command.
    pub(super) args: &'a GrantArgs,
}

/// Opens the page of one set and waits until Graph shows the grant, a user
/// declines, or the time is up.
///
/// # Errors
/// Fails if the browser or this machine's own files cannot be used. As far as is known,
/// this page granted nothing then.
pub(super) async fn consent_in_browser(
    ctx: &Ctx<'_>,
    pages: &Pages<'_>,
    one: &Prepared,
) -> Result<(Reading, RedirectResult), Failure> {
    let Pages {
        authority,
        connected,
        selection,
        args,
    } = *pages;
    let limit = args.wait.unwrap_or(CONSENT_LIMIT);
    let tenant = &connected.me.tenant;
    let client = &one.plan.client;
    let expected = expected_grants(one);
    let failed = |error: BrowserError| {
        Failure::from_error(Exit::Fault, error)
            .advise("print the address for another browser instead")
            .run(ctx.repeat_command(args.command_line("--url", Some(WAIT_FOR_OTHERS))))
    };
    if !one.loopback {
        let page = consent_url(authority, tenant, client, None);
        open_consent_page(ctx, client, &page)
            .await
            .map_err(failed)?;
        ctx.io
            .say("it may end on the vendor's site; entractl asks Graph whether it worked");
        let reading = read_grants(ctx, connected, selection, &expected, limit).await?;
        return Ok((reading, RedirectResult::Nothing));
    }
    let mut listener = ctx.browser.listen().await.map_err(failed)?;
    let state = ctx.entropy.uuid()?.simple().to_string();
    let redirect = listener.redirect_uri();
    listener.expect_state(&Secret::new(state.as_str()));
    let page = consent_url(authority, tenant, client, Some((&redirect, &state)));
    open_consent_page(ctx, client, &page)
        .await
        .map_err(failed)?;
    let start = ctx.clock.monotonic();
    let mut heard = RedirectResult::Nothing;
    let since = |start: Duration| ctx.clock.monotonic().saturating_sub(start);
    let mut warned = false;
    let mut read_at = start;
    loop {
        let before = ctx.clock.monotonic();
        let silent = match listener.next(SLICE.min(limit)).await {
            Ok(query) => {
                if let Some(found) =
                    read_redirect(ctx, &query, &state, tenant, listener.as_mut()).await
                {
                    heard = found;
                    break;
                }
                if !std::mem::replace(&mut warned, true) {
                    ctx.io.warn(FORGED);
                }
                false
            }
            Err(BrowserError::Timeout(_)) => true,
            Err(error) => return Err(failed(error)),
        };
        // Graph is read regularly even if many forged redirects arrive.
        if silent || since(read_at) >= SLICE {
            if read(ctx, connected, selection).await?.all_shown(&expected) {
                break;
            }
            if silent && ctx.clock.monotonic() == before {
                ctx.clock.sleep(SLICE).await;
            }
            read_at = ctx.clock.monotonic();
        }
        if since(start) >= limit || ctx.interrupt.is_requested() {
            break;
        }
    }
    let left = match heard {
        RedirectResult::Accepted => READ_BACK,
        RedirectResult::Nothing | RedirectResult::Refused(..) => Duration::ZERO,
    };
    let reading = read_grants(ctx, connected, selection, &expected, left).await?;
    Ok((reading, heard))
}

/// Shows the URL of a consent page and opens it in the browser.
async fn open_consent_page(ctx: &Ctx<'_>, client: &AppId, url: &str) -> Result<(), BrowserError> {
    ctx.io.warn(&format!("Consent page of {client}:"));
    ctx.io.warn(&format!("  {url}"));
    let opened = ctx.browser.open(url).await?;
    ctx.io.say(&opened);
    Ok(())
}

/// Returns the result of a redirect; `None` if it is not the expected one.
async fn read_redirect(
    ctx: &Ctx<'_>,
    query: &[(String, String)],
    state: &str,
    tenant: &TenantId,
    listener: &mut dyn RedirectListener,
) -> Option<RedirectResult> {
    let get = |name: &str| {
        let mut all = query.iter().filter(|(key, _)| key == name);
        match (all.next(), all.next()) {
            (Some((_, value)), None) => Some(value.as_str()),
            (None, _) | (Some(_), Some(_)) => None,
        }
    };
    if get("state") != Some(state) {
        listener.reply(false).await;
        return None;
    }
    if get("tenant").is_some_and(|named| !named.eq_ignore_ascii_case(tenant.as_str())) {
        ctx.io.warn(
            "warning: the redirect names another tenant; only what Graph says of yours counts",
        );
    }
    let Some(error) = get("error") else {
        listener.reply(true).await;
        return Some(RedirectResult::Accepted);
    };
    listener.reply(false).await;
    let text = get("error_description").unwrap_or_default();
    Some(RedirectResult::Refused(error.to_owned(), text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::consent_url;
    use crate::graph::Origin;

    #[test]
    fn the_page_is_of_the_pinned_host_and_tenant() {
        let authority = Origin::parse("https://login.microsoftonline.com").unwrap();
        let tenant = "11111111-2222-4333-8444-555555555555".parse().unwrap();
        let client = "5e700001-aaaa-4aaa-8aaa-00000000da7a".parse().unwrap();
        let plain = consent_url(&authority, &tenant, &client, None);
        assert_eq!(
            plain,
            "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/adminconsent?client_id=5e700001-aaaa-4aaa-8aaa-00000000da7a"
        );
        let back = consent_url(
            &authority,
            &tenant,
            &client,
            Some(("http://localhost:49152", "s")),
        );
        assert!(back.ends_with("&redirect_uri=http%3A%2F%2Flocalhost%3A49152&state=s"));
    }
}
