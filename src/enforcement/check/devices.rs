//! Reads the registered devices of the named accounts, and finds those that must not be
//! disabled because of their users.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::catalog::scopes::Use;
use crate::context::Ctx;
use crate::context::connect::{Connected, missing_use_text};
use crate::context::failures::{exit_of, graph_failure};
use crate::domain::access::missing_permissions;
use crate::domain::account::Account;
use crate::domain::device::{AccountDevice, Device, MAX_DEVICES, Owner};
use crate::domain::device_guard_rails::DeviceGuardRails;
use crate::domain::guard_rails::GuardRailFacts;
use crate::domain::task::StepKind;
use crate::enforcement::check::device_users::{self, DeviceUsers};
use crate::enforcement::check::large_groups;
use crate::enforcement::check::tenant_facts::{self, TenantFacts};
use crate::enforcement::resolve::facts::complete_list;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::devices::Device as Shown;
use crate::graph::{GraphError, calls};
use crate::ids::ObjectId;
use crate::journal::{Journal, JournalError, OpenStep, Task};

/// Reason for skipping a step on a deleted device.
pub(crate) const DEVICE_DELETED: &str = "the device is gone";

/// The OData type of a device.
const DEVICE_TYPE: &str = "#microsoft.graph.device";

/// Reads the devices of these accounts, and which of them a guard-rail excludes. A
/// device that several accounts share is listed for each of them.
///
/// # Errors
/// Exit code 4 if the devices cannot be read, 12 if an account has too many of them.
pub(crate) async fn read_account_devices(
    ctx: &Ctx<'_>,
    connected: &Connected,
    accounts: &[(Account, String)],
    watch: &mut GuardRailFacts,
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
        let listed = complete_list::<Value>(&connected.graph, call, reply).await;
        let own = listed.and_then(|items| parse_devices(&call.to_string(), items));
        let own =
            own.map_err(|error| unreadable_devices_failure(ctx, connected, account, error))?;
        if own.len() > MAX_DEVICES {
            return Err(too_many_devices_failure(account, own.len()));
        }
        found.extend(own.into_iter().map(|one| (index, one)));
    }
    let ids: BTreeSet<ObjectId> = found.iter().map(|(_, device)| device.id.clone()).collect();
    let ids: Vec<ObjectId> = ids.into_iter().collect();
    let users = device_users::read_device_users(connected, &ids).await?;
    let users: BTreeMap<ObjectId, DeviceUsers> = ids.into_iter().zip(users).collect();
    for (_, device) in &mut found {
        // Unknown users remain unknown: a guard-rail then excludes the device.
        device.owners = users
            .get(&device.id)
            .cloned()
            .and_then(DeviceUsers::into_complete);
    }
    let named: BTreeSet<ObjectId> = accounts.iter().map(|(one, _)| one.id.clone()).collect();
    let users = found
        .iter()
        .filter_map(|(_, device)| device.owners.as_ref());
    let users: Vec<Owner> = users.flatten().cloned().collect();
    add_large_group_members(connected, watch, users.iter()).await?;
    // This costs requests, so only if someone else uses a device.
    let privileged = if users.iter().any(|user| !named.contains(&user.id)) {
        match tenant_facts::read_privileged(connected).await {
            Err(failure) if failure.exit == Exit::SignIn => return Err(failure),
            read => read.ok().flatten(),
        }
    } else {
        None
    };
    let rails = DeviceGuardRails {
        me: &connected.me.object_id,
        named: &named,
        rail_facts: watch,
        privileged: privileged.as_ref(),
    };
    Ok(found
        .into_iter()
        .filter_map(|(index, device)| {
            let (account, _) = accounts.get(index)?;
            Some(AccountDevice {
                skip_reason: rails
                    .block_reason(device.owners.as_deref(), &account.id)
                    .map(|why| format!("refused by a guard-rail: {why}")),
                account: index,
                device,
            })
        })
        .collect())
}

/// Adds the users that are in a very large protected group.
async fn add_large_group_members(
    connected: &Connected,
    watch: &mut GuardRailFacts,
    users: impl Iterator<Item = &Owner>,
) -> Result<(), Failure> {
    let ids: BTreeSet<ObjectId> = users.map(|user| user.id.clone()).collect();
    let ids: Vec<ObjectId> = ids.into_iter().collect();
    large_groups::protect_members(connected, &mut watch.protected, &ids).await
}

