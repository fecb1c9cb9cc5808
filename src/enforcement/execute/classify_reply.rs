//! Classifies the reply to an attempt as an event of its step.
use crate::domain::step_life::StepEvent;
use crate::domain::task::{StepKind, StepMethod};
use crate::graph::{Answer, GraphError};
use crate::journal::OpenStep;

/// Returns the event for a reply. `is_batch_failure`: the reply is the failure of the batch
/// request, not of the step. `can_write_back`: a new password can be written back to
/// Active Directory.
pub(crate) fn event_for_reply(
    step: &OpenStep,
    reply: &Result<Answer, GraphError>,
    is_batch_failure: bool,
    can_write_back: bool,
) -> StepEvent {
    match reply {
        Ok(answer) => success_event(step, answer),
        Err(error) if is_mastered_elsewhere(step, error) && can_write_back && !is_batch_failure => {
            StepEvent::MasteredElsewhere
        }
        Err(error) => failure_event(error, is_batch_failure),
    }
}

/// Returns the event for a 2xx: success only if documented so, and without an error in
/// the body.
#[expect(clippy::match_same_arms, reason = "each arm is a documented answer")]
fn success_event(step: &OpenStep, answer: &Answer) -> StepEvent {
    let error = answer.body.get("error").filter(|error| !error.is_null());
    if error.is_some() {
        return StepEvent::UnexpectedSuccess;
    }
    match (step.way, step.kind, answer.status) {
        (StepMethod::WriteBack, _, 202) if answer.location.is_some() => StepEvent::Accepted,
        (StepMethod::WriteBack, ..) => StepEvent::UnexpectedSuccess,
        // An older page of the documentation says 204.
        // <https://learn.microsoft.com/graph/api/user-revokesigninsessions>
        (_, StepKind::Revoke, 204) => StepEvent::Success,
        (_, StepKind::Revoke, 200) if answer.body.get("value") == Some(&true.into()) => {
            StepEvent::Success
        }
        (
            _,
            StepKind::Disable
            | StepKind::Enable
            | StepKind::Reset
            | StepKind::DisableDevice
            | StepKind::EnableDevice,
            204,
        ) => StepEvent::Success,
        _ => StepEvent::UnexpectedSuccess,
    }
}

/// Whether Entra reports that Active Directory manages the password.
fn is_mastered_elsewhere(step: &OpenStep, error: &GraphError) -> bool {
    step.kind == StepKind::Reset
        && step.way == StepMethod::Call
        && error.status() == Some(400)
        && error.full_message().contains("on-premises mastered")
}

