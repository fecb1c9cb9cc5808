//! `tasks resume`: takes the steps that a run left open.
use super::open::{self, Opened};
use crate::cli::Agreement;
use crate::cli::auth::Purpose;
use crate::cli::tasks::ResumeArgs;
use crate::commands::bulk::carry::{self, Luggage};
use crate::commands::bulk::tenancy;
use crate::commands::connect::connect;
use crate::commands::context::{CommandResult, Ctx};
use crate::commands::users::passwords::{self, PasswordFile};
use crate::domain::task::{Action, StepKind};
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::settings::Settings;

/// Resumes a task. Every step ends in one final state; a step that sets a
/// password sets a new one.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ResumeArgs) -> CommandResult {
    passwords::unless_free(args.password_file.as_deref(), |other| {
        let file = shell_word(&other.to_string_lossy());
        ctx.command(&format!("tasks resume {} --password-file {file}", args.id))
    })?;
    let connected = connect(ctx, Purpose::Respond).await?;
    let Opened { mut journal, task } = open::to_write(ctx, &connected.me.tenant, args.id)?;
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
    let settings = Settings::load(ctx.place.config.as_deref())?;
    let tenancy = tenancy::read(ctx, &connected, settings.guard_rails).await?;
    let mut guarded: Option<String> = None;
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
            let found = steps.into_iter().find(|step| {
                let names = [step.account_name.as_str()];
                tenancy.protected.covers_names(&step.account_id, &names)
                    || step.account_id == connected.me.object_id
            });
            guarded = guarded.or(found.map(|step| step.account_name));
        }
    }
    if let Some(name) = guarded {
        return Err(Failure::new(
            Exit::Refused,
            format!("{name} is protected by now: nothing was sent"),
        )
        .run(ctx.command(&format!("tasks show {}", task.id))));
    }
    let count = journal.open_count(task.id)?;
    let mut command = ctx.command(&format!("tasks resume {}", task.id));
    if let Some(file) = &args.password_file {
        command.push_str(&format!(
            " --password-file {}",
            shell_word(&file.to_string_lossy())
        ));
    }
    if count > 0 {
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
        ..Luggage::default()
    };
    carry::out(ctx, &connected, &mut journal, &task, luggage).await
}
