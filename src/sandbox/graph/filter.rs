//! `$filter`: a condition on an object, with Graph's rules for advanced queries.
use std::cmp::Ordering;

use serde_json::Value;

use crate::sandbox::object::Object;

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    AtLeast,
    AtMost,
    Greater,
    Less,
}

/// A function of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextFunction {
    StartsWith,
    EndsWith,
    Contains,
}

/// A property, or one inside of it: `signInActivity/lastSignInDateTime`.
pub(super) type Path = Vec<String>;

/// A condition on an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filter {
    Compare(Path, Operator, Value),
    In(Path, Vec<Value>),
    Text(TextFunction, Path, String),
    /// Number of entries of a list.
    Count(Path, Operator, u64),
    /// A condition on entries of a list: on every one, or on any. Without condition, the list
    /// has an entry.
    Lambda {
        every: bool,
        list: Path,
        variable: String,
        condition: Option<Box<Self>>,
    },
    Not(Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
}

/// What a path is looked up in: the object, and the entry of a list that a lambda names.
#[derive(Clone, Copy)]
struct Scope<'a> {
    object: &'a Object,
    variable: Option<(&'a str, &'a Value)>,
}

impl<'a> Scope<'a> {
    fn value(self, path: &[String]) -> &'a Value {
        const NULL: &Value = &Value::Null;
        let Some((first, rest)) = path.split_first() else {
            return NULL;
        };
        let start = match self.variable {
            Some((name, value)) if name == first => value,
            _ => self
                .object
                .0
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(first))
                .map_or(NULL, |(_, value)| value),
        };
        rest.iter().fold(start, |value, name| {
            let mut fields = value.as_object().into_iter().flatten();
            let found = fields.find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map_or(NULL, |(_, value)| value)
        })
    }
}

/// Compares two values. Text is compared without case; others only with their like.
fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => {
            Some(left.to_lowercase().cmp(&right.to_lowercase()))
        }
        (Value::Number(left), Value::Number(right)) => left.as_f64()?.partial_cmp(&right.as_f64()?),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        _ => None,
    }
}

impl Operator {
    fn holds(self, found: Option<Ordering>) -> bool {
        match self {
            Self::Equal => found == Some(Ordering::Equal),
            Self::NotEqual => found != Some(Ordering::Equal),
            Self::AtLeast => found.is_some_and(Ordering::is_ge),
            Self::AtMost => found.is_some_and(Ordering::is_le),
            Self::Greater => found.is_some_and(Ordering::is_gt),
            Self::Less => found.is_some_and(Ordering::is_lt),
        }
    }
}

impl Filter {
    /// Whether the object meets the condition. Text is compared without case.
    pub(super) fn matches(&self, object: &Object) -> bool {
        self.holds(Scope {
            object,
            variable: None,
        })
    }

    fn holds(&self, scope: Scope<'_>) -> bool {
        match self {
            Self::Compare(path, operator, value) => {
                operator.holds(compare(scope.value(path), value))
            }
            Self::In(path, values) => {
                let found = scope.value(path);
                let mut values = values.iter();
                values.any(|value| compare(found, value) == Some(Ordering::Equal))
            }
            Self::Text(function, path, text) => {
                let found = scope.value(path).as_str().map(str::to_lowercase);
                found.is_some_and(|found| match function {
                    TextFunction::StartsWith => found.starts_with(text),
                    TextFunction::EndsWith => found.ends_with(text),
                    TextFunction::Contains => found.contains(text),
                })
            }
            Self::Count(path, operator, number) => {
                let count = scope.value(path).as_array().map_or(0, Vec::len);
                let count = u64::try_from(count).unwrap_or(u64::MAX);
                operator.holds(Some(count.cmp(number)))
            }
            Self::Lambda {
                every,
                list,
                variable,
                condition,
            } => {
                let mut entries = scope.value(list).as_array().into_iter().flatten();
                let Some(condition) = condition else {
                    return entries.next().is_some();
                };
                let holds = |entry| {
                    condition.holds(Scope {
                        object: scope.object,
                        variable: Some((variable, entry)),
                    })
                };
                if *every {
                    entries.all(holds)
                } else {
                    entries.any(holds)
                }
            }
            Self::Not(inner) => !inner.holds(scope),
            Self::And(left, right) => left.holds(scope) && right.holds(scope),
            Self::Or(left, right) => left.holds(scope) || right.holds(scope),
        }
    }

    /// Calls `visit` with every part of the condition.
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::Not(inner) => inner.visit(visit),
            Self::And(left, right) | Self::Or(left, right) => {
                left.visit(visit);
                right.visit(visit);
            }
            Self::Lambda { condition, .. } => {
                if let Some(condition) = condition {
                    condition.visit(visit);
                }
            }
            Self::Compare(..) | Self::In(..) | Self::Text(..) | Self::Count(..) => {}
        }
    }

    /// Returns the names of the object's properties in the condition.
    pub(super) fn properties(&self) -> Vec<&str> {
        let (mut names, mut variables) = (Vec::new(), Vec::new());
        self.visit(&mut |part| match part {
            Self::Compare(path, ..)
            | Self::In(path, _)
            | Self::Text(_, path, _)
            | Self::Count(path, ..) => names.extend(path.first()),
            Self::Lambda { list, variable, .. } => {
                names.extend(list.first());
                variables.push(variable);
            }
            Self::Not(_) | Self::And(..) | Self::Or(..) => {}
        });
        let own = names.into_iter().filter(|name| !variables.contains(name));
        own.map(String::as_str).collect()
    }

    /// Returns the object id that the condition asks for, if it asks for nothing else.
    pub(super) fn wanted_id(&self) -> Option<&str> {
        match self {
            Self::Compare(path, Operator::Equal, Value::String(id)) if *path == ["id"] => Some(id),
            _ => None,
        }
    }

    /// Returns the name that Graph gives to the first part for which it requires
    /// `ConsistencyLevel: eventual` and `$count`.
    pub(super) fn advanced_part(&self) -> Option<&'static str> {
        let mut found = None;
        self.visit(&mut |part| {
            let name = match part {
                Self::Compare(_, Operator::NotEqual, _) => "NotEqualsMatch",
                Self::Compare(_, Operator::Greater | Operator::Less, _) => "GreaterThanMatch",
                Self::Text(TextFunction::EndsWith, ..) => "EndsWith",
                Self::Count(..) => "Count",
                Self::Not(_) => "Not",
                _ => return,
            };
            found.get_or_insert(name);
        });
        found
    }

    /// Whether the condition has a function that Graph does not have for directory objects.
    pub(super) fn searches_within_text(&self) -> bool {
        let mut found = false;
        self.visit(&mut |part| {
            found |= matches!(part, Self::Text(TextFunction::Contains, ..));
        });
        found
    }
}
