//! An example of each operation of Graph, for the simulated tenant.
use entractl::sandbox::seed::{LOOK_ALIKE_CLIENT_ID, cast, user_id};
use entractl::sandbox::{GRAPH, TENANT_ID, Tenant};
use serde_json::{Value, json};

/// Ids of what was made for an operation to act on.
pub(crate) struct Made {
    pub(crate) credential: String,
    pub(crate) request: String,
    pub(crate) audit: String,
}

/// Address of an operation with the ids of seeded objects, and a body that fits.
#[expect(clippy::too_many_lines, reason = "a list of ids and bodies")]
pub(crate) fn example(
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
        "servicePrincipal-id" | "riskyServicePrincipal-id" => principal.clone(),
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
