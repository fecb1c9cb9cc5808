//! Which modules a module may name. A new module needs a line.

/// A module, and the modules (or single files of them) that it may name.
pub(super) const MAY_USE: &[(&str, &str)] = &[
    (
        "app",
        "cli commands context domain env exit failure io output signals transport world",
    ),
    ("audit", "domain files machine"),
    (
        "auth",
        "browser catalog clock domain entropy env exit failure files graph::Bearer \
         graph::BearerError graph::Origin secret settings transport",
    ),
    ("browser", "clock domain entropy env secret"),
    ("catalog", "domain::ids domain::text"),
    ("cli", "catalog domain"),
    ("clock", "domain::clock_offset"),
    (
        "commands",
        "audit auth browser catalog cli clock consent context domain enforcement \
         entropy env exit failure files graph io journal machine output poll reports \
         sandbox secret settings signature state transport",
    ),
    (
        "consent",
        "audit catalog cli clock context domain enforcement entropy exit failure \
         files graph io machine output poll reports secret settings signature state",
    ),
    (
        "context",
        "audit auth browser catalog cli clock domain entropy env exit failure files \
         graph io machine output reports::calls sandbox::Sandbox secret settings state \
         transport",
    ),
    ("domain", "catalog entropy secret"),
    (
        "enforcement",
        "audit catalog cli clock context domain entropy exit failure files graph io \
         journal machine output reports secret settings signature state",
    ),
    ("entropy", ""),
    ("env", "secret"),
    ("exit", ""),
    ("failure", "cli::command_line entropy exit"),
    ("files", "domain::text"),
    ("graph", "catalog clock domain entropy secret transport"),
    ("harden", "exit"),
    ("io", "domain::text env"),
    ("journal", "clock domain exit failure files machine"),
    ("machine", "clock domain::ids files"),
    ("output", "cli domain exit failure"),
    ("poll", "clock"),
    (
        "reports",
        "audit::Damage audit::Link catalog cli::Format cli::command_line domain exit journal::Step journal::Task \
         output",
    ),
    (
        "sandbox",
        "browser catalog clock domain::ids domain::text entropy secret transport",
    ),
    ("secret", ""),
    (
        "settings",
        "catalog cli::values domain env exit failure files \
         graph::Origin machine::Sink secret",
    ),
    ("signals", "exit"),
    ("signature", "domain::allowed_signers"),
    ("state", "catalog domain exit failure files machine"),
    ("transport", "clock domain files io secret"),
    (
        "world",
        "auth browser cli clock commands::sandbox context entropy env exit failure \
         files io machine sandbox settings transport",
    ),
];
