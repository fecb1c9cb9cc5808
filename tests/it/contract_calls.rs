//! Every call that entractl can build, against the official description of
//! Graph: the path and method exist, the body fits, the selected fields are
//! fields, and the catalog knows which permission it needs.
use crate::support::official_data;
use entractl::catalog::calls::{self, Scheme};
use entractl::graph::Call;
use entractl::graph::calls::{
    audit_logs, devices, grants, groups, organization, policies, roles, service_principals, users,
};
use entractl::secret::Secret;
use serde_json::{Value, json};

const A: &str = "11111111-1111-4111-8111-111111111111";
const B: &str = "22222222-2222-4222-8222-222222222222";

/// One of each call. A call that is built and not listed here is caught by
/// [`every_call_is_listed`].
fn every_call() -> Vec<Call> {
    let id = A.parse().unwrap();
    let other = B.parse().unwrap();
    let app = A.parse().unwrap();
    let permission = B.parse().unwrap();
    let role = B.parse().unwrap();
    vec![
        audit_logs::sign_ins(&id, "2026-03-01T08:00:00Z".parse().unwrap()),
        audit_logs::sign_ins_by_upn(
            "o'brien@contoso.com",
            "2026-03-01T08:00:00Z".parse().unwrap(),
        ),
        policies::token_lifetimes(),
        devices::of_user(&id),
        devices::registered_owners(&id),
        devices::registered_users(&id),
        devices::state(&id),
        devices::set_enabled(&id, false),
        audit_logs::directory_audits("2026-03-01T08:00:00Z".parse().unwrap(), false),
        audit_logs::directory_audits("2026-03-01T08:00:00Z".parse().unwrap(), true),
        groups::role_assignable(),
        groups::owners(&id),
        groups::transitive_members(&id),
        groups::members_with_account_type(&id),
        groups::count_members(&id),
        policies::conditional_access(),
        users::count(),
        users::me(),
        users::by_id(&id),
        users::state(&id),
        users::by_name(&A.parse().unwrap()),
        users::by_name(&"o'brien@contoso.com".parse().unwrap()),
        users::sign_in_activity(&id),
        users::directory_roles(&entractl::ids::UserRef::Id(id.clone())),
        users::groups(&entractl::ids::UserRef::Id(id.clone())),
        users::memberships(&id),
        users::check_member_groups(&id, std::slice::from_ref(&other)),
        users::administrative_units(&id),
        users::owned_objects(&entractl::ids::UserRef::Id(id.clone())),
        users::by_mail_alias("o'brien@contoso.com"),
        users::search(Some("o'b"), &["accountEnabled eq false".to_owned()], 50),
        users::set_enabled(&id, false),
        users::force_password_change(&id),
        users::set_password(&id, Secret::new("x")),
        users::reset_with_write_back(&id, Secret::new("x")),
        users::revoke_sessions(&id),
        service_principals::by_app(&app),
        service_principals::by_id(&id),
        service_principals::resource(&app),
        service_principals::by_apps(&[&app]),
        service_principals::resource_by_id(&id),
        service_principals::all(),
        service_principals::by_name_prefix("Trend"),
        service_principals::create(&app),
        service_principals::set_enabled(&id, true),
        service_principals::delete(&id),
        service_principals::owners(&id),
        service_principals::application_owners(&app),
        grants::app_roles_of(&id),
        grants::app_roles_of_app(&app),
        grants::scopes_of(&id),
        grants::scopes_of_app(&app),
        grants::assign_app_role(&id, &other, &permission),
        grants::remove_app_role(&id, "made-up"),
        grants::grant_scopes(&id, &other, "User.Read"),
        grants::grant("made-up"),
        grants::set_scopes("made-up", "User.Read"),
        grants::remove_grant("made-up"),
        grants::app_role_holders(&id),
        roles::all_assignments(),
        roles::eligible_assignments(),
        roles::active_assignments(&role),
        roles::assignments_of(&id),
        roles::assign(&id, &role),
        roles::members(&role),
        roles::of_service_principal(&id),
        organization::organization(),
        organization::domains(),
        organization::licenses(),
        organization::group(&id),
        organization::groups(),
        organization::group_members(&id),
    ]
}

/// Whether `path` (without query) is an instance of `template`.
fn fits(path: &str, template: &str) -> bool {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let wanted: Vec<&str> = template.trim_start_matches('/').split('/').collect();
    parts.len() == wanted.len()
        && parts.iter().zip(&wanted).all(|(part, wanted)| {
            if wanted.starts_with('{') {
                // A cast or a key is no id.
                !part.starts_with("microsoft.graph.") && !part.contains('(')
            } else if let Some((name, _)) = wanted.split_once("('") {
                wanted.contains("'{") && part.starts_with(name) && part.contains("='")
                    || part == wanted
            } else if let Some((before, _)) = wanted.split_once("='{") {
                part.starts_with(before)
            } else {
                part == wanted
            }
        })
}

