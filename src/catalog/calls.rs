//! The permissions that each Graph route requires.
//!
//! One table for the tool, which reports missing permissions before sending, and for
//! the simulated tenant, which refuses the same calls as a real one. It follows
//! Microsoft's table of permissions by path, with three deviations that a contract test
//! knows: permissions of agents and of device management, which no administrator's tool
//! has, are omitted; on `/users/{id}` those that cover only the caller's own account
//! are omitted; and `PATCH /users/{id}` is split by property, as on Microsoft's page on
//! updating users.
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::table::{Table, list, table};

/// Alternative permissions: any one of them is enough. The recommended one is first.
pub type AnyOf = &'static [&'static str];

/// Groups of alternatives: one permission of every group is required. Empty if the route
/// needs no permission.
pub type AllOf = Vec<Vec<&'static str>>;

/// Kind of token that makes a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// A signed-in user's: `scp` in the token.
    Delegated,
    /// The application's own: `roles` in the token.
    Application,
}

/// A route of the tool and the simulated tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// Path without version. Every key is written as `{id}`.
    pub template: &'static str,
    /// Property of the request body that the row applies to; `None` for all other properties.
    pub property: Option<&'static str>,
    /// Permissions for a delegated token; `None` if delegated tokens are not accepted.
    pub delegated: Option<AllOf>,
    /// Permissions for an application's token; `None` if those are not accepted.
    pub application: Option<AllOf>,
}

impl Route {
    /// Returns every permission that is accepted for this route.
    pub fn permissions(&self) -> impl Iterator<Item = &'static str> {
        let groups = self.delegated.iter().chain(&self.application).flatten();
        groups.flatten().copied()
    }

    /// Returns the permissions that a token of `scheme` needs; `None` if such tokens are not
    /// accepted.
    pub fn permissions_for(&self, scheme: Scheme) -> Option<&AllOf> {
        match scheme {
            Scheme::Delegated => self.delegated.as_ref(),
            Scheme::Application => self.application.as_ref(),
        }
    }
}

/// Permissions required by one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs {
    /// Groups of alternatives: one permission of every group is required.
    pub groups: Vec<AnyOf>,
    /// Whether the kind of token is accepted at all.
    pub supported: bool,
}

impl Needs {
    /// Whether a token with the permissions `names` may make the call. Directory roles
    /// are not considered.
    pub fn is_satisfied_by<S: AsRef<str>>(&self, names: &[S]) -> bool {
        self.supported && self.unmet_groups(names).next().is_none()
    }

    /// Returns the recommended permission of every group that `names` does not satisfy.
    pub fn missing<S: AsRef<str>>(&self, names: &[S]) -> Vec<&'static str> {
        let mut missing: Vec<&'static str> = Vec::new();
        for name in self
            .unmet_groups(names)
            .filter_map(|group| group.first().copied())
        {
            if !missing.contains(&name) {
                missing.push(name);
            }
        }
        missing
    }

    /// Returns the recommended permission of every group; together they are enough.
    pub fn recommended(&self) -> Vec<&'static str> {
        self.missing::<&str>(&[])
    }

    fn unmet_groups<'a, S: AsRef<str>>(
        &'a self,
        names: &'a [S],
    ) -> impl Iterator<Item = &'a AnyOf> {
        self.groups.iter().filter(|group| {
            !names.iter().any(|held| {
                group
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case(held.as_ref()))
            })
        })
    }
}

const TABLE: Table<5> = table!(
    "data/routes.tsv",
    ["method", "path", "property", "delegated", "application"]
);

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| TABLE.parse(parse_route_row));

/// Cell text for a route that needs no permission.
const NOTHING: &str = "(none)";

