//! From what was typed to accounts, with everything that decides about them,
//! in one batch where it fits into one.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::graph_failure;
use crate::domain::account::Account;
use crate::domain::guard_rails::Watch;
use crate::domain::stays_open::Tokens;
use crate::enforcement::check::guard_rail_facts::Reads;
use crate::enforcement::check::tokens;
use crate::enforcement::check::{large_groups, units};
use crate::enforcement::resolve::facts::{self, ensure_lasting, whole_list};
use crate::enforcement::resolve::replies::Replies;
use crate::enforcement::resolve::role_groups;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::{DirectoryRole, Domain, Group, User};
use crate::graph::{Call, GraphError, calls};
use crate::ids::{ObjectId, UserRef};
use crate::settings::EffectiveGuardRails;
use crate::text::near;

/// What was read before anything is decided.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// The accounts, each with the name it was typed as; each account once.
    pub accounts: Vec<(Account, String)>,
    /// Who may not be touched.
    pub watch: Watch,
    /// How long tokens and sessions stay good.
    pub tokens: Tokens,
    /// Why the roles of some account could not be read.
    pub roles_unread: Option<GraphError>,
}

/// Everything that was read of one typed name.
struct Read {
    typed: UserRef,
    users: Vec<User>,
    roles: Option<Vec<DirectoryRole>>,
    groups: Option<Vec<Value>>,
    owned: Option<Vec<Value>>,
}

/// What of the tenant decides about every account.
struct Tenant<'a> {
    domains: Option<Vec<Domain>>,
    /// People and groups that could activate a role.
    eligible: Option<&'a BTreeSet<ObjectId>>,
    /// Owners of role groups, where nobody can be asked what they own.
    owners: Option<BTreeSet<ObjectId>>,
}

/// Calls that read what an account is in, by object id or principal name.
fn calls_of(user: &UserRef, app_only: bool) -> Vec<Call> {
    let mut calls = vec![
        calls::users::directory_roles(user),
        calls::users::groups(user),
    ];
    // Graph tells an application nothing about what a person owns.
    if !app_only {
        calls.push(calls::users::owned_objects(user));
    }
    calls
}

/// Finds the accounts that `users` name, with their roles, and who may not be
/// touched.
///
/// # Errors
/// Exit 5 for a name that nobody has, 2 for one that several have.
pub(crate) async fn gather(
    ctx: &Ctx<'_>,
    connected: &Connected,
    users: &[UserRef],
    rules: &EffectiveGuardRails,
) -> Result<Gathered, Failure> {
    let me = Some(&connected.me);
    let app_only = connected.me.app_only;
    let unique: BTreeSet<&UserRef> = users.iter().collect();
    let reads = Reads::new(connected, rules);
    let mut calls = Vec::new();
    for user in &unique {
        calls.push(calls::users::by_name(user));
        calls.extend(calls_of(user, app_only));
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
    let mut replies = Replies::of(connected, calls).await;
    let sign_ins = replies.split_off(asked);
    let lifetimes = replies.split_off(1);
    let mut known = Tokens {
        lifetimes: lifetimes.first().and_then(tokens::lifetimes),
        access: replies.access(),
        apps: None,
    };
    let mut apps = BTreeMap::new();

    let mut read = Vec::new();
    for user in unique {
        let users = replies.list::<User>(connected).await?;
        read.push(Read {
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
                ensure_lasting(owners, &connected.me)?.ok()
            }
            Err(_) => None,
        }
    } else {
        None
    };
    let special = replies.rest();
    let mut watch = reads.watch(ctx, connected, special).await?;
    check_found(ctx, connected, &read).await?;
    let tenant = Tenant {
        domains,
        eligible: watch.eligible.as_ref(),
        owners,
    };
    let (mut accounts, roles_unread) = accounts(ctx, connected, read, &tenant).await?;
    for (user, reply) in typed.into_iter().zip(&sign_ins) {
        let mut all = accounts.iter();
        let same = |(_, typed): &&(Account, String)| typed.as_str() == user.as_str();
        if let Some((account, typed)) = all.find(same) {
            tokens::note_apps(&mut apps, account, typed, reply);
        }
    }
    known.apps = Some(apps);
    units::fill(connected, accounts.iter_mut().map(|(account, _)| account)).await;
    let ids: Vec<ObjectId> = accounts.iter().map(|(one, _)| one.id.clone()).collect();
    large_groups::add(connected, &mut watch.protected, &ids).await?;
    Ok(Gathered {
        tokens: known,
        accounts: in_typed_order(users, accounts),
        watch,
        roles_unread,
    })
}

/// Whether the reads by name were about this very user.
fn is_key_of(typed: &UserRef, user: &User) -> bool {
    match typed {
        UserRef::Id(id) => *id == user.id,
        UserRef::Name(name) => name.to_lowercase() == user.user_principal_name.to_lowercase(),
    }
}

async fn accounts(
    ctx: &Ctx<'_>,
    connected: &Connected,
    read: Vec<Read>,
    tenant: &Tenant<'_>,
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
        let by_key = is_key_of(&one.typed, &user);
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
            Held {
                roles: one.roles,
                groups: one.groups.map(facts::groups),
                owned: one.owned.map(facts::groups),
            }
        } else {
            Held::default()
        };
        if held.roles.is_none() || held.groups.is_none() {
            again.push(user.id.clone());
        }
        let mut account = facts::account(user, None, None, tenant.domains.as_deref());
        held.put_on(&mut account, tenant);
        accounts.push((account, one.typed.as_str().to_owned()));
    }
    let unread = if again.is_empty() {
        None
    } else {
        read_roles(connected, &again, &mut accounts, tenant).await?
    };
    Ok((accounts, unread))
}

/// What an account holds, is in and owns.
#[derive(Default)]
struct Held {
    roles: Option<Vec<DirectoryRole>>,
    groups: Option<Vec<Group>>,
    owned: Option<Vec<Group>>,
}

impl Held {
    fn put_on(self, account: &mut Account, tenant: &Tenant<'_>) {
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
        account.roles = self.roles.map(facts::roles);
    }
}

/// Reads roles by object id, where the typed name was no key or a read failed.
/// Returns why they could not be read.
async fn read_roles(
    connected: &Connected,
    ids: &[ObjectId],
    accounts: &mut [(Account, String)],
    tenant: &Tenant<'_>,
) -> Result<Option<GraphError>, Failure> {
    let app_only = connected.me.app_only;
    let calls = ids
        .iter()
        .flat_map(|id| calls_of(&UserRef::Id(id.clone()), app_only))
        .collect();
    let mut replies = Replies::of(connected, calls).await;
    let mut unread = None;
    for id in ids {
        let roles = match replies.list::<DirectoryRole>(connected).await? {
            Ok(roles) => Some(roles),
            Err(error) => {
                unread.get_or_insert(error);
                None
            }
        };
        let groups = replies.list(connected).await?.ok().map(facts::groups);
        let owned = if app_only {
            None
        } else {
            replies.list(connected).await?.ok().map(facts::groups)
        };
        let held = Held {
            roles,
            groups,
            owned,
        };
        if let Some((account, _)) = accounts.iter_mut().find(|(known, _)| known.id == *id) {
            held.put_on(account, tenant);
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

async fn check_found(ctx: &Ctx<'_>, connected: &Connected, read: &[Read]) -> Result<(), Failure> {
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
        let known = whole_list::<User>(&connected.graph, &search, reply)
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
