//! Finds the route of a request: names in an address come before ids.
use std::sync::LazyLock;

use http::Method;

use super::operations::OPERATIONS;
use super::query::NONE;
use super::route::{ROUTES, Route};
use crate::sandbox::entra::form;

/// Why no route fits a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoRoute {
    /// A part of the address leads nowhere.
    Segment(String),
    /// The address exists, but not with this method.
    Method,
}

/// A route with its template in parts.
struct ParsedRoute {
    parts: Vec<&'static str>,
    route: Route,
}

/// Every route. Those with fewer placeholders come first, so that a name in an address is
/// never taken for an id.
static PARSED: LazyLock<Vec<ParsedRoute>> = LazyLock::new(|| {
    let table = OPERATIONS.iter().map(|operation| Route {
        method: operation.method.clone(),
        template: operation.template,
        options: NONE,
        handler: operation.handler,
        operation: Some(operation),
    });
    let mut all: Vec<ParsedRoute> = ROUTES
        .iter()
        .cloned()
        .chain(table)
        .map(|route| ParsedRoute {
            parts: route.template.split('/').skip(1).collect(),
            route,
        })
        .collect();
    all.sort_by_key(|known| known.route.template.matches('{').count());
    all
});

/// Returns the templates of every route.
pub(super) fn templates() -> impl Iterator<Item = &'static str> {
    PARSED.iter().map(|known| known.route.template)
}

/// Returns the route of a call and the values of its placeholders.
///
/// # Errors
/// Tells the first part of the address that leads nowhere.
pub(super) fn find(method: &Method, path: &str) -> Result<(&'static Route, Vec<String>), NoRoute> {
    let segments: Vec<String> = path
        .split('/')
        .skip(1)
        .map(|segment| form::decode(&segment.replace('+', "%2B")))
        .collect();
    let mut fitting = PARSED
        .iter()
        .filter_map(|known| Some((&known.route, match_template(&known.parts, &segments)?)));
    let mut others = false;
    let found = fitting.find(|(route, _)| {
        others = true;
        route.method == *method
    });
    found.ok_or_else(|| {
        if others {
            return NoRoute::Method;
        }
        let mut lengths = 1..=segments.len();
        let dead_end = lengths.find(|length| {
            let start = segments.get(..*length).unwrap_or_default();
            let leads = |known: &ParsedRoute| {
                let parts = known.parts.get(..*length);
                parts.is_some_and(|parts| match_template(parts, start).is_some())
            };
            !PARSED.iter().any(leads)
        });
        let length = dead_end.unwrap_or(segments.len());
        let segment = length.checked_sub(1).and_then(|last| segments.get(last));
        NoRoute::Segment(segment.cloned().unwrap_or_default())
    })
}

fn match_template(parts: &[&'static str], segments: &[String]) -> Option<Vec<String>> {
    if parts.len() != segments.len() {
        return None;
    }
    let mut ids = Vec::new();
    for (part, segment) in parts.iter().zip(segments) {
        let Some((before, rest)) = part.split_once('{') else {
            if part != segment {
                return None;
            }
            continue;
        };
        let (_, after) = rest.split_once('}')?;
        let inner = segment.strip_prefix(before)?.strip_suffix(after)?;
        if inner.is_empty() {
            return None;
        }
        ids.push(inner.replace("''", "'"));
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use super::{NoRoute, find};
    use http::Method;

    #[test]
    fn a_key_in_parentheses_is_read_like_one_in_the_path() {
        let (route, ids) = find(&Method::GET, "/servicePrincipals(appId='1-2')").unwrap();
        assert_eq!(route.template, "/servicePrincipals(appId='{appId}')");
        assert_eq!(ids, ["1-2"]);
        let (_, ids) = find(&Method::GET, "/users/niamh.o%27harrowby%40meridian.example").unwrap();
        assert_eq!(ids, ["niamh.o'harrowby@meridian.example"]);
        let (route, ids) = find(&Method::GET, "/users/delta").unwrap();
        assert_eq!((route.template, ids.len()), ("/users/delta", 0));
    }

    #[test]
    fn what_is_not_listed_is_not_found() {
        let segment = |text: &str| NoRoute::Segment(text.to_owned());
        let none = |method, path| find(&method, path).unwrap_err();
        assert_eq!(none(Method::GET, "/users/1/photo"), segment("photo"));
        assert_eq!(none(Method::GET, "/pictures/1"), segment("pictures"));
        assert_eq!(none(Method::PUT, "/users/1"), NoRoute::Method);
        assert_eq!(none(Method::GET, "/users/"), segment(""));
    }
}