fn parse_route_row(
    [method, template, property, delegated, application]: [&'static str; 5],
) -> Result<Route, String> {
    if !["GET", "POST", "PATCH", "DELETE"].contains(&method) {
        return Err(format!("no method {method:?}"));
    }
    if delegated.is_empty() && application.is_empty() {
        return Err("no token will do".to_owned());
    }
    let needs = |cell: &'static str| match cell {
        "" => None,
        NOTHING => Some(Vec::new()),
        groups => Some(
            groups
                .split(" + ")
                .map(|group| list(group, " | "))
                .collect(),
        ),
    };
    Ok(Route {
        method,
        template,
        property: (!property.is_empty()).then_some(property),
        delegated: needs(delegated),
        application: needs(application),
    })
}

/// Returns every route of the table.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter()
}

/// Returns the permissions that `method` on `path` requires from a token of `scheme`;
/// `None` for a route that is not in the table.
///
/// `path` may include the version and a query. `body_properties` are the names of the
/// properties in the body: if the table has rows per property, the requirements of all of
/// them are combined. A property without its own row has the requirements of the row
/// without a property.
pub fn needs(method: &str, path: &str, body_properties: &[&str], scheme: Scheme) -> Option<Needs> {
    let template = template_of(method, path)?;
    let rows: Vec<&Route> = routes()
        .filter(|route| route.template == template && route.method.eq_ignore_ascii_case(method))
        .collect();
    let row_for = |property: Option<&str>| {
        rows.iter()
            .find(|row| row.property.is_some() && row.property == property)
            .or_else(|| rows.iter().find(|row| row.property.is_none()))
    };
    let mut chosen: Vec<&&Route> = body_properties
        .iter()
        .filter_map(|property| row_for(Some(property)))
        .collect();
    if chosen.is_empty() {
        chosen.extend(row_for(None));
    }
    let mut needs = Needs {
        groups: Vec::new(),
        supported: true,
    };
    for row in chosen {
        match row.permissions_for(scheme) {
            None => needs.supported = false,
            Some(groups) => {
                for group in groups {
                    if !needs.groups.contains(&group.as_slice()) {
                        needs.groups.push(group);
                    }
                }
            }
        }
    }
    Some(needs)
}

/// Returns the route template that matches `path`. The one with the most literal segments
/// wins, so that `$count` in `/users/$count` is not taken for a user.
pub fn template_of(method: &str, path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = ["/v1.0/", "/beta/", "v1.0/"]
        .iter()
        .find_map(|version| path.strip_prefix(version))
        .unwrap_or(path);
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    let templates: BTreeSet<&'static str> = routes()
        .filter(|route| route.method.eq_ignore_ascii_case(method))
        .map(|route| route.template)
        .collect();
    templates
        .into_iter()
        .filter(|template| matches_template(template, &segments))
        .max_by_key(|template| template.split('/').filter(|part| *part != "{id}").count())
}

/// Whether the `segments` of a path match `template`. Literals ignore case, as in Graph.
fn matches_template(template: &str, segments: &[&str]) -> bool {
    let parts: Vec<&str> = template.trim_matches('/').split('/').collect();
    parts.len() == segments.len()
        && parts
            .iter()
            .zip(segments)
            .all(|(part, segment)| matches_segment(part, segment))
}

fn matches_segment(part: &str, segment: &str) -> bool {
    let Some((before, after)) = part.split_once("{id}") else {
        return part.eq_ignore_ascii_case(segment);
    };
    if before.is_empty() && after.is_empty() {
        return !segment.is_empty() && !segment.starts_with('$');
    }
    let lower = segment.to_ascii_lowercase();
    lower
        .strip_prefix(&before.to_ascii_lowercase())
        .and_then(|rest| rest.strip_suffix(&after.to_ascii_lowercase()))
        .is_some_and(|key| !key.is_empty() && !key.contains(['\'', '(', ')']))
}

#[cfg(test)]
mod tests {
    use super::{Scheme, TABLE, needs, parse_route_row, routes, template_of};

