//! `/auditLogs`: the sign-in log and the directory audit log.
use super::service_principals::holds_any;
use super::users::{has_premium_license, premium_required_error};
use super::{Call, access_denied, query};
use crate::sandbox::directory_audits::{AuditedChange, Initiator};
use crate::sandbox::faults::FaultKind;
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles;
use crate::sandbox::tenant::Tenant;

/// Whether the caller's roles allow reading the logs.
fn may_read_logs(tenant: &Tenant, call: &Call) -> bool {
    let readers = [
        roles::GLOBAL_ADMINISTRATOR,
        roles::GLOBAL_READER,
        roles::SECURITY_READER,
        roles::REPORTS_READER,
    ];
    call.caller.kind != TokenKind::Delegated || holds_any(tenant, call, &readers)
}

/// Returns the call without its `$orderby`; an error unless it is newest first. Logs are
/// stored in that order, so no advanced query is needed.
fn with_newest_first(call: &Call, time: &str) -> Result<Call, Answer> {
    let mut plain = call.clone();
    match plain.query.remove("$orderby") {
        Some(order) if order != format!("{time} desc") => Err(Answer::not_found(&format!(
            "the order {order} of {}",
            call.path
        ))),
        Some(_) | None => Ok(plain),
    }
}

pub(super) fn sign_ins(tenant: &mut Tenant, call: &Call) -> Answer {
    if !has_premium_license(tenant) {
        return premium_required_error();
    }
    if !may_read_logs(tenant, call) {
        return access_denied();
    }
    let plain = match with_newest_first(call, "createdDateTime") {
        Ok(plain) => plain,
        Err(answer) => return answer,
    };
    let all = tenant.sign_ins.clone();
    query::list_answer(tenant, &plain, all, "auditLogs/signIns", "signIn")
}

pub(super) fn directory_audits(tenant: &mut Tenant, call: &Call) -> Answer {
    if !may_read_logs(tenant, call) {
        return access_denied();
    }
    let plain = match with_newest_first(call, "activityDateTime") {
        Ok(plain) => plain,
        Err(answer) => return answer,
    };
    let set = tenant
        .faults
        .take_matching_rule(FaultKind::AuditLag, call.method.as_str(), &call.path)
        .and_then(|rule| rule.seconds)
        .and_then(|seconds| i64::try_from(seconds).ok());
    let lag = set.unwrap_or(tenant.directory_audits.lag);
    let all = tenant.audit_objects(call.now, lag);
    query::list_answer(
        tenant,
        &plain,
        all,
        "auditLogs/directoryAudits",
        "directoryAudit",
    )
}

/// Logs a call's change to an account.
pub(super) fn record_audit(tenant: &mut Tenant, call: &Call, change: AuditedChange, target: &str) {
    let principal = call.caller.principal.clone();
    let initiator = match call.caller.kind {
        TokenKind::Application => Initiator::Application(principal),
        TokenKind::Delegated | TokenKind::None | TokenKind::Invalid => Initiator::User(principal),
    };
    let correlation = call.client_request_id.as_deref();
    tenant
        .directory_audits
        .add(change, initiator, target, correlation, call.now);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::sandbox::seed::{cast, user_id};
    use crate::sandbox::test_support::TestClient;
    use crate::sandbox::{AuditedChange, FaultKind, FaultRule};

    const LOG: &str = "/auditLogs/directoryAudits?$top=999";

    #[test]
    fn change_shows_up_once_the_log_is_so_far_with_its_actor() {
        let mut desk = TestClient::new();
        let plain = user_id(cast::PLAIN);
        let body = json!({ "accountEnabled": false });
        assert_eq!(desk.patch(&format!("/users/{plain}"), body).status, 204);
        let colleague = cast::SECOND_ADMINISTRATOR;
        let now = desk.now;
        desk.tenant
            .audit_user_change(colleague, cast::PLAIN, AuditedChange::Revoke, now);
        assert_eq!(desk.get(LOG).values("id").len(), 0);
        desk.wait(120);
        let seen = desk.get(LOG);
        assert_eq!(
            seen.values("activityDisplayName"),
            [
                "Update StsRefreshTokenValidFrom Timestamp",
                "Disable account"
            ]
        );
        let by = |index: usize| {
            let user = &seen.body["value"][index]["initiatedBy"]["user"];
            user["userPrincipalName"].clone()
        };
        assert_eq!(
            (by(0), by(1)),
            (json!(colleague), json!(cast::ADMINISTRATOR))
        );
        // A larger delay than usual, and the end of the retention.
        let mut rule = FaultRule::new(FaultKind::AuditLag);
        rule.seconds = Some(600);
        desk.tenant.faults.set(rule);
        assert_eq!(desk.get(LOG).values("id").len(), 0);
        desk.tenant.faults.clear(None);
        assert_eq!(desk.get(LOG).values("id").len(), 2);
    }

    #[test]
    fn log_needs_permission_and_role() {
        let mut desk = TestClient::new();
        desk.as_user(cast::ADMINISTRATOR, &["User.Read.All"]);
        assert_eq!(desk.get(LOG).status, 403);
        desk.as_user(cast::USER_ADMINISTRATOR, &["AuditLog.Read.All"]);
        assert_eq!(desk.get(LOG).status, 403);
        desk.as_user(cast::ADMINISTRATOR, &["AuditLog.Read.All"]);
        assert_eq!(desk.get(LOG).status, 200);
    }
}
