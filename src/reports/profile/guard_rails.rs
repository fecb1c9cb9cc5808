//! `profile guard-rails`: the guard-rails in effect, and where each is set.
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::ObjectId;
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// Source of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// Built in; not set in any file
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

/// One guard-rail in effect.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Key of the rule in both files.
    pub key: String,
    /// Value of the rule; a rule with several values is listed once for each.
    pub value: String,
    /// Where the value is set.
    pub from: From,
}

/// A break-glass account.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BreakGlassAccount {
    /// Object id of the account.
    pub id: ObjectId,
    /// User principal name of the account.
    pub user_principal_name: String,
    /// Names of enabled Conditional Access policies that apply to it; none of them blocks it.
    pub policies: Vec<String>,
    /// Whether phishing-resistant MFA is required, and no policy accepts weaker MFA.
    pub phishing_resistant_only: bool,
    /// Names of report-only policies that would block the account if they were enabled.
    pub report_only_blocks: Vec<String>,
}

/// The break-glass accounts detected in the tenant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BreakGlass {
    /// The accounts.
    pub accounts: Vec<BreakGlassAccount>,
    /// Why the accounts could not be read; null if they were.
    pub unread: Option<String>,
    /// Warnings about the accounts.
    pub warnings: Vec<String>,
}

/// The guard-rails in effect.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuardRailsShow {
    /// The rules.
    pub rules: Vec<Rule>,
    /// Path of the machine policy, even if the file does not exist.
    pub policy_file: Option<PathBuf>,
    /// Whether a machine policy exists.
    pub policy_in_force: bool,
    /// Path of the user's settings.
    pub config_file: Option<PathBuf>,
    /// The break-glass accounts, which no action changes.
    pub break_glass: BreakGlass,
    /// The command to run next.
    pub next: String,
}

impl Report for GuardRailsShow {
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
        let mut view = View::new()
            .table(table)
            .fact("Policy", policy)
            .fact("Settings", path(&self.config_file));
        if let Some(why) = &self.break_glass.unread {
            view = view.text(format!("Break-glass accounts could not be read: {why}"));
        } else {
            let mut table = Table::new(&[
                ("Break-glass account", "userPrincipalName"),
                ("Policies", "policies"),
                ("MFA", "phishingResistantOnly"),
            ]);
            for one in &self.break_glass.accounts {
                let mfa = if one.phishing_resistant_only {
                    Cell::good("phishing-resistant")
                } else {
                    Cell::dim("phishing-resistant MFA is not required")
                };
                table.row([
                    Cell::strong(one.user_principal_name.as_str()),
                    one.policies.join(", ").into(),
                    mfa,
                ]);
            }
            if !self.break_glass.accounts.is_empty() {
                view = view.table(table);
            } else if self.break_glass.warnings.is_empty() {
                view = view.text("No break-glass account was detected.");
            }
        }
        for warning in &self.break_glass.warnings {
            view = view.text(format!("Warning: {warning}"));
        }
        view.text(
            "Always: yourself, synchronization accounts, the last two Global Administrators, \
                 owners of the application that is signed in, and break-glass accounts (permanent \
                 Global Administrators that no Block policy of Conditional Access reaches) are \
                 never touched.",
        )
        .next([Step::run("look at an account", self.next.as_str())])
    }
}
