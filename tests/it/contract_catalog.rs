//! The product's own tables say what Microsoft's say.
use std::collections::{BTreeMap, BTreeSet};

use crate::support::official_data;
use entractl::catalog::calls::{self, Scheme};
use entractl::catalog::roles::{self, RoleAction, TargetFlags};
use entractl::catalog::{Catalog, PermissionKind, explanations, scopes};
use serde_json::Value;

fn texts(value: &Value) -> Vec<&str> {
    let list = value.as_array().expect("a list");
    list.iter()
        .map(|text| text.as_str().expect("a text"))
        .collect()
}

#[test]
fn permission_ids_are_the_ones_of_microsoft_graph() {
    let Some(official) = official_data::json("graph-permissions.json") else {
        return;
    };
    let by_name: BTreeMap<&str, &Value> = official["permissions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["value"].as_str().expect("a name"), one))
        .collect();
    let graph = official["$meta"]["graphAppId"].as_str().expect("an id");
    let mut compared = 0;
    for set in Catalog::builtin().sets {
        for permission in &set.permissions {
            if permission.resource.app_id.as_str() != graph {
                continue;
            }
            let key = match permission.kind {
                PermissionKind::Application => "applicationId",
                PermissionKind::Delegated => "delegatedId",
            };
            let known = by_name[permission.name.as_ref()];
            assert_eq!(known[key], permission.id.as_str(), "{}", permission.name);
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared}");
    for purpose in scopes::Use::ALL {
        for scope in scopes::scopes_for(purpose) {
            assert!(by_name[scope]["delegatedId"].is_string(), "{scope}");
        }
    }
}

/// Permissions that the table leaves out on purpose; see `catalog::calls`.
fn left_out(template: &str, name: &str) -> bool {
    let families = [
        "AgentId",
        "DeviceManagement",
        "Group-NestingSupport",
        "Group-PreferredDataLocation",
        "Group-XTenant",
    ];
    let own_account = template.starts_with("/users/{")
        && [
            "User.Read",
            "User.ReadWrite",
            "UserAuthenticationMethod.Read",
            "UserAuthenticationMethod.ReadWrite",
        ]
        .contains(&name);
    own_account
        || name.ends_with(".CrossCloud")
        || families.iter().any(|family| name.starts_with(family))
}

/// Every key written `{id}`.
fn plain(template: &str) -> String {
    let mut plain = String::new();
    for (index, part) in template.split('{').enumerate() {
        match part.split_once('}') {
            Some((_, rest)) if index > 0 => {
                plain.push_str("{id}");
                plain.push_str(rest);
            }
            _ => plain.push_str(part),
        }
    }
    plain
}

#[test]
fn every_route_needs_what_microsofts_table_says() {
    let Some(official) = official_data::json("permission-by-path.json") else {
        return;
    };
    let permissions = official_data::permissions().expect("permissions");
    let mut operations: BTreeMap<(String, String), &Value> = BTreeMap::new();
    for (key, value) in &permissions {
        let (method, template) = key.split_once(' ').expect("a method and a path");
        operations.insert((method.to_owned(), plain(template)), value);
    }
    let undocumented = texts(&official["$meta"]["notDocumented"]);
    for route in calls::routes() {
        let key = (route.method.to_owned(), route.template.to_owned());
        let Some(operation) = operations.get(&key) else {
            if official_data::is_unlisted(route.method, route.template) {
                continue;
            }
            let name = format!("{} {}", route.method, route.template);
            assert!(undocumented.iter().any(|one| plain(one) == name), "{name}");
            continue;
        };
        if route.method == "PATCH" && route.template == "/users/{id}" {
            continue;
        }
        for (scheme, name) in [
            (Scheme::Delegated, "DelegatedWork"),
            (Scheme::Application, "Application"),
        ] {
            compare(route, scheme, &operation[name]);
        }
    }
}

fn compare(route: &calls::Route, scheme: Scheme, official: &Value) {
    let at = format!("{} {} {scheme:?}", route.method, route.template);
    let Some(groups) = route.permissions_for(scheme) else {
        assert!(official.is_null(), "{at}");
        return;
    };
    let recommended: Vec<&str> = official["recommended"]
        .as_str()
        .unwrap_or_else(|| panic!("{at}"))
        .split(" + ")
        .filter(|name| !left_out(route.template, name))
        .collect();
    let accepted: BTreeSet<&str> = texts(&official["all"])
        .into_iter()
        .filter(|name| !left_out(route.template, name))
        .chain(recommended.iter().copied())
        .collect();
    let ours: BTreeSet<&str> = groups
        .iter()
        .flat_map(|group| group.iter().copied())
        .collect();
    // A permission that counts only beside another one, which is enough alone, adds nothing.
    let adds_nothing = |name: &&str| official["alsoRequires"].get(name).is_some();
    assert!(ours.is_subset(&accepted), "{at}: {ours:?}");
    assert!(
        accepted.difference(&ours).all(adds_nothing),
        "{at}: {ours:?}"
    );

    let needs = calls::needs(
        route.method,
        &route.template.replace("{id}", "1"),
        &[],
        scheme,
    )
    .unwrap_or_else(|| panic!("{at}"));
    if !recommended.is_empty() {
        assert!(needs.is_satisfied_by(&recommended), "{at}");
        let ours: BTreeSet<&str> = needs.recommended().into_iter().collect();
        assert_eq!(ours, recommended.iter().copied().collect(), "{at}");
    }
    let together = official["alsoRequires"].as_object();
    for name in accepted {
        let alone = needs.is_satisfied_by(&[name]);
        match together.and_then(|pairs| pairs.get(name)) {
            Some(_) => assert!(!alone, "{at}: {name} alone must not be enough"),
            None if together.is_none() => assert!(alone, "{at}: {name}"),
            None => {}
        }
    }
}

#[test]
fn changing_a_user_follows_the_page_on_updating_users() {
    let Some(official) = official_data::json("permission-by-path.json") else {
        return;
    };
    let page = &official["$meta"]["overrides"]["PATCH /users/{user-id}"];
    for property in ["accountEnabled", "passwordProfile"] {
        for (scheme, name) in [
            (Scheme::Delegated, "DelegatedWork"),
            (Scheme::Application, "Application"),
        ] {
            let needs = calls::needs("PATCH", "/users/1", &[property], scheme).expect("a route");
            for combination in texts(&page[property][name]) {
                let names: Vec<&str> = combination.split(" + ").collect();
                assert!(needs.is_satisfied_by(&names), "{property}: {combination}");
                assert_eq!(needs.recommended(), names, "{property}");
            }
        }
    }
}

#[test]
fn every_route_is_in_the_official_description() {
    let Some(official) = official_data::openapi() else {
        return;
    };
    let paths: BTreeMap<String, &Value> = official["paths"]
        .as_object()
        .expect("an object")
        .iter()
        .map(|(path, value)| (plain(path), value))
        .collect();
    for route in calls::routes() {
        if official_data::is_unlisted(route.method, route.template) {
            assert!(!paths.contains_key(route.template), "{}", route.template);
            continue;
        }
        let methods = paths
            .get(route.template)
            .unwrap_or_else(|| panic!("{}", route.template));
        let method = route.method.to_ascii_lowercase();
        assert!(methods[&method].is_object(), "{method} {}", route.template);
    }
}

#[test]
fn roles_and_their_reach_match_microsoft() {
    let Some(official) = official_data::json("directory-roles.json") else {
        return;
    };
    let known = official["roles"].as_array().expect("a list");
    assert_eq!(known.len(), roles::all().len());
    for role in known {
        let name = role["displayName"].as_str().expect("a name");
        let ours = roles::by_name(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(role["templateId"], ours.template_id);
        assert_eq!(
            role["privileged"].as_bool().unwrap_or(false),
            ours.privileged
        );
    }
    for (table, action) in [
        ("resetPassword", RoleAction::ResetPassword),
        ("sensitiveActions", RoleAction::ChangeSensitive),
    ] {
        for (target, callers) in official[table].as_object().expect("an object") {
            let mut flags = TargetFlags::default();
            let held = match target.as_str() {
                "(no admin role)" => vec![],
                "(no admin role, member or owner of a role-assignable group)" => {
                    flags.role_assignable_group = true;
                    vec![]
                }
                "(role scoped to a restricted management administrative unit)" => {
                    flags.restricted_unit = true;
                    vec![]
                }
                "(any other built-in or custom role)" => {
                    vec![
                        "11111111-2222-4333-8444-555555555555"
                            .parse()
                            .expect("a GUID"),
                    ]
                }
                name => vec![
                    roles::by_name(name)
                        .unwrap_or_else(|| panic!("{name}"))
                        .id(),
                ],
            };
            let ours: BTreeSet<&str> = roles::who_may(action, &held, flags)
                .iter()
                .map(|role| role.name)
                .collect();
            assert_eq!(
                ours,
                texts(callers).into_iter().collect(),
                "{table}: {target}"
            );
        }
    }
}

#[test]
fn consent_is_given_by_the_roles_that_microsoft_names() {
    let Some(official) = official_data::json("directory-roles.json") else {
        return;
    };
    let names = |consent| -> BTreeSet<&str> {
        roles::who_may_consent(consent)
            .iter()
            .map(|role| role.name)
            .collect()
    };
    let any = texts(&official["consent"]["any permission, any API"]);
    let graph = names(roles::Consent::GraphApplication);
    assert_eq!(graph, any.iter().copied().collect());
    let except = "any permission except Microsoft Graph (and Azure AD Graph) app roles";
    let wider = texts(&official["consent"][except])
        .into_iter()
        .chain(any)
        .collect();
    assert_eq!(names(roles::Consent::Other), wider);
}

#[test]
fn every_sign_in_code_and_error_word_is_explained() {
    let Some(official) = official_data::json("aadsts-errors.json") else {
        return;
    };
    for error in official["errors"].as_array().expect("a list") {
        let code = error["code"].as_u64().expect("a number").to_string();
        let ours = explanations::explain(&code).unwrap_or_else(|| panic!("{code}"));
        assert_eq!(ours.code, format!("AADSTS{code}"));
        let name = error["name"].as_str().expect("a name");
        assert!(name.starts_with(&ours.name), "{code}: {name}");
    }
    for word in official["$meta"]["oauthErrors"]
        .as_object()
        .expect("an object")
        .keys()
    {
        assert!(explanations::explain(word).is_some(), "{word}");
    }
}