fn operation<'a>(openapi: &'a Value, call: &Call) -> (&'a str, &'a Value) {
    let path = call.path.split('?').next().unwrap();
    let method = call.method.as_str().to_lowercase();
    for (template, operations) in openapi["paths"].as_object().unwrap() {
        if let Some(operation) = operations.get(&method)
            && fits(path, template)
        {
            return (template, operation);
        }
    }
    panic!("Graph's description has no {call}");
}

/// The properties of a schema, with those of what it is made from.
fn properties(openapi: &Value, schema: &Value, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.trim_start_matches('#');
        properties(openapi, openapi.pointer(pointer).unwrap(), found);
    }
    for part in ["allOf", "anyOf", "oneOf"] {
        for schema in schema[part].as_array().into_iter().flatten() {
            properties(openapi, schema, found);
        }
    }
    found.extend(
        schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone()),
    );
}

#[test]
fn every_call_is_in_the_official_description_and_its_body_fits() {
    let Some(openapi) = official_data::openapi() else {
        return;
    };
    for call in every_call() {
        let path = call.path.split('?').next().unwrap();
        let unlisted = calls::template_of(call.method.as_str(), path)
            .is_some_and(|template| official_data::is_unlisted(call.method.as_str(), template));
        if unlisted {
            continue;
        }
        let (template, operation) = operation(&openapi, &call);
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        match call.redacted_document() {
            Some(body) if body != json!({}) => {
                let mut known = Vec::new();
                properties(&openapi, schema, &mut known);
                for name in body.as_object().unwrap().keys() {
                    assert!(
                        known.contains(name),
                        "{call}: {template} has no property {name}"
                    );
                }
            }
            Some(_) | None => {
                let required = operation["requestBody"]["required"]
                    .as_bool()
                    .unwrap_or(false);
                assert!(
                    !required || call.redacted_document().is_some(),
                    "{call} needs a body"
                );
            }
        }
        select_fits(&openapi, &call, operation);
    }
}

fn select_fits(openapi: &Value, call: &Call, operation: &Value) {
    let Some((_, rest)) = call.path.split_once("$select=") else {
        return;
    };
    let fields = rest.split('&').next().unwrap();
    let answer = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    let mut known = Vec::new();
    properties(openapi, answer, &mut known);
    if known.iter().any(|name| name == "value") {
        let name = answer["$ref"]
            .as_str()
            .unwrap_or_default()
            .trim_start_matches('#');
        let list = openapi.pointer(name).unwrap_or(answer);
        let mut items = Vec::new();
        find_items(openapi, list, &mut items);
        known = items;
    }
    if known.len() < 4 {
        // A list of directory objects of several kinds: its fields are theirs.
        for kind in [
            "user",
            "group",
            "device",
            "directoryRole",
            "servicePrincipal",
        ] {
            let schema = json!({ "$ref": format!("#/components/schemas/microsoft.graph.{kind}") });
            properties(openapi, &schema, &mut known);
        }
    }
    for field in fields.split(',') {
        let field = field.replace("%20", "");
        assert!(
            known.contains(&field),
            "{call}: {field} is no field of the answer"
        );
    }
}

fn find_items(openapi: &Value, schema: &Value, found: &mut Vec<String>) {
    if let Some(items) = schema.pointer("/properties/value/items") {
        properties(openapi, items, found);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        find_items(openapi, part, found);
    }
}

#[test]
fn the_catalog_knows_what_every_call_needs() {
    for call in every_call() {
        let path = call.path.split('?').next().unwrap();
        let body = call.redacted_document().unwrap_or_default();
        let names: Vec<&str> = body
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        let needs = calls::needs(call.method.as_str(), path, &names, Scheme::Delegated);
        assert!(needs.is_some(), "the catalog has no row for {call}");
    }
}

#[test]
fn every_call_is_listed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/graph/calls");
    let own = include_str!("contract_calls.rs");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let module = path.file_stem().unwrap().to_string_lossy().into_owned();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let Some(rest) = line.strip_prefix("pub fn ") else {
                continue;
            };
            let name = rest.split('(').next().unwrap();
            let call = format!("{module}::{name}(");
            assert!(own.contains(&call), "{call}..) is not in every_call()");
        }
    }
}
