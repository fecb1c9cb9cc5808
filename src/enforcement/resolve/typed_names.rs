//! Resolves the names on the command line to accounts with all facts, in one batch if
//! possible.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::graph_failure;
use crate::domain::account::Account;
use crate::domain::guard_rails::GuardRailFacts;
use crate::domain::residual_access::TokenFacts;
use crate::enforcement::check::guard_rail_facts::GuardRailReads;
use crate::enforcement::check::tokens;
use crate::enforcement::check::{large_groups, units};
use crate::enforcement::resolve::facts::{self, complete_list, fail_if_temporary};
use crate::enforcement::resolve::replies::Replies;
use crate::enforcement::resolve::role_groups;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::{DirectoryRole, Domain, Group, User};
use crate::graph::{Call, GraphError, calls};
use crate::ids::{ObjectId, UserRef};
use crate::settings::EffectiveGuardRails;
use crate::text::near;

/// The named accounts with all facts for the decision.
#[derive(Debug)]
pub(crate) struct TypedAccounts {
    /// The accounts without duplicates, each with the name that was typed.
    pub accounts: Vec<(Account, String)>,
    /// Guard-rail facts.
    pub rail_facts: GuardRailFacts,
    /// Lifetimes of tokens and sessions.
    pub tokens: TokenFacts,
    /// Reason why the roles of an account could not be read.
    pub roles_unread: Option<GraphError>,
}

/// The replies about one typed name.
struct NameReads {
    typed: UserRef,
    users: Vec<User>,
    roles: Option<Vec<DirectoryRole>>,
    groups: Option<Vec<Value>>,
    owned: Option<Vec<Value>>,
}

/// The facts about the tenant that every account needs.
struct TenantReads<'a> {
    domains: Option<Vec<Domain>>,
    /// Users and groups that are eligible for a role.
    eligible: Option<&'a BTreeSet<ObjectId>>,
    /// Owners of role-assignable groups, if the owned objects of users cannot be read.
    owners: Option<BTreeSet<ObjectId>>,
}

/// Returns the calls for the memberships of an account, by object id or UPN.
fn membership_calls(user: &UserRef, app_only: bool) -> Vec<Call> {
    let mut calls = vec![
        calls::users::directory_roles(user),
        calls::users::groups(user),
    ];
    // Applications cannot read the objects that a user owns.
    if !app_only {
        calls.push(calls::users::owned_objects(user));
    }
    calls
}

