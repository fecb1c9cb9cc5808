//! Tokens in the operating system's keyring: Secret Service, Keychain, Credential
//! Manager. There is no fallback.
//!
//! A locked keyring may block forever, so each access runs on its own thread, which is
//! abandoned after a time limit.
use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use keyring_core::{Entry, Error};

use super::keyring_parts as parts;
use super::store::{MemoryStore, StoreError, TokenStore};
use crate::env::{self, Env};
use crate::secret::Secret;

/// Service name of the keyring items.
const SERVICE: &str = "entractl";
/// Time limit if no user can unlock the keyring.
const ALONE: Duration = Duration::from_secs(3);
/// Time limit if a user can unlock the keyring.
const ATTENDED: Duration = Duration::from_secs(60);
/// Delay before the user is told about the wait.
const NOTICE: Duration = Duration::from_secs(1);

/// Callback for the message that the keyring is slow.
pub type Notice = Arc<dyn Fn(&str) + Send + Sync>;

/// The keyring.
pub struct KeyringStore {
    attended: bool,
    notice: Notice,
    ready: fn() -> Result<(), String>,
    part_limit: Option<usize>,
}

impl fmt::Debug for KeyringStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyringStore")
            .field("attended", &self.attended)
            .finish_non_exhaustive()
    }
}

/// Returns the store for a real tenant: the keyring, or memory if `CI` or `--no-store` is set.
pub fn choose_store(
    env: &Env,
    no_store: bool,
    attended: bool,
    notice: Notice,
) -> Arc<dyn TokenStore> {
    if no_store || env.is_enabled(env::CI) {
        return Arc::new(MemoryStore::default());
    }
    Arc::new(KeyringStore::new(attended, notice))
}

impl KeyringStore {
    /// Returns the keyring of this machine. `attended` tells whether a user can unlock
    /// it. Nothing is opened before the first access.
    pub fn new(attended: bool, notice: Notice) -> Self {
        Self {
            attended,
            notice,
            ready: open_native_keyring,
            part_limit: cfg!(windows).then_some(parts::LIMIT),
        }
    }

    /// Runs `work` on its own thread and waits for it up to the time limit.
    fn run_timed<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let ready = self.ready;
        let (sender, receiver) = channel();
        std::thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                let result = ready()
                    .map_err(|why| keyring_exited_error(&why).unwrap_or(StoreError::Absent(why)))
                    .and_then(|()| work().map_err(|error| to_store_error(&error)));
                // After the time limit, nothing receives the result.
                let sent = sender.send(result);
                drop(sent);
            })
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        let limit = if self.attended { ATTENDED } else { ALONE };
        let first = receiver.recv_timeout(NOTICE.min(limit));
        let result = match first {
            Err(RecvTimeoutError::Timeout) => {
                if self.attended {
                    (self.notice)("waiting for your keyring; it may be asking for its password");
                }
                receiver.recv_timeout(limit.saturating_sub(NOTICE))
            }
            other => other,
        };
        match result {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => Err(StoreError::Silent(limit.as_secs())),
            Err(RecvTimeoutError::Disconnected) => {
                Err(StoreError::Failed("its client ended early".to_owned()))
            }
        }
    }
}

/// Opens the native keyring, once in a process.
fn open_native_keyring() -> Result<(), String> {
    match keyring::Entry::store_status() {
        Ok(()) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

fn to_store_error(error: &Error) -> StoreError {
    match error {
        Error::NoStorageAccess(why) => StoreError::Locked(why.to_string()),
        Error::NoDefaultStore => StoreError::Absent(error.to_string()),
        Error::PlatformFailure(why) => {
            let why = why.to_string();
            keyring_exited_error(&why).unwrap_or(StoreError::Failed(why))
        }
        // The text of the other errors could contain the stored value.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            StoreError::Failed("an item is damaged".to_owned())
        }
        Error::Ambiguous(_) => {
            StoreError::Failed("there are two items of the same name".to_owned())
        }
        other => StoreError::Failed(other.to_string()),
    }
}

/// Returns an error if the keyring service exited. gnome-keyring does so when a client
/// disconnects while its session is being opened (its work items 190, 196 and 199);
/// D-Bus then reports `NoReply` with "disconnected". Returns `None` for an ordinary
/// timeout, which has the same error name.
fn keyring_exited_error(why: &str) -> Option<StoreError> {
    let no_reply = why.contains("org.freedesktop.DBus.Error.NoReply");
    let gone = no_reply && why.contains("disconnected");
    gone.then(|| StoreError::Ended(why.to_owned()))
}

/// One item of the keyring.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that opens items of the keyring"
)]
fn keyring_entry(name: &str) -> Result<Entry, Error> {
    Entry::new(SERVICE, name)
}

/// The keyring as a plain list of named items.
pub(super) struct Items;

