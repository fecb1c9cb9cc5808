//! A command line of this program as a value, as suggested to the user in
//! messages.
use std::fmt;
use std::path::Path;

use clap::ValueEnum as _;

use super::{Color, Global};
use crate::ids::TenantId;
use crate::text::shell_word;

/// Placeholders that the user replaces with a value, each with an example value.
const PLACEHOLDERS: [(&str, &str); 3] = [
    ("TENANT_ID", "00000000-0000-0000-0000-000000000000"),
    ("CLIENT_ID", "00000000-0000-0000-0000-000000000000"),
    ("USER", "user@example.com"),
];

/// Flags that select the tenant and the session of a command
/// line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetFlags {
    sandbox: bool,
    profile: Option<String>,
    tenant: Option<String>,
    no_store: bool,
    device_code: bool,
}

impl TargetFlags {
    /// Returns the flags of the current command; `sandbox` is whether it runs in the
    /// simulated tenant.
    pub fn from_global(global: &Global, sandbox: bool) -> Self {
        Self {
            sandbox,
            profile: global.profile.clone(),
            tenant: global.tenant.as_ref().map(ToString::to_string),
            no_store: global.no_store,
            device_code: global.device_code,
        }
    }

    /// Returns the flag for the simulated tenant, if `sandbox`, and no others.
    pub fn sandbox_only(sandbox: bool) -> Self {
        Self {
            sandbox,
            ..Self::default()
        }
    }
}

/// A command line of this program, which [`fmt::Display`] quotes for a shell.
///
/// It is built without the flags that select a tenant; [`Self::with_target`]
/// adds those of the command that suggests it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    target: TargetFlags,
    /// Flags about output and prompts, copied from a command that is repeated.
    manner: Vec<String>,
    /// The subcommand.
    words: Vec<String>,
    /// Constant flags, with their values.
    flags: Vec<String>,
    values: Vec<String>,
    options: Vec<(&'static str, Option<String>)>,
}

impl From<&'static str> for CommandLine {
    fn from(words: &'static str) -> Self {
        Self::from_words(words)
    }
}

impl CommandLine {
    /// Whether the command takes `flag`, such as `--dry-run`.
    pub fn takes(&self, flag: &str) -> bool {
        super::takes_flag(&self.words, flag)
    }

    /// Creates a command line from a subcommand and its constant flags, as typed after
    pub fn from_words(words: &'static str) -> Self {
        let mut words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let flags = words.iter().position(|word| word.starts_with('-'));
        let flags = words.split_off(flags.unwrap_or(words.len()));
        Self {
            words,
            flags,
            ..Self::default()
        }
    }

    /// Adds a subcommand.
    #[must_use]
    pub fn subcommand(mut self, name: &str) -> Self {
        self.words.push(name.to_owned());
        self
    }

    /// Parses a command line of the error catalog; `None` if it is not one of this program.
    pub fn parse(line: &str) -> Option<Self> {
        let words = shlex::split(line.strip_prefix("entractl ")?)?;
        Some(Self {
            words,
            ..Self::default()
        })
    }

    /// Adds a positional value.
    #[must_use]
    pub fn arg(self, value: impl ToString) -> Self {
        self.args([value])
    }

    /// Adds positional values.
    #[must_use]
    pub fn args(mut self, values: impl IntoIterator<Item = impl ToString>) -> Self {
        self.values
            .extend(values.into_iter().map(|value| value.to_string()));
        self
    }

    /// Adds a file as a positional value.
    #[must_use]
    pub fn file(self, path: &Path) -> Self {
        self.arg(path.to_string_lossy())
    }

    /// Adds a flag without a value.
    #[must_use]
    pub fn flag(mut self, name: &'static str) -> Self {
        self.options.push((name, None));
        self
    }

    /// Adds a flag without a value, if it was `given`.
    #[must_use]
    pub fn flag_if(self, given: bool, name: &'static str) -> Self {
        if given { self.flag(name) } else { self }
    }

