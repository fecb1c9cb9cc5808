//! Which modules a module may name. A new module needs a line.

/// A module, and the modules (or single files of them) that it may name.
pub(super) const MAY_USE: &[(&str, &str)] = &[
    (
        "app",
        "audit auth browser cli clock commands domain entropy env exit failure files io \
         journal output sandbox settings signals state text transport world",
    ),
    (
        "audit",
        "clock commands::context::StateDirs domain entropy exit failure files ids text",
    ),
    (
        "auth",
        "browser catalogue clock domain entropy env exit failure files graph::Bearer \
         graph::BearerError graph::Origin ids secret settings transport",
    ),
    ("browser", "clock domain entropy env secret"),
    ("catalogue", "ids text"),
    ("cli", "catalogue domain ids text"),
    ("clock", "domain::clock_offset"),
    (
        "commands",
        "audit auth browser catalogue cli clock consent domain enforcement entropy env exit \
         failure files graph ids io journal output poll reports sandbox secret settings \
         signature state text transport",
    ),
    (
        "consent",
        "audit catalogue cli clock commands domain enforcement entropy exit failure files \
         graph ids io output poll reports secret settings signature state text",
    ),
    ("domain", "catalogue entropy ids secret text"),
    (
        "enforcement",
        "audit catalogue cli clock commands consent domain entropy exit failure files graph \
         ids io journal output reports secret settings signature state text",
    ),
    ("entropy", ""),
    ("env", "secret"),
    ("exit", ""),
    ("failure", "entropy exit files"),
    ("files", "text"),
    (
        "graph",
        "catalogue clock domain entropy ids secret text transport",
    ),
    ("harden", "exit"),
    ("ids", ""),
    ("io", "env text"),
    (
        "journal",
        "clock commands::context::StateDirs domain entropy exit failure files ids text",
    ),
    ("output", "cli domain exit failure text"),
    ("poll", "clock"),
    (
        "reports",
        "audit::Damage audit::Link catalogue cli::Format domain exit ids journal::Step \
         journal::Task output text",
    ),
    (
        "sandbox",
        "browser catalogue clock entropy secret transport",
    ),
    ("secret", ""),
    (
        "settings",
        "audit::Sink auth::SignInTarget catalogue cli::values domain env exit failure files \
         graph::Origin ids secret text",
    ),
    ("signals", "exit"),
    ("signature", "domain::allowed_signers"),
    (
        "state",
        "catalogue clock commands::context::StateDirs domain exit failure files ids",
    ),
    ("text", ""),
    ("transport", "clock domain files io secret text"),
    (
        "world",
        "audit auth browser catalogue cli clock commands domain entropy env exit failure files \
         io journal sandbox secret settings state transport",
    ),
];
