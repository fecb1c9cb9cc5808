//! The account of the person who signed a plan: a name counts for the account
//! that it stands for, and two names of one account are one person.
use std::collections::BTreeMap;

use crate::context::connect::Connected;
use crate::context::failures::graph_failure;
use crate::domain::guard_rails::Owners;
use crate::enforcement::resolve::facts::whole_list;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::{ObjectId, UserRef};
use crate::signature::Signers;

/// The person who approved a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Approver {
    /// The user principal name of the account.
    pub(crate) name: String,
}

/// Accounts that may not approve, beside the caller.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Barred<'a> {
    /// Who made the plan.
    pub(crate) author: &'a ObjectId,
    /// Who owns the application that applies it.
    pub(crate) owners: &'a Owners,
}

/// The accounts of a key.
#[derive(Debug, Default)]
struct Accounts {
    all: BTreeMap<ObjectId, User>,
    /// Those that a confirmed name stands for.
    confirmed: Vec<ObjectId>,
}

impl Approver {
    /// The one account that all names of the key stand for.
    ///
    /// # Errors
    /// Fails where the directory cannot be read; the inner error says why the
    /// account may not approve.
    pub(crate) async fn of(
        connected: &Connected,
        signers: &Signers,
        barred: Barred<'_>,
    ) -> Result<Result<Self, String>, Failure> {
        let accounts = Accounts::read(connected, signers).await?;
        let me = &connected.me;
        let own = me.user_principal_name.as_deref();
        let mut named = signers.confirmed.iter().chain(&signers.others);
        let by_name = |name: &String| own.is_some_and(|own| own.eq_ignore_ascii_case(name));
        if accounts.all.contains_key(&me.object_id) || named.any(by_name) {
            return Ok(Err("it is signed by yourself".to_owned()));
        }
        Ok(accounts.one(signers).and_then(|user| {
            let name = &user.user_principal_name;
            if user.id == *barred.author {
                return Err(format!("its signer {name} made the plan"));
            }
            match barred.owners {
                Owners::Known(owners) if owners.contains(&user.id) => {
                    return Err(format!(
                        "its signer {name} owns the application that you are signed in as"
                    ));
                }
                Owners::Unread => {
                    return Err(
                        "who owns the application that you are signed in as could not be read"
                            .to_owned(),
                    );
                }
                Owners::Known(_) => {}
            }
            if user.account_enabled != Some(true) {
                return Err(format!("its signer {name} is not an enabled account"));
            }
            Ok(Self { name: name.clone() })
        }))
    }
}

impl Accounts {
    /// Looks every name up, by object id, user principal name and mail address.
    async fn read(connected: &Connected, signers: &Signers) -> Result<Self, Failure> {
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
            let users = whole_list::<User>(&connected.graph, call, reply).await;
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

    /// The one account of the key.
    fn one(&self, signers: &Signers) -> Result<&User, String> {
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
