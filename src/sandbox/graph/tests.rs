//! Tests that the simulated Graph follows Graph's rules.
use serde_json::json;

use crate::sandbox::ledger::TokenKind;
use crate::sandbox::seed::scenarios::Scenario;
use crate::sandbox::seed::{GRAPH_APP_ID, cast, user_id, vendor_apps};
use crate::sandbox::test_support::TestClient;

fn plain() -> String {
    format!("/users/{}", user_id(cast::PLAIN))
}

#[test]
fn whether_an_account_is_enabled_must_be_asked_for() {
    let mut desk = TestClient::new();
    assert!(desk.get(&plain()).body.get("accountEnabled").is_none());
    let seen = desk.get(&format!("{}?$select=accountEnabled,userType", plain()));
    assert_eq!(seen.body["accountEnabled"], true);
    let by_name = desk.get("/users/niamh.o%27harrowby%40meridian.example");
    assert_eq!(by_name.body["displayName"], "Niamh O'Harrowby");
    assert_eq!(desk.get("/users/nobody@meridian.example").status, 404);
}

#[test]
fn pages_are_followed_to_the_last_and_lose_nobody() {
    let mut desk = TestClient::new();
    let mut seen = desk.get("/users?$top=90&$select=id&$count=true");
    assert_eq!(seen.body["@odata.count"], 200);
    let mut ids: Vec<String> = Vec::new();
    loop {
        ids.extend(seen.values("id").iter().map(|id| (*id).to_owned()));
        let Some(next) = seen.body["@odata.nextLink"].as_str().map(str::to_owned) else {
            break;
        };
        seen = desk.get(&next);
        assert!(seen.body.get("@odata.count").is_none());
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 200);
}

#[test]
fn people_are_found_by_filter_and_by_search() {
    let mut desk = TestClient::new();
    let twins = desk.get("/users?$filter=displayName%20eq%20'sam%20rivers'");
    assert_eq!(twins.values("id").len(), 2);
    let found = desk.get("/users?$search=%22displayName:Harrowby%22");
    assert_eq!(found.values("userPrincipalName"), [cast::APOSTROPHE]);
    assert_eq!(desk.get("/users?$filter=shoeSize%20eq%2044").status, 400);
    assert_eq!(desk.get("/users?$expand=manager").status, 501);
    assert_eq!(desk.get("/users/1/photo").status, 501);
}

#[test]
fn owners_come_with_the_groups_where_they_are_asked_for() {
    let mut desk = TestClient::new();
    let path = "/groups?$filter=isAssignableToRole%20eq%20true";
    let plain = desk.get(path);
    assert!(plain.body["value"][0].get("owners").is_none());
    let with = desk.get(&format!("{path}&$expand=owners($select=id)"));
    let owners = with.body["value"][0]["owners"].as_array();
    let id = plain.values("id")[0].to_owned();
    let listed = desk.get(&format!("/groups/{id}/owners"));
    assert_eq!(owners.map(Vec::len), Some(listed.values("id").len()));
    assert!(!listed.values("id").is_empty());
    let members = desk.get("/groups?$expand=members($select=id)");
    assert!(members.body["value"][0]["members"].is_array());
    assert_eq!(desk.get("/groups?$expand=pictures").status, 400);
}

#[test]
fn a_stranger_s_token_and_a_missing_permission_are_refused() {
    let mut desk = TestClient::new();
    desk.as_user(cast::ADMINISTRATOR, &["User.Read"]);
    assert_eq!(
        desk.get("/servicePrincipals").code(),
        "Authorization_RequestDenied"
    );
    assert_eq!(desk.get("/me").status, 200);
    desk.token = "not.a.token".to_owned();
    assert_eq!(desk.get("/me").status, 401);
    let kinds: Vec<TokenKind> = desk
        .tenant
        .ledger
        .entries()
        .iter()
        .map(|e| e.token)
        .collect();
    assert_eq!(
        kinds,
        [
            TokenKind::Delegated,
            TokenKind::Delegated,
            TokenKind::Invalid
        ]
    );
}

