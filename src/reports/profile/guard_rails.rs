//! `profile guard-rails`: which guard-rails hold, and which file says so.
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::ObjectId;
use crate::output::Report;
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

/// A break-glass account.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BreakGlassAccount {
    /// Its object id.
    pub id: ObjectId,
    /// Its user principal name.
    pub user_principal_name: String,
    /// Enabled Conditional Access policies that reach it; none of them blocks.
    pub policies: Vec<String>,
    /// Phishing-resistant MFA is demanded of it, and no policy is content with less.
    pub phishing_resistant_only: bool,
    /// Report-only policies that will block it once they are enabled.
    pub report_only_blocks: Vec<String>,
}

/// The break-glass accounts that are detected in the tenant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BreakGlass {
    /// The accounts.
    pub accounts: Vec<BreakGlassAccount>,
    /// Why they could not be read.
    pub unread: Option<String>,
    /// What to look at.
    pub warnings: Vec<String>,
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
    /// The break-glass accounts that are never touched.
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