    #[test]
    fn every_row_of_the_routes_can_be_read_and_none_comes_twice() {
        TABLE.check(parse_route_row);
        let mut seen = std::collections::BTreeSet::new();
        for route in routes() {
            assert!(
                seen.insert((route.method, route.template, route.property)),
                "{route:?}"
            );
            for groups in [&route.delegated, &route.application].into_iter().flatten() {
                assert!(groups.iter().all(|group| !group.is_empty()), "{route:?}");
            }
        }
    }

    #[test]
    fn a_path_finds_its_most_literal_template() {
        for (method, path, template) in [
            ("GET", "/v1.0/users/$count?x=1", Some("/users/$count")),
            ("get", "/users/a@b.c", Some("/users/{id}")),
            (
                "GET",
                "/servicePrincipals(appId='0f')/appRoleAssignedTo",
                Some("/servicePrincipals(appId='{id}')/appRoleAssignedTo"),
            ),
            (
                "GET",
                "/users/1/transitiveMemberOf/microsoft.graph.directoryRole",
                Some("/users/{id}/transitiveMemberOf/microsoft.graph.directoryRole"),
            ),
            ("POST", "/$batch", Some("/$batch")),
            ("GET", "/users//memberOf", None),
            ("PUT", "/users/1", None),
            ("GET", "/servicePrincipals(appId='')", None),
        ] {
            assert_eq!(template_of(method, path), template, "{method} {path}");
        }
    }

    #[test]
    fn disabling_needs_two_permissions_or_one_wide_one() {
        let disable = needs("PATCH", "/users/1", &["accountEnabled"], Scheme::Delegated).unwrap();
        assert_eq!(
            disable.recommended(),
            ["User.EnableDisableAccount.All", "User.Read.All"]
        );
        assert!(!disable.is_satisfied_by(&["User.EnableDisableAccount.All"]));
        assert!(disable.is_satisfied_by(&["user.enabledisableaccount.all", "User.Read.All"]));
        assert!(disable.is_satisfied_by(&["User.ReadWrite.All"]));
        assert_eq!(
            disable.missing(&["User.Read.All"]),
            ["User.EnableDisableAccount.All"]
        );
    }

    #[test]
    fn a_password_needs_its_own_permission_and_properties_add_up() {
        let wide = ["User.ReadWrite.All", "Directory.ReadWrite.All"];
        let both = needs(
            "PATCH",
            "/users/1",
            &["accountEnabled", "passwordProfile"],
            Scheme::Application,
        )
        .unwrap();
        assert!(!both.is_satisfied_by(&wide));
        assert_eq!(both.missing(&wide), ["User-PasswordProfile.ReadWrite.All"]);
        let other = needs("PATCH", "/users/1", &["jobTitle"], Scheme::Delegated).unwrap();
        assert!(other.is_satisfied_by(&wide));
    }

    #[test]
    fn a_scheme_that_is_not_accepted_is_never_satisfied() {
        let path = "/users/1/authentication/methods/2/resetPassword";
        let reset = needs("POST", path, &[], Scheme::Application).unwrap();
        assert!(!reset.supported);
        assert!(!reset.is_satisfied_by(&["UserAuthenticationMethod.ReadWrite.All"]));
        let batch = needs("POST", "/$batch", &[], Scheme::Delegated).unwrap();
        assert!(batch.is_satisfied_by::<&str>(&[]));
    }

    #[test]
    fn granting_an_app_role_needs_writing_and_reading() {
        let path = "/servicePrincipals/1/appRoleAssignedTo";
        let grant = needs("POST", path, &[], Scheme::Delegated).unwrap();
        assert!(!grant.is_satisfied_by(&["AppRoleAssignment.ReadWrite.All"]));
        assert!(!grant.is_satisfied_by(&["Directory.Read.All"]));
        assert!(grant.is_satisfied_by(&["AppRoleAssignment.ReadWrite.All", "Directory.Read.All"]));
    }
}
