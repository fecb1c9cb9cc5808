//! `users can-i`: whether an action would succeed, without doing it. Reads and checks the
//! same facts as the action; sends no write.
use crate::catalog::roles;
use crate::catalog::scopes::Use;
use crate::cli::auth::Purpose;
use crate::cli::command_line::CommandLine;
use crate::cli::users::CanIArgs;
use crate::context::connect::{Connected, connect};
use crate::context::suggested;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::account::Account;
use crate::domain::guard_rails::{self, GuardRailReason};
use crate::domain::restricted::RestrictedUnit;
use crate::domain::task::{Action, OnBehalfOf, StepKind};
use crate::enforcement::check::obstacles::{self, Obstacle};
use crate::enforcement::check::{devices, refusals};
use crate::enforcement::confirm::typed_size;
use crate::enforcement::plan::account_plan::{AccountPlan, account_warnings};
use crate::enforcement::report::plan_preview;
use crate::enforcement::request::action_line;
use crate::enforcement::resolve::typed_names;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::RoleAssignment;
use crate::ids::RoleTemplateId;
use crate::journal::Journal;
use crate::reports::users::can_i::{Answer, CanI, CanIAccount};

use crate::enforcement::resolve::facts::complete_list;

/// Checks the action for every account.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &CanIArgs) -> CommandResult {
    let action = Action::from(args.action);
    if args.new_password && action != Action::ResetPassword {
        return Err(Failure::new(
            Exit::Usage,
            "--new-password goes with reset-password",
        ));
    }
    if args.devices && action != Action::Contain {
        return Err(Failure::new(Exit::Usage, "--devices goes with contain"));
    }
    let purpose = if args.devices {
        Use::RespondDevices
    } else {
        Use::Respond
    };
    let via = OnBehalfOf::from(args.via);
    let connected = connect(ctx, Purpose::Read).await?;
    let mut common = Vec::new();
    let suffices = match purpose {
        Use::RespondDevices => connected.responds_to_devices,
        Use::Read | Use::Grant | Use::Respond => connected.responds,
    };
    if !suffices {
        common.push(Obstacle::WrongSignIn(purpose));
    }
    if !refusals::may_act_via(ctx, via, &connected.me.tenant)? {
        common.push(Obstacle::PolicyEnforcementOff);
    }
    let rules = ctx.guard_rails()?;
    let mut gathered =
        typed_names::resolve_typed_names(ctx, &connected, &args.users, &rules).await?;
    let refusals = guard_rails::check_accounts(
        action,
        &gathered.accounts,
        &connected.me.object_id,
        &gathered.rail_facts,
    );
    let mut plan = AccountPlan::new(action, gathered.accounts, args.new_password, &connected.me);
    if args.devices {
        let watch = &mut gathered.rail_facts;
        let found = devices::read_account_devices(ctx, &connected, &plan.accounts, watch).await?;
        plan.add_devices(found, &connected.me);
    }
    let devices = plan_preview::device_sentences(&plan);
    let mut all: Vec<Vec<Obstacle>> = (0..plan.accounts.len())
        .map(|place| {
            let mut found = common.clone();
            found.extend(obstacles::find_obstacles(&plan, place, &refusals));
            found
        })
        .collect();
    let journal = Journal::open_read_only(ctx.dirs, &connected.me.tenant)?;
    let size = typed_size::typed_run_size(ctx, &connected, &plan, rules.limits(), journal.as_ref())
        .await?;
    if size.needs_signature() {
        for found in &mut all {
            found.push(Obstacle::NeedsSignature(typed_size::signature_needed_text(
                size,
            )));
        }
    }
    drop_roles_held_at_units(&connected, &mut all).await;
    let accounts: Vec<CanIAccount> = plan
        .accounts
        .iter()
        .zip(&all)
        .zip(devices)
        .map(|(((account, _), obstacles), devices)| {
            let mut notes = account_warnings(&plan, account);
            notes.extend(devices);
            account_answer(ctx, &connected, args, account, obstacles, notes)
        })
        .collect();
    let every: Vec<Obstacle> = all.concat();
    let report = CanI {
        tenant: connected.me.tenant.clone(),
        action,
        via,
        answer: obstacles::combined_answer(&every),
        accounts,
    };
    Ok(Outcome::with(
        report,
        obstacles::expected_exit(every.iter()),
    ))
}

/// Drops missing-role obstacles if the caller holds the role in an administrative unit, or
/// got it after the token was issued.
async fn drop_roles_held_at_units(connected: &Connected, all: &mut [Vec<Obstacle>]) {
    let missing = |one: &Obstacle| matches!(one, Obstacle::Role(..) | Obstacle::Unit(..));
    if !all.iter().flatten().any(missing) {
        return;
    }
    let call = calls::roles::assignments_of(&connected.me.object_id);
    let reply = connected.graph.send(&call).await;
    let own = complete_list::<RoleAssignment>(&connected.graph, &call, reply).await;
    let own = own.ok();
    for found in &mut *all {
        found.retain(|one| !holds_at_unit(one, own.as_deref().unwrap_or_default()));
    }
    let held: Option<Vec<RoleTemplateId>> =
        own.map(|own| own.into_iter().map(|one| one.role_definition_id).collect());
    for obstacle in all.iter_mut().flatten() {
        let unread = held.is_none() && matches!(obstacle, Obstacle::Unit(..));
        if unread {
            *obstacle = Obstacle::RolesUnknown;
        }
        let Obstacle::Role(kind, names) = &*obstacle else {
            continue;
        };
        let kind: StepKind = *kind;
        let Some(held) = &held else {
            *obstacle = Obstacle::RolesUnknown;
            continue;
        };
        let elsewhere = names.iter().copied().find(|name| {
            roles::by_name(name).is_some_and(|role| held.iter().any(|id| role.is(id)))
        });
        if let Some(name) = elsewhere {
            *obstacle = Obstacle::RoleElsewhere(kind, name);
        }
    }
}