    /// Adds a flag with its value.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers pass literals and numbers"
    )]
    pub fn option(mut self, name: &'static str, value: impl ToString) -> Self {
        self.options.push((name, Some(value.to_string())));
        self
    }

    /// Adds a flag with its value, if there is one.
    #[must_use]
    pub fn option_if(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.option(name, value),
            None => self,
        }
    }

    /// Adds a flag with a file, if there is one.
    #[must_use]
    pub fn file_option(self, name: &'static str, path: Option<&Path>) -> Self {
        self.option_if(name, path.map(Path::to_string_lossy))
    }

    /// Sets the profile, overriding that of the current command.
    #[must_use]
    pub fn profile(mut self, name: &str) -> Self {
        self.target.profile = Some(name.to_owned());
        self
    }

    /// Sets the tenant, overriding that of the current command.
    #[must_use]
    pub fn tenant(mut self, tenant: &TenantId) -> Self {
        self.target.tenant = Some(tenant.to_string());
        self
    }

    /// Keeps the tokens in memory only.
    #[must_use]
    pub fn no_store(mut self) -> Self {
        self.target.no_store = true;
        self
    }

    /// Adds the flags of the current command, if this command line accepts them and does not
    /// name another profile or tenant.
    #[must_use]
    pub fn with_target(mut self, flags: &TargetFlags) -> Self {
        let command = self.words.first().map_or("", String::as_str);
        if command == "sandbox" {
            return self;
        }
        self.target.sandbox |= flags.sandbox;
        // Profile commands work without a selected profile, so they can fix an invalid one.
        if command != "profile" {
            self.target.profile = self.target.profile.or_else(|| flags.profile.clone());
        }
        if !self.has_flag("--tenant") {
            self.target.tenant = self.target.tenant.or_else(|| flags.tenant.clone());
        }
        // A separate sign-in that stores nothing would be useless.
        if flags.no_store && command != "auth" {
            self.target.no_store = true;
            self.target.device_code = flags.device_code && !self.has_flag("--device-code");
        }
        self
    }

    fn has_flag(&self, flag: &str) -> bool {
        let mut words = self.words.iter().chain(&self.flags);
        words.any(|word| word == flag) || self.options.iter().any(|(name, _)| *name == flag)
    }

    /// Adds the flags about output and prompts, for a command that is repeated.
    #[must_use]
    pub fn with_output_flags(mut self, global: &Global) -> Self {
        let mut add = |given: bool, words: &[&str]| {
            if given {
                self.manner
                    .extend(words.iter().map(|word| (*word).to_owned()));
            }
        };
        let name = |value: Option<clap::builder::PossibleValue>| {
            value.map_or_else(String::new, |value| value.get_name().to_owned())
        };
        let output = name(global.output.and_then(|form| form.to_possible_value()));
        add(global.output.is_some(), &["--output", &output]);
        if let Some(query) = &global.query {
            add(true, &["--query", query]);
        }
        add(global.no_input, &["--no-input"]);
        add(global.verbose, &["--verbose"]);
        add(global.debug, &["--debug"]);
        add(global.quiet, &["--quiet"]);
        let color = name(global.color.to_possible_value());
        add(global.color != Color::Auto, &["--color", &color]);
        self
    }

    /// Returns the arguments, including the name of the program.
    fn to_argv(&self) -> Vec<String> {
        let TargetFlags {
            sandbox,
            profile,
            tenant,
            no_store,
            device_code,
        } = &self.target;
        let mut argv = vec!["entractl".to_owned()];
        let mut add = |words: &[&str]| argv.extend(words.iter().map(|word| (*word).to_owned()));
        if *sandbox {
            add(&["--sandbox"]);
        }
        if let Some(profile) = profile {
            add(&["--profile", profile]);
        }
        if let Some(tenant) = tenant {
            add(&["--tenant", tenant]);
        }
        if *no_store {
            add(&["--no-store"]);
        }
        if *device_code {
            add(&["--device-code"]);
        }
        argv.extend(self.manner.iter().chain(&self.words).cloned());
        let options = self.options.iter().flat_map(|(name, value)| match value {
            Some(value) if value.starts_with('-') => vec![format!("{name}={value}")],
            Some(value) => vec![(*name).to_owned(), value.clone()],
            None => vec![(*name).to_owned()],
        });
        // A value that looks like a flag has to come after the last flag.
        if self.values.iter().any(|value| value.starts_with('-')) {
            argv.extend(self.flags.iter().cloned().chain(options));
            argv.push("--".to_owned());
            argv.extend(self.values.iter().cloned());
        } else {
            argv.extend(self.values.iter().chain(&self.flags).cloned());
            argv.extend(options);
        }
        argv
    }

    /// Checks that the program accepts this command line.
    ///
    /// # Errors
    /// Returns the error of clap.
    pub fn check(&self) -> Result<(), clap::Error> {
        let argv = self.to_argv().into_iter().map(|word| {
            let known = PLACEHOLDERS.iter().find(|(name, _)| *name == word);
            known.map_or(word, |(_, value)| (*value).to_owned())
        });
        match super::command().try_get_matches_from(argv) {
            Err(error) if error.use_stderr() => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every test that prints a suggestion checks that it can be run.
        debug_assert!(self.check().is_ok(), "{:?}: {:?}", self, self.check());
        for (place, word) in self.to_argv().iter().enumerate() {
            let blank = if place == 0 { "" } else { " " };
            write!(f, "{blank}{}", shell_word(word))?;
        }
        Ok(())
    }
}

