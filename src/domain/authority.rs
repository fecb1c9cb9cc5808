//! Which other directories decide about an account: its source of authority.
use super::account::Account;

/// Which other directories decide about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Authority {
    /// Its home is another tenant.
    pub guest: bool,
    /// Active Directory, at each sync.
    pub synced: bool,
    /// Another identity provider keeps its password.
    pub federated: bool,
}

impl Authority {
    /// Whether what is done to the account in this tenant lasts only until another
    /// directory or identity provider decides.
    pub fn is_elsewhere(self) -> bool {
        self.synced || self.federated
    }
}

impl Account {
    /// Which other directories decide about it.
    pub fn authority(&self) -> Authority {
        Authority {
            guest: self.guest,
            synced: self.synced,
            federated: self.federated == Some(true),
        }
    }
}
