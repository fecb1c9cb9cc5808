//! Permissions required by each call: the product's own table, which a contract test
//! compares with Microsoft's.
use super::Call;
use crate::catalog::calls::{Needs, Scheme, needs};
use crate::sandbox::ledger::TokenKind;

/// Returns the permission required by a call with these properties in its body.
pub(super) fn permission_needed(
    method: &str,
    path: &str,
    properties: &[&str],
    scheme: Scheme,
) -> Option<Needs> {
    // The table has no separate row for the caller's own roles.
    let path = match path {
        "/me/transitiveMemberOf/microsoft.graph.directoryRole" => "/me/transitiveMemberOf",
        other => other,
    };
    needs(method, path, properties, scheme)
}

/// Whether the caller's token has the permission that the call requires.
pub(super) fn is_permitted(call: &Call) -> bool {
    let scheme = match call.caller.kind {
        TokenKind::Delegated => Scheme::Delegated,
        TokenKind::Application => Scheme::Application,
        TokenKind::None | TokenKind::Invalid => return false,
    };
    let properties: Vec<&str> = call
        .body
        .as_ref()
        .and_then(|body| body.as_object())
        .map(|map| map.keys().map(String::as_str).collect())
        .unwrap_or_default();
    permission_needed(call.method.as_str(), &call.path, &properties, scheme)
        .is_some_and(|needs| needs.is_satisfied_by(&call.caller.permissions))
}

#[cfg(test)]
mod tests {
    use super::{Scheme, permission_needed};
    use crate::sandbox::graph::route::ROUTES;

    #[test]
    fn every_route_says_what_it_needs() {
        for route in ROUTES {
            let path = match route.template {
                "/policies/{policy}" => "/policies/authorizationPolicy",
                other => other,
            };
            let needs = permission_needed(route.method.as_str(), path, &[], Scheme::Delegated);
            assert!(needs.is_some(), "{} {}", route.method, route.template);
        }
    }
}
