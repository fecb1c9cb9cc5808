//! Queries on the directory's state: roles, memberships and permissions.
use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::json;

use super::entra::{Registration, Resource};
use super::object::Object;
use super::seed;
use super::tenant::{Tenant, uuid_of};

impl Tenant {
    /// Returns the template ids of the directory roles that a principal holds, directly
    /// or through a group, in order.
    pub fn role_templates(&self, principal: &str) -> Vec<String> {
        let groups = self.transitive_groups(principal);
        let held: BTreeSet<String> = self
            .role_assignments
            .all()
            .filter(|assignment| {
                let holder = assignment.text("principalId");
                assignment.text("directoryScopeId") == "/"
                    && (holder == principal || groups.contains(holder))
            })
            .map(|assignment| assignment.text("roleDefinitionId").to_owned())
            .collect();
        held.into_iter().collect()
    }

    /// Returns the ids of the groups that an object is in, directly or through groups.
    pub fn transitive_groups(&self, member: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open = vec![member.to_owned()];
        while let Some(id) = open.pop() {
            for (group, members) in &self.members {
                if members.contains(&id) && found.insert(group.clone()) {
                    open.push(group.clone());
                }
            }
        }
        found
    }

    /// Whether an object is a member or an owner of a role-assignable group.
    pub(super) fn in_role_assignable_group(&self, member: &str) -> bool {
        let owned = self.owners.iter().filter(|(_, all)| all.contains(member));
        let owned = owned.map(|(group, _)| group.clone());
        self.transitive_groups(member)
            .into_iter()
            .chain(owned)
            .any(|id| {
                self.groups
                    .get(&id)
                    .is_some_and(|group| group.flag("isAssignableToRole"))
            })
    }

    /// Returns the id of a resource's service principal; empty if there is none.
    fn principal_of_resource(&self, resource: &Resource) -> String {
        let app_id = match resource {
            Resource::Graph => seed::GRAPH_APP_ID,
            Resource::Application { app_id, .. } => app_id,
            Resource::Management(_) => return String::new(),
        };
        let principal = self.service_principal_of(app_id);
        principal
            .map(|found| found.id().to_owned())
            .unwrap_or_default()
    }

    /// Returns the delegated scopes of a resource that an application was granted for all
    /// users.
    pub(super) fn consented_scopes(&self, client_id: &str, of: &Resource) -> BTreeSet<String> {
        if matches!(of, Resource::Management(_)) {
            return BTreeSet::from(["user_impersonation".to_owned()]);
        }
        let client = self.service_principal_of(client_id);
        let client = client.map(Object::id).unwrap_or_default();
        let resource = self.principal_of_resource(of);
        self.grants
            .all()
            .filter(|grant| {
                grant.text("clientId") == client
                    && grant.text("resourceId") == resource
                    && grant.text("consentType") == "AllPrincipals"
            })
            .flat_map(|grant| grant.text("scope").split_whitespace())
            .map(str::to_owned)
            .collect()
    }

    /// Returns the names of the application permissions of a resource that a principal holds.
    pub(super) fn application_permissions(&self, principal: &str, of: &Resource) -> Vec<String> {
        let resource = self.principal_of_resource(of);
        let Some(resource) = self.service_principals.get(&resource) else {
            return Vec::new();
        };
        let roles = resource.get("appRoles").as_array();
        let roles = roles.map_or(&[][..], Vec::as_slice);
        self.app_role_assignments
            .all()
            .filter(|assignment| {
                assignment.text("principalId") == principal
                    && assignment.text("resourceId") == resource.id()
            })
            .filter_map(|assignment| {
                let role = roles
                    .iter()
                    .find(|role| role.get("id") == Some(assignment.get("appRoleId")))?;
                Some(role.get("value")?.as_str()?.to_owned())
            })
            .collect()
    }

    /// Returns the name of a delegated permission of a resource.
    pub(super) fn permission_name(&self, resource: &str, permission: &str) -> Option<String> {
        self.service_principals
            .get(resource)?
            .get("oauth2PermissionScopes")
            .as_array()?
            .iter()
            .find(|scope| scope.get("id").and_then(|id| id.as_str()) == Some(permission))?
            .get("value")?
            .as_str()
            .map(str::to_owned)
    }

    /// Whether the tokens issued to a user at `issued_at` have been revoked since.
    pub(super) fn are_sessions_revoked(&self, user: &str, issued_at: Timestamp) -> bool {
        self.users
            .get(user)
            .and_then(|user| {
                user.text("signInSessionsValidFromDateTime")
                    .parse::<Timestamp>()
                    .ok()
            })
            .is_some_and(|from| from > issued_at)
    }

    /// Returns the service principal of a registered application. A seeded one has an
    /// id derived from the application id; one created later has a new id.
    pub(super) fn new_service_principal(&mut self, client_id: &str) -> Object {
        let registration = self.registration(client_id).map(|known| known.0.clone());
        let registration = registration.unwrap_or_default();
        let known = Registration(&registration);
        let redirects: Vec<&str> = known.redirects().map(|(_, uri)| uri).collect();
        let first = uuid_of(&format!("service principal {client_id}"));
        let id = if self.service_principals.get(&first).is_none() && self.serial == 0 {
            first
        } else {
            self.uuid("service principal")
        };
        Object::from_value(json!({
            "id": id,
            "deletedDateTime": null,
            "accountEnabled": true,
            "appDisplayName": known.display_name(),
            "appId": client_id,
            "appOwnerOrganizationId": known.owner(),
            "appRoleAssignmentRequired": false,
            "appRoles": [],
            "disabledByMicrosoftStatus": null,
            "displayName": known.display_name(),
            "homepage": null,
            "oauth2PermissionScopes": [],
            "replyUrls": redirects,
            "servicePrincipalNames": [client_id],
            "servicePrincipalType": "Application",
            "signInAudience": registration.get("signInAudience"),
            "tags": ["WindowsAzureActiveDirectoryIntegratedApp"],
            "verifiedPublisher": registration.get("verifiedPublisher"),
        }))
    }
}
