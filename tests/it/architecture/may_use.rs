//! Which modules a module may name. A new module needs a line.

/// A module, and the modules (or single files of them) that it may name.
pub(super) const MAY_USE: &[(&str, &str)] = &[
    (
        "app",
        "cli clock commands context env exit failure io output signals text transport world",
    ),
    ("audit", "domain exit failure files ids machine text"),
    (
        "auth",
        "browser clock domain entropy env exit files graph::Bearer graph::BearerError \
         graph::Origin ids secret settings transport",
    ),
    ("browser", "domain env secret"),
    ("catalog", "ids text"),
    ("cli", "catalog domain ids text"),
    ("clock", "domain"),
    (
        "commands",
        "audit auth browser catalog cli completion consent context domain enforcement \
         entropy env exit failure files graph ids io journal machine output poll reports \
         sandbox secret settings state text transport",
    ),
    (
        "completion",
        "catalog cli context env files journal machine sandbox settings text",
    ),
    (
        "consent",
        "audit catalog cli context domain enforcement entropy exit failure files graph \
         ids output poll reports signature state",
    ),
    (
        "context",
        "audit auth browser catalog cli clock domain entropy env exit failure files graph \
         ids io machine output reports::calls sandbox::Sandbox secret settings state text \
         transport",
    ),
    ("domain", "catalog entropy ids secret text"),
    (
        "enforcement",
        "audit catalog cli clock context domain entropy exit failure files graph ids io \
         journal machine output reports secret settings signature state text",
    ),
    ("entropy", ""),
    ("env", "secret"),
    ("exit", ""),
    ("failure", "cli entropy exit"),
    ("files", "text"),
    ("graph", "clock domain entropy ids secret text transport"),
    ("harden", "exit"),
    ("ids", ""),
    ("io", "env text"),
    (
        "journal",
        "clock domain exit failure files ids machine text",
    ),
    ("machine", "clock files ids"),
    ("output", "cli domain failure text"),
    ("poll", "clock"),
    (
        "reports",
        "audit::Damage audit::Link catalog cli::Format cli::command_line domain ids \
         journal::Step journal::Task output text",
    ),
    ("sandbox", "browser catalog clock entropy secret transport"),
    ("secret", ""),
    (
        "settings",
        "cli::values domain env exit failure files graph::Origin ids machine::Sink text",
    ),
    ("signals", "exit"),
    ("signature", "domain"),
    ("state", "catalog domain files ids machine"),
    ("text", ""),
    ("transport", "clock domain files io text"),
    (
        "world",
        "auth browser cli clock commands::sandbox context entropy env exit failure files \
         io machine sandbox settings transport",
    ),
];
