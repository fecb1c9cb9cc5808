//! Query options applied to an object or a list.
use serde_json::{Map, Value, json};

use super::filter::{self, Filter};
use super::{Call, bad_request};
use crate::sandbox::GRAPH;
use crate::sandbox::entra::form::encode;
use crate::sandbox::faults::FaultKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// Options of a searchable list.
pub(super) const LIST: &[&str] = &[
    "$select",
    "$filter",
    "$search",
    "$top",
    "$count",
    "$orderby",
    "$skiptoken",
];
/// Options of the list of groups.
pub(super) const GROUPS: &[&str] = &[
    "$select",
    "$filter",
    "$search",
    "$top",
    "$count",
    "$orderby",
    "$skiptoken",
    "$expand",
];
/// Options of a plain list.
pub(super) const PLAIN: &[&str] = &["$select", "$filter", "$top", "$skiptoken"];
/// Options of one object.
pub(super) const ONE: &[&str] = &["$select"];
/// No options.
pub(super) const NONE: &[&str] = &[];

/// Default properties of a user, returned without `$select`.
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

/// Properties that only some kinds in a list of directory objects have.
const DERIVED: &[&str] = &[
    "accountEnabled",
    "displayName",
    "isAssignableToRole",
    "onPremisesSyncEnabled",
    "roleTemplateId",
    "userPrincipalName",
    "userType",
];

