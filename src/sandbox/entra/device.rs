//! The device code sign-in. The simulated user approves at the second poll.
#[cfg(feature = "serve")]
use jiff::Timestamp;
use serde_json::json;

use super::errors::{Refusal, refuse};
use super::issue::add_seconds;
use super::resource::requested;
use super::{Decision, Device, IssuedGrant, SignInRequest, authorize, client, find_registration};
use crate::sandbox::AUTHORITY;
use crate::sandbox::faults::FaultKind;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, digest};

const POLL: (&str, &str) = ("POST", "/oauth2/v2.0/token");

/// Issues a device code.
pub(super) fn start(tenant: &mut Tenant, asked: &SignInRequest) -> Result<Answer, Refusal> {
    asked.require("client_id")?;
    let (client_id, now) = (asked.get("client_id"), asked.now);
    client::check_public(find_registration(tenant, client_id)?)?;
    let wanted = requested(tenant, asked.get("scope"))?;
    authorize::check_consent(tenant, client_id, &wanted)?;
    let code = tenant.secret("device");
    let user_code: String = tenant
        .uuid("user code")
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect::<String>()
        .to_uppercase();
    let device = Device {
        client_id: client_id.to_owned(),
        resource: wanted.resource,
        scopes: wanted.scopes,
        expires_at: add_seconds(now, 900),
        last_poll: None,
        interval: 5,
        polls: 0,
        pending: 1,
        user_code: user_code.clone(),
        decision: None,
    };
    tenant
        .entra
        .devices
        .retain(|_, known| known.expires_at > now);
    tenant.entra.devices.insert(digest(&code), device);
    Ok(Answer::ok(json!({
        "user_code": user_code,
        "device_code": code,
        "verification_uri": format!("{AUTHORITY}/device"),
        "expires_in": 900,
        "interval": 5,
        "message": format!("To sign in, open {AUTHORITY}/device and enter the code {user_code}."),
    }))
    .with_write_applied())
}

/// Answers one poll with the approved sign-in, or with the reason for waiting.
pub(super) fn poll(tenant: &mut Tenant, asked: &SignInRequest) -> Result<IssuedGrant, Refusal> {
    asked.require("device_code")?;
    let now = asked.now;
    let mut strike = |kind| {
        tenant
            .faults
            .take_matching_rule(kind, POLL.0, POLL.1)
            .is_some()
    };
    let slow = strike(FaultKind::SlowDown);
    let pending = strike(FaultKind::Pending);
    let declined = strike(FaultKind::Declined);
    let expired = strike(FaultKind::DeviceExpired);
    let attended = tenant
        .entra
        .served
        .as_ref()
        .is_some_and(|served| served.attended);
    let key = digest(asked.get("device_code"));
    let Some(device) = tenant.entra.devices.get_mut(&key) else {
        return Err(refuse(
            "bad_verification_code",
            70018,
            "The verification code is not correct.",
        ));
    };
    if device.client_id != asked.get("client_id") {
        return Err(refuse(
            "invalid_grant",
            70002,
            "The device code was issued to another client.",
        ));
    }
    if declined {
        tenant.entra.devices.remove(&key);
        return Err(refuse(
            "authorization_declined",
            70020,
            "The end user denied the authorization request.",
        ));
    }
    if expired || now >= device.expires_at {
        tenant.entra.devices.remove(&key);
        return Err(refuse(
            "expired_token",
            70019,
            "The verification code has expired.",
        ));
    }
    let early = device
        .last_poll
        .is_some_and(|last| now < add_seconds(last, device.interval));
    device.last_poll = Some(now);
    if slow || early {
        device.interval += 5;
        return Err(refuse("slow_down", 70016, "Polling too often."));
    }
    device.polls += 1;
    // If users have a page of their own, only their answer counts.
    let person = match (&device.decision, attended) {
        (Some(Decision::Declined), _) => {
            tenant.entra.devices.remove(&key);
            return Err(refuse(
                "authorization_declined",
                70020,
                "The end user denied the authorization request.",
            ));
        }
        (Some(Decision::Approved(person)), _) => Some(person.clone()),
        (None, true) => None,
        (None, false) => (device.polls > device.pending).then(|| tenant.entra.person.clone()),
    };
    let Some(person) = person.filter(|_| !pending) else {
        return Err(refuse(
            "authorization_pending",
            70016,
            "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        ));
    };
    let promise = IssuedGrant {
        client_id: device.client_id.clone(),
        user: person,
        resource: device.resource.clone(),
        scopes: device.scopes.clone(),
        issued_at: now,
        expires_at: now,
        challenge: String::new(),
        redirect: String::new(),
        nonce: None,
        cae: asked.get("claims").contains("xms_cc"),
        confidential: false,
        used: false,
    };
    tenant.entra.devices.remove(&key);
    Ok(promise)
}

#[cfg(feature = "serve")]
impl Tenant {
    /// Returns the application and the scopes of the pending device sign-in with a user
    /// code, as typed.
    pub(in crate::sandbox) fn pending_device_request(
        &self,
        typed: &str,
        now: Timestamp,
    ) -> Option<(String, Vec<String>)> {
        let device = self.entra.devices.values().find(|device| {
            device.decision.is_none() && now < device.expires_at && matches_user_code(device, typed)
        })?;
        Some((device.client_id.clone(), device.scopes.clone()))
    }

    /// Records a user's answer for a user code. Returns false if no sign-in with it is pending.
    pub(in crate::sandbox) fn decide_device(
        &mut self,
        typed: &str,
        decision: Decision,
        now: Timestamp,
    ) -> bool {
        let waiting = self.entra.devices.values_mut().find(|device| {
            device.decision.is_none() && now < device.expires_at && matches_user_code(device, typed)
        });
        match waiting {
            None => false,
            Some(device) => {
                device.decision = Some(decision);
                true
            }
        }
    }
}

/// Whether a typed code is the device's, ignoring case, spaces and dashes.
#[cfg(feature = "serve")]
fn matches_user_code(device: &Device, typed: &str) -> bool {
    let plain: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_uppercase();
    !plain.is_empty() && plain == device.user_code
}
