//! Which modules a module may name. A new module needs a line.

/// A module, and the modules (or single files of them) that it may name.
pub(super) const MAY_USE: &[(&str, &str)] = &[
    (
        "app",
        "audit auth browser cli clock commands domain entropy env exit failure files io \
         journal output sandbox settings signals state transport world",
    ),
    (
        "audit",
        "clock commands::context::StateDirs domain entropy files",
    ),
    (
        "auth",
        "browser catalogue clock domain entropy env exit failure files graph::Bearer \
         graph::BearerError graph::Origin secret settings transport",
    ),
    ("browser", "clock domain entropy env secret"),
    ("catalogue", "domain::ids domain::text"),
    ("cli", "catalogue domain"),
    ("clock", "domain::clock_offset"),
    (
        "commands",
        "audit auth browser catalogue cli clock consent domain enforcement entropy env exit failure files \
         graph io journal output poll reports sandbox secret settings signature state transport",
    ),
    (
        "consent",
        "audit catalogue cli clock commands domain enforcement entropy exit failure files graph io \
         output poll reports secret settings signature state",
    ),
    ("domain", "catalogue entropy secret"),
    (
        "enforcement",
        "audit catalogue cli clock commands consent domain entropy exit failure files graph io journal \
         output reports secret settings signature state",
    ),
    ("entropy", ""),
    ("env", "secret"),
    ("exit", ""),
    ("failure", "cli::command_line entropy exit"),
    ("files", "domain::text"),
    ("graph", "catalogue clock domain entropy secret transport"),
    ("harden", "exit"),
    ("io", "domain::text env"),
    (
        "journal",
        "clock commands::context::StateDirs domain entropy exit failure files",
    ),
    ("output", "cli domain exit failure"),
    ("poll", "clock"),
    (
        "reports",
        "audit::Damage audit::Link catalogue cli::Format cli::command_line domain exit journal::Step journal::Task \
         output",
    ),
    (
        "sandbox",
        "browser catalogue clock domain::ids domain::text entropy secret transport",
    ),
    ("secret", ""),
    (
        "settings",
        "audit::Sink catalogue cli::values domain env exit failure files \
         graph::Origin secret",
    ),
    ("signals", "exit"),
    ("signature", "domain::allowed_signers"),
    (
        "state",
        "catalogue clock commands::context::StateDirs domain exit failure files",
    ),
    ("transport", "clock domain files io secret"),
    (
        "world",
        "audit auth browser catalogue cli clock commands domain entropy env exit \
         failure files io journal sandbox secret settings state transport",
    ),
];
