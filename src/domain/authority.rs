//! Source of authority: the other directories that manage an account.
use super::account::Account;

/// The other directories and identity providers that manage an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Authority {
    /// Whether the account is a guest, whose home is another tenant.
    pub guest: bool,
    /// Whether Active Directory overwrites the account at each sync.
    pub synced: bool,
    /// Whether another identity provider manages the password.
    pub federated: bool,
}

impl Authority {
    /// Whether another directory or identity provider can overwrite a change made in
    /// this tenant.
    pub fn is_external(self) -> bool {
        self.synced || self.federated
    }
}

impl Account {
    /// Returns which other directories and identity providers manage the account.
    pub fn authority(&self) -> Authority {
        Authority {
            guest: self.guest,
            synced: self.synced,
            federated: self.federated == Some(true),
        }
    }
}
