//! Sign-in with the browser: authorization code with PKCE on loopback.
//!
//! State, nonce and verifier are new for each sign-in. A redirect with another state is
//! ignored, and the sign-in keeps waiting. The code is sent to the pinned tenant only.
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth2::basic::BasicClient;
use oauth2::{
    AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};

use super::claims;
use super::error::{AuthError, Refusal};
use super::service::{Repeat, TokenService};
use super::session::Session;
use crate::browser::{Browser, BrowserError, RedirectListener};
use crate::domain::identity::AuthFlow;
use crate::entropy::Entropy;
use crate::secret::Secret;
use crate::settings::SignInTarget;

/// Maximum wait for the user at the browser.
pub const REDIRECT_LIMIT: Duration = Duration::from_secs(5 * 60);

/// A sign-in that is waiting for its redirect.
#[derive(Debug)]
pub struct PendingSignIn {
    /// URL of the page to open.
    pub address: String,
    redirect: String,
    state: Secret,
    nonce: Secret,
    verifier: Secret,
}

/// Returns 256 random bits as URL-safe text.
fn random_text(entropy: &dyn Entropy) -> Result<Secret, AuthError> {
    let mut bytes = [0_u8; 32];
    entropy.fill(&mut bytes)?;
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes)))
}

/// Prepares a sign-in that requests `permissions`: its page, state, nonce and verifier.
///
/// # Errors
/// Fails without random bytes.
pub fn prepare_page(
    target: &SignInTarget,
    entropy: &dyn Entropy,
    permissions: &[&str],
    redirect: &str,
) -> Result<PendingSignIn, AuthError> {
    let (state, nonce, verifier) = (
        random_text(entropy)?,
        random_text(entropy)?,
        random_text(entropy)?,
    );
    let wrong = |error: oauth2::url::ParseError| AuthError::Untrusted(error.to_string());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(
        verifier.expose().to_owned(),
    ));
    let client = BasicClient::new(ClientId::new(target.client_id.to_string()))
        .set_auth_uri(AuthUrl::new(target.endpoint_url("authorize")).map_err(wrong)?)
        .set_redirect_uri(RedirectUrl::new(redirect.to_owned()).map_err(wrong)?);
    let scope = target.scope(permissions.iter().copied());
    let (address, _) = client
        .authorize_url(|| CsrfToken::new(state.expose().to_owned()))
        .add_scopes(scope.split(' ').map(|scope| Scope::new(scope.to_owned())))
        .add_extra_param("nonce", nonce.expose())
        .add_extra_param("response_mode", "query")
        .add_extra_param("prompt", "select_account")
        .add_extra_param("claims", claims::request_parameter(None))
        .set_pkce_challenge(challenge)
        .url();
    Ok(PendingSignIn {
        address: address.to_string(),
        redirect: redirect.to_owned(),
        state,
        nonce,
        verifier,
    })
}

/// A parsed redirect.
#[derive(Debug)]
enum Redirect {
    /// Redirect of another sign-in: wrong or missing state, or a repeated parameter.
    Unrelated,
    /// Redirect of this sign-in, with a code.
    Code(Secret),
    /// Redirect of this sign-in, which failed.
    Failed(AuthError),
}

fn parse_redirect(pairs: &[(String, String)], state: &Secret, issuer: &str) -> Redirect {
    let one = |name: &str| -> Result<Option<&str>, ()> {
        let mut values = pairs.iter().filter(|(key, _)| key == name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(()),
            (value, None) => Ok(value.map(|(_, value)| value.as_str())),
        }
    };
    match one("state") {
        Ok(Some(value)) if state.matches(value) => {}
        Ok(_) | Err(()) => return Redirect::Unrelated,
    }
    let (Ok(code), Ok(error), Ok(iss)) = (one("code"), one("error"), one("iss")) else {
        return Redirect::Unrelated;
    };
    // RFC 9207: a response of another issuer must not receive the code.
    if let Some(iss) = iss.filter(|iss| *iss != issuer) {
        let shown: String = iss.chars().take(120).collect();
        return Redirect::Failed(AuthError::Untrusted(format!(
            "it names {shown:?} as its issuer, not {issuer}"
        )));
    }
    match (code, error) {
        (_, Some(error)) => {
            let description = one("error_description").ok().flatten().unwrap_or_default();
            Redirect::Failed(AuthError::Refused(Refusal::from_error(error, description)))
        }
        (Some(code), None) if !code.is_empty() => Redirect::Code(Secret::new(code)),
        (_, None) => Redirect::Unrelated,
    }
}

