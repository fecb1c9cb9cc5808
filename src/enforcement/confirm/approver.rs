//! Resolves the signer of a plan to an account. Principals are resolved in the
//! directory, so two names of one account are one person.
use std::collections::BTreeMap;

use crate::context::connect::Connected;
use crate::context::failures::graph_failure;
use crate::domain::guard_rails::AppOwners;
use crate::enforcement::resolve::facts::complete_list;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::{ObjectId, UserRef};
use crate::signature::Signers;

/// The user who approved a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Approver {
    /// The user principal name of the account.
    pub(crate) name: String,
}

/// Accounts that may not approve, in addition to the caller.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExcludedApprovers<'a> {
    /// The author of the plan.
    pub(crate) author: &'a ObjectId,
    /// Owners of the application that applies it.
    pub(crate) owners: &'a AppOwners,
}

/// The accounts that the principals of a key resolve to.
#[derive(Debug, Default)]
struct SignerAccounts {
    all: BTreeMap<ObjectId, User>,
    /// Accounts of principals that were confirmed by `ssh-keygen`.
    confirmed: Vec<ObjectId>,
}

impl Approver {
    /// Resolves the one account of all principals of the key.
    ///
    /// # Errors
    /// Fails if the directory cannot be read. The inner error says why the account may
    /// not approve.
    pub(crate) async fn resolve(
        connected: &Connected,
        signers: &Signers,
        barred: ExcludedApprovers<'_>,
    ) -> Result<Result<Self, String>, Failure> {
        let accounts = SignerAccounts::lookup(connected, signers).await?;
        let me = &connected.me;
        let own = me.user_principal_name.as_deref();
        let mut named = signers.confirmed.iter().chain(&signers.others);
        let by_name = |name: &String| own.is_some_and(|own| own.eq_ignore_ascii_case(name));
        if accounts.all.contains_key(&me.object_id) || named.any(by_name) {
            return Ok(Err("it is signed by yourself".to_owned()));
        }
        Ok(accounts.single(signers).and_then(|user| {
            let name = &user.user_principal_name;
            if user.id == *barred.author {
                return Err(format!("its signer {name} made the plan"));
            }
            match barred.owners {
                AppOwners::Known(owners) if owners.contains(&user.id) => {
                    return Err(format!(
                        "its signer {name} owns the application that you are signed in as"
                    ));
                }
                AppOwners::Unread => {
                    return Err(
                        "who owns the application that you are signed in as could not be read"
                            .to_owned(),
                    );
                }
                AppOwners::Known(_) => {}
            }
            if user.account_enabled != Some(true) {
                return Err(format!("its signer {name} is not an enabled account"));
            }
            Ok(Self { name: name.clone() })
        }))
    }
}

impl SignerAccounts {
    /// Looks up every principal by object id, UPN and mail address.
    async fn lookup(connected: &Connected, signers: &Signers) -> Result<Self, Failure> {
        let confirmed = signers.confirmed.iter().map(|name| (name, true));
        let others = signers.others.iter().map(|name| (name, false));
        let mut asked = Vec::new();
        for (name, confirmed) in confirmed.chain(others) {
            let Ok(name) = name.parse::<UserRef>() else {
                continue;
            };
            asked.push((calls::users::by_name(&name), confirmed));
            if let UserRef::Name(address) = &name {
                asked.push((calls::users::by_mail_alias(address), confirmed));
            }
        }
        let calls: Vec<_> = asked.iter().map(|(call, _)| call.clone()).collect();
        let replies = connected.graph.batch(&calls).await;
        if replies.len() != asked.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        let mut accounts = Self::default();
        for ((call, confirmed), reply) in asked.iter().zip(replies) {
            let users = complete_list::<User>(&connected.graph, call, reply).await;
            let users = users.map_err(|error| {
                let what = "the account of who signed the plan could not be read";
                graph_failure(what, error, Some(&connected.me))
            })?;
            for user in users {
                if *confirmed {
                    accounts.confirmed.push(user.id.clone());
                }
                accounts.all.insert(user.id.clone(), user);
            }
        }
        Ok(accounts)
    }

    /// Returns the account if there is exactly one.
    fn single(&self, signers: &Signers) -> Result<&User, String> {
        let all: Vec<&User> = self.all.values().collect();
        match all.as_slice() {
            [] => Err(format!(
                "its signer {} is no account of this tenant",
                signers.confirmed.join(", ")
            )),
            [one] if self.confirmed.contains(&one.id) => Ok(one),
            [one] => Err(format!(
                "its key is that of {}, whose line does not allow it",
                one.user_principal_name
            )),
            [first, second, ..] => Err(format!(
                "its key is listed for two accounts, {} and {}",
                first.user_principal_name, second.user_principal_name
            )),
        }
    }
}
