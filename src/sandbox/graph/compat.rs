//! Variants of an address that Graph accepts besides the plain one: doubled slashes,
//! `myorganization`, keys in parentheses, names in any case.
//!
//! They are accepted only from other clients. The program itself must use the plain form.
use std::collections::BTreeMap;

use serde_json::Value;

use super::find_route::templates;
use crate::sandbox::entra::form;

/// Query options accepted with and without the dollar sign.
pub(super) const OPTIONS: [&str; 10] = [
    "$select",
    "$filter",
    "$search",
    "$top",
    "$count",
    "$orderby",
    "$skiptoken",
    "$expand",
    "$format",
    "$deltatoken",
];

/// Returns a path below the version in the plain form of the routes.
pub(super) fn normalize_path(path: &str) -> String {
    let mut plain = String::with_capacity(path.len() + 1);
    let mut first = true;
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let own = first && segment.eq_ignore_ascii_case("myorganization");
        first = false;
        if own {
            continue;
        }
        for part in split_segment(segment) {
            plain.push('/');
            plain.push_str(&part);
        }
    }
    if plain.is_empty() {
        plain.push('/');
    }
    plain
}

/// Returns one segment, or two if it has a key in parentheses.
fn split_segment(segment: &str) -> Vec<String> {
    let lower = segment.to_ascii_lowercase();
    let whole = if ["%27", "%28", "%29", "%24"]
        .iter()
        .any(|code| lower.contains(code))
    {
        form::decode(&segment.replace('+', "%2B")).replace(['/', '?', '#', '%'], "_")
    } else {
        segment.to_owned()
    };
    let Some((name, rest)) = whole.split_once('(') else {
        return vec![normalize_segment(&whole)];
    };
    let Some(key) = rest.strip_suffix(')') else {
        return vec![normalize_segment(&whole)];
    };
    let Some((property, value)) = key.split_once('=') else {
        let inner = key
            .strip_prefix('\'')
            .and_then(|key| key.strip_suffix('\''))
            .unwrap_or(key);
        return vec![normalize_segment(name), normalize_segment(inner)];
    };
    let property = ["appId", "roleTemplateId", "deviceId"]
        .into_iter()
        .find(|one| one.eq_ignore_ascii_case(property))
        .unwrap_or(property);
    let name = [
        "servicePrincipals",
        "directoryRoles",
        "applications",
        "devices",
    ]
    .into_iter()
    .find(|one| one.eq_ignore_ascii_case(name))
    .unwrap_or(name);
    vec![format!("{name}({property}={})", value.to_lowercase())]
}

/// Returns a segment as the routes write it. An id gets the stored form.
fn normalize_segment(segment: &str) -> String {
    if segment.len() == 36
        && let Ok(id) = uuid::Uuid::try_parse(segment)
    {
        return id.hyphenated().to_string();
    }
    templates()
        .flat_map(|template| template.split('/'))
        .chain(["$batch"])
        .find(|literal| !literal.contains('{') && literal.eq_ignore_ascii_case(segment))
        .unwrap_or(segment)
        .to_owned()
}

/// Returns query options by their plain names.
pub(super) fn normalize_query(query: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let plain = |name: String| {
        let wanted = name.trim_start_matches('$').to_ascii_lowercase();
        OPTIONS
            .iter()
            .find(|known| known.trim_start_matches('$') == wanted)
            .map_or(name, |known| (*known).to_owned())
    };
    query
        .into_iter()
        .map(|(name, value)| (plain(name), value))
        .collect()
}

/// Removes the type that Microsoft's SDKs put into every body. It repeats the address.
pub(super) fn strip_odata_type(value: &mut Value) {
    if let Value::Object(map) = value {
        map.shift_remove("@odata.type");
        map.values_mut().for_each(strip_odata_type);
    }
}

#[cfg(test)]
mod tests {
    use super::normalize_path;

    #[test]
    fn every_form_that_graph_takes_means_the_plain_one() {
        for (given, plain) in [
            ("//users//a@b.example", "/users/a@b.example"),
            ("/myorganization/Users", "/users"),
            (
                "/users('a@b.example')/memberof",
                "/users/a@b.example/memberOf",
            ),
            ("/users%28%27a@b.example%27%29", "/users/a@b.example"),
            (
                "/USERS/11111111-AAAA-4111-8111-111111111111/revokesigninsessions",
                "/users/11111111-aaaa-4111-8111-111111111111/revokeSignInSessions",
            ),
            (
                "/serviceprincipals(appid='5E70')/approleassignments",
                "/servicePrincipals(appId='5e70')/appRoleAssignments",
            ),
            ("/%24batch", "/$batch"),
            ("", "/"),
        ] {
            assert_eq!(normalize_path(given), plain, "{given}");
        }
    }
}