/// Returns the properties to show: those of `$select`, or the defaults. `None` for all.
fn selected_properties<'a>(call: &'a Call, default: &[&'a str]) -> Option<Vec<&'a str>> {
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

fn select_properties(object: &Object, names: Option<&[&str]>) -> Value {
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

/// Refuses a `$select` of properties that the objects do not have.
fn check_selected_properties(
    names: Option<&[&str]>,
    known: Option<&Object>,
    kind: &str,
) -> Result<(), Answer> {
    let (Some(names), Some(known)) = (names, known) else {
        return Ok(());
    };
    // In a list of objects of several kinds, Graph accepts the properties of each kind.
    let derived = |name: &str| kind == "directoryObject" && DERIVED.contains(&name);
    let unknown = |name: &&&str| !known.0.contains_key(**name) && !derived(name);
    match names.iter().find(unknown) {
        None => Ok(()),
        Some(name) => Err(bad_request(&format!(
            "Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.{kind}'."
        ))),
    }
}

/// Returns one object as an answer.
pub(super) fn object_answer(
    call: &Call,
    object: &Object,
    set: &str,
    kind: &str,
    default: &[&str],
) -> Answer {
    let names = selected_properties(call, default);
    if let Err(answer) = check_selected_properties(names.as_deref(), Some(object), kind) {
        return answer;
    }
    let mut body = select_properties(object, names.as_deref());
    let context = format!("{GRAPH}/v1.0/$metadata#{set}/$entity");
    if let Value::Object(map) = &mut body {
        map.shift_insert(0, "@odata.context".to_owned(), context.into());
    }
    Answer::ok(body)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "every caller is done with it"
)]
/// Returns a list as an answer: filtered, searched, sorted and split into pages.
pub(super) fn list_answer(
    tenant: &mut Tenant,
    call: &Call,
    objects: Vec<Object>,
    set: &str,
    kind: &str,
    default: &[&str],
) -> Answer {
    let picked = page_size(tenant, call)
        .and_then(|size| pick_page(call, objects.iter().collect(), size, kind, default));
    match picked {
        Ok(picked) => page_answer(tenant, call, picked, set),
        Err(answer) => answer,
    }
}

/// One page of a list, before it is serialized.
#[derive(Debug)]
pub(super) struct ListPage {
    value: Vec<Value>,
    total: usize,
    from: usize,
    size: usize,
}

/// Filters, searches and sorts objects, and returns the requested page.
pub(super) fn pick_page(
    call: &Call,
    mut objects: Vec<&Object>,
    size: usize,
    kind: &str,
    default: &[&str],
) -> Result<ListPage, Answer> {
    let names = selected_properties(call, default);
    check_selected_properties(names.as_deref(), objects.first().copied(), kind)?;
    let counted = call.option("$count") == Some("true");
    if let Some(text) = call.option("$filter") {
        let Some(filter) = filter::parse(text) else {
            return Err(Answer::not_found(&format!("the filter {text}")));
        };
        check_filter(&filter, objects.first().copied(), kind)?;
        let advanced = filter.is_advanced() || call.option("$orderby").is_some();
        if advanced && !(call.eventual && counted) {
            return Err(unsupported_query());
        }
        objects.retain(|object| filter.matches(object));
    }
    if let Some(text) = call.option("$search") {
        if !call.eventual {
            return Err(unsupported_query());
        }
        let Some(terms) = filter::parse_search(text) else {
            return Err(bad_request(
                "Syntax error: character is not valid in $search.",
            ));
        };
        objects.retain(|object| filter::matches_search(object, &terms));
    }
    if counted && !call.eventual {
        return Err(unsupported_query());
    }
    if let Some(order) = call.option("$orderby") {
        let (name, descending) = order
            .strip_suffix(" desc")
            .map_or((order.trim_end_matches(" asc"), false), |name| (name, true));
        objects.sort_by_cached_key(|object| object.text(name).to_lowercase());
        if descending {
            objects.reverse();
        }
    }
    let from = match call.option("$skiptoken").map(str::parse::<usize>) {
        None => 0,
        Some(Ok(from)) => from,
        Some(Err(_)) => return Err(bad_request("The skip token is not valid.")),
    };
    Ok(ListPage {
        value: objects
            .iter()
            .skip(from)
            .take(size)
            .map(|object| select_properties(object, names.as_deref()))
            .collect(),
        total: objects.len(),
        from,
        size,
    })
}

/// Returns the number of entries on a page.
pub(super) fn page_size(tenant: &mut Tenant, call: &Call) -> Result<usize, Answer> {
    let size = match call.option("$top").map(str::parse::<usize>) {
        None => 100,
        Some(Ok(size)) if (1..=999).contains(&size) => size,
        Some(_) => {
            return Err(bad_request(
                "Invalid page size specified. Must be between 1 and 999 inclusive.",
            ));
        }
    };
    let tiny =
        tenant
            .faults
            .take_matching_rule(FaultKind::TinyPages, call.method.as_str(), &call.path);
    Ok(if tiny.is_some() { size.min(2) } else { size })
}

fn check_filter(filter: &Filter, known: Option<&Object>, kind: &str) -> Result<(), Answer> {
    let Some(known) = known else { return Ok(()) };
    match filter
        .properties()
        .into_iter()
        .find(|name| !known.0.contains_key(*name))
    {
        None => Ok(()),
        Some(name) => Err(bad_request(&format!(
            "Invalid filter clause: Could not find a property named '{name}' on type 'microsoft.graph.{kind}'."
        ))),
    }
}

fn unsupported_query() -> Answer {
    Answer::graph_error(
        400,
        "Request_UnsupportedQuery",
        "Unsupported query: ConsistencyLevel: eventual and $count=true are needed for it.",
    )
}

/// Returns a page as an answer, with the link to the next one.
pub(super) fn page_answer(tenant: &mut Tenant, call: &Call, picked: ListPage, set: &str) -> Answer {
    let ListPage {
        value,
        total,
        from,
        size,
    } = picked;
    let (method, path) = (call.method.as_str(), call.path.as_str());
    let mut body = json!({ "@odata.context": format!("{GRAPH}/v1.0/$metadata#{set}") });
    let mut add = |name: &str, value: Value| {
        if let Value::Object(map) = &mut body {
            map.insert(name.to_owned(), value);
        }
    };
    if call.option("$count") == Some("true") && from == 0 {
        add("@odata.count", total.into());
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
        .take_matching_rule(FaultKind::CrossOriginLink, method, path)
        .is_some()
    {
        add(
            "@odata.nextLink",
            link("https://graph.elsewhere.example", from + size).into(),
        );
    } else if tenant
        .faults
        .take_matching_rule(FaultKind::CyclicLink, method, path)
        .is_some()
    {
        add("@odata.nextLink", link(GRAPH, from).into());
    } else if from + size < total {
        add("@odata.nextLink", link(GRAPH, from + size).into());
    }
    add("value", Value::Array(value));
    Answer::ok(body)
}
