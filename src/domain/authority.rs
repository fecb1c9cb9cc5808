//! Source of authority: other directories that decide about an account.
use super::account::Account;

/// The other directories that decide about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Authority {
    /// Whether it is a guest, whose home is another tenant.
    pub guest: bool,
    /// Whether Active Directory overwrites it at each sync.
    pub synced: bool,
    /// Whether another identity provider manages its password.
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
    /// Returns the other directories that decide about it.
    pub fn authority(&self) -> Authority {
        Authority {
            guest: self.guest,
            synced: self.synced,
            federated: self.federated == Some(true),
        }
    }
}
