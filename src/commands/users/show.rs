//! `users show`: who is this, and what may be done to the account now.
use super::preflight::Plan;
use super::resolve;
use super::verdict::{self, Obstacle};
use crate::cli::auth::Purpose;
use crate::cli::users::ShowArgs;
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::failures::graph_failure;
use crate::domain::account::Account;
use crate::domain::guard_rails;
use crate::domain::task::Action;
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::reports::users_can_i::Answer;
use crate::reports::users_show::{ActionAccess, HeldRole, LastSignIn, UserShow};

/// Every action, in the order in which they are shown.
const ACTIONS: [Action; 5] = [
    Action::Disable,
    Action::Enable,
    Action::ResetPassword,
    Action::SignOut,
    Action::Contain,
];

/// Shows an account.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ShowArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Read).await?;
    let users = std::slice::from_ref(&args.user);
    let gathered = resolve::gather(ctx, &connected, users, &ctx.guard_rails()?).await?;
    let Some((account, _)) = gathered.accounts.first() else {
        return Err(Failure::new(Exit::NotFound, "nobody was found"));
    };
    let sign_in = last_sign_in(&connected, account).await?;
    let actions = ACTIONS.map(|action| {
        let refusals = guard_rails::check(
            action,
            &gathered.accounts,
            &connected.me.object_id,
            &gathered.watch,
        );
        let accounts = gathered.accounts.clone();
        let plan = Plan::new(action, accounts, false, &connected.me);
        allowed(
            ctx,
            account,
            action,
            &verdict::obstacles(&plan, 0, &refusals),
        )
    });
    Ok(Outcome::done(UserShow {
        id: account.id.clone(),
        user_principal_name: account.upn.clone(),
        name: account.name.clone(),
        mail: account.mail.clone(),
        department: account.department.clone(),
        job_title: account.job_title.clone(),
        account_enabled: account.enabled,
        guest: account.guest,
        synced: account.synced,
        federated: account.federated,
        tier: account.tier_word().to_owned(),
        tier_title: account.tier_title().to_owned(),
        roles: account.roles.as_ref().map(|roles| {
            roles
                .iter()
                .map(|role| HeldRole {
                    name: role.name.clone(),
                    template_id: role.template.clone(),
                })
                .collect()
        }),
        role_assignable_group: account.role_assignable_group,
        owns_role_group: account.owns_role_group,
        eligible: account.eligible,
        created: account.created,
        password_changed: account.password_changed,
        sessions_valid_from: account.sessions_valid_from,
        last_sign_in: sign_in,
        actions: actions.into_iter().collect(),
    }))
}

/// The last sign-in, or why it is not shown. Graph gives it by object id only,
/// and only to tenants with a premium licence.
async fn last_sign_in(connected: &Connected, account: &Account) -> Result<LastSignIn, Failure> {
    let reply = connected
        .graph
        .send(&calls::users::sign_in_activity(&account.id))
        .await;
    let nothing = |why: &str| LastSignIn {
        at: None,
        successful_at: None,
        why_not: Some(why.to_owned()),
    };
    match reply.and_then(|answer| answer.read::<User>()) {
        Ok(user) => {
            let activity = user.sign_in_activity;
            let at = activity.as_ref().and_then(|a| a.last_sign_in_date_time);
            Ok(LastSignIn {
                at,
                successful_at: activity.and_then(|a| a.last_successful_sign_in_date_time),
                why_not: at.is_none().then(|| "none was recorded".to_owned()),
            })
        }
        Err(error) if error.is_denied() => {
            let licence = error
                .code()
                .is_some_and(|code| code.contains("NonPremiumTenant"));
            Ok(nothing(if licence {
                "not available: needs Entra ID P1 or P2"
            } else {
                "not available: needs AuditLog.Read.All"
            }))
        }
        Err(crate::graph::GraphError::Throttled { .. }) => {
            Ok(nothing("not available: Graph asks to wait"))
        }
        Err(error) => Err(graph_failure(
            "the last sign-in could not be read",
            error,
            Some(&connected.me),
        )),
    }
}

fn allowed(
    ctx: &Ctx<'_>,
    account: &Account,
    action: Action,
    obstacles: &[Obstacle],
) -> ActionAccess {
    let answer = verdict::answer(obstacles);
    let decisive = obstacles.iter().find(|one| one.answer() == answer);
    ActionAccess {
        action,
        allowed: match answer {
            Answer::Yes => Some(true),
            Answer::No => Some(false),
            Answer::Unknown => None,
        },
        why: decisive.map(Obstacle::sentence),
        command: ctx.command(&format!(
            "users {} {}",
            action.as_str(),
            shell_word(&account.upn)
        )),
    }
}
