//! What the made-up Graph answers fits Microsoft's own description.
use std::collections::BTreeSet;

use crate::support::graph_examples::{Made, example};
use crate::support::official_data;
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{AuditedChange, GRAPH, Outcome, Tenant};
use entractl::transport::Body;
use serde_json::{Value, json};

/// `nullable` of `OpenAPI` 3.0 in the words of JSON Schema.
fn translated(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let mut plain: serde_json::Map<String, Value> = map
                .iter()
                .filter(|(name, _)| {
                    !["nullable", "example", "discriminator"].contains(&name.as_str())
                })
                .map(|(name, value)| (name.clone(), translated(value)))
                .collect();
            if map.get("nullable") == Some(&Value::Bool(true)) {
                if let Some(Value::Array(values)) = plain.get_mut("enum") {
                    values.push(Value::Null);
                }
                return json!({ "anyOf": [Value::Object(plain), { "type": "null" }] });
            }
            Value::Object(plain)
        }
        Value::Array(items) => items.iter().map(translated).collect(),
        other => other.clone(),
    }
}

/// The names that a schema knows, through `$ref` and `allOf`.
fn known(document: &Value, schema: &Value, names: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#'));
        known(document, target.expect("a schema"), names);
    }
    if let Some(properties) = schema["properties"].as_object() {
        names.extend(properties.keys().cloned());
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        known(document, part, names);
    }
}

/// Returns a tenant in which every operation has something to show.
fn full_tenant(now: jiff::Timestamp) -> Tenant {
    let mut tenant = Tenant::seed(now);
    tenant.apply_scenario("long-tokens".parse().expect("a scenario"), now);
    tenant.directory_audits.lag = 0;
    for change in [AuditedChange::Disable, AuditedChange::Revoke] {
        tenant.audit_user_change(cast::SECOND_ADMINISTRATOR, cast::PLAIN, change, now);
    }
    tenant.restrict(cast::RESTRICTED_UNIT, &[user_id(cast::NOT_ASCII)]);
    tenant
}

