//! The registered devices of accounts that were named, with their users: who is
//! locked out with them, and which are left.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::catalog::scopes::Use;
use crate::context::Ctx;
use crate::context::connect::{Connected, not_asked_for};
use crate::context::failures::{exit_of, graph_failure};
use crate::domain::access::missing_permissions;
use crate::domain::account::Account;
use crate::domain::device::{AccountDevice, Device, MAX_DEVICES, Owner};
use crate::domain::device_rails::DeviceRails;
use crate::domain::guard_rails::Watch;
use crate::domain::task::StepKind;
use crate::enforcement::check::device_users::{self, DeviceUsers};
use crate::enforcement::check::large_groups;
use crate::enforcement::check::tenant_facts::{self, Tenancy};
use crate::enforcement::resolve::facts::whole_list;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::devices::Device as Shown;
use crate::graph::{GraphError, calls};
use crate::ids::ObjectId;
use crate::journal::{Journal, JournalError, OpenStep, Task};

/// Why nothing can be done to a device that was deleted.
pub(crate) const GONE: &str = "the device is gone";

/// What a list holds where something is not a device.
const DEVICE: &str = "#microsoft.graph.device";

/// The devices of these accounts, and which of them a guard-rail leaves as they are. One
/// that several accounts share is there for each of them.
///
/// # Errors
/// Exit 4 if the devices cannot be read, 12 if an account has too many of them.
pub(crate) async fn read(
    ctx: &Ctx<'_>,
    connected: &Connected,
    accounts: &[(Account, String)],
    watch: &mut Watch,
) -> Result<Vec<AccountDevice>, Failure> {
    let calls: Vec<_> = accounts
        .iter()
        .map(|(account, _)| calls::devices::of_user(&account.id))
        .collect();
    let replies = connected.graph.batch(&calls).await;
    let mut found: Vec<(usize, Device)> = Vec::new();
    for ((index, (account, _)), (call, reply)) in
        accounts.iter().enumerate().zip(calls.iter().zip(replies))
    {
        let listed = whole_list::<Value>(&connected.graph, call, reply).await;
        let own = listed.and_then(|items| devices(&call.to_string(), items));
        let own = own.map_err(|error| unread(ctx, connected, account, error))?;
        if own.len() > MAX_DEVICES {
            return Err(too_many(account, own.len()));
        }
        found.extend(own.into_iter().map(|one| (index, one)));
    }
    let ids: BTreeSet<ObjectId> = found.iter().map(|(_, device)| device.id.clone()).collect();
    let ids: Vec<ObjectId> = ids.into_iter().collect();
    let users = device_users::read(connected, &ids).await?;
    let users: BTreeMap<ObjectId, DeviceUsers> = ids.into_iter().zip(users).collect();
    for (_, device) in &mut found {
        // What could not be read stays unknown: a guard-rail leaves it.
        device.owners = users.get(&device.id).cloned().and_then(DeviceUsers::known);
    }
    let named: BTreeSet<ObjectId> = accounts.iter().map(|(one, _)| one.id.clone()).collect();
    let users = found
        .iter()
        .filter_map(|(_, device)| device.owners.as_ref());
    let users: Vec<Owner> = users.flatten().cloned().collect();
    protect(connected, watch, users.iter()).await?;
    // Costs requests, so only where someone else uses a device.
    let privileged = if users.iter().any(|user| !named.contains(&user.id)) {
        match tenant_facts::privileged(connected).await {
            Err(failure) if failure.exit == Exit::SignIn => return Err(failure),
            read => read.ok().flatten(),
        }
    } else {
        None
    };
    let rails = DeviceRails {
        me: &connected.me.object_id,
        named: &named,
        watch,
        privileged: privileged.as_ref(),
    };
    Ok(found
        .into_iter()
        .filter_map(|(index, device)| {
            let (account, _) = accounts.get(index)?;
            Some(AccountDevice {
                barred: rails
                    .bars(device.owners.as_deref(), &account.id)
                    .map(|why| format!("refused by a guard-rail: {why}")),
                account: index,
                device,
            })
        })
        .collect())
}

/// Adds those of these users of devices that are in a very large protected group.
async fn protect(
    connected: &Connected,
    watch: &mut Watch,
    users: impl Iterator<Item = &Owner>,
) -> Result<(), Failure> {
    let ids: BTreeSet<ObjectId> = users.map(|user| user.id.clone()).collect();
    let ids: Vec<ObjectId> = ids.into_iter().collect();
    large_groups::add(connected, &mut watch.protected, &ids).await
}