#[test]
fn an_account_is_disabled_and_its_sessions_end() {
    let mut desk = TestClient::new();
    assert_eq!(
        desk.patch(&plain(), json!({ "accountEnabled": false }))
            .status,
        204
    );
    let seen = desk.post(&format!("{}/revokeSignInSessions", plain()), json!({}));
    assert_eq!((seen.status, &seen.body["value"]), (200, &json!(true)));
    let seen = desk.get(&format!("{}?$select=accountEnabled", plain()));
    assert_eq!(seen.body["accountEnabled"], false);
    let applied = desk
        .tenant
        .ledger
        .entries()
        .iter()
        .filter(|e| e.applied)
        .count();
    assert_eq!(applied, 2);
    let wrong = desk.post(
        &format!("{}/revokeSignInSessions", plain()),
        json!({ "size": 44 }),
    );
    assert_eq!(wrong.status, 501);
}

#[test]
fn roles_decide_who_may_act_on_whom() {
    let mut desk = TestClient::new();
    let scopes = [
        "User.Read.All",
        "User.EnableDisableAccount.All",
        "User-PasswordProfile.ReadWrite.All",
    ];
    let force = json!({ "passwordProfile": { "forceChangePasswordNextSignIn": true } });
    desk.as_user(cast::HELPDESK_ADMINISTRATOR, &scopes);
    assert_eq!(desk.patch(&plain(), force.clone()).status, 204);
    assert_eq!(
        desk.patch(&plain(), json!({ "accountEnabled": false }))
            .status,
        403
    );
    desk.as_user(cast::USER_ADMINISTRATOR, &scopes);
    assert_eq!(
        desk.patch(&plain(), json!({ "accountEnabled": false }))
            .status,
        204
    );
    for target in [cast::SECOND_ADMINISTRATOR, cast::ROLE_BY_GROUP] {
        let path = format!("/users/{}", user_id(target));
        assert_eq!(desk.patch(&path, force.clone()).status, 403, "{target}");
    }
    desk.as_user(cast::PLAIN, &scopes);
    assert_eq!(
        desk.patch(&plain(), json!({ "accountEnabled": true }))
            .status,
        401
    );
}

#[test]
fn a_synchronised_account_comes_back_and_keeps_its_password() {
    let mut desk = TestClient::new();
    let path = format!("/users/{}", user_id(cast::SYNCED));
    let force = json!({ "passwordProfile": { "forceChangePasswordNextSignIn": true } });
    assert_eq!(desk.patch(&path, force).code(), "Request_BadRequest");
    assert_eq!(
        desk.patch(&path, json!({ "accountEnabled": false })).status,
        204
    );
    let select = format!("{path}?$select=accountEnabled");
    assert_eq!(desk.get(&select).body["accountEnabled"], false);
    desk.wait(31 * 60);
    assert_eq!(desk.get(&select).body["accountEnabled"], true);
    let reset =
        format!("{path}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword");
    assert_eq!(desk.post(&reset, json!({})).status, 400);
    let seen = desk.post(&reset, json!({ "newPassword": "Correct-Horse-1" }));
    assert_eq!(seen.status, 202);
    let location = seen.header("location").to_owned();
    assert_eq!(desk.get(&location).body["status"], "running");
    assert_eq!(desk.get(&location).body["status"], "succeeded");
}

#[test]
fn a_grant_is_written_once_and_shows_a_little_later() {
    let mut desk = TestClient::new();
    let app = vendor_apps().iter().find(|app| app.set == "s3").unwrap();
    let id = |desk: &TestClient, app_id: &str| {
        desk.tenant
            .service_principal_of(app_id)
            .unwrap()
            .id()
            .to_owned()
    };
    let (client, graph) = (id(&desk, app.client_id), id(&desk, GRAPH_APP_ID));
    let body = json!({
        "principalId": client, "resourceId": graph,
        "appRoleId": "741f803b-c850-494e-b5df-cde7c675a1ca",
    });
    let write = format!("/servicePrincipals/{graph}/appRoleAssignedTo");
    assert_eq!(desk.post(&write, body.clone()).status, 201);
    let read = format!("/servicePrincipals/{client}/appRoleAssignments");
    assert!(desk.get(&read).values("id").is_empty());
    assert!(
        desk.post(&write, body)
            .body
            .to_string()
            .contains("already exists")
    );
    desk.wait(2);
    let assignment = desk.get(&read).values("id")[0].to_owned();
    assert_eq!(desk.delete(&format!("{write}/{assignment}")).status, 204);
    let grant = json!({
        "clientId": client, "consentType": "AllPrincipals", "principalId": null,
        "resourceId": graph, "scope": "User.Read",
    });
    assert_eq!(
        desk.post("/oauth2PermissionGrants", grant.clone()).status,
        201
    );
    assert_eq!(desk.post("/oauth2PermissionGrants", grant).status, 409);
}