/// Whether one of the required roles is assigned at every restricted unit.
fn holds_at_unit(obstacle: &Obstacle, own: &[RoleAssignment]) -> bool {
    let Obstacle::Unit(_, names, units) = obstacle else {
        return false;
    };
    let fits = |one: &RoleAssignment| {
        let mut wanted = names.iter().filter_map(|name| roles::by_name(name));
        wanted.any(|role| role.is(&one.role_definition_id))
    };
    let held = |unit: &RestrictedUnit| {
        let scope = unit.scope();
        let mut all = own.iter().filter(|one| fits(one));
        all.any(|one| one.directory_scope_id.as_deref() == Some(&scope))
    };
    !units.is_empty() && units.iter().all(held)
}

fn account_answer(
    ctx: &Ctx<'_>,
    connected: &Connected,
    args: &CanIArgs,
    account: &Account,
    obstacles: &[Obstacle],
    notes: Vec<String>,
) -> CanIAccount {
    let answer = obstacles::combined_answer(obstacles);
    let fixable = obstacles.iter().filter(|one| one.answer() == answer);
    let command = match obstacles
        .iter()
        .find_map(|one| fix_command(ctx, connected, args, one, account))
    {
        _ if matches!(answer, Answer::Yes | Answer::InPart) => {
            Some(can_i_command(ctx, args, account))
        }
        Some(fixes) if fixable.clone().all(|one| is_fixable(connected, one)) => Some(fixes),
        Some(_) | None => None,
    };
    CanIAccount {
        id: account.id.clone(),
        user_principal_name: account.upn.clone(),
        tier: account.tier_word().to_owned(),
        answer,
        why: fixable.map(Obstacle::sentence).collect(),
        notes,
        next: command.map(String::from),
    }
}

/// Returns the command that runs the action.
fn can_i_command(ctx: &Ctx<'_>, args: &CanIArgs, account: &Account) -> CommandLine {
    let via = OnBehalfOf::from(args.via);
    let other = (via != OnBehalfOf::Search).then(|| via.as_str());
    let passwords = args.new_password.then(suggested::password_file);
    ctx.command(action_line(args.action.into()))
        .arg(account.typeable_name())
        .option_if("--via", other)
        .flag_if(args.devices, "--devices")
        .flag_if(args.new_password, "--new-password")
        .file_option("--password-file", passwords.as_deref())
}

/// Whether a command of this program can remove the obstacle.
fn is_fixable(connected: &Connected, obstacle: &Obstacle) -> bool {
    match obstacle {
        Obstacle::WrongSignIn(_) | Obstacle::PolicyEnforcementOff => true,
        Obstacle::GuardRail(why) => match why {
            GuardRailReason::RolesUnread
            | GuardRailReason::AdministratorsUnread
            | GuardRailReason::OwnersUnread
            | GuardRailReason::EligibilityUnread
            | GuardRailReason::BreakGlassUnread => !connected.me.app_only,
            GuardRailReason::Yourself
            | GuardRailReason::Protected(_)
            | GuardRailReason::SyncAccount
            | GuardRailReason::LastGlobalAdministrators
            | GuardRailReason::ApplicationOwner => false,
        },
        Obstacle::NotPossible(why) => {
            *why == crate::enforcement::plan::account_plan::SYNCED_WITHOUT_PASSWORD
        }
        // A new token neither shows a role assigned at a unit, nor replaces the second
        // signature.
        Obstacle::Unit(..) | Obstacle::NeedsSignature(_) | Obstacle::Device(_) => false,
        // After another user has assigned or activated the role, a new token has it.
        Obstacle::Permission(_)
        | Obstacle::Role(..)
        | Obstacle::RoleElsewhere(..)
        | Obstacle::RolesUnknown => !connected.me.app_only,
    }
}

/// Returns the command that removes this obstacle.
fn fix_command(
    ctx: &Ctx<'_>,
    connected: &Connected,
    args: &CanIArgs,
    obstacle: &Obstacle,
    account: &Account,
) -> Option<CommandLine> {
    if !is_fixable(connected, obstacle) {
        return None;
    }
    Some(match obstacle {
        Obstacle::PolicyEnforcementOff => ctx.command("zero-trust policy-enforcement on"),
        Obstacle::NotPossible(_) => ctx
            .command("users reset-password --new-password")
            .arg(account.typeable_name())
            .file_option("--password-file", Some(&suggested::password_file())),
        Obstacle::WrongSignIn(use_) => ctx.command("auth login").option("--for", use_),
        Obstacle::Permission(_) | Obstacle::Role(StepKind::DisableDevice, _) if args.devices => {
            ctx.command("auth login --for respond-devices")
        }
        Obstacle::NeedsSignature(_)
        | Obstacle::Device(_)
        | Obstacle::GuardRail(_)
        | Obstacle::Permission(_)
        | Obstacle::Role(..)
        | Obstacle::Unit(..)
        | Obstacle::RoleElsewhere(..)
        | Obstacle::RolesUnknown => ctx.command("auth login --for respond"),
    })
}