impl parts::Items for Items {
    type Error = Error;

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let mut left = 3;
        loop {
            left -= 1;
            match keyring_entry(name)?.get_secret() {
                Ok(bytes) => return Ok(Some(bytes)),
                Err(Error::NoEntry) => return Ok(None),
                Err(error) if left > 0 && means_item_vanished(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn set(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        match keyring_entry(name)?.set_secret(bytes) {
            Err(Error::Ambiguous(entries)) => {
                delete_all(entries)?;
                keyring_entry(name)?.set_secret(bytes)
            }
            other => other,
        }
    }

    fn remove(&self, name: &str) -> Result<(), Error> {
        match keyring_entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(Error::Ambiguous(entries)) => delete_all(entries),
            Err(error) if means_item_vanished(&error) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Whether an item disappeared between search and access, because another process
/// signed out or replaced it. gnome-keyring then answers that the object has no such
/// interface.
fn means_item_vanished(error: &Error) -> bool {
    match error {
        Error::PlatformFailure(why) => {
            let why = why.to_string();
            why.contains("UnknownMethod") || why.contains("UnknownObject")
        }
        _ => false,
    }
}

fn delete_all(entries: Vec<Entry>) -> Result<(), Error> {
    for entry in entries {
        match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl TokenStore for KeyringStore {
    fn place(&self) -> String {
        let name = if cfg!(windows) {
            "Credential Manager"
        } else if cfg!(target_os = "macos") {
            "Keychain"
        } else {
            "Secret Service"
        };
        format!("keyring ({name})")
    }

    fn load(&self, key: &str) -> Result<Option<Secret>, StoreError> {
        let (key, limit) = (key.to_owned(), self.part_limit);
        let bytes = self.run_timed(move || match limit {
            Some(_) => parts::load(&Items, &key),
            None => parts::Items::get(&Items, &key),
        })?;
        bytes
            .map(|bytes| {
                String::from_utf8(bytes)
                    .map(Secret::new)
                    .map_err(|_| StoreError::Failed("the item is damaged".to_owned()))
            })
            .transpose()
    }

    fn save(&self, key: &str, value: &Secret) -> Result<(), StoreError> {
        let (key, value, limit) = (key.to_owned(), value.clone(), self.part_limit);
        self.run_timed(move || match limit {
            Some(limit) => parts::save(&Items, &key, value.expose().as_bytes(), limit),
            None => parts::Items::set(&Items, &key, value.expose().as_bytes()),
        })
    }

    fn delete(&self, key: &str) -> Result<(), StoreError> {
        let (key, limit) = (key.to_owned(), self.part_limit);
        self.run_timed(move || match limit {
            Some(_) => parts::remove(&Items, &key),
            None => parts::Items::remove(&Items, &key),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex, Once};

    use super::KeyringStore;
    use crate::auth::store::{StoreError, TokenStore as _};
    use crate::secret::Secret;

    static MOCK: Once = Once::new();

    #[expect(clippy::unnecessary_wraps, reason = "has the shape of the real one")]
    fn ready() -> Result<(), String> {
        MOCK.call_once(|| {
            keyring_core::set_default_store(keyring_core::mock::Store::new().unwrap());
        });
        Ok(())
    }

    fn store(part_limit: Option<usize>) -> KeyringStore {
        KeyringStore {
            ready,
            part_limit,
            ..KeyringStore::new(false, Arc::new(|_| {}))
        }
    }

    #[test]
    fn what_is_stored_comes_back_and_goes() {
        for limit in [None, Some(16)] {
            let store = store(limit);
            let key = format!("round trip {limit:?}");
            assert!(store.load(&key).unwrap().is_none());
            for value in ["one", &"long ".repeat(4000), "shorter again"] {
                store.save(&key, &Secret::new(value)).unwrap();
                assert_eq!(store.load(&key).unwrap().unwrap().expose(), value);
            }
            store.delete(&key).unwrap();
            store.delete(&key).unwrap();
            assert!(store.load(&key).unwrap().is_none());
        }
    }

    #[test]
    fn a_damaged_item_is_an_error_and_can_be_deleted() {
        let store = store(None);
        ready().unwrap();
        super::keyring_entry("damaged")
            .unwrap()
            .set_secret(&[0xff, 0xfe])
            .unwrap();
        assert!(matches!(store.load("damaged"), Err(StoreError::Failed(_))));
        store.delete("damaged").unwrap();
        assert!(store.load("damaged").unwrap().is_none());
    }

    #[test]
    fn a_keyring_that_never_answers_is_left_behind() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        let store = KeyringStore {
            ready: || loop {
                std::thread::park();
            },
            ..KeyringStore::new(
                false,
                Arc::new(move |line| heard.lock().unwrap().push(line.to_owned())),
            )
        };
        assert!(matches!(store.load("x"), Err(StoreError::Silent(3))));
        assert!(told.lock().unwrap().is_empty());
    }

    #[test]
    fn a_keyring_that_went_away_was_there() {
        let store = KeyringStore {
            ready: || Err("org.freedesktop.DBus.Error.NoReply: disconnected".to_owned()),
            ..KeyringStore::new(false, Arc::new(|_| {}))
        };
        assert!(matches!(store.load("x"), Err(StoreError::Ended(_))));
    }

    #[test]
    fn no_keyring_is_said_to_be_absent() {
        let store = KeyringStore {
            ready: || Err("no bus".to_owned()),
            ..KeyringStore::new(false, Arc::new(|_| {}))
        };
        assert!(matches!(store.load("x"), Err(StoreError::Absent(why)) if why == "no bus"));
    }
}
