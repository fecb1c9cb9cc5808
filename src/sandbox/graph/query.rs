//! What the query options make of an object or a list.
use serde_json::{Map, Value, json};

use super::filter::{self, Filter};
use super::{Call, bad};
use crate::sandbox::GRAPH;
use crate::sandbox::entra::form::encode;
use crate::sandbox::faults::FaultKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// Options of a list that can be searched.
pub(super) const LIST: &[&str] = &[
    "$select",
    "$filter",
    "$search",
    "$top",
    "$count",
    "$orderby",
    "$skiptoken",
];
/// Options of a plain list.
pub(super) const PLAIN: &[&str] = &["$select", "$filter", "$top", "$skiptoken"];
/// Options of one object.
pub(super) const ONE: &[&str] = &["$select"];
/// No options.
pub(super) const NONE: &[&str] = &[];

/// Properties of a user that come without being asked for.
pub(super) const USER_DEFAULT: &[&str] = &[
    "businessPhones",
    "displayName",
    "givenName",
    "id",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
];

/// The properties to show: those of `$select`, or the default ones.
fn chosen<'a>(call: &'a Call, default: &[&'a str]) -> Option<Vec<&'a str>> {
    match call.option("$select") {
        Some(list) => {
            let mut names: Vec<&str> = list.split(',').map(str::trim).collect();
            if !names.contains(&"id") && !default.is_empty() {
                names.push("id");
            }
            Some(names)
        }
        None if default.is_empty() => None,
        None => Some(default.to_vec()),
    }
}

fn project(object: &Object, names: Option<&[&str]>) -> Value {
    match names {
        None => object.to_value(),
        Some(names) => Value::Object(
            object
                .0
                .iter()
                .filter(|(name, _)| names.contains(&name.as_str()) || name.starts_with("@odata"))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect::<Map<String, Value>>(),
        ),
    }
}

/// Refuses a `$select` of what the objects do not have.
fn check_names(names: Option<&[&str]>, known: Option<&Object>, kind: &str) -> Result<(), Answer> {
    let (Some(names), Some(known)) = (names, known) else {
        return Ok(());
    };
    match names.iter().find(|name| !known.0.contains_key(**name)) {
        None => Ok(()),
        Some(name) => Err(bad(&format!(
            "Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.{kind}'."
        ))),
    }
}

/// One object as an answer.
pub(super) fn one(call: &Call, object: &Object, set: &str, kind: &str, default: &[&str]) -> Answer {
    let names = chosen(call, default);
    if let Err(answer) = check_names(names.as_deref(), Some(object), kind) {
        return answer;
    }
    let mut body = project(object, names.as_deref());
    let context = format!("{GRAPH}/v1.0/$metadata#{set}/$entity");
    if let Value::Object(map) = &mut body {
        map.shift_insert(0, "@odata.context".to_owned(), context.into());
    }
    Answer::ok(body)
}

/// A list as an answer: filtered, searched, ordered and cut into pages.
pub(super) fn list(
    tenant: &mut Tenant,
    call: &Call,
    mut objects: Vec<Object>,
    set: &str,
    kind: &str,
    default: &[&str],
) -> Answer {
    let names = chosen(call, default);
    if let Err(answer) = check_names(names.as_deref(), objects.first(), kind) {
        return answer;
    }
    let counted = call.option("$count") == Some("true");
    if let Some(text) = call.option("$filter") {
        let Some(filter) = filter::parse(text) else {
            return Answer::unknown(&format!("the filter {text}"));
        };
        if let Err(answer) = check_filter(&filter, objects.first(), kind) {
            return answer;
        }
        let advanced = filter.is_advanced() || call.option("$orderby").is_some();
        if advanced && !(call.eventual && counted) {
            return unsupported();
        }
        objects.retain(|object| filter.holds(object));
    }
    if let Some(text) = call.option("$search") {
        if !call.eventual {
            return unsupported();
        }
        let Some(terms) = filter::search(text) else {
            return bad("Syntax error: character is not valid in $search.");
        };
        objects.retain(|object| filter::found(object, &terms));
    }
    if counted && !call.eventual {
        return unsupported();
    }
    if let Some(order) = call.option("$orderby") {
        let (name, descending) = order
            .strip_suffix(" desc")
            .map_or((order.trim_end_matches(" asc"), false), |name| (name, true));
        objects.sort_by_key(|object| object.text(name).to_lowercase());
        if descending {
            objects.reverse();
        }
    }
    page(tenant, call, &objects, names.as_deref(), set)
}

fn check_filter(filter: &Filter, known: Option<&Object>, kind: &str) -> Result<(), Answer> {
    let Some(known) = known else { return Ok(()) };
    match filter
        .properties()
        .into_iter()
        .find(|name| !known.0.contains_key(*name))
    {
        None => Ok(()),
        Some(name) => Err(bad(&format!(
            "Invalid filter clause: Could not find a property named '{name}' on type 'microsoft.graph.{kind}'."
        ))),
    }
}

fn unsupported() -> Answer {
    Answer::graph_error(
        400,
        "Request_UnsupportedQuery",
        "Unsupported query: ConsistencyLevel: eventual and $count=true are needed for it.",
    )
}

fn page(
    tenant: &mut Tenant,
    call: &Call,
    objects: &[Object],
    names: Option<&[&str]>,
    set: &str,
) -> Answer {
    let (method, path) = (call.method.as_str(), call.path.as_str());
    let mut size = match call.option("$top").map(str::parse::<usize>) {
        None => 100,
        Some(Ok(size)) if (1..=999).contains(&size) => size,
        Some(_) => return bad("Invalid page size specified. Must be between 1 and 999 inclusive."),
    };
    if tenant
        .faults
        .strike(FaultKind::TinyPages, method, path)
        .is_some()
    {
        size = size.min(2);
    }
    let from = match call.option("$skiptoken").map(str::parse::<usize>) {
        None => 0,
        Some(Ok(from)) => from,
        Some(Err(_)) => return bad("The skip token is not valid."),
    };
    let value: Vec<Value> = objects
        .iter()
        .skip(from)
        .take(size)
        .map(|object| project(object, names))
        .collect();
    let mut body = json!({ "@odata.context": format!("{GRAPH}/v1.0/$metadata#{set}") });
    let mut add = |name: &str, value: Value| {
        if let Value::Object(map) = &mut body {
            map.insert(name.to_owned(), value);
        }
    };
    if call.option("$count") == Some("true") && from == 0 {
        add("@odata.count", objects.len().into());
    }
    let link = |origin: &str, at: usize| {
        let mut link = format!("{origin}/v1.0{path}?");
        for (name, value) in &call.query {
            if name != "$skiptoken" {
                link.extend([&encode(name), "=", &encode(value), "&"]);
            }
        }
        link.push_str("$skiptoken=");
        link.push_str(&at.to_string());
        link
    };
    if tenant
        .faults
        .strike(FaultKind::ForeignLink, method, path)
        .is_some()
    {
        add(
            "@odata.nextLink",
            link("https://graph.elsewhere.example", from + size).into(),
        );
    } else if tenant
        .faults
        .strike(FaultKind::CyclicLink, method, path)
        .is_some()
    {
        add("@odata.nextLink", link(GRAPH, from).into());
    } else if from + size < objects.len() {
        add("@odata.nextLink", link(GRAPH, from + size).into());
    }
    add("value", Value::Array(value));
    Answer::ok(body)
}
