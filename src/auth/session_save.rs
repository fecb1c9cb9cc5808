//! Saves a sign-in, reads it back and compares it.
//!
//! Processes with different state folders share one keyring without a lock, so another
//! user's session may be read back. That is no error of the keyring, and nothing of
//! that user is removed.
use std::sync::Arc;

use super::error::AuthError;
use super::session::Session;
use super::store::{StoreError, TokenStore};
use crate::settings::SignInTarget;

impl Session {
    /// Saves the session and reads it back, so that a lossy store is detected at
    /// sign-in. If another sign-in of the same account was saved meanwhile, either
    /// session is kept.
    ///
    /// # Errors
    /// [`StoreError::Lossy`], [`AuthError::Replaced`] if another account signed in
    /// meanwhile, or as [`Session::save`].
    pub fn save_and_verify(
        &self,
        store: &Arc<dyn TokenStore>,
        target: &SignInTarget,
    ) -> Result<(), AuthError> {
        let key = target.key();
        let text = self.to_secret(target)?;
        let before = store.load(&key)?;
        store.save(&key, &text)?;
        let kept = store.load(&key)?;
        let Some(kept) = kept else {
            return Err(StoreError::Lossy.into());
        };
        if kept.expose() == text.expose() {
            return Ok(());
        }
        if before.is_some_and(|before| before.expose() == kept.expose()) {
            // The store ignored the new session; the previous one is still valid.
            return Err(StoreError::Lossy.into());
        }
        // A store that alters values may still return a complete session. If it has one
        // of this sign-in's tokens, it is an altered copy of this session.
        match Self::from_secret(&kept, target) {
            Ok(other) if !self.shares_a_token_with(&other) => {
                if other.object_id == self.object_id {
                    Ok(())
                } else {
                    Err(AuthError::Replaced {
                        by: other.object_id,
                    })
                }
            }
            Ok(_) | Err(_) => {
                store.delete(&key)?;
                Err(StoreError::Lossy.into())
            }
        }
    }

    fn shares_a_token_with(&self, other: &Self) -> bool {
        let refresh = |session: &Self| {
            let token = session.refresh_token.as_ref();
            token.map(|token| token.expose().to_owned())
        };
        self.access_token.expose() == other.access_token.expose()
            || refresh(self).is_some_and(|token| refresh(other) == Some(token))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt;
    use std::sync::Arc;

    use crate::auth::AuthError;
    use crate::auth::session::{Session, example};
    use crate::auth::store::{MemoryStore, StoreError, TokenStore};
    use crate::exit::Exit;
    use crate::secret::Secret;
    use crate::settings::target;

    /// A store that alters saved values: the function gets the value to save and
    /// returns the stored one.
    struct Odd<F>(MemoryStore, F);

    impl<F> fmt::Debug for Odd<F> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Odd")
        }
    }

    impl<F: Fn(&str) -> Option<String> + Send + Sync> TokenStore for Odd<F> {
        fn place(&self) -> String {
            "odd".to_owned()
        }
        fn load(&self, key: &str) -> Result<Option<Secret>, StoreError> {
            self.0.load(key)
        }
        fn save(&self, key: &str, value: &Secret) -> Result<(), StoreError> {
            match self.1(value.expose()) {
                Some(text) => self.0.save(key, &Secret::new(text)),
                None => Ok(()),
            }
        }
        fn delete(&self, key: &str) -> Result<(), StoreError> {
            self.0.delete(key)
        }
    }

    /// Saves the example in such a store that contains `before`. Returns the result and
    /// the stored value.
    fn kept(
        before: Option<&Session>,
        odd: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> (Result<(), AuthError>, Option<String>) {
        let target = target::example();
        let memory = MemoryStore::default();
        if let Some(before) = before {
            let text = before.to_secret(&target).unwrap();
            memory.save(&target.key(), &text).unwrap();
        }
        let store: Arc<dyn TokenStore> = Arc::new(Odd(memory, odd));
        let result = example().save_and_verify(&store, &target);
        let left = store.load(&target.key()).unwrap();
        (result, left.map(|left| left.expose().to_owned()))
    }

    fn text(session: &Session) -> String {
        let secret = session.to_secret(&target::example()).unwrap();
        secret.expose().to_owned()
    }

    /// A sign-in of the same account with its own tokens.
    fn another() -> Session {
        Session {
            access_token: Secret::new("other-access-CANARY"),
            refresh_token: Some(Secret::new("other-refresh-CANARY")),
            ..example()
        }
    }

    #[test]
    fn a_store_that_changes_what_it_keeps_is_found_out() {
        let changes: [fn(&str) -> String; 4] = [
            |text| text.replace('a', ""),
            |text| text.chars().take(100).collect(),
            // Looks complete, with one of the tokens truncated.
            |text| text.replace("refresh-CANARY", "refresh-CAN"),
            |text| text.replace("access-CANARY", "access-CAN"),
        ];
        for change in changes {
            for before in [None, Some(another())] {
                let (result, left) = kept(before.as_ref(), move |text| Some(change(text)));
                let lossy = matches!(result, Err(AuthError::Store(StoreError::Lossy)));
                assert!(lossy, "{result:?}");
                assert_eq!(left, None, "what it made of it is removed");
            }
        }
    }

    #[test]
    fn a_store_that_takes_nothing_is_found_out_and_keeps_the_session_before() {
        for before in [None, Some(another())] {
            let (result, left) = kept(before.as_ref(), |_| None);
            let lossy = matches!(result, Err(AuthError::Store(StoreError::Lossy)));
            assert!(lossy, "{result:?}");
            assert_eq!(left, before.as_ref().map(text));
        }
    }

    #[test]
    fn a_sign_in_of_the_same_account_at_the_same_moment_is_no_loss() {
        for before in [None, Some(example())] {
            let theirs = text(&another());
            let (result, left) = kept(before.as_ref(), move |_| Some(theirs.clone()));
            assert!(result.is_ok(), "{result:?}");
            assert_eq!(left, Some(text(&another())), "theirs is not removed");
        }
    }

    #[test]
    fn a_sign_in_of_another_account_at_the_same_moment_is_said_and_left_alone() {
        let theirs = Session {
            object_id: "44444444-4444-4444-8444-444444444444".parse().unwrap(),
            ..another()
        };
        let put = text(&theirs);
        let (result, left) = kept(None, move |_| Some(put.clone()));
        let error = result.unwrap_err();
        assert!(matches!(&error, AuthError::Replaced { by } if *by == theirs.object_id));
        assert_eq!(error.exit(), Exit::SignIn);
        assert_eq!(left, Some(text(&theirs)));
    }

    #[test]
    fn a_session_for_something_else_under_our_key_is_not_taken_for_ours() {
        let mut other = target::example();
        other.client_id = "44444444-4444-4444-8444-444444444444".parse().unwrap();
        let put = another().to_secret(&other).unwrap().expose().to_owned();
        let (result, _) = kept(None, move |_| Some(put.clone()));
        let lossy = matches!(result, Err(AuthError::Store(StoreError::Lossy)));
        assert!(lossy, "{result:?}");
    }
}