/// A message for the user about the page of a sign-in.
#[derive(Debug)]
pub enum PageNotice<'a> {
    /// The URL, before a browser is started, so that it can be opened by hand.
    Url(&'a str),
    /// A browser has opened the page; the text says how.
    Opened(&'a str),
    /// No browser could be started.
    NotOpened(&'a BrowserError),
}

/// Opens the page, waits for the redirect and fetches the tokens. `notify` shows the
/// page's URL to the user and whether a browser has opened it.
///
/// # Errors
/// See [`AuthError`].
pub async fn sign_in(
    service: &TokenService,
    browser: &dyn Browser,
    permissions: &[&str],
    notify: &(dyn Fn(PageNotice<'_>) + Sync),
) -> Result<Session, AuthError> {
    let mut landing = browser.listen().await?;
    let redirect = landing.redirect_uri();
    let pending = prepare_page(&service.target, &*service.entropy, permissions, &redirect)?;
    landing.expect_state(&pending.state);
    notify(PageNotice::Url(&pending.address));
    match browser.open(&pending.address).await {
        Ok(text) => notify(PageNotice::Opened(&text)),
        Err(error) => notify(PageNotice::NotOpened(&error)),
    }
    let code = wait_for_code(service, &mut *landing, &pending).await;
    drop(landing);
    redeem_code(service, &pending, &code?, permissions).await
}

async fn wait_for_code(
    service: &TokenService,
    landing: &mut dyn RedirectListener,
    pending: &PendingSignIn,
) -> Result<Secret, AuthError> {
    let issuer = service.target.issuer();
    let start = service.clock.monotonic();
    loop {
        let left = REDIRECT_LIMIT.saturating_sub(service.clock.monotonic().saturating_sub(start));
        if left.is_zero() {
            return Err(BrowserError::Timeout(REDIRECT_LIMIT).into());
        }
        let pairs = landing.next(left).await?;
        match parse_redirect(&pairs, &pending.state, &issuer) {
            Redirect::Unrelated => landing.reply(false).await,
            Redirect::Code(code) => {
                landing.reply(true).await;
                return Ok(code);
            }
            Redirect::Failed(error) => {
                landing.reply(true).await;
                return Err(error);
            }
        }
    }
}

async fn redeem_code(
    service: &TokenService,
    pending: &PendingSignIn,
    code: &Secret,
    permissions: &[&str],
) -> Result<Session, AuthError> {
    let target = &service.target;
    let scope = target.scope(permissions.iter().copied());
    let form = [
        ("client_id", target.client_id.as_str()),
        ("grant_type", "authorization_code"),
        ("code", code.expose()),
        ("redirect_uri", &pending.redirect),
        ("code_verifier", pending.verifier.expose()),
        ("scope", &scope),
        ("claims", &claims::request_parameter(None)),
    ];
    let tokens = service.request_tokens(&form, Repeat::Never).await?;
    Session::from_tokens(
        tokens,
        target,
        permissions,
        Some(&pending.nonce),
        service.clock.now(),
    )
    .map(|session| session.with_flow(AuthFlow::Browser))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Redirect, parse_redirect, prepare_page};
    use crate::entropy::SystemEntropy;
    use crate::secret::Secret;
    use crate::settings::target;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn every_sign_in_has_its_own_state_nonce_and_verifier() {
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            let redirect = "http://localhost:4";
            let scopes = ["User.Read"];
            let pending =
                prepare_page(&target::example(), &SystemEntropy, &scopes, redirect).unwrap();
            for secret in [&pending.state, &pending.nonce, &pending.verifier] {
                assert_eq!(secret.expose().len(), 43);
                assert!(seen.insert(secret.expose().to_owned()));
            }
            assert!(!pending.address.contains(pending.verifier.expose()));
            assert!(!format!("{pending:?}").contains(pending.verifier.expose()));
        }
    }

    #[test]
    fn the_page_is_the_pinned_tenants_and_asks_for_no_more_than_it_should() {
        let pending = prepare_page(
            &target::example(),
            &SystemEntropy,
            &["User.Read"],
            "http://localhost:4",
        )
        .unwrap();
        let url = oauth2::url::Url::parse(&pending.address).unwrap();
        assert!(pending.address.starts_with(
            "https://login.example/11111111-1111-4111-8111-111111111111/oauth2/v2.0/authorize?"
        ));
        let get = |name: &str| {
            url.query_pairs()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        assert_eq!(get("code_challenge_method").as_deref(), Some("S256"));
        assert_eq!(get("response_type").as_deref(), Some("code"));
        assert_eq!(get("redirect_uri").as_deref(), Some("http://localhost:4"));
        assert_eq!(
            get("scope").as_deref(),
            Some("openid profile offline_access https://graph.example/User.Read")
        );
        assert_eq!(get("state").as_deref(), Some(pending.state.expose()));
    }

    #[test]
    fn a_forged_redirect_is_nobodys() {
        let state = Secret::new("right");
        for forged in [
            &[][..],
            &[("code", "c")],
            &[("code", "c"), ("state", "wrong")],
            &[("code", "c"), ("state", "right"), ("state", "right")],
            &[("code", "c"), ("code", "d"), ("state", "right")],
            &[("error", "access_denied")],
            &[("error", "access_denied"), ("state", "rightx")],
            &[("state", "right")],
        ] {
            let found = parse_redirect(&pairs(forged), &state, "https://login.example");
            assert!(matches!(found, Redirect::Unrelated), "{forged:?}");
        }
    }

    #[test]
    fn our_redirect_gives_the_code_or_the_refusal() {
        let state = Secret::new("right");
        let issuer = "https://login.example/t/v2.0";
        let good = pairs(&[("code", "c"), ("state", "right"), ("iss", issuer)]);
        assert!(
            matches!(parse_redirect(&good, &state, issuer), Redirect::Code(code) if code.expose() == "c")
        );
        let refused = pairs(&[
            ("error", "access_denied"),
            ("error_description", "AADSTS65004: no"),
            ("state", "right"),
        ]);
        assert!(
            matches!(parse_redirect(&refused, &state, issuer), Redirect::Failed(error)
            if error.refusal().is_some_and(|r| r.code.as_deref() == Some("AADSTS65004")))
        );
        let mixed_up = pairs(&[("code", "c"), ("state", "right"), ("iss", "https://evil")]);
        assert!(
            matches!(parse_redirect(&mixed_up, &state, issuer), Redirect::Failed(error)
            if error.exit() == crate::exit::Exit::Untrusted)
        );
    }
}