#[test]
fn a_batch_gives_each_item_its_own_fate() {
    let mut desk = TestClient::new();
    let item = |id: &str, url: &str| json!({ "id": id, "method": "GET", "url": url });
    let mut after = item("3", "/me");
    after["dependsOn"] = json!(["2"]);
    let seen = desk.post(
        "/$batch",
        json!({ "requests": [item("1", "/me"), item("2", "/users/nobody"), after] }),
    );
    let mut fates: Vec<(String, u64)> = seen.body["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            (
                r["id"].as_str().unwrap().to_owned(),
                r["status"].as_u64().unwrap(),
            )
        })
        .collect();
    fates.sort();
    assert_eq!(
        fates,
        [("1".into(), 200), ("2".into(), 404), ("3".into(), 424)]
    );
    let twice = json!({ "requests": [item("1", "/me"), item("1", "/me")] });
    assert_eq!(desk.post("/$batch", twice).status, 400);
    let many: Vec<_> = (0..21).map(|n| item(&n.to_string(), "/me")).collect();
    assert_eq!(
        desk.post("/$batch", json!({ "requests": many })).status,
        400
    );
    let inner = desk
        .tenant
        .ledger
        .entries()
        .iter()
        .filter(|e| e.in_batch == Some(1))
        .count();
    assert_eq!(inner, 3);
}

#[test]
fn sign_in_data_needs_a_licence() {
    let mut desk = TestClient::new();
    let path = format!("{}?$select=displayName,signInActivity", plain());
    assert!(desk.get(&path).body["signInActivity"]["lastSignInDateTime"].is_string());
    assert_eq!(desk.get("/auditLogs/signIns?$top=2").values("id").len(), 2);
    desk.tenant.apply_scenario(Scenario::NoLicense, desk.now);
    let code = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";
    assert_eq!(desk.get(&path).code(), code);
    assert_eq!(desk.get("/auditLogs/signIns").code(), code);
}

#[test]
fn the_roles_of_a_person_come_directly_and_through_groups() {
    let mut desk = TestClient::new();
    let path = format!(
        "/users/{}/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId",
        user_id(cast::ROLE_BY_GROUP)
    );
    assert_eq!(
        desk.get(&path).values("displayName"),
        ["Privileged Role Administrator"]
    );
    let app = vendor_apps().iter().find(|app| app.set == "s3").unwrap();
    let sp = desk
        .tenant
        .service_principal_of(app.client_id)
        .unwrap()
        .id()
        .to_owned();
    let body = json!({
        "principalId": sp, "directoryScopeId": "/",
        "roleDefinitionId": "966707d0-3269-4727-9be2-8c3a10f19b9d",
    });
    assert_eq!(
        desk.post("/roleManagement/directory/roleAssignments", body)
            .status,
        201
    );
    desk.wait(2);
    let read =
        format!("/roleManagement/directory/roleAssignments?$filter=principalId%20eq%20'{sp}'");
    assert_eq!(desk.get(&read).values("roleDefinitionId").len(), 1);
}

#[test]
fn an_enterprise_application_is_made_disabled_and_deleted() {
    let mut desk = TestClient::new();
    let app = vendor_apps().first().unwrap();
    let path = format!("/servicePrincipals(appId='{}')", app.client_id);
    let id = desk.get(&path).body["id"].as_str().unwrap().to_owned();
    assert_eq!(
        desk.patch(&path, json!({ "accountEnabled": false })).status,
        204
    );
    assert_eq!(desk.delete(&format!("/servicePrincipals/{id}")).status, 204);
    assert_eq!(desk.get(&path).status, 404);
    let made = desk.post("/servicePrincipals", json!({ "appId": app.client_id }));
    assert_eq!(made.status, 201);
    assert_eq!(
        desk.post("/servicePrincipals", json!({ "appId": app.client_id }))
            .status,
        409
    );
    let find = "/servicePrincipals?$select=id,appId,appRoles&$filter=appId%20eq%20'";
    let seen = desk.get(&format!("{find}{}'", app.client_id));
    assert_eq!(seen.values("id").len(), 1);
}
