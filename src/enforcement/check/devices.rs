//! The registered devices of accounts that were named, with their owners: who is
//! locked out with them, and which are left.
use std::collections::BTreeSet;

use serde_json::Value;

use crate::catalogue::scopes::Use;
use crate::commands::connect::{Connected, not_asked_for};
use crate::commands::context::Ctx;
use crate::commands::failures::{exit_of, graph_failure};
use crate::domain::access::missing_permissions;
use crate::domain::account::Account;
use crate::domain::device::{AccountDevice, Device, MAX_DEVICES};
use crate::domain::device_rails::DeviceRails;
use crate::domain::guard_rails::Watch;
use crate::domain::ids::ObjectId;
use crate::domain::task::StepKind;
use crate::enforcement::check::large_groups;
use crate::enforcement::resolve::facts::{Reply, whole_list};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::devices::Device as Shown;
use crate::graph::{GraphError, calls};
use crate::journal::{Journal, JournalError, OpenStep, Task};

/// What an expanded list holds where something is not a device.
const DEVICE: &str = "#microsoft.graph.device";

/// The devices of these accounts, each once, and which of them a guard-rail leaves
/// as they are.
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
    let mut known = BTreeSet::new();
    for ((index, (account, _)), (call, reply)) in
        accounts.iter().enumerate().zip(calls.iter().zip(replies))
    {
        let listed = whole_list::<Value>(&connected.graph, call, reply).await;
        let own = listed.and_then(|items| devices(&call.to_string(), items));
        let own = own.map_err(|error| unread(ctx, connected, account, error))?;
        if own.len() > MAX_DEVICES {
            return Err(too_many(account, own.len()));
        }
        let new = own.into_iter().filter(|one| known.insert(one.id.clone()));
        found.extend(new.map(|one| (index, one)));
    }
    let ids: Vec<ObjectId> = found.iter().map(|(_, device)| device.id.clone()).collect();
    let mut owned = with_owners(connected, &ids).await?.into_iter();
    for (_, device) in &mut found {
        // What could not be read keeps no owners: a guard-rail leaves it.
        if let Some(shown) = owned.next().flatten() {
            *device = shown;
        }
    }
    let named: BTreeSet<ObjectId> = accounts.iter().map(|(one, _)| one.id.clone()).collect();
    protect(connected, watch, found.iter().map(|(_, device)| device)).await?;
    let rails = DeviceRails {
        me: &connected.me.object_id,
        named: &named,
        watch,
    };
    Ok(found
        .into_iter()
        .filter_map(|(index, device)| {
            let (account, _) = accounts.get(index)?;
            Some(AccountDevice {
                barred: rails
                    .bars(&device, &account.id)
                    .map(|why| format!("refused by a guard-rail: {why}")),
                account: index,
                device,
            })
        })
        .collect())
}

/// Adds the owners of these devices that are in a very large protected group.
pub(crate) async fn protect(
    connected: &Connected,
    watch: &mut Watch,
    devices: impl Iterator<Item = &Device>,
) -> Result<(), Failure> {
    let owners = devices.filter_map(Device::known_owners).flatten();
    let owners: BTreeSet<ObjectId> = owners.map(|owner| owner.id.clone()).collect();
    let owners: Vec<ObjectId> = owners.into_iter().collect();
    large_groups::add(connected, &mut watch.protected, &owners).await
}

/// The devices with these ids and their owners, in their order; `None` where one
/// could not be read, or is gone.
///
/// # Errors
/// Exit 3 or 6 where they cannot be read for now.
pub(crate) async fn with_owners(
    connected: &Connected,
    ids: &[ObjectId],
) -> Result<Vec<Option<Device>>, Failure> {
    let calls: Vec<_> = ids.iter().map(calls::devices::with_owners).collect();
    let replies = connected.graph.batch(&calls).await;
    if replies.len() != ids.len() {
        return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
    }
    ids.iter()
        .zip(replies)
        .map(|(id, reply)| one(connected, id, reply))
        .collect()
}

fn one(connected: &Connected, id: &ObjectId, reply: Reply) -> Result<Option<Device>, Failure> {
    match reply.and_then(|answer| answer.read::<Shown>()) {
        Ok(shown) => Ok((shown.id == *id).then(|| shown.into())),
        Err(error) if matches!(exit_of(&error), Exit::SignIn | Exit::TryAgain) => {
            let what = "the owners of a device could not be read: nothing was sent";
            Err(graph_failure(what, error, Some(&connected.me)))
        }
        Err(_) => Ok(None),
    }
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
        // Owners are read one device at a time: what a list says of them is not whole.
        Ok(Device {
            owners: None,
            ..Device::from(shown)
        })
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

/// The open steps of a task that disable devices, and that a guard-rail forbids by
/// now, each with the reason as the rest of a sentence about its account.
///
/// # Errors
/// Exit 12 where the owners of one cannot be read: nothing is sent.
pub(crate) async fn barred_by_now(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    watch: &mut Watch,
) -> Result<Vec<(OpenStep, String)>, Failure> {
    let steps = journal.open_steps(task.id, StepKind::DisableDevice, 0, usize::MAX)?;
    let ids: Vec<ObjectId> = steps.iter().map(|step| step.object_id().clone()).collect();
    let mut devices = Vec::new();
    for (step, device) in steps.iter().zip(with_owners(connected, &ids).await?) {
        let device = device.filter(|one| one.known_owners().is_some());
        devices.push(device.ok_or_else(|| {
            let name = step.device.as_ref().map_or("", |device| &device.name);
            let what = format!("the owners of device {name} could not be read: nothing was sent");
            Failure::new(Exit::Refused, what)
                .advise("one of them may be protected")
                .run(ctx.command(&format!("tasks show {}", task.id)))
        })?);
    }
    protect(connected, watch, devices.iter()).await?;
    let mut named = BTreeSet::new();
    journal.each_step::<JournalError>(task.id, |step| {
        named.insert(step.account_id);
        Ok(())
    })?;
    let rails = DeviceRails {
        me: &connected.me.object_id,
        named: &named,
        watch,
    };
    let steps = steps.into_iter().zip(devices);
    Ok(steps
        .filter_map(|(step, device)| {
            let why = rails.bars(&device, &step.account_id)?;
            let name = device.step().name;
            Some((step, format!("keeps device {name}: {why}")))
        })
        .collect())
}
