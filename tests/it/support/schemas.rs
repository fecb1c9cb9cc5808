//! JSON Schemas of the program's output.
use entractl::reports::Entry;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub(crate) const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns every schema by its file name.
pub(crate) fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for Entry { kind, schema, .. } in entractl::commands::all_reports() {
        let before = files.insert(
            format!("{kind}.json"),
            text(&enveloped(kind, schema.to_value())),
        );
        assert!(before.is_none(), "{kind} is twice in the list of reports");
    }
    files.insert(
        "error.json".to_owned(),
        text(&enveloped("error", failure())),
    );
    files
}

pub(crate) fn text(schema: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(schema).unwrap())
}

/// Returns the schema of a report's data, with the fields of the envelope added first.
pub(crate) fn enveloped(kind: &str, data: Value) -> Value {
    let Value::Object(mut data) = data else {
        panic!("{kind}: its schema is no object")
    };
    let version = entractl::output::json::SCHEMA_VERSION;
    let mut properties = Map::new();
    properties.insert(
        "schemaVersion".to_owned(),
        json!({ "const": version, "description": "Grows only when a field changes its meaning or goes." }),
    );
    properties.insert("kind".to_owned(), json!({ "const": kind }));
    properties.insert(
        "sandbox".to_owned(),
        json!({ "type": "boolean", "description": "Whether this is the simulated tenant." }),
    );
    let mut required = vec![json!("schemaVersion"), json!("kind"), json!("sandbox")];
    if let Some(Value::Object(own)) = data.remove("properties") {
        properties.extend(own);
    }
    if let Some(Value::Array(own)) = data.remove("required") {
        required.extend(own);
    }
    data.remove("$schema");
    let title = data.remove("title").unwrap_or_else(|| json!(kind));
    let description = data.remove("description");
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert(
        "$id".to_owned(),
        json!(format!("urn:entractl:schema:{kind}:{version}")),
    );
    schema.insert("title".to_owned(), title);
    schema.extend(description.map(|text| ("description".to_owned(), text)));
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("required".to_owned(), json!(required));
    schema.insert("properties".to_owned(), Value::Object(properties));
    data.remove("type");
    schema.extend(data);
    Value::Object(schema)
}

/// Returns the schema of a failure with `-o json`.
pub(crate) fn failure() -> Value {
    let codes: Vec<u8> = entractl::exit::Exit::ALL
        .map(entractl::exit::Exit::code)
        .into_iter()
        .filter(|code| *code != 0)
        .collect();
    json!({
        "title": "Failure",
        "description": "Printed on stdout in place of the answer where a command fails.",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["exitCode", "message", "causes", "code", "requestId", "next"],
                "properties": {
                    "exitCode": { "enum": codes, "description": "The exit code of the process." },
                    "message": { "type": "string", "description": "What failed." },
                    "causes": { "type": "array", "items": { "type": "string" }, "description": "Why, outermost cause first." },
                    "code": { "type": ["string", "null"], "description": "Code of Entra or Graph; entractl explain knows it." },
                    "requestId": { "type": ["string", "null"], "description": "What Microsoft's support asks for." },
                    "next": {
                        "type": "array",
                        "description": "What to do next.",
                        "items": {
                            "oneOf": [
                                { "type": "object", "required": ["command"], "properties": { "command": { "type": "string" } } },
                                { "type": "object", "required": ["advice"], "properties": { "advice": { "type": "string" } } }
                            ]
                        }
                    }
                }
            }
        }
    })
}

/// Fails unless `document` matches the schema of its kind.
#[track_caller]
pub(crate) fn assert_described(document: &Value) {
    let kind = document["kind"].as_str().unwrap();
    let files = files();
    let text = files.get(&format!("{kind}.json"));
    let text = text.unwrap_or_else(|| panic!("{kind} is not in the list of reports"));
    let schema = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{kind}: {wrong:#?}\n{document:#}");
}
