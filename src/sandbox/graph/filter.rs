//! `$filter` and `$search`: the part of Graph's grammar for directory objects that the
//! program uses.
use serde_json::Value;

use crate::sandbox::object::Object;

/// A condition on an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filter {
    Equals(String, Value),
    NotEquals(String, Value),
    AtLeast(String, String),
    AtMost(String, String),
    StartsWith(String, String),
    Any(String, String),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
}

/// A token of a filter.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Text(String),
    Open,
    Close,
    Comma,
}

fn tokenize(text: &str) -> Option<Vec<Token>> {
    let mut words = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            ' ' => {}
            '(' => words.push(Token::Open),
            ')' => words.push(Token::Close),
            ',' => words.push(Token::Comma),
            '\'' => {
                let mut literal = String::new();
                loop {
                    match rest.next()? {
                        '\'' if rest.peek() == Some(&'\'') => {
                            rest.next();
                            literal.push('\'');
                        }
                        '\'' => break,
                        other => literal.push(other),
                    }
                }
                words.push(Token::Text(literal));
            }
            other => {
                let mut name = String::from(other);
                while let Some(next) = rest.peek() {
                    if " (),'".contains(*next) {
                        break;
                    }
                    name.push(*next);
                    rest.next();
                }
                words.push(Token::Name(name));
            }
        }
    }
    Some(words)
}

/// Parses a filter; `None` if any part of it is not supported.
pub(super) fn parse(text: &str) -> Option<Filter> {
    let words = tokenize(text)?;
    let mut rest = words.as_slice();
    let filter = parse_or(&mut rest)?;
    rest.is_empty().then_some(filter)
}

fn next_token<'a>(rest: &mut &'a [Token]) -> Option<&'a Token> {
    let (first, tail) = rest.split_first()?;
    *rest = tail;
    Some(first)
}

fn expect_token(rest: &mut &[Token], word: &Token) -> Option<()> {
    (next_token(rest)? == word).then_some(())
}

fn next_is_keyword(rest: &[Token], name: &str) -> bool {
    matches!(rest.first(), Some(Token::Name(word)) if word == name)
}

fn parse_or(rest: &mut &[Token]) -> Option<Filter> {
    let mut left = parse_and(rest)?;
    while next_is_keyword(rest, "or") {
        next_token(rest)?;
        left = Filter::Or(Box::new(left), Box::new(parse_and(rest)?));
    }
    Some(left)
}

fn parse_and(rest: &mut &[Token]) -> Option<Filter> {
    let mut left = parse_primary(rest)?;
    while next_is_keyword(rest, "and") {
        next_token(rest)?;
        left = Filter::And(Box::new(left), Box::new(parse_primary(rest)?));
    }
    Some(left)
}

fn parse_primary(rest: &mut &[Token]) -> Option<Filter> {
    match next_token(rest)? {
        Token::Open => {
            let inner = parse_or(rest)?;
            expect_token(rest, &Token::Close)?;
            Some(inner)
        }
        Token::Name(name) if name == "startswith" || name == "startsWith" => {
            expect_token(rest, &Token::Open)?;
            let Token::Name(property) = next_token(rest)? else {
                return None;
            };
            expect_token(rest, &Token::Comma)?;
            let Token::Text(text) = next_token(rest)? else {
                return None;
            };
            expect_token(rest, &Token::Close)?;
            Some(Filter::StartsWith(property.clone(), text.to_lowercase()))
        }
        Token::Name(name) if name.ends_with("/any") => {
            expect_token(rest, &Token::Open)?;
            let Token::Name(variable) = next_token(rest)? else {
                return None;
            };
            // Graph accepts `c:c eq` and `c: c eq`.
            let (variable, subject) = match variable.split_once(':')? {
                (variable, "") => match next_token(rest)? {
                    Token::Name(subject) => (variable, subject.as_str()),
                    Token::Text(_) | Token::Open | Token::Close | Token::Comma => return None,
                },
                both => both,
            };
            if variable != subject || !next_is_keyword(rest, "eq") {
                return None;
            }
            next_token(rest)?;
            let Token::Text(text) = next_token(rest)? else {
                return None;
            };
            expect_token(rest, &Token::Close)?;
            Some(Filter::Any(
                name.trim_end_matches("/any").to_owned(),
                text.clone(),
            ))
        }
        Token::Name(property) => parse_comparison(property, rest),
        Token::Text(_) | Token::Close | Token::Comma => None,
    }
}

fn parse_comparison(property: &str, rest: &mut &[Token]) -> Option<Filter> {
    let Token::Name(operator) = next_token(rest)? else {
        return None;
    };
    let value = match next_token(rest)? {
        Token::Text(text) => Value::String(text.clone()),
        Token::Name(name) => match name.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            // GUIDs and times are written without quotes.
            other => Value::String(other.to_owned()),
        },
        Token::Open | Token::Close | Token::Comma => return None,
    };
    let property = property.to_owned();
    Some(match operator.as_str() {
        "eq" => Filter::Equals(property, value),
        "ne" => Filter::NotEquals(property, value),
        "ge" => Filter::AtLeast(property, value.as_str()?.to_owned()),
        "le" => Filter::AtMost(property, value.as_str()?.to_owned()),
        _ => return None,
    })
}

