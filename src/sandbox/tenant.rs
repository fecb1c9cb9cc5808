//! The whole state of the simulated tenant, and the function that answers requests.
//!
//! No socket, file, clock or thread: a request and a time go in, a reply comes out.
//! Everything can be saved and loaded as JSON.
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::directory_audits::DirectoryAudits;
use super::entra::Entra;
use super::fault_rules::{self, Corruption};
use super::faults::Faults;
use super::ledger::{Ledger, LedgerEntry, TokenKind};
use super::object::{Collection, Lag, Object};
use super::reply::{Answer, Outcome, Reply};
use super::{AUTHORITY, GRAPH, entra, graph};
use crate::transport::Request;

/// Diagnostics header about the server that answered, as Graph sends it.
const DIAGNOSTIC: &str = r#"{"ServerInfo":{"DataCenter":"Nowhere","Slice":"E","Ring":"5","ScaleUnit":"001","RoleInstance":"SANDBOX00001"}}"#;

/// The simulated tenant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tenant {
    /// Users.
    pub users: Collection,
    /// Enterprise applications and resource APIs.
    pub service_principals: Collection,
    /// Groups.
    pub groups: Collection,
    /// Ids of direct members by group id.
    pub members: BTreeMap<String, BTreeSet<String>>,
    /// Administrative units.
    #[serde(default)]
    pub administrative_units: Collection,
    /// Ids of members by administrative unit id.
    #[serde(default)]
    pub unit_members: BTreeMap<String, BTreeSet<String>>,
    /// Activated directory roles; the id differs from the template id.
    pub roles: Collection,
    /// Role assignments; `roleDefinitionId` is the template id.
    pub role_assignments: Collection,
    /// Roles that users may activate. `roleDefinitionId` is the template id.
    #[serde(default)]
    pub role_eligibilities: Collection,
    /// Ids of owners by the id of a group, application or service principal.
    #[serde(default)]
    pub owners: BTreeMap<String, BTreeSet<String>>,
    /// Id of the head by department, who is the manager of its people.
    #[serde(default)]
    pub department_heads: BTreeMap<String, String>,
    /// Objects without rules of their own, by the name of their store.
    #[serde(default)]
    pub stores: BTreeMap<String, Collection>,
    /// Deleted objects, with their type.
    #[serde(default)]
    pub deleted: Collection,
    /// Removed authentication methods: user id and method id.
    #[serde(default)]
    pub removed_methods: BTreeSet<String>,
    /// Registered devices.
    #[serde(default)]
    pub devices: Collection,
    /// Id of the owner by device id. The owner registered the device; Graph knows one at most.
    #[serde(default)]
    pub device_owners: BTreeMap<String, String>,
    /// Ids of the registered users by device id.
    #[serde(default)]
    pub device_users: BTreeMap<String, BTreeSet<String>>,
    /// Granted application permissions.
    pub app_role_assignments: Collection,
    /// Granted delegated permissions.
    pub grants: Collection,
    /// Domains.
    pub domains: Vec<Object>,
    /// The organization.
    pub organization: Object,
    /// Subscribed products.
    pub skus: Vec<Object>,
    /// Policies by the last part of their path.
    pub policies: BTreeMap<String, Object>,
    /// Token lifetime policies.
    #[serde(default)]
    pub token_policies: Vec<Object>,
    /// Conditional Access policies.
    pub access_policies: Collection,
    /// Sign-in log, newest first.
    pub sign_ins: Vec<Object>,
    /// Directory audit log.
    #[serde(default)]
    pub directory_audits: DirectoryAudits,
    /// Running and finished password resets by id.
    pub operations: Collection,
    /// Registered applications, of this tenant and of others.
    pub applications: Collection,
    /// Sign-in state: issued tokens and codes, as digests.
    pub entra: Entra,
    /// Synchronized accounts changed in the cloud, with the value and the time of their
    /// reversal at the next synchronization.
    pub pending_sync: BTreeMap<String, (bool, Timestamp)>,
    /// Active faults.
    pub faults: Faults,
    /// Replication lag of grants.
    pub grant_lag: Lag,
    /// Replication lag of everything else.
    pub other_lag: Lag,
    /// Record of all requests.
    pub ledger: Ledger,
    /// Counter behind generated ids.
    pub serial: u64,
    /// Number of the latest batch.
    pub batches: u64,
    /// What a served tenant has beside the initial one; not saved.
    #[cfg(feature = "serve")]
    #[serde(skip)]
    pub prepared: super::server::Preparation,
}