impl From<CommandLine> for String {
    fn from(line: CommandLine) -> Self {
        line.to_string()
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use proptest::prelude::*;

    use super::{CommandLine, TargetFlags};
    use crate::cli::{Cli, Command};

    fn flags(line: &str) -> TargetFlags {
        let cli = Cli::parse_from(line.split(' '));
        TargetFlags::from_global(&cli.global, cli.global.sandbox)
    }

    #[test]
    fn target_flags_are_kept() {
        let tenant = "11111111-2222-4333-8444-555555555555";
        let line = format!("entractl --sandbox -p eu --no-store --tenant {tenant} status");
        let flags = flags(&line);
        let given = |line: &'static str| {
            CommandLine::from_words(line)
                .with_target(&flags)
                .to_string()
        };
        assert_eq!(
            given("status"),
            format!("entractl --sandbox --profile eu --tenant {tenant} --no-store status")
        );
        assert_eq!(
            given("auth logout"),
            format!("entractl --sandbox --profile eu --tenant {tenant} auth logout")
        );
        assert_eq!(
            given("profile list"),
            format!("entractl --sandbox --tenant {tenant} --no-store profile list")
        );
        assert_eq!(given("sandbox tour"), "entractl sandbox tour");
        assert_eq!(
            given("auth login --tenant TENANT_ID"),
            "entractl --sandbox --profile eu auth login --tenant TENANT_ID"
        );
    }

    #[test]
    fn another_profile_is_not_replaced() {
        let line = CommandLine::from_words("auth login").profile("us");
        let line = line.with_target(&flags("entractl -p eu status"));
        assert_eq!(line.to_string(), "entractl --profile us auth login");
    }

    #[test]
    fn repeated_command_keeps_its_manner() {
        let cli = Cli::parse_from([
            "entractl", "-o", "json", "--query", "a b", "-q", "--color", "never", "status",
        ]);
        let line = CommandLine::from_words("status").with_output_flags(&cli.global);
        assert_eq!(
            line.to_string(),
            "entractl --output json --query 'a b' --quiet --color never status"
        );
    }

    proptest! {
        /// Checks that a shell passes any value on unchanged, and that clap does not take it for a
        /// flag.
        #[test]
        fn any_value_survives_the_shell_and_clap(value in "[^\0]+", reason in "[^\0]+") {
            let line = CommandLine::from_words("reset").arg(&value);
            let argv = shlex::split(&line.to_string()).unwrap();
            let Command::Reset(args) = Cli::parse_from(argv).command else { panic!() };
            prop_assert_eq!(args.app, value.clone());
            let line = CommandLine::from_words("block --yes").arg(&value).option("--reason", &reason);
            let argv = shlex::split(&line.to_string()).unwrap();
            let Command::Block(args) = Cli::parse_from(argv).command else { panic!() };
            prop_assert_eq!(args.app, value);
            prop_assert_eq!(args.agreement.reason, Some(reason));
        }
    }
}
