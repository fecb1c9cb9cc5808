//! Query options applied to an object or a list.
use serde_json::{Value, json};

use super::filter::Filter;
use super::select::{Selection, kind_of};
use super::{Call, bad_request, expand, filter_text, search, types};
use crate::sandbox::GRAPH;
use crate::sandbox::entra::form::encode;
use crate::sandbox::faults::FaultKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::{Answer, Payload};
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

/// Returns one object as an answer.
pub(super) fn object_answer(
    tenant: &Tenant,
    call: &Call,
    object: &Object,
    set: &str,
    kind: &str,
) -> Answer {
    let selection = match Selection::of_call(call, kind, Some(object)) {
        Ok(selection) => selection,
        Err(answer) => return answer,
    };
    let mut body = selection.apply(object, kind);
    if let Err(answer) = expand::expand(tenant, call, object, kind, &mut body) {
        return answer;
    }
    let context = format!("{GRAPH}/{}/$metadata#{set}/$entity", call.version);
    if let Value::Object(map) = &mut body {
        map.shift_insert(0, "@odata.context".to_owned(), context.into());
    }
    Answer::ok(body)
}

/// Returns a list as an answer: filtered, searched, sorted and split into pages.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every caller is done with it"
)]
pub(super) fn list_answer(
    tenant: &mut Tenant,
    call: &Call,
    objects: Vec<Object>,
    set: &str,
    kind: &str,
) -> Answer {
    let picked = page_size(tenant, call)
        .and_then(|size| pick_page(tenant, call, objects.iter().collect(), size, kind));
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
    tenant: &Tenant,
    call: &Call,
    mut objects: Vec<&Object>,
    size: usize,
    kind: &str,
) -> Result<ListPage, Answer> {
    let example = objects.first().copied();
    let selection = Selection::of_call(call, kind, example)?;
    let is_directory = kind == "directoryObject" || !types::properties(kind).is_empty();
    let counted = call.option("$count") == Some("true");
    if let Some(filter) = filter_of(call, kind, example)? {
        if is_directory && filter.searches_within_text() {
            return Err(unsupported_query("Unsupported Query."));
        }
        let part = filter.advanced_part();
        let part = part.or_else(|| call.option("$orderby").map(|_| "OrderBy"));
        if let Some(part) = part.filter(|_| is_directory && !(call.eventual && counted)) {
            return Err(needs_advanced_query(part));
        }
        objects.retain(|object| filter.matches(object));
    }
    if let Some(text) = call.option("$search") {
        if !call.eventual {
            return Err(needs_advanced_query("Search"));
        }
        let Some(terms) = search::parse(text) else {
            return Err(bad_request(
                "Syntax error: character is not valid in $search.",
            ));
        };
        objects.retain(|object| terms.matches(object));
    }
    if counted && is_directory && !call.eventual {
        return Err(needs_advanced_query("Count"));
    }
    if let Some(order) = call.option("$orderby") {
        sort(call, &mut objects, order, kind, example)?;
    }
    let from = match call.option("$skiptoken").map(str::parse::<usize>) {
        None => 0,
        Some(Ok(from)) => from,
        Some(Err(_)) => return Err(bad_request("The skip token is not valid.")),
    };
    let mut value = Vec::new();
    for object in objects.iter().skip(from).take(size) {
        let mut shown = selection.apply(object, kind);
        let own = kind_of(object, kind);
        expand::expand(tenant, call, object, own, &mut shown)?;
        value.push(shown);
    }
    Ok(ListPage {
        value,
        total: objects.len(),
        from,
        size,
    })
}

/// Returns the condition of a call.
///
/// # Errors
/// Fails for one that is not valid. The program itself must use only what is parsed here.
fn filter_of(call: &Call, kind: &str, example: Option<&Object>) -> Result<Option<Filter>, Answer> {
    let Some(text) = call.option("$filter") else {
        return Ok(None);
    };
    let Some(filter) = filter_text::parse(text) else {
        if call.caller.strict {
            return Err(Answer::not_found(&format!("the filter {text}")));
        }
        return Err(bad_request(
            "Invalid filter clause: The filter has a syntax error.",
        ));
    };
    let mut names = filter.properties().into_iter();
    match names.find(|name| !is_property(call, name, kind, example)) {
        None => Ok(Some(filter)),
        Some(name) => Err(bad_request(&format!(
            "Invalid filter clause: Could not find a property named '{name}' on type 'microsoft.graph.{kind}'."
        ))),
    }
}

/// Whether objects of a type have a property. Of types without table, an object tells.
fn is_property(call: &Call, name: &str, kind: &str, example: Option<&Object>) -> bool {
    let exact = call.caller.strict;
    if types::find(kind, name, exact).is_some() {
        return true;
    }
    let known = |object: &Object| {
        let mut names = object.0.keys();
        names.any(|known| known == name || !exact && known.eq_ignore_ascii_case(name))
    };
    types::properties(kind).is_empty() && example.is_none_or(known)
}

/// Sorts objects by the keys of `$orderby`, the first of which counts most.
fn sort(
    call: &Call,
    objects: &mut [&Object],
    order: &str,
    kind: &str,
    example: Option<&Object>,
) -> Result<(), Answer> {
    for key in order.rsplit(',') {
        let mut words = key.split_whitespace();
        let name = words.next().unwrap_or_default();
        let descending = match words.next() {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(other) => {
                return Err(bad_request(&format!(
                    "Syntax error in $orderby at '{other}'."
                )));
            }
        };
        if !is_property(call, name, kind, example) {
            return Err(bad_request(&format!(
                "Could not find a property named '{name}' on type 'microsoft.graph.{kind}'."
            )));
        }
        let name = types::find(kind, name, false).map_or(name, |known| known.name);
        let text = |object: &&Object| match object.get(name) {
            Value::Null => String::new(),
            Value::String(text) => text.to_lowercase(),
            other => other.to_string(),
        };
        // Each sort keeps the order of the key after it among equals.
        if descending {
            objects.sort_by_cached_key(|object| std::cmp::Reverse(text(object)));
        } else {
            objects.sort_by_cached_key(text);
        }
    }
    Ok(())
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

fn unsupported_query(message: &str) -> Answer {
    Answer::graph_error(400, "Request_UnsupportedQuery", message)
}

/// Returns the error of an advanced query without its header and option.
pub(super) fn needs_advanced_query(part: &str) -> Answer {
    unsupported_query(&format!(
        "Operator: '{part}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information"
    ))
}

/// Returns the number of entries of a list as text, as `/$count` does.
pub(super) fn count_answer(
    tenant: &Tenant,
    call: &Call,
    objects: Vec<&Object>,
    kind: &str,
) -> Answer {
    if !call.eventual {
        return needs_advanced_query("Count");
    }
    let mut whole = call.clone();
    whole.query.insert("$count".to_owned(), "true".to_owned());
    match pick_page(tenant, &whole, objects, 0, kind) {
        Err(answer) => answer,
        Ok(picked) => {
            let mut text = Answer::empty(200);
            text.payload = Payload::Text("text/plain", picked.total.to_string());
            text
        }
    }
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
    let mut body = json!({ "@odata.context": format!("{GRAPH}/{}/$metadata#{set}", call.version) });
    let mut add = |name: &str, value: Value| {
        if let Value::Object(map) = &mut body {
            map.insert(name.to_owned(), value);
        }
    };
    if call.option("$count") == Some("true") && from == 0 {
        add("@odata.count", total.into());
    }
    let link = |origin: &str, at: usize| {
        let mut link = format!("{origin}/{}{path}?", call.version);
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
