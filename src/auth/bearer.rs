//! The active session: a token for Graph, renewed when necessary.
//!
//! Renewals are sequential: tasks of this process wait for each other, and a user's
//! session is renewed under a lock shared with other processes. New tokens are stored
//! before the old ones are discarded.
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::Mutex;

use super::claims::{self, Claims};
use super::client_credentials::{self, Credential};
use super::error::AuthError;
use super::service::{Repeat, TokenService};
use super::session::Session;
use super::session_lock;
use super::store::TokenStore;
use super::token_check;
use crate::graph::{Bearer, BearerError};
use crate::secret::Secret;

/// Remaining lifetime below which a token is renewed before use.
const MARGIN: SignedDuration = SignedDuration::from_mins(5);

/// Method by which a session gets new tokens.
#[derive(Debug)]
pub enum Renewal {
    /// Renewal for a user: with the refresh token in a store.
    Person {
        /// Store of the session.
        store: Arc<dyn TokenStore>,
        /// Lock shared with other processes; `None` if nothing is stored on disk.
        lock: Option<PathBuf>,
    },
    /// Renewal for an application: with its own credential. Nothing is stored.
    Application(Credential),
}

/// Callback for warnings to the user, such as that tokens could not be stored.
pub type Warn = Arc<dyn Fn(&str) + Send + Sync>;

/// A session that renews itself.
pub struct SessionBearer {
    service: TokenService,
    renewal: Renewal,
    session: Mutex<Session>,
    warn: Warn,
}

impl fmt::Debug for SessionBearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionBearer")
            .field("renewal", &self.renewal)
            .finish_non_exhaustive()
    }
}

impl SessionBearer {
    /// Returns a bearer that starts with `session`.
    pub fn new(service: TokenService, renewal: Renewal, session: Session, warn: Warn) -> Self {
        Self {
            service,
            renewal,
            session: Mutex::new(session),
            warn,
        }
    }

    /// Returns the session with a token valid for some minutes, renewed if necessary.
    ///
    /// # Errors
    /// Fails if the renewal fails.
    pub async fn fresh_session(&self) -> Result<Session, AuthError> {
        let mut session = self.session.lock().await;
        if !self.is_fresh(&session) {
            self.replace_session(&mut session, None).await?;
        }
        Ok(session.clone())
    }

    fn is_fresh(&self, session: &Session) -> bool {
        session.expires_at.duration_since(self.service.clock.now()) > MARGIN
    }

    async fn replace_session(
        &self,
        session: &mut Session,
        challenge: Option<&str>,
    ) -> Result<(), AuthError> {
        match &self.renewal {
            Renewal::Application(credential) => {
                *session =
                    client_credentials::sign_in(&self.service, credential, challenge).await?;
                Ok(())
            }
            Renewal::Person { store, lock } => {
                let held = match lock {
                    Some(path) => Some(session_lock::take(path, &*self.service.clock).await?),
                    None => None,
                };
                let renewed = self.refresh_session(session, store, challenge).await;
                drop(held);
                renewed
            }
        }
    }

    /// Renews with the refresh token. The lock is held.
    async fn refresh_session(
        &self,
        session: &mut Session,
        store: &Arc<dyn TokenStore>,
        challenge: Option<&str>,
    ) -> Result<(), AuthError> {
        // Another process may have renewed the session, another user signed in, or the
        // user signed out. A removed session must not come back.
        let stored = Session::load(store, &self.service.target);
        if matches!(stored, Ok(None)) {
            return Err(AuthError::NoSession(
                "the session was signed out meanwhile".to_owned(),
            ));
        }
        if let Ok(Some(stored)) = stored {
            if stored.object_id != session.object_id {
                return Err(AuthError::NoSession(
                    "another user has signed in meanwhile".to_owned(),
                ));
            }
            let other = stored.access_token.expose() != session.access_token.expose();
            let fresh = self.is_fresh(&stored);
            *session = stored;
            if other && fresh && challenge.is_none() {
                return Ok(());
            }
        }
        let Some(refresh_token) = &session.refresh_token else {
            return Err(AuthError::NoSession("the session has ended".to_owned()));
        };
        let target = &self.service.target;
        let scope = target.scope(session.asked.iter().map(String::as_str));
        let form = [
            ("client_id", target.client_id.as_str()),
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token.expose()),
            ("scope", &scope),
            ("claims", &claims::request_parameter(challenge)),
        ];
        let tokens = self.service.request_tokens(&form, Repeat::Safe).await?;
        let account = Some(&session.object_id);
        if let Some(id_token) = &tokens.id_token {
            token_check::check_identity_token(&Claims::read(id_token), target, account)?;
        }
        token_check::check_access_token(&Claims::read(&tokens.access_token), target, account)?;
        session.access_token = tokens.access_token;
        session.expires_at = tokens.expires_at;
        if let Some(token) = tokens.refresh_token {
            session.refresh_token = Some(token);
        }
        // The current command continues with the tokens in memory.
        if let Err(error) = session.save(store, target) {
            (self.warn)(&format!("the renewed session could not be kept: {error}"));
        }
        Ok(())
    }
}

