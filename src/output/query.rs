//! `--query`: selects a part of a report by a JMESPath expression.
//!
//! Parser and interpreter are recursive, so a deeply nested expression would overflow
//! the stack: its depth is limited before it is parsed.
use serde_json::Value;

use super::RenderError;

/// Maximum length of an expression in bytes.
const MAX_LENGTH: usize = 8 * 1024;

/// Maximum depth of an expression: nested brackets plus chained operators.
const MAX_DEPTH: usize = 200;

/// Checks that an expression is valid JMESPath.
///
/// # Errors
/// Fails if it is invalid, too long or nested too deeply.
pub fn check(expression: &str) -> Result<(), RenderError> {
    compile(expression).map(drop)
}

/// Returns the part of `document` that a JMESPath expression selects.
///
/// # Errors
/// Fails like [`check`], or if a function does not accept its arguments.
pub fn select(document: &Value, expression: &str) -> Result<Value, RenderError> {
    let compiled = compile(expression)?;
    let text = document.to_string();
    let data = jmespath::Variable::from_json(&text).map_err(RenderError::Query)?;
    let found = compiled
        .search(data)
        .map_err(|error| invalid_query(&error))?;
    Ok(serde_json::to_value(&*found).unwrap_or(Value::Null))
}

fn compile(expression: &str) -> Result<jmespath::Expression<'static>, RenderError> {
    if expression.len() > MAX_LENGTH {
        return Err(RenderError::Query(format!(
            "the expression is longer than {MAX_LENGTH} bytes"
        )));
    }
    if depth(expression) > MAX_DEPTH {
        return Err(RenderError::Query(format!(
            "the expression is nested too deeply (limit: {MAX_DEPTH} levels)"
        )));
    }
    jmespath::compile(expression).map_err(|error| invalid_query(&error))
}

/// Returns the error in this program's words: the column of a syntax error, or why a
/// function failed.
fn invalid_query(error: &jmespath::JmespathError) -> RenderError {
    let column = error.column + 1;
    RenderError::Query(match &error.reason {
        jmespath::ErrorReason::Parse(_) => {
            format!(
                "the expression is not valid JMESPath from column {column} on; a valid one is \
                 apps[].status"
            )
        }
        jmespath::ErrorReason::Runtime(why) => format!("{why} (column {column})"),
    })
}

/// Depth inside one bracket: `row` counts operators since the last comma, `most` is the
/// maximum of the parts before it.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    row: usize,
    most: usize,
}

impl Level {
    fn depth(self) -> usize {
        self.row.max(self.most)
    }
}

/// Returns an upper bound for the depth of an expression's tree. Each operator adds at most
/// one level; parts separated by commas do not nest.
fn depth(expression: &str) -> usize {
    let mut outer: Vec<Level> = Vec::new();
    let mut level = Level::default();
    let mut chars = expression.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' | '`' => {
                while let Some(inside) = chars.next() {
                    if inside == c {
                        break;
                    }
                    if inside == '\\' {
                        chars.next();
                    }
                }
            }
            '[' | '{' | '(' => outer.push(std::mem::take(&mut level)),
            ']' | '}' | ')' => {
                let inner = level.depth() + 1;
                level = outer.pop().unwrap_or_default();
                level.row += inner;
            }
            ',' => {
                level.most = level.depth();
                level.row = 0;
            }
            '.' | '|' | '&' | '!' | '=' | '<' | '>' | '*' | '?' | ':' => level.row += 1,
            _ => {}
        }
    }
    // An unclosed bracket adds the depth of its contents.
    outer
        .into_iter()
        .map(|level| level.depth() + 1)
        .sum::<usize>()
        + level.depth()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{MAX_DEPTH, check, depth, select};

    #[test]
    fn deep_expression_is_refused_before_it_is_parsed() {
        for one in [
            "(", "[", "{a:", "!", "a.", "a[", "a|", "&", "a||", "*.", "[?", "a[0]", "a==",
        ] {
            let open = one.repeat(8_000 / one.len());
            let whole = format!("{open}a");
            let error = check(&whole).unwrap_err().to_string();
            assert!(error.contains("nested too deeply"), "{one}: {error}");
        }
        let closed = format!("{}a{}", "(".repeat(3_000), ")".repeat(3_000));
        assert!(check(&closed).is_err());
        assert!(check(&"a".repeat(10_000)).is_err());
        // Brackets in a string literal do not count.
        assert!(check(&format!("a == '{}'", "([{.|".repeat(500))).is_ok());
    }

    #[test]
    fn deepest_expression_that_is_accepted_is_evaluated() {
        let deep = MAX_DEPTH - 1;
        for expression in [
            format!("{}a{}", "(".repeat(deep), ")".repeat(deep)),
            format!("{}a{}", "[".repeat(deep), "]".repeat(deep)),
            format!("{}a", "!".repeat(deep)),
            format!("a{}", ".a".repeat(deep)),
            format!("a{}", "[0]".repeat(deep)),
            format!("a{}", "|a".repeat(deep)),
        ] {
            assert!(depth(&expression) <= MAX_DEPTH, "{expression}");
            select(&json!({ "a": 1 }), &expression).unwrap();
        }
    }

    #[test]
    fn what_people_write_is_not_deep() {
        let many: Vec<String> = (0..40).map(|n| format!("status=='{n}'")).collect();
        for expression in [
            "apps[?status!='Granted'].{name: name, sets: sets[].id} | [0:5]".to_owned(),
            format!("apps[?{}].id", many.join("||")),
            format!("[{}]", vec!["apps[0].name"; 300].join(",")),
        ] {
            assert!(check(&expression).is_ok(), "{}", depth(&expression));
        }
    }
}