/// Parses the devices of a list; skips other objects.
fn parse_devices(call: &str, items: Vec<Value>) -> Result<Vec<Device>, GraphError> {
    let kind = |item: &Value| {
        item.get("@odata.type")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let devices = items
        .into_iter()
        .filter(|item| kind(item).is_none_or(|kind| kind == DEVICE_TYPE));
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

/// Returns the failure if the devices of an account cannot be read: none is skipped
/// silently.
fn unreadable_devices_failure(
    ctx: &Ctx<'_>,
    connected: &Connected,
    account: &Account,
    error: GraphError,
) -> Failure {
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

/// Returns the failure for an account with too many devices. It enrolls them for
/// others, so disabling them is no containment.
fn too_many_devices_failure(account: &Account, count: usize) -> Failure {
    let what = format!(
        "{} owns {count} registered devices, more than {MAX_DEVICES}: nothing was sent",
        account.upn
    );
    Failure::new(Exit::Refused, what)
        .advise("such an account usually enrolls devices that other users work on")
        .advise("leave out --devices, and disable its own devices in the Entra admin center")
}

/// Ensures that the session may change devices, according to its sign-in and token.
///
/// # Errors
/// Exit code 4 with the sign-in that is needed.
pub(crate) fn ensure_permitted(ctx: &Ctx<'_>, connected: &Connected) -> Result<(), Failure> {
    let me = &connected.me;
    let missing = missing_permissions(me, StepKind::DisableDevice);
    let what = match missing.as_slice() {
        [] if connected.responds_to_devices => return Ok(()),
        [] => missing_use_text(Use::RespondDevices),
        names => format!("the token lacks {}", names.join(" and ")),
    };
    let failure = Failure::new(Exit::Denied, format!("{what}: nothing was sent"));
    Err(if me.app_only {
        failure.advise("grant the application these permissions and sign in again")
    } else {
        failure.run(ctx.command("auth login --for respond-devices"))
    })
}

/// Reason why an open step does not change its device; continues a sentence about the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DeviceSkip {
    /// A guard-rail forbids it now.
    GuardRail(String),
    /// The device was deleted.
    Deleted(String),
    /// The users could not be read this time.
    Unread(String),
}

/// Returns the open steps of a task that disable devices and must be skipped now. They
/// do not prevent other steps.
///
/// # Errors
/// Exit code 3 if the session ended.
pub(crate) async fn skipped_device_steps(
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &mut TenantFacts,
) -> Result<Vec<(OpenStep, DeviceSkip)>, Failure> {
    let steps = journal.open_steps(task.id, StepKind::DisableDevice, 0, usize::MAX)?;
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ObjectId> = steps.iter().map(|step| step.object_id().clone()).collect();
    let users = device_users::read_device_users(connected, &ids).await?;
    let known = users.iter().filter_map(|users| match users {
        DeviceUsers::Known(users) => Some(users),
        DeviceUsers::TooMany | DeviceUsers::Deleted | DeviceUsers::Unread => None,
    });
    add_large_group_members(connected, &mut tenancy.rail_facts, known.flatten()).await?;
    let mut named = BTreeSet::new();
    journal.for_each_step::<JournalError>(task.id, |step| {
        named.insert(step.account_id);
        Ok(())
    })?;
    let rails = DeviceGuardRails {
        me: &connected.me.object_id,
        named: &named,
        rail_facts: &tenancy.rail_facts,
        privileged: tenancy.privileged.as_ref(),
    };
    let mut left = Vec::new();
    for (step, users) in steps.into_iter().zip(users) {
        let name = step.device.as_ref().map_or("", |device| &device.name);
        let keeps = |why: &str| format!("keeps device {name}: {why}");
        let why = match users {
            DeviceUsers::Deleted => Some(DeviceSkip::Deleted(keeps(DEVICE_DELETED))),
            DeviceUsers::Unread => {
                let why = "its owners and users could not be read, and one may be protected";
                Some(DeviceSkip::Unread(keeps(why)))
            }
            users @ (DeviceUsers::Known(_) | DeviceUsers::TooMany) => rails
                .block_reason(users.into_complete().as_deref(), &step.account_id)
                .map(|why| DeviceSkip::GuardRail(keeps(&why))),
        };
        left.extend(why.map(|why| (step, why)));
    }
    Ok(left)
}
