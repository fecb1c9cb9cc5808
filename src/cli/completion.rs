//! `completion`.
use clap::{Args, ValueEnum};

/// `completion SHELL`
#[derive(Debug, Args)]
#[command(
    after_long_help = "It completes the names of apps, permission sets, profiles, tasks, scenarios, faults\nand error codes as well; it reads only files of this machine.\n\nExamples:\n  source <(entractl completion bash)\n  entractl completion zsh > ~/.zfunc/_entractl\n  entractl completion fish > ~/.config/fish/completions/entractl.fish\n  entractl completion powershell >> $PROFILE"
)]
pub struct CompletionArgs {
    /// Shell that reads the script
    #[arg(value_enum)]
    pub shell: Shell,
}

/// The shells with a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// Bash
    Bash,
    /// Elvish
    Elvish,
    /// Fish
    Fish,
    /// `PowerShell`
    Powershell,
    /// Zsh
    Zsh,
}
