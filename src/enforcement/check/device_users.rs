//! Reads owners and users of registered devices. Graph has at most one registered owner
//! per device; all others are registered users.
use serde_json::Value;

use crate::context::connect::Connected;
use crate::context::failures::{exit_of, graph_failure};
use crate::domain::device::Owner;
use crate::enforcement::resolve::facts::Reply;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::devices::Owner as Shown;
use crate::ids::ObjectId;

/// The registered owners and users of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DeviceUsers {
    /// All of them, without duplicates.
    Known(Vec<Owner>),
    /// There are more than fit on one page.
    TooMany,
    /// The device was deleted.
    Deleted,
    /// Not all users of the device could be read.
    Unread,
}

impl DeviceUsers {
    /// Returns the users if all of them are known.
    pub(crate) fn into_complete(self) -> Option<Vec<Owner>> {
        match self {
            Self::Known(users) => Some(users),
            Self::TooMany | Self::Deleted | Self::Unread => None,
        }
    }
}

/// Reads the owners and users of these devices, in their order.
///
/// # Errors
/// Exit code 3 if the session ended.
pub(crate) async fn read_device_users(
    connected: &Connected,
    devices: &[ObjectId],
) -> Result<Vec<DeviceUsers>, Failure> {
    let relations = |id: &ObjectId| {
        [
            calls::devices::registered_owners(id),
            calls::devices::registered_users(id),
        ]
    };
    let calls: Vec<_> = devices.iter().flat_map(relations).collect();
    let asked = calls.len();
    if asked == 0 {
        return Ok(Vec::new());
    }
    let replies = connected.graph.read_many(calls).await;
    if replies.len() != asked {
        return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
    }
    let mut replies = replies.into_iter();
    let mut found = Vec::new();
    while let (Some(owners), Some(users)) = (replies.next(), replies.next()) {
        found.push(parse_device_users(connected, [owners, users])?);
    }
    Ok(found)
}

fn parse_device_users(
    connected: &Connected,
    relations: [Reply; 2],
) -> Result<DeviceUsers, Failure> {
    let mut known: Vec<Owner> = Vec::new();
    let mut result = None;
    for reply in relations {
        let body = match reply {
            Ok(answer) => answer.body,
            Err(error) if error.is_not_found() => return Ok(DeviceUsers::Deleted),
            Err(error) if exit_of(&error) == Exit::SignIn => {
                let what = "the users of a device could not be read: nothing was sent";
                return Err(graph_failure(what, error, Some(&connected.me)));
            }
            Err(_) => {
                result = Some(DeviceUsers::Unread);
                continue;
            }
        };
        if body.get("@odata.nextLink").is_some() {
            result = result.or(Some(DeviceUsers::TooMany));
            continue;
        }
        match parse_page(&body) {
            None => result = Some(DeviceUsers::Unread),
            Some(users) => {
                for user in users {
                    if known.iter().all(|one| one.id != user.id) {
                        known.push(user);
                    }
                }
            }
        }
    }
    Ok(result.unwrap_or(DeviceUsers::Known(known)))
}

/// Parses the users of a page; `None` if it is not one.
fn parse_page(body: &Value) -> Option<Vec<Owner>> {
    let items = body.get("value")?.as_array()?;
    let items = items.iter();
    let users = items.map(|item| serde_json::from_value::<Shown>(item.clone()));
    users.map(|user| user.ok().map(Owner::from)).collect()
}
