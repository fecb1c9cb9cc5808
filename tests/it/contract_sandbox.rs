//! What the made-up Graph answers fits Microsoft's own description.
use std::collections::BTreeSet;

use crate::support::official_data;
use entractl::sandbox::seed::{LOOK_ALIKE_CLIENT_ID, cast, user_id};
use entractl::sandbox::{AuditedChange, GRAPH, Outcome, TENANT_ID, Tenant};
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

/// Ids of what was made for an operation to act on.
struct Made {
    credential: String,
    request: String,
    audit: String,
}

/// Address of an operation with the ids of seeded objects, and a body that fits.
#[expect(clippy::too_many_lines, reason = "a list of ids and bodies")]
fn example(
    tenant: &mut Tenant,
    method: &str,
    template: &str,
    made: &Made,
) -> (String, Option<Value>) {
    let named = |all: &entractl::sandbox::Collection, name: &str| {
        let found = all.all().find(|one| one.text("displayName") == name);
        found.expect("one of that name").clone()
    };
    let user = user_id(cast::PLAIN);
    let device = named(&tenant.devices, cast::SHARED_DEVICE);
    let own = entractl::sandbox::CLIENT_ID;
    let assigned = tenant
        .app_role_assignments
        .all()
        .next()
        .expect("one")
        .clone();
    let app_id = if template.contains("appRoleAssignedTo") {
        "00000003-0000-0000-c000-000000000000".to_owned()
    } else if template.contains("{appRoleAssignment-id}") {
        let holder = tenant.service_principals.get(assigned.text("principalId"));
        holder.expect("one").text("appId").to_owned()
    } else {
        own.to_owned()
    };
    let app_id = app_id.as_str();
    let principal = tenant
        .service_principal_of(app_id)
        .expect("one")
        .id()
        .to_owned();
    let graph = "00000003-0000-0000-c000-000000000000";
    let graph = tenant.service_principal_of(graph).expect("Graph").clone();
    let on_graph = |one: &&entractl::sandbox::Object| one.text("resourceId") == graph.id();
    let assignment = if template.contains("appRoleAssignedTo") {
        tenant
            .app_role_assignments
            .all()
            .find(on_graph)
            .expect("one")
            .id()
            .to_owned()
    } else {
        assigned.id().to_owned()
    };
    let stranger = tenant
        .service_principal_of(LOOK_ALIKE_CLIENT_ID)
        .expect("one")
        .id()
        .to_owned();
    let group = named(&tenant.groups, cast::CLINICAL_GROUP).id().to_owned();
    let member = tenant.members[&group].first().expect("a member").clone();
    let stored = |store: &str| {
        let first = tenant.stores.get(store).and_then(|all| all.all().next());
        first.map_or_else(String::new, |one| one.id().to_owned())
    };
    let id = |name: &str| match name {
        "user-id" | "riskyUser-id" | "userRegistrationDetails-id" => user.clone(),
        "directoryObject-id" if template.contains("deletedItems") => tenant
            .deleted
            .all()
            .next()
            .expect("a deleted object")
            .id()
            .to_owned(),
        "directoryObject-id" if template.contains("$ref") => member.clone(),
        "directoryObject-id" => user_id(cast::TWIN_1),
        "device-id" => device.id().to_owned(),
        "deviceId" => device.text("deviceId").to_owned(),
        "appId" => app_id.to_owned(),
        "application-id" => tenant.registration(app_id).expect("one").id().to_owned(),
        "servicePrincipal-id" => principal.clone(),
        "appRoleAssignment-id" => assignment.clone(),
        "group-id" => group.clone(),
        "roleTemplateId" | "unifiedRoleDefinition-id" => {
            "62e90394-69f5-4237-9190-012177145e10".to_owned()
        }
        "directoryRole-id" => named(&tenant.roles, "Global Administrator").id().to_owned(),
        "unifiedRoleAssignment-id" => tenant
            .role_assignments
            .all()
            .next()
            .expect("one")
            .id()
            .to_owned(),
        "oAuth2PermissionGrant-id" => tenant.grants.all().next().expect("one").id().to_owned(),
        "organization-id" => TENANT_ID.to_owned(),
        "domain-id" => "meridian.example".to_owned(),
        "administrativeUnit-id" => named(&tenant.administrative_units, cast::RESTRICTED_UNIT)
            .id()
            .to_owned(),
        "conditionalAccessPolicy-id" => tenant
            .access_policies
            .all()
            .next()
            .expect("one")
            .id()
            .to_owned(),
        "tokenLifetimePolicy-id" => tenant.token_policies.first().expect("one").id().to_owned(),
        "signIn-id" => tenant.sign_ins.first().expect("one").id().to_owned(),
        "namedLocation-id" => stored("named-locations"),
        "authenticationStrengthPolicy-id" => stored("authentication-strength-policies"),
        "riskDetection-id" => stored("risk-detections"),
        "appManagementPolicy-id" => stored("app-management-policies"),
        "permissionGrantPolicy-id" => stored("permission-grant-policies"),
        "internalDomainFederation-id" => stored("federation-configurations"),
        "messageRule-id" => stored("message-rules"),
        "passwordAuthenticationMethod-id" | "authenticationMethod-id" => {
            "28c10230-6103-485e-b985-444c60001490".to_owned()
        }
        "phoneAuthenticationMethod-id" => "3179e48a-750b-4051-897c-87b9720928f7".to_owned(),
        "federatedIdentityCredential-id" => made.credential.clone(),
        "unifiedRoleAssignmentScheduleRequest-id" => made.request.clone(),
        "directoryAudit-id" => made.audit.clone(),
        "riskyServicePrincipal-id" => principal.clone(),
        _ => "00000000-0000-4000-8000-000000000001".to_owned(),
    };
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').expect("a closed placeholder");
        path.push_str(before);
        path.push_str(&id(name));
        rest = tail;
    }
    path.push_str(rest);
    let role = graph.get("appRoles")[0]["id"].clone();
    let body = match (method, template.rsplit('/').next().unwrap_or_default()) {
        ("POST", "appRoleAssignments" | "appRoleAssignedTo") => json!({
            "principalId": if template.contains("AssignedTo") { &stranger } else { &principal },
            "resourceId": graph.id(), "appRoleId": role,
        }),
        ("POST", "applications") => json!({ "displayName": "made up" }),
        ("POST", "users") => json!({
            "accountEnabled": true, "displayName": "Nia New", "mailNickname": "nia.new",
            "userPrincipalName": "nia.new@meridian.example", "passwordProfile": { "password": "made-up-Passw0rd" },
        }),
        ("POST", "servicePrincipals") => json!({ "appId": app_id }),
        ("POST", "addPassword") => json!({ "passwordCredential": { "displayName": "made up" } }),
        ("POST", "removePassword") => json!({
            "keyId": tenant.registration(app_id).expect("one").secrets()[0]["keyId"],
        }),
        ("POST", "federatedIdentityCredentials") => json!({
            "name": "main", "issuer": "https://ci.example", "subject": "repo:a/b", "audiences": ["x"],
        }),
        ("POST", "$ref") => {
            json!({ "@odata.id": format!("{GRAPH}/v1.0/directoryObjects/{}", user_id(cast::TWIN_1)) })
        }
        ("POST", "getByIds") => json!({ "ids": [user], "types": ["user"] }),
        ("POST", "checkMemberGroups") => {
            json!({ "groupIds": [named(&tenant.groups, cast::CLINICAL_GROUP).id()] })
        }
        ("POST", "getMemberObjects") => json!({ "securityEnabledOnly": false }),
        ("POST", "confirmCompromised" | "confirmSafe" | "dismiss")
            if template.contains("riskyUsers") =>
        {
            json!({ "userIds": [user] })
        }
        ("POST", "confirmCompromised" | "dismiss") => json!({ "servicePrincipalIds": [principal] }),
        ("POST", "evaluate") => json!({ "signInIdentity": { "userId": user } }),
        ("POST", "oauth2PermissionGrants") => json!({
            "clientId": stranger, "consentType": "AllPrincipals", "resourceId": graph.id(), "scope": "User.Read",
        }),
        ("POST", "roleAssignments") => json!({
            "principalId": user, "roleDefinitionId": "88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "directoryScopeId": "/",
        }),
        ("POST", "roleAssignmentScheduleRequests") => json!({
            "action": "adminAssign", "principalId": user, "directoryScopeId": "/",
            "roleDefinitionId": "88d8e3e3-8f55-4a1e-953a-9b9898b8876b",
        }),
        ("POST", "temporaryAccessPassMethods") => json!({ "lifetimeInMinutes": 60 }),
        ("POST", "resetPassword") => json!({ "newPassword": "made-up-Passw0rd" }),
        ("POST", "$batch") => json!({ "requests": [{ "id": "1", "method": "GET", "url": "/me" }] }),
        ("PATCH", "messageRules") => json!({ "isEnabled": false }),
        ("PATCH", "onPremisesSyncBehavior") => json!({ "isCloudManaged": true }),
        ("PATCH", _) if template.starts_with("/applications") => {
            json!({ "displayName": "renamed" })
        }
        ("PATCH", _) if template.contains("/messageRules/") => json!({ "isEnabled": false }),
        ("PATCH", _) if template.starts_with("/oauth2") => json!({ "scope": "User.Read" }),
        ("PATCH", _) => json!({ "accountEnabled": true }),
        ("POST", _) => json!({}),
        _ => return (path, None),
    };
    (path, Some(body))
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
    let (Some(mut document), Some(beyond)) = (
        official_data::json("graph-openapi.json"),
        official_data::json("graph-openapi-beyond.json"),
    ) else {
        return;
    };
    let more = beyond["paths"].as_object().expect("paths").clone();
    document["paths"]
        .as_object_mut()
        .expect("paths")
        .extend(more);
    let permissions = official_data::json("permission-by-path.json").expect("permissions");
    let mut scopes = BTreeSet::new();
    for part in ["operations", "beyond"] {
        for one in permissions[part].as_object().expect("operations").values() {
            let all = one["DelegatedWork"]["all"].as_array();
            scopes.extend(all.into_iter().flatten().filter_map(Value::as_str));
        }
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
            if !schema.is_null() && !(status == 202 && answer.is_null()) {
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