/// Resolves the accounts that `users` name, with their roles, and reads guard-rail
/// facts.
///
/// # Errors
/// Exit code 5 for a name without an account, 2 for one with several.
pub(crate) async fn resolve_typed_names(
    ctx: &Ctx<'_>,
    connected: &Connected,
    users: &[UserRef],
    rules: &EffectiveGuardRails,
) -> Result<TypedAccounts, Failure> {
    let me = Some(&connected.me);
    let app_only = connected.me.app_only;
    let unique: BTreeSet<&UserRef> = users.iter().collect();
    let reads = GuardRailReads::new(connected, rules);
    let mut calls = Vec::new();
    for user in &unique {
        calls.push(calls::users::by_name(user));
        calls.extend(membership_calls(user, app_only));
    }
    calls.push(calls::organization::domains());
    if app_only {
        calls.push(calls::groups::role_assignable());
    }
    calls.extend(reads.calls().iter().cloned());
    calls.push(calls::policies::token_lifetimes());
    let typed: Vec<&UserRef> = unique.iter().copied().collect();
    let sign_ins = tokens::sign_in_calls(ctx.clock.now(), typed.iter().copied(), calls.len());
    let asked = sign_ins.len();
    calls.extend(sign_ins);
    let mut replies = Replies::send(connected, calls).await;
    let sign_ins = replies.split_off(asked);
    let lifetimes = replies.split_off(1);
    let mut known = TokenFacts {
        lifetimes: lifetimes.first().and_then(tokens::parse_lifetime_policies),
        access: replies.access_policies(),
        apps: None,
    };
    let mut apps = BTreeMap::new();

    let mut read = Vec::new();
    for user in unique {
        let users = replies.list::<User>(connected).await?;
        read.push(NameReads {
            users: users
                .map_err(|error| graph_failure(format!("{user} could not be read"), error, me))?,
            roles: replies.list(connected).await?.ok(),
            groups: replies.list(connected).await?.ok(),
            owned: if app_only {
                None
            } else {
                replies.list(connected).await?.ok()
            },
            typed: user.clone(),
        });
    }
    let domains: Option<Vec<Domain>> = replies.list(connected).await?.ok();
    let owners = if app_only {
        match replies.list::<Group>(connected).await? {
            Ok(groups) => {
                let ids: Vec<ObjectId> = groups.into_iter().map(|group| group.id).collect();
                let owners = role_groups::owners(connected, &ids).await;
                fail_if_temporary(owners, &connected.me)?.ok()
            }
            Err(_) => None,
        }
    } else {
        None
    };
    let special = replies.into_rest();
    let mut watch = reads.into_facts(ctx, connected, special).await?;
    ensure_each_found(ctx, connected, &read).await?;
    let tenant = TenantReads {
        domains,
        eligible: watch.eligible.as_ref(),
        owners,
    };
    let (mut accounts, roles_unread) = build_accounts(ctx, connected, read, &tenant).await?;
    for (user, reply) in typed.into_iter().zip(&sign_ins) {
        let mut all = accounts.iter();
        let same = |(_, typed): &&(Account, String)| typed.as_str() == user.as_str();
        if let Some((account, typed)) = all.find(same) {
            tokens::record_apps(&mut apps, account, typed, reply);
        }
    }
    known.apps = (asked > 0).then_some(apps);
    units::fill_restricted_units(connected, accounts.iter_mut().map(|(account, _)| account)).await;
    let ids: Vec<ObjectId> = accounts.iter().map(|(one, _)| one.id.clone()).collect();
    large_groups::protect_members(connected, &mut watch.protected, &ids).await?;
    Ok(TypedAccounts {
        tokens: known,
        accounts: in_typed_order(users, accounts),
        rail_facts: watch,
        roles_unread,
    })
}

/// Whether reads by the typed name returned this user.
fn is_lookup_key(typed: &UserRef, user: &User) -> bool {
    match typed {
        UserRef::Id(id) => *id == user.id,
        UserRef::Name(name) => name.to_lowercase() == user.user_principal_name.to_lowercase(),
    }
}

async fn build_accounts(
    ctx: &Ctx<'_>,
    connected: &Connected,
    read: Vec<NameReads>,
    tenant: &TenantReads<'_>,
) -> Result<(Vec<(Account, String)>, Option<GraphError>), Failure> {
    let mut accounts: Vec<(Account, String)> = Vec::new();
    let mut again: Vec<ObjectId> = Vec::new();
    for one in read {
        let Some(user) = one.users.into_iter().next() else {
            continue;
        };
        if let Some((known, typed)) = accounts.iter().find(|(known, _)| known.id == user.id) {
            ctx.io.say(&format!(
                "{} and {typed} are the same account, {}",
                one.typed, known.id
            ));
            continue;
        }
        let mail_matches = |name: &str| {
            user.mail
                .as_deref()
                .is_some_and(|mail| mail.to_lowercase() == name.to_lowercase())
        };
        let by_key = is_lookup_key(&one.typed, &user);
        if !by_key && !mail_matches(one.typed.as_str()) {
            return Err(Failure::new(
                Exit::Untrusted,
                format!(
                    "asked for {}, Graph answered with {}",
                    one.typed, user.user_principal_name
                ),
            ));
        }
        let held = if by_key {
            Memberships {
                roles: one.roles,
                groups: one.groups.map(facts::parse_groups),
                owned: one.owned.map(facts::parse_groups),
            }
        } else {
            Memberships::default()
        };
        if held.roles.is_none() || held.groups.is_none() {
            again.push(user.id.clone());
        }
        let mut account = facts::account_from_user(user, None, None, tenant.domains.as_deref());
        held.apply_to(&mut account, tenant);
        accounts.push((account, one.typed.as_str().to_owned()));
    }
    let unread = if again.is_empty() {
        None
    } else {
        read_missing_memberships(connected, &again, &mut accounts, tenant).await?
    };
    Ok((accounts, unread))
}

/// The roles, groups and owned groups of an account.
#[derive(Default)]
struct Memberships {
    roles: Option<Vec<DirectoryRole>>,
    groups: Option<Vec<Group>>,
    owned: Option<Vec<Group>>,
}

