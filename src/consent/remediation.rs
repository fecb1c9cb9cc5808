//! Requirements of an app in Entra besides its permissions: directory roles, and enabled
//! sign-in.
use crate::audit::Target;
use crate::cli::command_line::CommandLine;
use crate::consent::read_back::Reading;
use crate::consent::step::{Change, Step};
use crate::context::Ctx;
use crate::context::missing_permissions::unread_failure;
use crate::domain::health::{PrincipalFacts, Remedy, SetFacts};
use crate::domain::identity::Identity;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls::{roles, service_principals};
use crate::ids::{ObjectId, RoleTemplateId};

/// Kind of remediation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FixKind {
    /// Assign directory roles.
    Settings,
    /// Enable sign-in.
    Enable,
}

impl FixKind {
    /// Returns the name of the kind in reports.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Enable => "enable",
        }
    }

    /// Returns the flag of `grant` that selects the kind.
    pub(crate) fn flag(self) -> &'static str {
        match self {
            Self::Settings => "--settings",
            Self::Enable => "--enable",
        }
    }
}

/// One change to make.
#[derive(Debug, Clone)]
pub(crate) struct Fix {
    /// The set that needs the change.
    pub(crate) set: String,
    /// The service principal to change.
    pub(crate) principal: ObjectId,
    /// Name of the service principal.
    pub(crate) name: Option<String>,
    /// The directory role; `None` if the change enables sign-in.
    pub(crate) role: Option<RoleTemplateId>,
    /// Description of the change.
    pub(crate) text: String,
    /// The step that makes the change.
    pub(crate) step: Step,
}

impl Fix {
    /// Whether a reading shows the change.
    pub(crate) fn shows(&self, reading: &Reading) -> bool {
        reading.checked.facts.sets.iter().any(|(set, facts)| {
            let SetFacts::Read(one) = facts else {
                return false;
            };
            set.as_str() == self.set
                && match &self.role {
                    Some(role) => one.roles.as_ref().is_some_and(|held| held.contains(role)),
                    None => one.enabled,
                }
        })
    }
}

/// Plans the changes that the sets of a reading need.
///
/// # Errors
/// Fails if a set could not be read; exit 5 if its application is not in the tenant
/// (`grant` is the command that adds it), 12 if Microsoft disabled it.
pub(crate) fn plan(
    ctx: &Ctx<'_>,
    me: &Identity,
    reading: &Reading,
    kind: FixKind,
    grant: &CommandLine,
) -> Result<Vec<Fix>, Failure> {
    let mut fixes: Vec<Fix> = Vec::new();
    for (id, health) in &reading.sets {
        let facts = match reading.checked.facts.sets.get(id) {
            Some(SetFacts::Read(facts)) => facts,
            Some(SetFacts::Unread { unread, .. }) => {
                return Err(unread_failure(ctx, id, unread, me));
            }
            Some(SetFacts::Missing { .. } | SetFacts::Unbound) | None => {
                return Err(Failure::new(
                    Exit::NotFound,
                    format!("the enterprise application of set {id} is not in the tenant"),
                )
                .run(grant.clone()));
            }
        };
        if health.remedy == Remedy::Microsoft {
            return Err(Failure::new(Exit::Refused, health.reason.clone())
                .advise(Remedy::Microsoft.advice().unwrap_or_default()));
        }
        match kind {
            FixKind::Enable if facts.enabled => {}
            FixKind::Enable => {
                let text = "enable the enterprise application again".to_owned();
                let call = service_principals::set_enabled(&facts.id, true);
                fixes.push(fix(id.as_str(), facts, None, text, call));
            }
            FixKind::Settings => {
                for one in health.settings.iter().filter(|one| !one.held) {
                    let text = format!(
                        "directory role {} over the whole tenant: {}",
                        one.role_name, one.why
                    );
                    let call = roles::assign(&facts.id, &one.role);
                    fixes.push(fix(id.as_str(), facts, Some(&one.role), text, call));
                }
            }
        }
    }
    Ok(fixes)
}

fn fix(
    set: &str,
    facts: &PrincipalFacts,
    role: Option<&RoleTemplateId>,
    text: String,
    planned: crate::graph::Call,
) -> Fix {
    Fix {
        set: set.to_owned(),
        principal: facts.id.clone(),
        name: facts.display_name.clone(),
        role: role.cloned(),
        text,
        step: Step {
            target: Target {
                id: facts.id.to_string(),
                name: facts.display_name.clone().unwrap_or_default(),
            },
            change: Change::AsPlanned,
            planned,
        },
    }
}
