//! Sign-in with a device code, only if requested by a flag.
//!
//! Phishers use this flow: the page to open must be one of Microsoft's own, the
//! service's own message is never shown, and no link is opened.
use std::time::Duration;

use serde::Deserialize;

use super::claims;
use super::error::AuthError;
use super::service::{Repeat, TokenService, Tokens, parse_document, parse_seconds};
use super::session::Session;
use crate::domain::identity::AuthFlow;
use crate::domain::retry_after::MAX_WAIT;
use crate::secret::Secret;
use crate::settings::SignInTarget;

/// Minimum time between two polls in seconds (RFC 8628, 3.2).
const MIN_INTERVAL: u64 = 5;
/// Maximum accepted time between two polls in seconds.
const MAX_INTERVAL: u64 = 60;
/// Seconds that `slow_down` adds to all later intervals (RFC 8628, 3.5).
const SLOW_DOWN_STEP: u64 = 5;
/// Lifetime of a code in seconds if the response has none: Entra's default.
const DEFAULT_LIFETIME: u64 = 900;

/// Microsoft's pages for device codes, besides those of the pinned authority.
const KNOWN_PAGES: [&str; 5] = [
    "https://microsoft.com/devicelogin",
    "https://www.microsoft.com/devicelogin",
    "https://microsoft.com/deviceloginus",
    "https://microsoft.com/deviceloginchina",
    "https://login.microsoft.com/device",
];

/// Instructions for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePrompt {
    /// Page to open on another device; one of the known pages.
    pub page: String,
    /// Code to type on that page: letters, digits and dashes.
    pub code: String,
    /// Lifetime of the code.
    pub life: Duration,
}

#[derive(Deserialize)]
struct DeviceCodeResponse {
    device_code: String,
    user_code: String,
    verification_uri: String,
    #[serde(default)]
    expires_in: serde_json::Value,
    #[serde(default)]
    interval: serde_json::Value,
}

/// Interval between two polls.
#[derive(Debug, PartialEq, Eq)]
struct PollInterval {
    interval: u64,
}

impl PollInterval {
    fn from_response(given: &serde_json::Value) -> Self {
        let given = parse_seconds(given).and_then(|s| u64::try_from(s).ok());
        Self {
            interval: given
                .unwrap_or(MIN_INTERVAL)
                .clamp(MIN_INTERVAL, MAX_INTERVAL),
        }
    }

    fn slow_down(&mut self) {
        self.interval += SLOW_DOWN_STEP;
    }

    /// Doubles the interval after a network error.
    fn back_off(&mut self) {
        self.interval = (self.interval * 2).min(MAX_INTERVAL.max(self.interval));
    }

    fn wait(&self) -> Duration {
        Duration::from_secs(self.interval)
    }
}

/// Requests a code, shows it with `show` and waits for the user to enter it.
///
/// # Errors
/// See [`AuthError`].
pub async fn sign_in(
    service: &TokenService,
    permissions: &[&str],
    show: &(dyn Fn(&CodePrompt) + Sync),
) -> Result<Session, AuthError> {
    let target = &service.target;
    let scope = target.scope(permissions.iter().copied());
    let form = [("client_id", target.client_id.as_str()), ("scope", &scope)];
    let body = service.post("devicecode", &form, Repeat::Safe).await?;
    let wire: DeviceCodeResponse = parse_document(body.as_bytes())?;
    let device_code = Secret::new(wire.device_code);
    let prompt = checked_prompt(
        target,
        wire.verification_uri,
        wire.user_code,
        &wire.expires_in,
    )?;
    let pace = PollInterval::from_response(&wire.interval);
    let end = service.clock.monotonic().saturating_add(prompt.life);
    show(&prompt);
    let tokens = poll_for_tokens(service, &device_code, pace, end, prompt.life).await?;
    Session::from_tokens(tokens, target, permissions, None, service.clock.now())
        .map(|session| session.with_flow(AuthFlow::DeviceCode))
}