/// The devices of a list; other objects are left out.
fn devices(call: &str, items: Vec<Value>) -> Result<Vec<Device>, GraphError> {
    let kind = |item: &Value| {
        item.get("@odata.type")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let devices = items
        .into_iter()
        .filter(|item| kind(item).is_none_or(|kind| kind == DEVICE));
    let parsed = devices.map(|item| {
        let shown = serde_json::from_value::<Shown>(item);
        let shown = shown.map_err(|error| GraphError::Unreadable {
            call: call.to_owned(),
            why: error.to_string(),
            request_id: None,
        })?;
        Ok(Device::from(shown))
    });
    parsed.collect()
}

/// The devices of an account could not be read: none is left out silently.
fn unread(ctx: &Ctx<'_>, connected: &Connected, account: &Account, error: GraphError) -> Failure {
    let exit = exit_of(&error);
    let what = format!(
        "the registered devices of {} could not be read: nothing was sent",
        account.upn
    );
    let failure = graph_failure(what, error, Some(&connected.me));
    if exit == Exit::Denied && !connected.me.app_only {
        failure.run(ctx.command("auth login --for respond-devices"))
    } else {
        failure
    }
}

/// An account that enrolls devices for others: to disable them is no containment.
fn too_many(account: &Account, count: usize) -> Failure {
    let what = format!(
        "{} owns {count} registered devices, more than {MAX_DEVICES}: nothing was sent",
        account.upn
    );
    Failure::new(Exit::Refused, what)
        .advise("such an account usually enrolls devices that other users work on")
        .advise("leave out --devices, and disable its own devices in the Entra admin center")
}

/// Whether this session may change devices, as far as its sign-in and token say.
///
/// # Errors
/// Exit 4 with the sign-in that may.
pub(crate) fn ensure_permitted(ctx: &Ctx<'_>, connected: &Connected) -> Result<(), Failure> {
    let me = &connected.me;
    let missing = missing_permissions(me, StepKind::DisableDevice);
    let what = match missing.as_slice() {
        [] if connected.responds_to_devices => return Ok(()),
        [] => not_asked_for(Use::RespondDevices),
        names => format!("the token lacks {}", names.join(" and ")),
    };
    let failure = Failure::new(Exit::Denied, format!("{what}: nothing was sent"));
    Err(if me.app_only {
        failure.advise("grant the application these permissions and sign in again")
    } else {
        failure.run(ctx.command("auth login --for respond-devices"))
    })
}

/// Why an open step leaves its device as it is, as the rest of a sentence about its
/// account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DeviceLeft {
    /// A guard-rail forbids it by now.
    Barred(String),
    /// The device was deleted.
    Gone(String),
    /// Who uses it could not be read this time.
    Unread(String),
}

/// The open steps of a task that disable devices, and that leave them by now. None
/// of them keeps another step from being taken.
///
/// # Errors
/// Exit 3 if the session ended.
pub(crate) async fn left_by_now(
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &mut Tenancy,
) -> Result<Vec<(OpenStep, DeviceLeft)>, Failure> {
    let steps = journal.open_steps(task.id, StepKind::DisableDevice, 0, usize::MAX)?;
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ObjectId> = steps.iter().map(|step| step.object_id().clone()).collect();
    let users = device_users::read(connected, &ids).await?;
    let known = users.iter().filter_map(|users| match users {
        DeviceUsers::Known(users) => Some(users),
        DeviceUsers::TooMany | DeviceUsers::Gone | DeviceUsers::Unread => None,
    });
    protect(connected, &mut tenancy.watch, known.flatten()).await?;
    let mut named = BTreeSet::new();
    journal.for_each_step::<JournalError>(task.id, |step| {
        named.insert(step.account_id);
        Ok(())
    })?;
    let rails = DeviceRails {
        me: &connected.me.object_id,
        named: &named,
        watch: &tenancy.watch,
        privileged: tenancy.privileged.as_ref(),
    };
    let mut left = Vec::new();
    for (step, users) in steps.into_iter().zip(users) {
        let name = step.device.as_ref().map_or("", |device| &device.name);
        let keeps = |why: &str| format!("keeps device {name}: {why}");
        let why = match users {
            DeviceUsers::Gone => Some(DeviceLeft::Gone(keeps(GONE))),
            DeviceUsers::Unread => {
                let why = "its owners and users could not be read, and one may be protected";
                Some(DeviceLeft::Unread(keeps(why)))
            }
            users @ (DeviceUsers::Known(_) | DeviceUsers::TooMany) => rails
                .bars(users.known().as_deref(), &step.account_id)
                .map(|why| DeviceLeft::Barred(keeps(&why))),
        };
        left.extend(why.map(|why| (step, why)));
    }
    Ok(left)
}