fn failure_event(error: &GraphError, is_batch_failure: bool) -> StepEvent {
    match error {
        error if error.is_session_ended() => StepEvent::SessionEnded,
        GraphError::Refused {
            status,
            code,
            request_id,
            ..
        } => match status {
            408 | 500.. => StepEvent::Fault,
            409 if code == "Directory_ConcurrencyViolation" => StepEvent::Conflict,
            423 => StepEvent::Conflict,
            424 => StepEvent::DependencyFailed,
            429 => StepEvent::Throttled,
            _ if is_batch_failure => StepEvent::BatchRefused,
            _ if request_id.is_none() => StepEvent::Unusable,
            _ => StepEvent::Refused,
        },
        GraphError::NotGraph { .. } if is_batch_failure => StepEvent::NotGraph,
        GraphError::Throttled { .. } => StepEvent::Throttled,
        GraphError::NotAttempted { .. } => StepEvent::DependencyFailed,
        GraphError::SignIn { .. } => StepEvent::SessionEnded,
        GraphError::Unclear { source, .. } => match source.as_ref() {
            GraphError::Transport { .. } => StepEvent::Lost,
            // Signing or recording it failed after a first attempt got a 401.
            GraphError::SignIn { .. }
            | GraphError::Unrecorded { .. }
            | GraphError::Unreadable { .. }
            | GraphError::CrossOrigin { .. } => StepEvent::Unusable,
            other => failure_event(other, is_batch_failure),
        },
        // If the outcome is not in doubt, nothing was sent.
        GraphError::Transport { .. }
        | GraphError::Unreadable { .. }
        | GraphError::CrossOrigin { .. }
        | GraphError::Unrecorded { .. } => StepEvent::NotDelivered,
        GraphError::NotGraph { .. } => StepEvent::Unusable,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::event_for_reply;
    use crate::domain::step_life::StepEvent as E;
    use crate::domain::task::{StepKind, StepMethod};
    use crate::graph::error::RefusalHeaders;
    use crate::graph::{Answer, GraphError};
    use crate::journal::OpenStep;

    fn step(kind: StepKind, way: StepMethod) -> OpenStep {
        OpenStep {
            id: 1,
            account_id: "22222222-0000-4000-8000-000000000002".parse().unwrap(),
            account_name: "user1@contoso.example".to_owned(),
            kind,
            way,
            prior: Value::Null.into(),
            sent: None,
            doubtful: false,
            device: None,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "a reply like the refusals")]
    fn ok(status: u16, body: Value, location: Option<&str>) -> Result<Answer, GraphError> {
        Ok(Answer {
            status,
            body,
            request_id: Some("r-1".to_owned()),
            diagnostic: None,
            location: location.map(str::to_owned),
            call: "PATCH /users/1".to_owned(),
        })
    }

    fn no(status: u16, code: &str, message: &str) -> Result<Answer, GraphError> {
        refusal(status, code, message, None)
    }

    fn refusal(
        status: u16,
        code: &str,
        message: &str,
        claims: Option<&str>,
    ) -> Result<Answer, GraphError> {
        Err(GraphError::Refused {
            call: "PATCH /users/1".to_owned(),
            status,
            code: code.to_owned(),
            message: message.to_owned(),
            request_id: Some("r-1".to_owned()),
            headers: Box::new(RefusalHeaders {
                claims: claims.map(str::to_owned),
                ..RefusalHeaders::default()
            }),
        })
    }

    #[test]
    fn success_is_a_yes_only_as_documented() {
        let disable = step(StepKind::Disable, StepMethod::Call);
        let device = step(StepKind::DisableDevice, StepMethod::Call);
        let revoke = step(StepKind::Revoke, StepMethod::Guest);
        let write_back = step(StepKind::Reset, StepMethod::WriteBack);
        let error = json!({ "error": { "code": "x" } });
        for (step, reply, event) in [
            (&disable, ok(204, Value::Null, None), E::Success),
            (&device, ok(204, Value::Null, None), E::Success),
            (&device, ok(200, Value::Null, None), E::UnexpectedSuccess),
            (&disable, ok(200, Value::Null, None), E::UnexpectedSuccess),
            (&disable, ok(202, Value::Null, None), E::UnexpectedSuccess),
            (&disable, ok(204, error.clone(), None), E::UnexpectedSuccess),
            (
                &disable,
                ok(204, json!({ "error": null }), None),
                E::Success,
            ),
            (&revoke, ok(200, json!({ "value": true }), None), E::Success),
            (&revoke, ok(204, Value::Null, None), E::Success),
            (
                &revoke,
                ok(200, json!({ "value": false }), None),
                E::UnexpectedSuccess,
            ),
            (&revoke, ok(200, json!({}), None), E::UnexpectedSuccess),
            (&revoke, ok(200, error, None), E::UnexpectedSuccess),
            (&write_back, ok(202, Value::Null, Some("x")), E::Accepted),
            (
                &write_back,
                ok(202, Value::Null, None),
                E::UnexpectedSuccess,
            ),
            (
                &write_back,
                ok(204, Value::Null, None),
                E::UnexpectedSuccess,
            ),
        ] {
            assert_eq!(
                event_for_reply(step, &reply, false, true),
                event,
                "{reply:?}"
            );
        }
    }

    #[test]
    fn only_graphs_own_refusal_of_the_step_is_a_no() {
        let reset = step(StepKind::Reset, StepMethod::Call);
        let mastered = || no(400, "Request_BadRequest", "is on-premises mastered");
        assert_eq!(
            event_for_reply(&reset, &mastered(), false, true),
            E::MasteredElsewhere
        );
        assert_eq!(
            event_for_reply(&reset, &mastered(), false, false),
            E::Refused
        );
        for (status, code, own, whole) in [
            (403, "", E::Refused, E::BatchRefused),
            (404, "Request_ResourceNotFound", E::Refused, E::BatchRefused),
            (
                401,
                "InvalidAuthenticationToken",
                E::SessionEnded,
                E::SessionEnded,
            ),
            (408, "", E::Fault, E::Fault),
            (
                409,
                "Directory_ConcurrencyViolation",
                E::Conflict,
                E::Conflict,
            ),
            (409, "Conflict", E::Refused, E::BatchRefused),
            (423, "", E::Conflict, E::Conflict),
            (424, "", E::DependencyFailed, E::DependencyFailed),
            (429, "", E::Throttled, E::Throttled),
            (503, "", E::Fault, E::Fault),
            (599, "", E::Fault, E::Fault),
        ] {
            assert_eq!(
                event_for_reply(&reset, &no(status, code, ""), false, true),
                own,
                "{status}"
            );
            assert_eq!(
                event_for_reply(&reset, &no(status, code, ""), true, true),
                whole,
                "{status}"
            );
        }
        let challenged = || refusal(403, "", "", Some("{}"));
        for is_batch_failure in [false, true] {
            let event = event_for_reply(&reset, &challenged(), is_batch_failure, true);
            assert_eq!(event, E::SessionEnded, "{is_batch_failure}");
        }
        let portal = || {
            Err(GraphError::NotGraph {
                call: "POST /$batch".to_owned(),
                status: 403,
                why: "HTTP 403".to_owned(),
                request_id: None,
            })
        };
        assert_eq!(event_for_reply(&reset, &portal(), true, true), E::NotGraph);
        assert_eq!(event_for_reply(&reset, &portal(), false, true), E::Unusable);
    }
}
