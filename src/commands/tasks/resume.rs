//! `tasks resume`: takes the steps that a run left open.
use std::collections::BTreeSet;

use super::open::{self, Opened};
use crate::cli::Agreement;
use crate::cli::auth::Purpose;
use crate::cli::tasks::ResumeArgs;
use crate::commands::bulk::agree::Size;
use crate::commands::bulk::carry::{self, Luggage};
use crate::commands::bulk::recheck::Recheck;
use crate::commands::bulk::tenancy::{self, Tenancy};
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx};
use crate::commands::users::passwords::{self, PasswordFile};
use crate::domain::guard_rails::{Owners, Why};
use crate::domain::task::{Action, StepKind};
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, TYPED, Task};

/// Resumes a task. Every step ends in one final state; a step that sets a
/// password sets a new one.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ResumeArgs) -> CommandResult {
    passwords::unless_free(args.password_file.as_deref(), |other| {
        let file = shell_word(&other.to_string_lossy());
        ctx.command(&format!("tasks resume {} --password-file {file}", args.id))
    })?;
    let connected = connect(ctx, Purpose::Respond).await?;
    let Opened { journal, task } = open::to_write(ctx, &connected.me.tenant, args.id)?;
    if task.actor_id != connected.me.object_id {
        let who = task.actor_name.clone().unwrap_or(task.actor_id.to_string());
        return Err(Failure::new(
            Exit::Refused,
            format!(
                "task {} was begun by {who}: sign in as them to resume it",
                task.id
            ),
        )
        .run(ctx.command("auth login --for respond")));
    }
    let sets_passwords = task.new_password && task.action == Action::ResetPassword;
    if sets_passwords && args.password_file.is_none() && journal.open_count(task.id)? > 0 {
        return Err(Failure::new(
            Exit::Usage,
            "the task writes new passwords down: say where, with --password-file FILE",
        )
        .run(ctx.command(&format!(
            "tasks resume {} --password-file new-passwords.csv",
            task.id
        ))));
    }
    let tenancy = tenancy::read(ctx, &connected, &ctx.guard_rails()?).await?;
    unless_guarded(ctx, &connected, &journal, &task, &tenancy)?;
    let count = journal.open_count(task.id)?;
    let mut command = ctx.command(&format!("tasks resume {}", task.id));
    if let Some(file) = &args.password_file {
        command.push_str(&format!(
            " --password-file {}",
            shell_word(&file.to_string_lossy())
        ));
    }
    if count > 0 {
        unless_too_many(ctx, &journal, &task, &tenancy)?;
        let question = format!("Resume task {} ({count} steps are open)?", task.id);
        let agreement = Agreement {
            yes: args.yes,
            ..Agreement::default()
        };
        ctx.agree((), &agreement, &question, &command)?;
    }
    let luggage = Luggage {
        passwords: args
            .password_file
            .as_deref()
            .filter(|_| count > 0)
            .map(PasswordFile::create)
            .transpose()?,
        recheck: Recheck::after(&tenancy),
        ..Luggage::default()
    };
    carry::out(ctx, &connected, journal, &task, luggage).await
}

/// Tasks that were left open one by one are as large together as one list: what
/// no second person signed for counts with the other accounts of 24 hours.
fn unless_too_many(
    ctx: &Ctx<'_>,
    journal: &Journal,
    task: &Task,
    tenancy: &Tenancy,
) -> Result<(), Failure> {
    let size = Size::of_open(journal, task.id, tenancy, ctx.clock.now())?;
    if task.approved_by.is_some() || !size.needs_signature() {
        return Ok(());
    }
    let what = format!(
        "{} need a second person's signature (more than {}): nothing was sent",
        size.words(),
        size.most()
    );
    Err(Failure::new(Exit::Refused, what)
        .advise("resume it when the others are more than 24 hours old, or let a second person sign a plan for these accounts")
        .run(ctx.command(&format!("tasks export {} -o csv", task.id))))
}

/// What has become true of the open steps since the task began can forbid it.
fn unless_guarded(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &Tenancy,
) -> Result<(), Failure> {
    let me = &connected.me.object_id;
    let watch = &tenancy.watch;
    let refuse = |why: String| {
        let refused = Failure::new(Exit::Refused, format!("{why}: nothing was sent"));
        Err(refused.run(ctx.command(&format!("tasks show {}", task.id))))
    };
    let mut administrators = BTreeSet::new();
    for kind in [
        StepKind::Disable,
        StepKind::Enable,
        StepKind::Reset,
        StepKind::Revoke,
    ] {
        let mut after = 0;
        loop {
            let steps = journal.open_steps(task.id, kind, after, 500)?;
            let Some(last) = steps.last() else { break };
            after = last.id;
            for step in steps {
                let name = &step.account_name;
                if let Some(why) = watch.forbids(me, &step.account_id, &[name]) {
                    return refuse(format!("{name} {} by now", why.sentence()));
                }
                if let Owners::Known(owners) = &watch.owners
                    && owners.contains(&step.account_id)
                    && task.action.is_harmful()
                {
                    let why = Why::ApplicationOwner.sentence();
                    return refuse(format!("{name} {why}"));
                }
                let typed = step.prior.get(TYPED) == Some(&true.into());
                if let Some(why) = tenancy.holds_a_role(&step.account_id).filter(|_| !typed) {
                    return refuse(format!("{name} {why}"));
                }
                if watch.is_enabled_administrator(&step.account_id) {
                    administrators.insert(step.account_id);
                }
            }
        }
    }
    if task.action.is_harmful() && watch.leaves_too_few(&administrators) {
        return refuse("too few Global Administrators would remain by now".to_owned());
    }
    Ok(())
}
