//! `profile guard-rails`: which guard-rails hold, and which file says so.
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Show;
use crate::output::view::{Cell, Step, Table, View};

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// No file says anything
    BuiltIn,
    /// The user's own settings
    Config,
    /// The policy of this machine
    Policy,
}

impl From {
    fn text(self) -> &'static str {
        match self {
            Self::BuiltIn => "built in",
            Self::Config => "config.toml",
            Self::Policy => "policy",
        }
    }
}

/// One rule that holds.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Its key in both files.
    pub key: String,
    /// What holds; a list has one entry for each of its values.
    pub value: String,
    /// Where that comes from.
    pub from: From,
}

/// The guard-rails that hold.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuardRailsShow {
    /// The rules.
    pub rules: Vec<Rule>,
    /// Where the policy of this machine lies or would lie.
    pub policy_file: Option<PathBuf>,
    /// Whether there is one.
    pub policy_in_force: bool,
    /// The user's own settings.
    pub config_file: Option<PathBuf>,
    /// The command to run next.
    pub next: String,
}

impl Show for GuardRailsShow {
    fn kind(&self) -> &'static str {
        "profile.guard-rails"
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

    fn items(&self) -> Option<&'static str> {
        Some("rules")
    }

    fn view(&self) -> View {
        let mut table = Table::new(&[("Rule", "key"), ("Holds", "value"), ("From", "from")]);
        for rule in &self.rules {
            table.row([
                Cell::strong(rule.key.as_str()),
                rule.value.as_str().into(),
                rule.from.text().into(),
            ]);
        }
        let path = |path: &Option<PathBuf>| match path {
            Some(path) => path.to_string_lossy().into_owned(),
            None => "nowhere: there is no home".to_owned(),
        };
        let policy = if self.policy_in_force {
            Cell::good(format!("{} (in force)", path(&self.policy_file)))
        } else {
            Cell::dim(format!("{} (there is none)", path(&self.policy_file)))
        };
        View::new()
            .table(table)
            .facts([
                ("Policy", policy),
                ("Settings", path(&self.config_file).into()),
            ])
            .text(
                "Always: yourself, synchronization accounts, the last two Global Administrators, \
                 owners of the application that is signed in, and accounts that no Conditional \
                 Access policy applies to are never touched.",
            )
            .next([Step::run("look at an account", self.next.as_str())])
    }
}
