//! Reads the text of `$filter`: the part of `OData`'s grammar that Graph takes.
use serde_json::Value;

use super::filter::{Filter, Operator, Path, TextFunction};

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
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            ' ' => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            ',' => tokens.push(Token::Comma),
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
                tokens.push(Token::Text(literal));
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
                tokens.push(Token::Name(name));
            }
        }
    }
    Some(tokens)
}

/// Deepest nesting of parentheses and `not`.
const MAX_DEPTH: usize = 50;

/// Parses a filter; `None` if it is not valid.
pub(super) fn parse(text: &str) -> Option<Filter> {
    let tokens = tokenize(text)?;
    let mut parser = Parser {
        rest: &tokens,
        depth: 0,
    };
    let filter = parser.alternatives()?;
    parser.rest.is_empty().then_some(filter)
}

struct Parser<'a> {
    rest: &'a [Token],
    depth: usize,
}

impl<'a> Parser<'a> {
    fn next(&mut self) -> Option<&'a Token> {
        let (first, tail) = self.rest.split_first()?;
        self.rest = tail;
        Some(first)
    }

    fn expect(&mut self, token: &Token) -> Option<()> {
        (self.next()? == token).then_some(())
    }

    /// Takes a keyword if it comes next.
    fn take_keyword(&mut self, keyword: &str) -> bool {
        let found = matches!(self.rest.first(), Some(Token::Name(name)) if name.eq_ignore_ascii_case(keyword));
        if found {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        found
    }

    fn alternatives(&mut self) -> Option<Filter> {
        let mut left = self.conjunction()?;
        while self.take_keyword("or") {
            left = Filter::Or(Box::new(left), Box::new(self.conjunction()?));
        }
        Some(left)
    }

    fn conjunction(&mut self) -> Option<Filter> {
        let mut left = self.condition()?;
        while self.take_keyword("and") {
            left = Filter::And(Box::new(left), Box::new(self.condition()?));
        }
        Some(left)
    }

    fn condition(&mut self) -> Option<Filter> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let found = if self.take_keyword("not") {
            Filter::Not(Box::new(self.condition()?))
        } else {
            match self.next()? {
                Token::Open => {
                    let inner = self.alternatives()?;
                    self.expect(&Token::Close)?;
                    inner
                }
                Token::Name(name) if self.rest.first() == Some(&Token::Open) => self.call(name)?,
                Token::Name(name) => self.comparison(name)?,
                Token::Text(_) | Token::Close | Token::Comma => return None,
            }
        };
        self.depth -= 1;
        Some(found)
    }

    /// Parses a function or a lambda, whose name was taken.
    fn call(&mut self, name: &str) -> Option<Filter> {
        self.expect(&Token::Open)?;
        let (path, last) = name.rsplit_once('/').map_or(("", name), |both| both);
        let function = match last.to_ascii_lowercase().as_str() {
            "startswith" => TextFunction::StartsWith,
            "endswith" => TextFunction::EndsWith,
            "contains" => TextFunction::Contains,
            "any" if !path.is_empty() => return self.lambda(false, path),
            "all" if !path.is_empty() => return self.lambda(true, path),
            _ => return None,
        };
        let Token::Name(property) = self.next()? else {
            return None;
        };
        self.expect(&Token::Comma)?;
        let Token::Text(text) = self.next()? else {
            return None;
        };
        self.expect(&Token::Close)?;
        // `startsWith(x,'y') eq true` is the same.
        if self.take_keyword("eq") && !self.take_keyword("true") {
            return None;
        }
        Some(Filter::Text(
            function,
            path_of(property),
            text.to_lowercase(),
        ))
    }

    fn lambda(&mut self, every: bool, list: &str) -> Option<Filter> {
        if self.rest.first() == Some(&Token::Close) {
            self.next()?;
            return (!every).then(|| Filter::Lambda {
                every,
                list: path_of(list),
                variable: String::new(),
                condition: None,
            });
        }
        // Graph accepts `c:c eq` and `c: c eq`.
        let Token::Name(head) = self.next()? else {
            return None;
        };
        let (variable, subject) = head.split_once(':')?;
        let shortened: Vec<Token>;
        if !subject.is_empty() {
            shortened = std::iter::once(Token::Name(subject.to_owned()))
                .chain(self.rest.iter().cloned())
                .collect();
            let mut inner = Parser {
                rest: &shortened,
                depth: self.depth,
            };
            let condition = inner.alternatives()?;
            inner.expect(&Token::Close)?;
            let taken = self.rest.len() - inner.rest.len();
            self.rest = self.rest.get(taken..)?;
            return Some(any_or_all(every, list, variable, condition));
        }
        let condition = self.alternatives()?;
        self.expect(&Token::Close)?;
        Some(any_or_all(every, list, variable, condition))
    }

    fn comparison(&mut self, subject: &str) -> Option<Filter> {
        if self.take_keyword("in") {
            self.expect(&Token::Open)?;
            let mut values = vec![self.literal()?];
            while self.rest.first() == Some(&Token::Comma) {
                self.next()?;
                values.push(self.literal()?);
            }
            self.expect(&Token::Close)?;
            return Some(Filter::In(path_of(subject), values));
        }
        let Token::Name(operator) = self.next()? else {
            return None;
        };
        let operator = match operator.to_ascii_lowercase().as_str() {
            "eq" => Operator::Equal,
            "ne" => Operator::NotEqual,
            "ge" => Operator::AtLeast,
            "le" => Operator::AtMost,
            "gt" => Operator::Greater,
            "lt" => Operator::Less,
            _ => return None,
        };
        let value = self.literal()?;
        Some(match subject.strip_suffix("/$count") {
            Some(list) => Filter::Count(path_of(list), operator, value.as_u64()?),
            None => Filter::Compare(path_of(subject), operator, value),
        })
    }

    fn literal(&mut self) -> Option<Value> {
        Some(match self.next()? {
            Token::Text(text) => Value::String(text.clone()),
            Token::Name(name) => match name.as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => Value::Null,
                // GUIDs and times are written without quotes.
                other => match other.parse::<u64>() {
                    Ok(number) => number.into(),
                    Err(_) => Value::String(other.to_owned()),
                },
            },
            Token::Open | Token::Close | Token::Comma => return None,
        })
    }
}

