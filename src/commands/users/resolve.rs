//! From what was typed to accounts, with everything that decides about them,
//! in one batch where it fits into one.
use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::{self, Reply, whole_list};
use crate::catalogue::roles::by_name;
use crate::commands::connect::Connected;
use crate::commands::context::Ctx;
use crate::commands::failures::graph_failure;
use crate::domain::account::Account;
use crate::domain::guard_rails::{GlobalAdministrators, Protected};
use crate::domain::ids::{ObjectId, UserRef};
use crate::domain::text::{near, shell_word};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::{DirectoryRole, Domain, Group, User};
use crate::graph::{Call, GraphError, calls};
use crate::settings::file::GuardRails;

/// What was read before anything is decided.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The accounts, each with the name it was typed as; each account once.
    pub accounts: Vec<(Account, String)>,
    /// The protected accounts.
    pub protected: Protected,
    /// The Global Administrators who may sign in.
    pub administrators: GlobalAdministrators,
    /// Why the roles of some account could not be read.
    pub roles_unread: Option<GraphError>,
}

/// Hands out the replies of a batch in the order of its calls.
struct Replies {
    calls: std::vec::IntoIter<Call>,
    replies: std::vec::IntoIter<Reply>,
}

impl Replies {
    async fn of(connected: &Connected, calls: Vec<Call>) -> Self {
        let replies = connected.graph.batch(&calls).await;
        Self {
            calls: calls.into_iter(),
            replies: replies.into_iter(),
        }
    }

    fn next(&mut self) -> Result<(Call, Reply), Failure> {
        self.calls
            .next()
            .zip(self.replies.next())
            .ok_or_else(|| Failure::new(Exit::Fault, "a batch gave too few answers"))
    }

    async fn list<T: serde::de::DeserializeOwned>(
        &mut self,
        connected: &Connected,
    ) -> Result<Result<Vec<T>, crate::graph::GraphError>, Failure> {
        let (call, reply) = self.next()?;
        Ok(whole_list(&connected.graph, &call, reply).await)
    }
}

/// Everything that was read of one typed name.
struct Read {
    typed: UserRef,
    users: Vec<User>,
    roles: Option<Vec<DirectoryRole>>,
    groups: Option<Vec<Value>>,
}

/// Finds the accounts that `users` name, with their roles, and who is
/// protected.
///
/// # Errors
/// Exit 5 for a name that nobody has, 2 for one that several have.
pub(super) async fn gather(
    ctx: &Ctx<'_>,
    connected: &Connected,
    users: &[UserRef],
    guard_rails: GuardRails,
) -> Result<Gathered, Failure> {
    let GuardRails {
        protected,
        protected_groups: groups,
        allowed_signers: _,
    } = guard_rails;
    let me = Some(&connected.me);
    let unique: BTreeSet<&UserRef> = users.iter().collect();
    let names: Vec<UserRef> = protected
        .iter()
        .filter_map(|entry| match entry.trim().parse() {
            Ok(UserRef::Name(name)) => Some(UserRef::Name(name)),
            Ok(UserRef::Id(_)) | Err(_) => None,
        })
        .collect();
    let mut calls = Vec::new();
    for user in &unique {
        calls.push(calls::users::named(user));
        calls.push(calls::users::directory_roles(user));
        calls.push(calls::users::groups(user));
    }
    calls.push(calls::organization::domains());
    calls.push(calls::groups::role_assignable());
    calls.extend(by_name("Global Administrator").map(|role| calls::roles::members(&role.id())));
    calls.extend(names.iter().map(calls::users::named));
    let special = super::protected::calls(&groups);
    let special_count = special.len();
    calls.extend(special);
    let mut replies = Replies::of(connected, calls).await;

    let mut read = Vec::new();
    for user in unique {
        let users = replies.list::<User>(connected).await?;
        read.push(Read {
            users: users
                .map_err(|error| graph_failure(format!("{user} could not be read"), error, me))?,
            roles: replies.list(connected).await?.ok(),
            groups: replies.list(connected).await?.ok(),
            typed: user.clone(),
        });
    }
    let domains: Option<Vec<Domain>> = replies.list(connected).await?.ok();
    let role_groups: Option<Vec<Group>> = replies.list(connected).await?.ok();
    let administrators = facts::administrators(replies.list(connected).await?);
    let mut resolved = BTreeSet::new();
    for name in &names {
        let found = replies.list::<User>(connected).await?;
        let found = found.map_err(|error| {
            graph_failure(
                format!("the protected account {name} could not be read"),
                error,
                me,
            )
        })?;
        if found.is_empty() {
            ctx.io.warn(&format!(
                "warning: {name} is on the protected list but not in the tenant"
            ));
        }
        resolved.extend(found.into_iter().map(|user| user.id));
    }
    let special = (0..special_count)
        .map(|_| replies.next().map(|(_, reply)| reply))
        .collect::<Result<Vec<_>, _>>()?;
    resolved.extend(super::protected::read(ctx, connected, &groups, special).await?);
    check_found(ctx, connected, &read).await?;
    let (mut accounts, roles_unread) = accounts(ctx, connected, read, domains.as_deref()).await?;
    let owners = role_groups.as_deref().map(facts::owners);
    for (account, _) in &mut accounts {
        facts::mind_ownership(account, owners.as_ref());
    }
    Ok(Gathered {
        accounts: in_typed_order(users, accounts),
        protected: Protected {
            written: protected,
            resolved,
        },
        administrators,
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
    domains: Option<&[Domain]>,
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
        let (roles, groups) = if by_key {
            (one.roles, one.groups)
        } else {
            (None, None)
        };
        if roles.is_none() || groups.is_none() {
            again.push(user.id.clone());
        }
        let groups = groups.map(facts::groups);
        let account = facts::account(user, roles, groups.as_deref(), domains);
        accounts.push((account, one.typed.as_str().to_owned()));
    }
    let unread = if again.is_empty() {
        None
    } else {
        read_roles(connected, &again, &mut accounts).await?
    };
    Ok((accounts, unread))
}

/// Reads roles by object id, where the typed name was no key or a read failed.
/// Returns why they could not be read.
async fn read_roles(
    connected: &Connected,
    ids: &[ObjectId],
    accounts: &mut [(Account, String)],
) -> Result<Option<GraphError>, Failure> {
    let calls = ids
        .iter()
        .flat_map(|id| {
            let user = UserRef::Id(id.clone());
            [
                calls::users::directory_roles(&user),
                calls::users::groups(&user),
            ]
        })
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
        let groups: Option<Vec<Value>> = replies.list(connected).await?.ok();
        for (account, _) in accounts.iter_mut().filter(|(known, _)| known.id == *id) {
            account.roles = roles.as_ref().map(|roles| {
                roles
                    .iter()
                    .map(|role| crate::domain::account::RoleHeld {
                        template: role.role_template_id.clone(),
                        name: role.display_name.clone().unwrap_or_default(),
                    })
                    .collect()
            });
            account.role_assignable_group = groups.clone().map(|items| {
                facts::groups(items)
                    .iter()
                    .any(|group| group.is_assignable_to_role == Some(true))
            });
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
                "{} stands for {} accounts: name one by its object id",
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
        format!("nobody in the tenant is called {}", listed.join(", ")),
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
        failure = failure.run(ctx.command(&format!("users list {}", shell_word(&beginning))));
    }
    Err(failure)
}
