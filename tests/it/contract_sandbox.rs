//! What the made-up Graph answers fits Microsoft's own description.
use std::collections::BTreeSet;

use crate::support::official_data;
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{AuditedChange, GRAPH, Outcome, Tenant, vendor_apps};
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

#[test]
#[expect(clippy::too_many_lines, reason = "a list of calls")]
fn answers_of_the_sandbox_fit_the_official_description() {
    let Some(document) = official_data::json("graph-openapi.json") else {
        return;
    };
    let now = "2026-03-01T08:00:00Z".parse().expect("a moment");
    let mut tenant = Tenant::seed(now);
    let token = tenant.administrator_session(now).access_token;
    let user = user_id(cast::PLAIN);
    tenant.apply_scenario("long-tokens".parse().expect("a scenario"), now);
    tenant.directory_audits.lag = 0;
    for change in [AuditedChange::Disable, AuditedChange::Revoke] {
        tenant.audit_user_change(cast::SECOND_ADMINISTRATOR, cast::PLAIN, change, now);
    }
    tenant.restrict(cast::RESTRICTED_UNIT, std::slice::from_ref(&user));
    let app = vendor_apps().first().expect("an application");
    let sp = tenant
        .service_principal_of(app.client_id)
        .expect("one")
        .id()
        .to_owned();
    let named = |all: &entractl::sandbox::Collection, name: &str| {
        let found = all.all().find(|one| one.text("displayName") == name);
        found.expect("one of that name").id().to_owned()
    };
    let device = named(&tenant.devices, cast::SHARED_DEVICE);
    let group = named(&tenant.groups, cast::CLINICAL_GROUP);
    let role = named(&tenant.roles, "Global Administrator");
    let every_user_property: Vec<String> = tenant
        .users
        .get(&user)
        .expect("a user")
        .0
        .keys()
        .cloned()
        .collect();
    let select = format!("?$select={}", every_user_property.join(","));
    let by_app = format!("(appId='{}')", app.client_id);
    let role_of = "/transitiveMemberOf/microsoft.graph.directoryRole";
    let calls = [
        ("/me", "/me".to_owned()),
        ("/users", format!("/users{select}")),
        ("/users/{user-id}", format!("/users/{user}{select}")),
        (
            "/users/{user-id}/memberOf",
            format!("/users/{user}/memberOf"),
        ),
        (
            "/users/{user-id}/transitiveMemberOf/microsoft.graph.directoryRole",
            format!("/users/{}{role_of}", user_id(cast::ADMINISTRATOR)),
        ),
        (
            "/users/{user-id}/memberOf/microsoft.graph.administrativeUnit",
            format!("/users/{user}/memberOf/microsoft.graph.administrativeUnit"),
        ),
        (
            "/roleManagement/directory/roleAssignmentScheduleInstances",
            "/roleManagement/directory/roleAssignmentScheduleInstances".to_owned(),
        ),
        (
            "/servicePrincipals",
            "/servicePrincipals?$top=999".to_owned(),
        ),
        (
            "/servicePrincipals/{servicePrincipal-id}",
            format!("/servicePrincipals/{sp}"),
        ),
        (
            "/servicePrincipals(appId='{appId}')",
            format!("/servicePrincipals{by_app}"),
        ),
        (
            "/servicePrincipals/{servicePrincipal-id}/appRoleAssignments",
            format!("/servicePrincipals/{sp}/appRoleAssignments"),
        ),
        (
            "/oauth2PermissionGrants",
            "/oauth2PermissionGrants".to_owned(),
        ),
        ("/directoryRoles", "/directoryRoles".to_owned()),
        (
            "/directoryRoles/{directoryRole-id}/members",
            format!("/directoryRoles/{role}/members"),
        ),
        (
            "/roleManagement/directory/roleDefinitions",
            "/roleManagement/directory/roleDefinitions".to_owned(),
        ),
        (
            "/roleManagement/directory/roleAssignments",
            "/roleManagement/directory/roleAssignments".to_owned(),
        ),
        ("/groups", "/groups".to_owned()),
        (
            "/groups/{group-id}/members",
            format!("/groups/{group}/members"),
        ),
        ("/organization", "/organization".to_owned()),
        ("/domains", "/domains".to_owned()),
        ("/subscribedSkus", "/subscribedSkus".to_owned()),
        (
            "/policies/authorizationPolicy",
            "/policies/authorizationPolicy".to_owned(),
        ),
        (
            "/policies/adminConsentRequestPolicy",
            "/policies/adminConsentRequestPolicy".to_owned(),
        ),
        (
            "/identity/conditionalAccess/policies",
            "/identity/conditionalAccess/policies".to_owned(),
        ),
        ("/auditLogs/signIns", "/auditLogs/signIns".to_owned()),
        (
            "/policies/tokenLifetimePolicies",
            "/policies/tokenLifetimePolicies".to_owned(),
        ),
        (
            "/users/{user-id}/registeredDevices",
            format!("/users/{user}/registeredDevices"),
        ),
        ("/devices/{device-id}", format!("/devices/{device}")),
        (
            "/auditLogs/directoryAudits",
            "/auditLogs/directoryAudits?$top=999".to_owned(),
        ),
    ];
    let components = translated(&document["components"]);
    let mut wrong = Vec::new();
    for (template, path) in calls {
        let request = http::Request::builder()
            .uri(format!("{GRAPH}/v1.0{path}"))
            .header("authorization", format!("Bearer {}", token.expose()))
            .body(Body::default())
            .expect("a request");
        let Outcome::Answer(answer) = tenant.respond(&request, now).outcome else {
            panic!("{path}: no answer");
        };
        let body: Value = serde_json::from_slice(answer.body().as_bytes()).expect("JSON");
        assert_eq!(answer.status(), 200, "{path}: {body}");
        let schema = &document["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]
            ["schema"];
        assert!(!schema.is_null(), "{template} is not described");
        let mut whole = translated(schema);
        whole["components"] = components.clone();
        let validator = jsonschema::validator_for(&whole).expect("a schema");
        wrong.extend(
            validator
                .iter_errors(&body)
                .take(3)
                .map(|error| format!("{template}: {error} at {}", error.instance_path())),
        );
        let first = body["value"].as_array().map_or(&body, |list| {
            list.first().unwrap_or_else(|| panic!("{path}: nothing"))
        });
        if first["@odata.type"].is_null() {
            let reference = schema["$ref"].as_str().unwrap_or_default();
            let single = reference.replace("CollectionResponse", "");
            let mut described = BTreeSet::new();
            known(&document, &json!({ "$ref": single }), &mut described);
            wrong.extend(
                first
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(name, _)| !name.starts_with('@') && !described.contains(*name))
                    .map(|(name, _)| format!("{template}: {name} does not exist")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