impl Memberships {
    fn apply_to(self, account: &mut Account, tenant: &TenantReads<'_>) {
        let assignable = |groups: &Vec<Group>| {
            groups
                .iter()
                .any(|group| group.is_assignable_to_role == Some(true))
        };
        account.eligible = match (tenant.eligible, &self.groups) {
            (Some(ids), _) if ids.contains(&account.id) => Some(true),
            (None, _) | (Some(_), None) => None,
            (Some(ids), Some(groups)) => Some(groups.iter().any(|group| ids.contains(&group.id))),
        };
        account.role_assignable_group = self.groups.as_ref().map(assignable);
        account.owns_role_group = match &tenant.owners {
            Some(owners) => Some(owners.contains(&account.id)),
            None => self.owned.as_ref().map(assignable),
        };
        account.roles = self.roles.map(facts::active_roles);
    }
}

/// Reads memberships by object id, if the typed name was not a key or a read failed.
/// Returns why roles could not be read.
async fn read_missing_memberships(
    connected: &Connected,
    ids: &[ObjectId],
    accounts: &mut [(Account, String)],
    tenant: &TenantReads<'_>,
) -> Result<Option<GraphError>, Failure> {
    let app_only = connected.me.app_only;
    let calls = ids
        .iter()
        .flat_map(|id| membership_calls(&UserRef::Id(id.clone()), app_only))
        .collect();
    let mut replies = Replies::send(connected, calls).await;
    let mut unread = None;
    for id in ids {
        let roles = match replies.list::<DirectoryRole>(connected).await? {
            Ok(roles) => Some(roles),
            Err(error) => {
                unread.get_or_insert(error);
                None
            }
        };
        let groups = replies.list(connected).await?.ok().map(facts::parse_groups);
        let owned = if app_only {
            None
        } else {
            replies.list(connected).await?.ok().map(facts::parse_groups)
        };
        let held = Memberships {
            roles,
            groups,
            owned,
        };
        if let Some((account, _)) = accounts.iter_mut().find(|(known, _)| known.id == *id) {
            held.apply_to(account, tenant);
        }
    }
    Ok(unread)
}

fn in_typed_order(users: &[UserRef], accounts: Vec<(Account, String)>) -> Vec<(Account, String)> {
    let place = |typed: &str| users.iter().position(|user| user.as_str() == typed);
    let mut accounts = accounts;
    accounts.sort_by_key(|(_, typed)| place(typed));
    accounts
}

async fn ensure_each_found(
    ctx: &Ctx<'_>,
    connected: &Connected,
    read: &[NameReads],
) -> Result<(), Failure> {
    if let Some(one) = read.iter().find(|one| one.users.len() > 1) {
        let mut failure = Failure::new(
            Exit::Usage,
            format!(
                "{} matches {} accounts: name one by its object id",
                one.typed,
                one.users.len()
            ),
        );
        for user in &one.users {
            failure = failure.advise(format!(
                "{} is {} ({})",
                user.id,
                user.user_principal_name,
                user.display_name.as_deref().unwrap_or("no name")
            ));
        }
        return Err(failure);
    }
    let unknown: Vec<&UserRef> = read
        .iter()
        .filter(|one| one.users.is_empty())
        .map(|one| &one.typed)
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let listed: Vec<&str> = unknown.iter().map(|user| user.as_str()).collect();
    let mut failure = Failure::new(
        Exit::NotFound,
        format!("user {} not found in this tenant", listed.join(", ")),
    );
    for name in listed {
        let beginning: String = name.chars().take(3).collect();
        if name.parse::<ObjectId>().is_ok() {
            continue;
        }
        let search = calls::users::search(Some(&beginning), &[], 50);
        let reply = connected.graph.send(&search).await;
        let known = complete_list::<User>(&connected.graph, &search, reply)
            .await
            .unwrap_or_default();
        let names: Vec<&str> = known
            .iter()
            .map(|user| user.user_principal_name.as_str())
            .collect();
        let close = near(name, names);
        if !close.is_empty() {
            failure = failure.advise(format!("did you mean {}?", close.join(" or ")));
        }
        failure = failure.run(ctx.command("users list").arg(&beginning));
    }
    Err(failure)
}