fn any_or_all(every: bool, list: &str, variable: &str, condition: Filter) -> Filter {
    Filter::Lambda {
        every,
        list: path_of(list),
        variable: variable.to_owned(),
        condition: Some(Box::new(condition)),
    }
}

fn path_of(text: &str) -> Path {
    text.split('/').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::sandbox::object::Object;
    use serde_json::json;

    fn ada() -> Object {
        Object::from_value(json!({
            "displayName": "Ada O'Hara",
            "accountEnabled": true,
            "onPremisesSyncEnabled": null,
            "userType": "Member",
            "proxyAddresses": ["SMTP:ada@example.com", "smtp:a@example.com"],
            "assignedLicenses": [{ "skuId": "1" }],
            "signInActivity": { "lastSignInDateTime": "2026-03-01T08:00:00Z" },
        }))
    }

    #[test]
    fn condition_means_what_graph_means_by_it() {
        for (text, expected) in [
            ("displayName eq 'ada o''hara'", true),
            ("displayName eq 'ada'", false),
            ("DISPLAYNAME eq 'ada o''hara'", true),
            ("startswith(displayName,'ADA')", true),
            ("endsWith(displayName,'hara')", true),
            (
                "userType eq 'Guest' and accountEnabled eq false or accountEnabled eq true",
                true,
            ),
            (
                "userType eq 'Guest' and (accountEnabled eq false or accountEnabled eq true)",
                false,
            ),
            ("onPremisesSyncEnabled ne true", true),
            ("onPremisesSyncEnabled eq null", true),
            ("not (userType eq 'Guest')", true),
            ("NOT startsWith(displayName,'Ada')", false),
            ("userType in ('Guest','member')", true),
            ("userType in ('Guest')", false),
            ("proxyAddresses/any(p:startswith(p,'smtp:a@'))", true),
            ("proxyAddresses/any(p: p eq 'SMTP:ADA@EXAMPLE.COM')", true),
            ("proxyAddresses/all(p:endswith(p,'example.com'))", true),
            (
                "assignedLicenses/any(l:l/skuId eq '1' and not (l/skuId eq '2'))",
                true,
            ),
            ("assignedLicenses/any()", true),
            ("assignedLicenses/$count eq 1", true),
            ("assignedLicenses/$count ne 0", true),
            (
                "signInActivity/lastSignInDateTime le 2026-03-01T08:00:00Z",
                true,
            ),
            (
                "signInActivity/lastSignInDateTime lt 2026-03-01T08:00:00Z",
                false,
            ),
        ] {
            let filter = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(filter.matches(&ada()), expected, "{text}");
        }
    }

    #[test]
    fn invalid_text_is_no_filter() {
        let deep = format!("{}a eq 1{}", "(".repeat(99), ")".repeat(99));
        for text in [
            "",
            "displayName",
            "displayName eq",
            "a eq 'b",
            "a eq 1 b",
            "tolower(a) eq 'b'",
            "any(x:x eq 1)",
            "a/any(x)",
            "a/all()",
            "not",
            deep.as_str(),
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn parts_that_need_an_advanced_query_are_found_at_any_depth() {
        for (text, part) in [
            ("a eq 1 and (b ne 2)", Some("NotEqualsMatch")),
            ("not (a eq 1)", Some("Not")),
            ("endsWith(a,'x')", Some("EndsWith")),
            ("a/$count eq 0", Some("Count")),
            ("a eq 1 or startsWith(b,'x')", None),
        ] {
            assert_eq!(parse(text).unwrap().advanced_part(), part, "{text}");
        }
        let names = parse("a/any(x:x/b eq c) and d/e eq 1").unwrap();
        assert_eq!(names.properties(), ["a", "d"]);
        assert_eq!(parse("id eq 'x'").unwrap().wanted_id(), Some("x"));
    }
}