impl Tenant {
    /// Answers one request.
    pub fn respond(&mut self, request: &Request, now: Timestamp) -> Reply {
        self.run_directory_sync(now);
        let origin = format!(
            "{}://{}",
            request.uri().scheme_str().unwrap_or_default(),
            request.uri().authority().map_or("", |a| a.as_str())
        );
        let host = if origin == AUTHORITY {
            "login"
        } else if origin == GRAPH {
            "graph"
        } else {
            return Reply {
                outcome: Outcome::Refuse,
                delay: Duration::ZERO,
                cut: false,
            };
        };
        let struck = fault_rules::faults_for_request(self, request, host, now);
        let mut token = TokenKind::None;
        let mut applied = false;
        let mut answer = match struck.instead {
            Some(answer) => answer,
            None if struck.refuse || struck.drop_before => Answer::empty(503),
            None if host == "login" => entra::respond(self, request, now),
            None => {
                let (kind, answer) = graph::respond(self, request, now);
                token = kind;
                answer
            }
        };
        applied |= answer.applied;
        if let Some(after) = struck.after {
            answer = after;
        }
        let dropped = struck.refuse || struck.drop_before || struck.drop_after;
        let header = |name: &str| {
            let value = request.headers().get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        self.ledger.push(LedgerEntry {
            at: now,
            host: host.to_owned(),
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            in_batch: None,
            status: if dropped { 0 } else { answer.status },
            applied,
            token,
            client_request_id: header("client-request-id"),
        });
        let outcome = if struck.refuse {
            Outcome::Refuse
        } else if dropped {
            Outcome::Drop
        } else {
            fault_rules::set_retry_after_date(&mut answer, now);
            if let Some(share) = struck.load {
                answer = answer.header(fault_rules::LOAD_HEADER, share);
            }
            let answer = self.add_reply_headers(answer, header("client-request-id"), now);
            let answer = answer.header("x-ms-ags-diagnostic", DIAGNOSTIC);
            let answer = fault_rules::corrupt(answer, struck.garble);
            Outcome::Answer(answer.into_response(now))
        };
        Reply {
            outcome,
            delay: struck.delay,
            cut: struck.garble == Corruption::Truncated,
        }
    }

    /// Adds the ids and the date that all answers have.
    pub(super) fn add_reply_headers(
        &mut self,
        mut answer: Answer,
        client_request_id: Option<String>,
        now: Timestamp,
    ) -> Answer {
        let request_id = self.uuid("request");
        if let super::reply::Payload::Json(body) = &mut answer.payload
            && answer.status >= 400
            && let Some(error) = body.get_mut("error").and_then(|e| e.as_object_mut())
        {
            error.insert(
                "innerError".to_owned(),
                serde_json::json!({
                    "date": now.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                    "request-id": request_id,
                    "client-request-id": client_request_id.clone().unwrap_or_else(|| request_id.clone()),
                }),
            );
        }
        if let Some(id) = client_request_id {
            answer = answer.header("client-request-id", id);
        }
        answer.header("request-id", request_id)
    }

    /// Returns a new object id.
    pub(super) fn uuid(&mut self, what: &str) -> String {
        self.serial += 1;
        uuid_of(&format!("{what} {}", self.serial))
    }

    /// Returns a new secret, with the word that leak tests search for.
    pub(super) fn secret(&mut self, what: &str) -> String {
        self.serial += 1;
        let digest = sha256(format!("secret {what} {}", self.serial).as_bytes());
        format!("{what}.CANARY{}", URL_SAFE_NO_PAD.encode(digest))
    }

    /// Reverts changes that were made only in the cloud.
    fn run_directory_sync(&mut self, now: Timestamp) {
        let due: Vec<(String, bool)> = self
            .pending_sync
            .iter()
            .filter(|(_, (_, at))| *at <= now)
            .map(|(id, (enabled, _))| (id.clone(), *enabled))
            .collect();
        for (id, enabled) in due {
            self.pending_sync.remove(&id);
            if let Some(user) = self.users.get_mut(&id) {
                user.set("accountEnabled", enabled);
                user.set("onPremisesLastSyncDateTime", rfc3339(now));
            }
        }
    }

    /// Counts one read, after which replicas may catch up.
    pub(super) fn count_replica_read(&mut self, now: Timestamp) {
        for collection in [
            &mut self.users,
            &mut self.service_principals,
            &mut self.groups,
            &mut self.devices,
            &mut self.role_assignments,
            &mut self.app_role_assignments,
            &mut self.grants,
        ] {
            collection.count_read(now);
        }
    }

    /// Returns the current service principal of an application.
    pub fn service_principal_of(&self, app_id: &str) -> Option<&Object> {
        self.service_principals.find("appId", app_id)
    }
}

/// Returns a time in the format of Graph's `DateTimeOffset`, without fractions.
pub(super) fn rfc3339(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Returns the SHA-256 digest as owned bytes.
pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    ring::digest::digest(&ring::digest::SHA256, bytes)
        .as_ref()
        .to_vec()
}

/// Returns the stored form of a secret: enough to recognize it, not enough to use it.
pub(super) fn digest(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(sha256(secret.as_bytes()))
}

/// Returns a version-4 UUID that depends only on `name`.
pub(super) fn uuid_of(name: &str) -> String {
    let mut bytes = [0_u8; 16];
    for (byte, random) in bytes.iter_mut().zip(sha256(name.as_bytes())) {
        *byte = random;
    }
    uuid::Builder::from_random_bytes(bytes)
        .into_uuid()
        .hyphenated()
        .to_string()
}