fn checked_prompt(
    target: &SignInTarget,
    page: String,
    code: String,
    life: &serde_json::Value,
) -> Result<CodePrompt, AuthError> {
    let known = KNOWN_PAGES.contains(&page.trim_end_matches('/'))
        || target.authority.check_link(&page).is_ok();
    if !known {
        return Err(AuthError::Untrusted(
            "it sends you to a page for codes that is not Microsoft's".to_owned(),
        ));
    }
    let sound = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if code.is_empty() || code.len() > 20 || !code.chars().all(sound) {
        return Err(AuthError::Untrusted("its code is no code".to_owned()));
    }
    let life = parse_seconds(life).and_then(|s| u64::try_from(s).ok());
    Ok(CodePrompt {
        page,
        code,
        life: Duration::from_secs(
            life.unwrap_or(DEFAULT_LIFETIME)
                .clamp(60, 2 * DEFAULT_LIFETIME),
        ),
    })
}

async fn poll_for_tokens(
    service: &TokenService,
    device_code: &Secret,
    mut pace: PollInterval,
    end: Duration,
    life: Duration,
) -> Result<Tokens, AuthError> {
    let claims = claims::request_parameter(None);
    let form = [
        ("client_id", service.target.client_id.as_str()),
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("device_code", device_code.expose()),
        ("claims", &claims),
    ];
    let mut asked = Duration::ZERO;
    loop {
        let pause = pace.wait().max(std::mem::take(&mut asked));
        service.clock.sleep(pause).await;
        if service.clock.monotonic() >= end {
            return Err(AuthError::Expired(life));
        }
        let error = match service.request_tokens(&form, Repeat::Never).await {
            Ok(tokens) => return Ok(tokens),
            Err(error) => error,
        };
        match &error {
            AuthError::Refused(refusal) => match refusal.error.as_str() {
                "authorization_pending" => {}
                "slow_down" => pace.slow_down(),
                "expired_token" => return Err(AuthError::Expired(life)),
                _ => return Err(error),
            },
            AuthError::Unwell { wait, .. } => {
                let wait = *wait;
                if wait.is_some_and(|wait| wait > MAX_WAIT) {
                    return Err(error);
                }
                asked = wait.unwrap_or_default();
                pace.back_off();
            }
            AuthError::Transport(_) => pace.back_off(),
            _ => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PollInterval, checked_prompt};
    use crate::settings::target;
    use serde_json::json;

    #[test]
    fn the_pace_is_never_faster_than_five_seconds() {
        for (given, interval) in [
            (json!(null), 5),
            (json!(0), 5),
            (json!(-3), 5),
            (json!("7"), 7),
            (json!(1_000_000_000), 60),
            (json!("soon"), 5),
        ] {
            assert_eq!(
                PollInterval::from_response(&given).interval,
                interval,
                "{given}"
            );
        }
    }

    #[test]
    fn slow_down_adds_five_seconds_for_all_later_polls() {
        let mut pace = PollInterval::from_response(&json!(5));
        pace.slow_down();
        pace.slow_down();
        assert_eq!(pace.interval, 15);
        pace.back_off();
        assert_eq!(pace.interval, 30);
    }

    #[test]
    fn only_known_pages_are_shown() {
        let target = target::example();
        let ask = |page: &str, code: &str| {
            checked_prompt(&target, page.to_owned(), code.to_owned(), &json!(900))
        };
        assert!(ask("https://microsoft.com/devicelogin", "ABCD-1234").is_ok());
        assert!(ask("https://login.microsoft.com/device", "ABCD1234").is_ok());
        assert!(ask("https://login.example/device", "ABCD1234").is_ok());
        for page in [
            "https://evil.example/devicelogin",
            "https://microsoft.com.evil.example/devicelogin",
            "https://microsoft.com/devicelogin?x=evil",
            "http://microsoft.com/devicelogin",
            "https://microsoft.com@evil.example/devicelogin",
            "javascript:alert(1)",
        ] {
            assert!(ask(page, "ABCD1234").is_err(), "{page}");
        }
        for code in ["", "A B", "\u{1b}[2J", &"A".repeat(21)] {
            assert!(
                ask("https://microsoft.com/devicelogin", code).is_err(),
                "{code:?}"
            );
        }
    }
}
