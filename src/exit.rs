//! Exit codes: one enum, which is the source of the table in the man page and the docs.

/// Exit code of the process, for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done, or healthy
    Done = 0,
    /// A fault in the tool itself
    Fault = 1,
    /// The command line or a configuration file is wrong
    Usage = 2,
    /// Sign-in is needed
    SignIn = 3,
    /// Permission denied
    Denied = 4,
    /// Not found
    NotFound = 5,
    /// Try again later: network, throttling or a service fault
    TryAgain = 6,
    /// Another run holds the lock
    Locked = 7,
    /// The keyring, journal or audit log is unavailable
    Storage = 8,
    /// Done in part
    Partial = 9,
    /// An answer or a file cannot be trusted
    Untrusted = 10,
    /// Unhealthy: the answer of `status`
    Unhealthy = 11,
    /// Refused by a guard-rail
    Refused = 12,
    /// Not agreed to
    NotConfirmed = 13,
    /// Accepted, not verified
    Unconfirmed = 14,
    /// The terminal has gone (SIGHUP); what was done is in the journal
    HungUp = 129,
    /// Interrupted by Ctrl-C; what was done is in the journal
    Interrupted = 130,
    /// Terminated (SIGTERM); what was done is in the journal
    Terminated = 143,
}

impl Exit {
    /// All codes, in numeric order.
    pub const ALL: [Self; 18] = [
        Self::Done,
        Self::Fault,
        Self::Usage,
        Self::SignIn,
        Self::Denied,
        Self::NotFound,
        Self::TryAgain,
        Self::Locked,
        Self::Storage,
        Self::Partial,
        Self::Untrusted,
        Self::Unhealthy,
        Self::Refused,
        Self::NotConfirmed,
        Self::Unconfirmed,
        Self::HungUp,
        Self::Interrupted,
        Self::Terminated,
    ];

    /// Returns the numeric exit code.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Returns the meaning of the code, for the man page and docs.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done; healthy",
            Self::Fault => "internal error",
            Self::Usage => "the command line or a configuration file is wrong",
            Self::SignIn => "sign-in is needed",
            Self::Denied => "permission denied",
            Self::NotFound => "not found",
            Self::TryAgain => "try again later (network, throttled, service fault)",
            Self::Locked => "another run holds the lock",
            Self::Storage => "the keyring, journal or audit log is unavailable",
            Self::Partial => "done in part",
            Self::Untrusted => "an answer or a file cannot be trusted",
            Self::Unhealthy => "unhealthy (status)",
            Self::Refused => "refused by a guard-rail",
            Self::NotConfirmed => "not confirmed",
            Self::Unconfirmed => "accepted, not verified",
            Self::HungUp => "the terminal has gone (SIGHUP); what was done is in the journal",
            Self::Interrupted => "interrupted by Ctrl-C; what was done is in the journal",
            Self::Terminated => "terminated (SIGTERM); what was done is in the journal",
        }
    }
}
