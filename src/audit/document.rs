//! The OCSF document of an event.
//!
//! A bulk run writes tens of thousands of them, so they borrow from the event.
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::event::Event;
use crate::ids::TenantId;
use crate::machine::Origin;

/// OCSF version of the field names.
const OCSF: &str = "1.3.0";

/// Maximum number of characters of one text.
const MAX_TEXT: usize = 4_000;

/// The fields of a line, except those of the chain.
#[derive(Debug, Serialize)]
pub(super) struct Document<'a> {
    time: i64,
    time_dt: &'a str,
    category_uid: u32,
    class_uid: u32,
    activity_id: u32,
    activity_name: &'a str,
    type_uid: u32,
    severity_id: u32,
    status_id: u32,
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_detail: Option<&'a str>,
    actor: Actor<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<Device<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<Target<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<Target<'a>>,
    metadata: Metadata<'a>,
    unmapped: Unmapped<'a>,
}

#[derive(Debug, Serialize)]
struct Actor<'a> {
    user: User<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    app_uid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    process: Option<Process<'a>>,
}

#[derive(Debug, Serialize)]
struct User<'a> {
    uid: &'a str,
    name: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Process<'a> {
    pid: Option<u32>,
    user: Option<SystemUser<'a>>,
}

#[derive(Debug, Serialize)]
struct SystemUser<'a> {
    uid: Option<String>,
    name: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Device<'a> {
    hostname: &'a str,
    type_id: u32,
}

#[derive(Debug, Serialize)]
struct Target<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    uid: Option<&'a str>,
    name: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Metadata<'a> {
    version: &'a str,
    product: Product<'a>,
    tenant_uid: &'a str,
    correlation_uid: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Product<'a> {
    name: &'a str,
    vendor_name: &'a str,
    version: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Unmapped<'a> {
    phase: &'a str,
    action: &'a str,
    task: Option<i64>,
    reason: Option<&'a str>,
    via: Option<&'a str>,
    prior: Option<&'a Value>,
    new: Option<&'a Value>,
    client_request_id: Option<&'a str>,
    after: Option<&'a Value>,
    ci_run: Option<&'a str>,
    // Few lines have these.
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_flow: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    server_time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostic: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan_digest: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxy: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roots: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    binary_sha256: Option<String>,
}

/// The times that all events of one write have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times<'a> {
    /// Time of the write.
    pub now: Timestamp,
    /// The time of writing as RFC 3339 text.
    pub now_text: &'a str,
    /// Time of the service, if known.
    pub server: Option<&'a str>,
}

impl<'a> Document<'a> {
    /// Creates the document of an event in `tenant`. `program` is the digest of the program,
    /// if this line names it.
    pub(super) fn new(
        event: &'a Event,
        tenant: &'a TenantId,
        origin: &'a Origin,
        program: Option<String>,
        times: Times<'a>,
    ) -> Self {
        let (category_uid, class_uid, activity_id, activity_name) = event.activity.ocsf_ids();
        let (status_id, status) = event.phase.ocsf_status();
        let target = ocsf_target(event, class_uid);
        // OCSF requires one of them, depending on the class.
        let (entity, user) = if class_uid == 3004 {
            (Some(target), None)
        } else {
            (None, Some(target))
        };
        Self {
            time: times.now.as_millisecond(),
            time_dt: times.now_text,
            category_uid,
            class_uid,
            activity_id,
            activity_name,
            type_uid: class_uid * 100 + activity_id,
            severity_id: 1,
            status_id,
            status,
            status_code: event.status_code.map(|code| code.to_string()),
            status_detail: event.detail.as_deref().map(truncate),
            actor: Actor {
                user: User {
                    uid: &event.actor.id,
                    name: event.actor.name.as_deref().map(truncate),
                },
                app_uid: event.actor.app_id.as_deref(),
                process: ocsf_process(origin),
            },
            device: origin.host.as_deref().map(|host| Device {
                hostname: truncate(host),
                type_id: 0,
            }),
            entity,
            user,
            metadata: Metadata {
                version: OCSF,
                product: Product {
                    name: "entractl",
                    vendor_name: "entractl",
                    version: env!("CARGO_PKG_VERSION"),
                },
                tenant_uid: tenant.as_str(),
                correlation_uid: event.request_id.as_deref(),
            },
            unmapped: Unmapped {
                phase: event.phase.as_str(),
                action: &event.action,
                task: event.task,
                reason: event.reason.as_deref().map(truncate),
                via: event.via,
                prior: event.prior.as_deref(),
                new: event.new.as_ref(),
                client_request_id: event.client_request_id.as_deref(),
                after: event.after.as_ref(),
                ci_run: origin.ci_run.as_deref().map(truncate),
                auth_flow: event.actor.flow,
                server_time: times.server,
                diagnostic: event.diagnostic.as_deref(),
                plan_digest: event.plan_digest.as_deref(),
                approved_by: event.approved_by.as_deref().map(truncate),
                proxy: origin.network.proxy().map(truncate),
                roots: origin.network.roots().map(truncate),
                binary_sha256: program,
            },
        }
    }
}

fn ocsf_target(event: &Event, class: u32) -> Target<'_> {
    match (&event.target, class) {
        (Some(target), _) => Target {
            uid: Some(&target.id),
            name: Some(truncate(&target.name)),
        },
        (None, 3002) => Target {
            uid: Some(&event.actor.id),
            name: event.actor.name.as_deref().map(truncate),
        },
        (None, 3001) => Target {
            uid: None,
            name: Some("no single account"),
        },
        (None, _) => Target {
            uid: None,
            name: Some(truncate(&event.action)),
        },
    }
}

/// Returns the process and its user, if known.
fn ocsf_process(origin: &Origin) -> Option<Process<'_>> {
    let user = match (origin.user_id, &origin.user) {
        (None, None) => None,
        (id, name) => Some(SystemUser {
            uid: id.map(|id| id.to_string()),
            name: name.as_deref().map(truncate),
        }),
    };
    (origin.process.is_some() || user.is_some()).then_some(Process {
        pid: origin.process,
        user,
    })
}

fn truncate(text: &str) -> &str {
    // No text has more characters than bytes.
    if text.len() <= MAX_TEXT {
        return text;
    }
    let end = text.char_indices().nth(MAX_TEXT).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}
