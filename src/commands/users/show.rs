//! `users show`: an account, and the actions that the current session can take on it.
use crate::cli::auth::Purpose;
use crate::cli::users::ShowArgs;
use crate::context::connect::{Connected, connect};
use crate::context::failures::graph_failure;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::account::Account;
use crate::domain::guard_rails::{self, GuardRailReason};
use crate::domain::identity::Identity;
use crate::domain::task::Action;
use crate::enforcement::check::obstacles::{self, Obstacle};
use crate::enforcement::plan::account_plan::AccountPlan;
use crate::enforcement::request::action_line;
use crate::enforcement::resolve::typed_names;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::output::view::Step;
use crate::reports::users::can_i::Answer;
use crate::reports::users::show::{ActionAccess, HeldRole, LastSignIn, UserShow};

/// All actions in display order.
const ACTIONS: [Action; 5] = [
    Action::Disable,
    Action::Enable,
    Action::ResetPassword,
    Action::SignOut,
    Action::Contain,
];

/// Note for an account that never signed in, in a tenant with the license.
const NONE_RECORDED: &str = "none was recorded";

/// Shows an account.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ShowArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Read).await?;
    let users = std::slice::from_ref(&args.user);
    let gathered =
        typed_names::resolve_typed_names(ctx, &connected, users, &ctx.guard_rails()?).await?;
    let Some((account, _)) = gathered.accounts.first() else {
        return Err(Failure::new(Exit::NotFound, "no user found"));
    };
    let sign_in = last_sign_in(&connected, account).await?;
    let obstacles = |action| {
        let refusals = guard_rails::check_accounts(
            action,
            &gathered.accounts,
            &connected.me.object_id,
            &gathered.rail_facts,
        );
        let accounts = gathered.accounts.clone();
        let plan = AccountPlan::new(action, accounts, false, &connected.me);
        obstacles::find_obstacles(&plan, 0, &refusals)
    };
    let actions = ACTIONS.map(|action| action_access(ctx, account, action, &obstacles(action)));
    let next = next_commands(ctx, &connected.me, account, &sign_in, obstacles);
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
        tier_title: account.tier_description().to_owned(),
        roles: account.roles.as_ref().map(|roles| {
            roles
                .iter()
                .map(|role| HeldRole {
                    name: role.name.clone(),
                    template_id: role.template.clone(),
                })
                .collect()
        }),
        role_assignable_group: account.in_or_owns_role_group(),
        owns_role_group: account.owns_role_group,
        eligible: account.eligible,
        created: account.created,
        password_changed: account.password_changed,
        sessions_valid_from: account.sessions_valid_from,
        last_sign_in: sign_in,
        actions: actions.into_iter().collect(),
        name_caution: account.name_risk().map(|odd| odd.label().to_owned()),
        next,
    }))
}

/// Returns the last sign-in, or why it is not shown. Graph returns it only by object id,
/// and only to tenants with a premium license.
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
                why_not: at.is_none().then(|| NONE_RECORDED.to_owned()),
            })
        }
        Err(error) if error.is_denied() => {
            let license = error
                .code()
                .is_some_and(|code| code.contains("NonPremiumTenant"));
            Ok(nothing(if license {
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

fn action_access(
    ctx: &Ctx<'_>,
    account: &Account,
    action: Action,
    obstacles: &[Obstacle],
) -> ActionAccess {
    let answer = obstacles::combined_answer(obstacles);
    let decisive = obstacles.iter().find(|one| one.answer() == answer);
    ActionAccess {
        action,
        allowed: match answer {
            Answer::Yes | Answer::InPart => Some(true),
            Answer::No => Some(false),
            Answer::Unknown => None,
        },
        why: decisive.map(Obstacle::sentence),
        command: ctx
            .command(action_line(action))
            .arg(account.typeable_name())
            .to_string(),
    }
}

/// Returns the commands to run next, depending on the account, whether it is disabled, and
/// what the session can do.
fn next_commands(
    ctx: &Ctx<'_>,
    me: &Identity,
    account: &Account,
    sign_in: &LastSignIn,
    obstacles: impl Fn(Action) -> Vec<Obstacle>,
) -> Vec<Step> {
    let act = |action: Action| {
        ctx.command(action_line(action))
            .arg(account.typeable_name())
    };
    let log_in = || ctx.command("auth login --for respond");
    let disabled = account.enabled == Some(false);
    let wanted = if disabled {
        Action::Enable
    } else {
        Action::Contain
    };
    let obstacles = obstacles(wanted);
    let guard = obstacles.iter().find_map(|one| match one {
        Obstacle::GuardRail(why) => Some(*why),
        _ => None,
    });
    match guard {
        Some(GuardRailReason::Yourself) => {
            return vec![
                Step::run(
                    "what your session may do, and until when",
                    ctx.command("auth status"),
                ),
                Step::run(
                    "if another person has your password: for another administrator to run",
                    act(Action::Contain),
                ),
            ];
        }
        Some(
            GuardRailReason::RolesUnread
            | GuardRailReason::AdministratorsUnread
            | GuardRailReason::EligibilityUnread
            | GuardRailReason::BreakGlassUnread,
        ) => {
            return vec![Step::run("to read what could not be read", log_in())];
        }
        Some(GuardRailReason::OwnersUnread) => {
            return vec![Step::advise(
                "",
                "let the application read who owns it, then try again",
            )];
        }
        Some(
            GuardRailReason::Protected(_)
            | GuardRailReason::SyncAccount
            | GuardRailReason::LastGlobalAdministrators
            | GuardRailReason::ApplicationOwner,
        ) => {
            return vec![Step::advise(
                "",
                "entractl leaves this account alone; where it must be, another administrator can \
                 act in the Entra admin center",
            )];
        }
        None => {}
    }
    let lacks = |one: &&Obstacle| {
        matches!(
            one,
            Obstacle::Permission(_) | Obstacle::Role(..) | Obstacle::Unit(..)
        )
    };
    let mut next = Vec::new();
    match obstacles.iter().find(lacks) {
        Some(Obstacle::Permission(_)) if me.app_only => next.push(Step::advise(
            "",
            "grant the application what it lacks, then try again",
        )),
        Some(Obstacle::Permission(_)) => next.push(Step::run("to be allowed to act", log_in())),
        Some(Obstacle::Unit(..)) => next.push(Step::advise(
            "",
            "ask a holder of one of the roles above at that administrative unit to act",
        )),
        Some(_) if me.app_only => next.push(Step::advise(
            "",
            "give the application one of the roles above",
        )),
        Some(_) => {
            let why = "once one of the roles above is active (Entra admin center, My roles)";
            next.push(Step::run(why, log_in()));
        }
        None if disabled => {
            next.push(Step::run("to let them in again", act(Action::Enable)));
            if may_have_sessions(account, sign_in) {
                let why = "sessions from before may still be open: to end them";
                next.push(Step::run(why, act(Action::SignOut)));
            }
        }
        None => next.push(Step::run("to lock it now", act(Action::Contain))),
    }
    next
}

/// Whether earlier sessions may still be active. Sessions in a guest's home tenant cannot
/// be revoked from here, so no command is suggested for them.
fn may_have_sessions(account: &Account, sign_in: &LastSignIn) -> bool {
    let never = sign_in.why_not.as_deref() == Some(NONE_RECORDED);
    let since = match (sign_in.at, account.sessions_valid_from) {
        (Some(at), Some(from)) => at >= from,
        (None, _) | (_, None) => !never,
    };
    since && !account.guest
}