fn values_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left.to_lowercase() == right.to_lowercase(),
        _ => left == right,
    }
}

impl Filter {
    /// Whether the object meets the condition. Text is compared without case.
    pub(super) fn matches(&self, object: &Object) -> bool {
        match self {
            Self::Equals(name, value) => values_equal(object.get(name), value),
            Self::NotEquals(name, value) => !values_equal(object.get(name), value),
            Self::AtLeast(name, value) => object.text(name) >= value.as_str(),
            Self::AtMost(name, value) => object.text(name) <= value.as_str(),
            Self::StartsWith(name, start) => object.text(name).to_lowercase().starts_with(start),
            Self::Any(name, value) => object.get(name).as_array().is_some_and(|all| {
                let wanted = value.to_lowercase();
                all.iter()
                    .filter_map(Value::as_str)
                    .any(|item| item.to_lowercase() == wanted)
            }),
            Self::And(left, right) => left.matches(object) && right.matches(object),
            Self::Or(left, right) => left.matches(object) || right.matches(object),
        }
    }

    /// Returns the names of the properties in the condition.
    pub(super) fn properties(&self) -> Vec<&str> {
        match self {
            Self::Equals(name, _)
            | Self::NotEquals(name, _)
            | Self::AtLeast(name, _)
            | Self::AtMost(name, _)
            | Self::StartsWith(name, _)
            | Self::Any(name, _) => vec![name],
            Self::And(left, right) | Self::Or(left, right) => {
                let mut all = left.properties();
                all.extend(right.properties());
                all
            }
        }
    }

    /// Whether Graph requires `ConsistencyLevel: eventual` for it.
    pub(super) fn is_advanced(&self) -> bool {
        match self {
            Self::NotEquals(..) => true,
            Self::And(left, right) | Self::Or(left, right) => {
                left.is_advanced() || right.is_advanced()
            }
            Self::Equals(..)
            | Self::AtLeast(..)
            | Self::AtMost(..)
            | Self::StartsWith(..)
            | Self::Any(..) => false,
        }
    }
}

/// Parses `"displayName:text"` pairs joined by OR; `None` for anything else.
pub(super) fn parse_search(text: &str) -> Option<Vec<(String, String)>> {
    text.split(" OR ")
        .map(|part| {
            let inner = part.trim().strip_prefix('"')?.strip_suffix('"')?;
            let (name, value) = inner.split_once(':')?;
            Some((name.to_owned(), value.to_lowercase()))
        })
        .collect()
}

/// Whether a property has a word that starts with the text, as Graph's search does.
pub(super) fn matches_search(object: &Object, terms: &[(String, String)]) -> bool {
    terms.iter().any(|(name, text)| {
        let value = object.text(name).to_lowercase();
        value.starts_with(text)
            || value
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word.starts_with(text.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::{Object, matches_search, parse, parse_search};
    use serde_json::json;

    fn ada() -> Object {
        Object::from_value(json!({
            "displayName": "Ada O'Hara",
            "accountEnabled": true,
            "onPremisesSyncEnabled": null,
            "userType": "Member",
        }))
    }

    #[test]
    fn text_is_compared_without_case_and_a_doubled_quote_is_one() {
        assert!(
            parse("displayName eq 'ada o''hara'")
                .unwrap()
                .matches(&ada())
        );
        assert!(!parse("displayName eq 'ada'").unwrap().matches(&ada()));
        assert!(
            parse("startswith(displayName,'ADA')")
                .unwrap()
                .matches(&ada())
        );
    }

    #[test]
    fn and_binds_closer_than_or() {
        let text = "userType eq 'Guest' and accountEnabled eq false or accountEnabled eq true";
        assert!(parse(text).unwrap().matches(&ada()));
        let text = "userType eq 'Guest' and (accountEnabled eq false or accountEnabled eq true)";
        assert!(!parse(text).unwrap().matches(&ada()));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for text in [
            "",
            "displayName",
            "displayName eq",
            "contains(displayName,'a')",
            "a eq 'b",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
        assert!(
            parse("onPremisesSyncEnabled ne true")
                .unwrap()
                .is_advanced()
        );
    }

    #[test]
    fn a_search_finds_the_start_of_any_word() {
        let terms = parse_search("\"displayName:hara\" OR \"mail:x\"").unwrap();
        assert!(matches_search(&ada(), &terms));
        assert!(!matches_search(
            &ada(),
            &parse_search("\"displayName:ara\"").unwrap()
        ));
        assert!(parse_search("displayName:ada").is_none());
    }
}