#[async_trait::async_trait]
impl Bearer for SessionBearer {
    async fn token(&self) -> Result<Secret, BearerError> {
        Ok(self.fresh_session().await?.access_token)
    }

    async fn renew(&self, refused: &Secret, claims: Option<&str>) -> Result<Secret, BearerError> {
        let mut session = self.session.lock().await;
        if session.access_token.expose() == refused.expose() {
            self.replace_session(&mut session, claims).await?;
        }
        if session.access_token.expose() == refused.expose() {
            return Err(BearerError::SignIn {
                why: "Graph no longer accepts this session".to_owned(),
                code: None,
                trace_id: None,
            });
        }
        Ok(session.access_token.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use serde_json::json;

    use super::{Renewal, SessionBearer};
    use crate::auth::store::{MemoryStore, TokenStore};
    use crate::auth::{Session, TokenService, session};
    use crate::clock::{Clock as _, StepClock};
    use crate::entropy::SystemEntropy;
    use crate::graph::{Bearer as _, BearerError};
    use crate::settings::target;
    use crate::transport::{Body, Request, Response, Transport, TransportError};

    /// Answers in the given order and records the requests.
    #[derive(Debug, Default)]
    struct Script {
        answers: Mutex<VecDeque<(u16, String)>>,
        sent: Mutex<Vec<String>>,
    }

    #[async_trait::async_trait]
    impl Transport for Script {
        async fn send(&self, request: Request) -> Result<Response, TransportError> {
            let body = String::from_utf8(request.into_body().into_bytes()).unwrap();
            self.sent.lock().unwrap().push(body);
            let (status, body) = self.answers.lock().unwrap().pop_front().unwrap();
            let mut response = Response::new(Body::from(body.into_bytes()));
            *response.status_mut() = status.try_into().unwrap();
            Ok(response)
        }
    }

    struct Rig {
        script: Arc<Script>,
        store: Arc<dyn TokenStore>,
        clock: Arc<StepClock>,
        bearer: SessionBearer,
    }

    fn rig(answers: &[(u16, &str)]) -> Rig {
        let script = Arc::new(Script::default());
        for (status, body) in answers {
            script
                .answers
                .lock()
                .unwrap()
                .push_back((*status, (*body).to_owned()));
        }
        let clock = Arc::new(StepClock::at("2030-01-01T00:00:00Z".parse().unwrap()));
        let store: Arc<dyn TokenStore> = Arc::new(MemoryStore::default());
        session::example().save(&store, &target::example()).unwrap();
        let service = TokenService {
            transport: Arc::clone(&script) as _,
            clock: Arc::clone(&clock) as _,
            entropy: Arc::new(SystemEntropy),
            target: target::example(),
        };
        let renewal = Renewal::Person {
            store: Arc::clone(&store),
            lock: None,
        };
        let bearer = SessionBearer::new(service, renewal, session::example(), Arc::new(|_| {}));
        Rig {
            script,
            store,
            clock,
            bearer,
        }
    }

    fn answer(access: &str) -> String {
        json!({
            "token_type": "Bearer", "access_token": access,
            "refresh_token": format!("refresh of {access}"), "expires_in": 3600,
        })
        .to_string()
    }

    #[tokio::test]
    async fn a_token_is_renewed_before_it_ends_and_the_new_one_is_stored() {
        let rig = rig(&[(200, &answer("second"))]);
        assert_eq!(rig.bearer.token().await.unwrap().expose(), "access-CANARY");
        rig.clock.advance(Duration::from_secs(58 * 60));
        assert_eq!(rig.bearer.token().await.unwrap().expose(), "second");
        assert_eq!(rig.bearer.token().await.unwrap().expose(), "second");
        let sent = rig.script.sent.lock().unwrap().join("");
        assert!(sent.contains("refresh_token=refresh-CANARY"), "{sent}");
        assert!(sent.contains("cp1"), "{sent}");
        let stored = Session::load(&rig.store, &target::example())
            .unwrap()
            .unwrap();
        let refresh = stored.refresh_token.unwrap();
        assert_eq!(refresh.expose(), "refresh of second");
    }

    #[tokio::test]
    async fn a_challenge_is_answered_once_with_its_claims() {
        let rig = rig(&[(200, &answer("second"))]);
        let first = rig.bearer.token().await.unwrap();
        let claims = r#"{"access_token":{"nbf":{"value":"17"}}}"#;
        let (one, two) = tokio::join!(
            rig.bearer.renew(&first, Some(claims)),
            rig.bearer.renew(&first, Some(claims)),
        );
        assert_eq!(one.unwrap().expose(), "second");
        assert_eq!(two.unwrap().expose(), "second");
        let sent = rig.script.sent.lock().unwrap();
        assert_eq!(sent.len(), 1);
        assert!(sent[0].contains("nbf"), "{}", sent[0]);
    }

    #[tokio::test]
    async fn what_another_process_renewed_is_taken_over() {
        let rig = rig(&[]);
        rig.clock.advance(Duration::from_secs(58 * 60));
        let mut other = session::example();
        other.access_token = crate::secret::Secret::new("theirs");
        other.expires_at = rig.clock.now() + Duration::from_secs(3600);
        other.save(&rig.store, &target::example()).unwrap();
        assert_eq!(rig.bearer.token().await.unwrap().expose(), "theirs");
    }

    #[tokio::test]
    async fn a_session_that_was_signed_out_does_not_come_back() {
        let rig = rig(&[]);
        rig.store.delete(&target::example().key()).unwrap();
        rig.clock.advance(Duration::from_secs(58 * 60));
        let error = rig.bearer.token().await.unwrap_err();
        assert!(matches!(error, BearerError::SignIn { .. }), "{error:?}");
        let stored = Session::load(&rig.store, &target::example()).unwrap();
        assert!(stored.is_none());
    }

    type Case<'a> = (&'a [(u16, &'a str)], fn(&BearerError) -> bool);

    #[tokio::test]
    async fn each_way_to_fail_is_told_apart() {
        let html = "<html>CANARY</html>";
        let gone =
            r#"{"error":"invalid_grant","error_description":"AADSTS50173: x","trace_id":"t"}"#;
        let other = answer_of_another_tenant();
        let cases: [Case<'_>; 5] = [
            (
                &[(400, gone)],
                |e| matches!(e, BearerError::SignIn { code: Some(c), .. } if c == "AADSTS50173"),
            ),
            (&[(200, html)], |e| {
                matches!(e, BearerError::Untrusted { .. })
            }),
            (&[(200, r#"{"access_token":"CAN"#)], |e| {
                matches!(e, BearerError::Untrusted { .. })
            }),
            (&[(503, html), (503, html), (503, html)], |e| {
                matches!(e, BearerError::TryAgain { .. })
            }),
            (&[(200, &other)], |e| {
                matches!(e, BearerError::SignIn { .. })
            }),
        ];
        for (answers, expected) in cases {
            let rig = rig(answers);
            rig.clock.advance(Duration::from_secs(58 * 60));
            let error = rig.bearer.token().await.unwrap_err();
            assert!(expected(&error), "{answers:?}: {error:?}");
            assert!(!format!("{error:?}").contains("CAN"), "{error:?}");
            let stored = Session::load(&rig.store, &target::example())
                .unwrap()
                .unwrap();
            assert_eq!(stored.access_token.expose(), "access-CANARY");
        }
    }

    #[tokio::test]
    async fn renewed_token_of_another_account_or_application_is_not_used() {
        let other = "44444444-4444-4444-8444-444444444444";
        for name in ["oid", "appid", "azp", "aud"] {
            let token = crate::auth::claims::token_with_payload(&json!({ name: other }));
            let rig = rig(&[(200, &answer(token.expose()))]);
            rig.clock.advance(Duration::from_secs(58 * 60));
            let error = rig.bearer.token().await.unwrap_err();
            assert!(matches!(error, BearerError::SignIn { .. }), "{error:?}");
            let stored = Session::load(&rig.store, &target::example()).unwrap();
            let token = stored.unwrap().access_token;
            assert_eq!(token.expose(), "access-CANARY", "{name}");
        }
    }

    fn answer_of_another_tenant() -> String {
        let id = json!({ "tid": "44444444-4444-4444-8444-444444444444" });
        let token = crate::auth::claims::token_with_payload(&id);
        answer(token.expose())
    }
}
