//! Whether a token store works: a test item is written, read back and
//! deleted.
use uuid::Uuid;

use crate::auth::store::{StoreError, TokenStore};
use crate::secret::Secret;

/// Writes, reads and deletes a test item in the store, under a unique name so that parallel
/// runs do not interfere.
///
/// The item is deleted even if it cannot be read. A run that is killed leaves its item
/// behind; the item holds no secret. Later runs do not clean it up: some keyrings unlock
/// every item to list them, and others cannot tell which program owns an item.
///
/// # Errors
/// Returns why the store cannot be used.
pub(super) fn probe_store(store: &dyn TokenStore, number: Uuid) -> Result<(), StoreError> {
    let name = format!("entractl doctor {number}");
    let put = Secret::new("probe");
    store.save(&name, &put)?;
    let kept = store.load(&name);
    let removed = store.delete(&name);
    let kept = kept?;
    removed?;
    kept.filter(|kept| kept.expose() == put.expose())
        .map(drop)
        .ok_or(StoreError::Lossy)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::probe_store;
    use crate::auth::store::{MemoryStore, StoreError, TokenStore};
    use crate::entropy::{Entropy as _, SystemEntropy};
    use crate::secret::Secret;

    /// A store that another user probes before the first item is read, and that may be
    /// unreadable.
    #[derive(Debug, Default)]
    struct Shared {
        items: MemoryStore,
        other: Mutex<Option<Result<(), StoreError>>>,
        unreadable: bool,
    }

    impl TokenStore for Shared {
        fn place(&self) -> String {
            self.items.place()
        }

        fn load(&self, key: &str) -> Result<Option<Secret>, StoreError> {
            if self.unreadable {
                return Err(StoreError::Failed("unreadable".to_owned()));
            }
            if self.other.lock().unwrap().is_none() {
                *self.other.lock().unwrap() = Some(Ok(()));
                let other = probe_store(self, SystemEntropy.uuid().unwrap());
                *self.other.lock().unwrap() = Some(other);
            }
            self.items.load(key)
        }

        fn save(&self, key: &str, value: &Secret) -> Result<(), StoreError> {
            self.items.save(key, value)
        }

        fn delete(&self, key: &str) -> Result<(), StoreError> {
            self.items.delete(key)
        }
    }

    #[test]
    fn two_at_once_do_not_disturb_each_other() {
        let store = Shared::default();
        probe_store(&store, SystemEntropy.uuid().unwrap()).unwrap();
        assert!(matches!(*store.other.lock().unwrap(), Some(Ok(()))));
        assert!(store.items.contents().is_empty());
    }

    #[test]
    fn what_cannot_be_read_back_is_removed_all_the_same() {
        let store = Shared {
            unreadable: true,
            ..Shared::default()
        };
        let tried = probe_store(&store, SystemEntropy.uuid().unwrap());
        assert!(matches!(tried, Err(StoreError::Failed(_))));
        assert!(store.items.contents().is_empty());
    }
}