fn send(
    tenant: &mut Tenant,
    token: &str,
    (method, path): (&str, &str),
    body: Option<&Value>,
    now: jiff::Timestamp,
) -> (u16, Value) {
    let bytes = body.map_or_else(Vec::new, |body| body.to_string().into_bytes());
    let request = http::Request::builder()
        .method(method)
        .uri(format!("{GRAPH}/v1.0{path}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("consistencylevel", "eventual")
        .body(Body::from(bytes))
        .expect("a request");
    let Outcome::Answer(answer) = tenant.respond(&request, now).outcome else {
        panic!("{path}: no answer");
    };
    let body = serde_json::from_slice(answer.body().as_bytes()).unwrap_or_default();
    (answer.status().as_u16(), body)
}

/// Makes what the initial tenant lacks.
fn make_subjects(tenant: &mut Tenant, token: &str, now: jiff::Timestamp) -> Made {
    let own = entractl::sandbox::CLIENT_ID;
    let application = tenant.registration(own).expect("one").id().to_owned();
    let principal = tenant
        .service_principal_of(own)
        .expect("one")
        .id()
        .to_owned();
    let mut made = |method: &str, path: &str, body: Value| {
        let body = (method != "GET").then_some(body);
        let (status, answer) = send(tenant, token, (method, path), body.as_ref(), now);
        assert!((200..300).contains(&status), "{path}: {answer}");
        let first = answer["value"].get(0).unwrap_or(&answer);
        first["id"].as_str().unwrap_or_default().to_owned()
    };
    let risky = json!({ "servicePrincipalIds": [principal] });
    made(
        "POST",
        "/identityProtection/riskyServicePrincipals/confirmCompromised",
        risky,
    );
    Made {
        credential: made(
            "POST",
            &format!("/applications/{application}/federatedIdentityCredentials"),
            json!({ "name": "first", "issuer": "https://a.example", "subject": "a", "audiences": ["x"] }),
        ),
        request: made(
            "POST",
            "/roleManagement/directory/roleAssignmentScheduleRequests",
            json!({
                "action": "adminAssign", "principalId": user_id(cast::TWIN_1), "directoryScopeId": "/",
                "roleDefinitionId": "95e79109-95c0-4d8e-aee3-d01accf2d47b",
            }),
        ),
        audit: made("GET", "/auditLogs/directoryAudits", Value::Null),
    }
}

/// Operations that refuse their example, with the reason.
const REFUSED: &[(&str, u16, &str)] = &[
    ("POST /servicePrincipals", 409, "the application has one"),
    (
        "GET /users/{user-id}/authentication/operations/{longRunningOperation-id}",
        404,
        "no reset is running",
    ),
];

#[test]
fn every_described_operation_is_answered_as_described() {
    let Some(document) = official_data::openapi() else {
        return;
    };
    let permissions = official_data::permissions().expect("permissions");
    let mut scopes = BTreeSet::new();
    for one in permissions.values() {
        let all = one["DelegatedWork"]["all"].as_array();
        scopes.extend(all.into_iter().flatten().filter_map(Value::as_str));
    }
    let scopes: Vec<&str> = scopes
        .into_iter()
        .chain(["Directory.AccessAsUser.All"])
        .collect();
    let now = "2026-03-01T08:00:00Z".parse().expect("a moment");
    let components = translated(&document["components"]);
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (template, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let method = method.to_uppercase();
            if !["GET", "POST", "PATCH", "PUT", "DELETE"].contains(&method.as_str()) {
                continue;
            }
            count += 1;
            // Each operation meets the same tenant.
            let mut tenant = full_tenant(now);
            let token = tenant
                .session_of(cast::ADMINISTRATOR, &scopes, now)
                .access_token;
            let victim = user_id(cast::TWIN_2);
            let gone = ("DELETE", &*format!("/users/{victim}"));
            let (status, body) = send(&mut tenant, token.expose(), gone, None, now);
            assert_eq!(status, 204, "{body}");
            let made = make_subjects(&mut tenant, token.expose(), now);
            let (path, body) = example(&mut tenant, &method, template, &made);
            let asked = (method.as_str(), path.as_str());
            let (status, answer) = send(&mut tenant, token.expose(), asked, body.as_ref(), now);
            let name = format!("{method} {template}");
            let refused = REFUSED.iter().find(|(known, ..)| *known == name);
            if let Some((_, expected, _)) = refused {
                if status != *expected {
                    wrong.push(format!("{name}: {status} {answer}"));
                }
                continue;
            }
            if name.contains("Method-id}") && status == 404 {
                // The person has no method of this kind.
                continue;
            }
            if !(200..300).contains(&status) {
                wrong.push(format!("{name}: {status} {answer}"));
                continue;
            }
            let content = &operation["responses"][status.to_string()]["content"];
            let schema = &content["application/json"]["schema"];
            // A reset that runs on has no body yet.
            let runs_on = status == 202 && answer.is_null();
            if !schema.is_null() && !runs_on {
                wrong.extend(differences(&document, &components, schema, &name, &answer));
            }
        }
    }
    assert!(count >= 212, "{count} operations");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns where an answer differs from its schema, and the names that the schema lacks.
fn differences(
    document: &Value,
    components: &Value,
    schema: &Value,
    name: &str,
    body: &Value,
) -> Vec<String> {
    let mut whole = translated(schema);
    whole["components"] = components.clone();
    let validator = jsonschema::validator_for(&whole).expect("a schema");
    let errors = validator.iter_errors(body).take(3);
    let mut wrong: Vec<String> = errors
        .map(|error| format!("{name}: {error} at {}", error.instance_path()))
        .collect();
    let first = body["value"]
        .as_array()
        .map_or(body, |list| list.first().unwrap_or(&Value::Null));
    if first["@odata.type"].is_null() {
        let reference = schema["$ref"].as_str().unwrap_or_default();
        let single = reference.replace("CollectionResponse", "");
        let mut described = BTreeSet::new();
        if !single.is_empty() && !single.ends_with(".directoryObject") {
            known(document, &json!({ "$ref": single }), &mut described);
            let names = first
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, _)| name);
            let unknown = names.filter(|one| !one.starts_with('@') && !described.contains(*one));
            wrong.extend(unknown.map(|one| format!("{name}: {one} does not exist")));
        }
    }
    wrong
}
