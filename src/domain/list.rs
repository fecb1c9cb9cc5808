//! A list of people as somebody wrote it: one a line, CSV with a header, or
//! JSON lines. Pure: says of every line whom it names, or what is wrong.
use serde_json::Value;

use super::ids::UserRef;

/// Names of a column or property that names a person, the surest first.
const COLUMNS: [&[&str]; 3] = [
    &["objectid", "id", "userid"],
    &["userprincipalname", "upn", "user", "username", "account"],
    &["mail", "email", "emailaddress", "primarysmtpaddress"],
];

/// One line that should name somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number of the line, from 1.
    pub line: usize,
    /// Whom it names, or what is wrong with it.
    pub user: Result<UserRef, String>,
}

/// Why a text is no list at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoList {
    /// It has no line that names anybody.
    #[error("the list names nobody")]
    Empty,
    /// It is a table without a column that we know.
    #[error("line {line}: no column is called objectId, userPrincipalName or mail (found {found})")]
    NoColumn {
        /// Number of the line, from 1.
        line: usize,
        /// The columns that it has.
        found: String,
    },
}

/// How the lines of a list are read.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// A name each.
    Plain,
    /// A JSON object each.
    Json,
    /// Cells, and the places of those that name somebody, the surest first.
    Table(char, Vec<usize>),
}

/// Reads a list line by line. Empty lines and lines that begin with `#` are
/// left out.
#[derive(Debug, Default)]
pub struct Reader {
    line: usize,
    form: Option<Form>,
    named: bool,
}

impl Reader {
    /// What the next line says; nothing where it names nobody and need not.
    ///
    /// # Errors
    /// See [`NoList`]; what is wrong with a single line is in its entry.
    pub fn line(&mut self, text: &str) -> Result<Option<Entry>, NoList> {
        self.line += 1;
        let text = match self.line {
            1 => text.strip_prefix('\u{feff}').unwrap_or(text),
            _ => text,
        };
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            return Ok(None);
        }
        let form = match &self.form {
            Some(form) => form,
            None if text.starts_with('{') => self.form.insert(Form::Json),
            None => match table(text) {
                Some(separator) => {
                    self.form = Some(Form::Table(separator, places(text, separator, self.line)?));
                    return Ok(None);
                }
                None => self.form.insert(Form::Plain),
            },
        };
        let name = match form {
            Form::Plain => Ok(text.to_owned()),
            Form::Json => from_json(text),
            Form::Table(separator, places) => from_cells(text, *separator, places),
        };
        self.named = true;
        Ok(Some(entry(self.line, name)))
    }

    /// The end of the list.
    ///
    /// # Errors
    /// [`NoList::Empty`] where no line named anybody.
    pub fn end(&self) -> Result<(), NoList> {
        if self.named {
            Ok(())
        } else {
            Err(NoList::Empty)
        }
    }
}

fn places(head: &str, separator: char, line: usize) -> Result<Vec<usize>, NoList> {
    let titles = cells(head, separator).unwrap_or_default();
    let places: Vec<usize> = COLUMNS
        .iter()
        .filter_map(|names| titles.iter().position(|title| is_one_of(title, names)))
        .collect();
    if places.is_empty() {
        return Err(NoList::NoColumn {
            line,
            found: titles.join(", ").chars().take(120).collect(),
        });
    }
    Ok(places)
}

fn entry(line: usize, name: Result<String, String>) -> Entry {
    let user = name.and_then(|name| {
        let name = name.trim();
        let name = name
            .get(..7)
            .filter(|start| start.eq_ignore_ascii_case("mailto:"))
            .and_then(|_| name.get(7..))
            .unwrap_or(name);
        name.parse::<UserRef>().map_err(|error| error.to_string())
    });
    Entry { line, user }
}

/// What parts the cells, where the first line is the head of a table.
fn table(head: &str) -> Option<char> {
    let parted = [',', ';', '\t'].into_iter().find(|c| head.contains(*c));
    let lone = COLUMNS.iter().any(|names| is_one_of(head, names));
    parted.or(lone.then_some(','))
}

fn is_one_of(title: &str, names: &[&str]) -> bool {
    let plain: String = title
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    names.contains(&plain.as_str())
}

fn from_cells(text: &str, separator: char, places: &[usize]) -> Result<String, String> {
    let cells = cells(text, separator)?;
    places
        .iter()
        .filter_map(|place| cells.get(*place))
        .find(|cell| !cell.trim().is_empty())
        .cloned()
        .ok_or_else(|| "it names nobody".to_owned())
}

/// The cells of one line of CSV: quotes keep separators, two are one.
fn cells(line: &str, separator: char) -> Result<Vec<String>, String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            c if c == separator && !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if quoted {
        return Err("its quotes are not closed".to_owned());
    }
    cells.push(cell);
    Ok(cells)
}

fn from_json(text: &str) -> Result<String, String> {
    let value: Value = serde_json::from_str(text).map_err(|_| "it is no JSON object".to_owned())?;
    let fields = value.as_object().ok_or("it is no JSON object")?;
    COLUMNS
        .iter()
        .find_map(|names| {
            let found = fields.iter().find(|(name, _)| is_one_of(name, names))?;
            found.1.as_str().filter(|text| !text.trim().is_empty())
        })
        .map(str::to_owned)
        .ok_or_else(|| "it has no objectId, userPrincipalName or mail".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Entry, NoList, Reader};

    fn parse(text: &str) -> Result<Vec<Entry>, NoList> {
        let mut reader = Reader::default();
        let mut entries = Vec::new();
        for line in text.lines() {
            entries.extend(reader.line(line)?);
        }
        reader.end()?;
        Ok(entries)
    }

    fn names(text: &str) -> Vec<String> {
        parse(text)
            .unwrap()
            .into_iter()
            .map(|entry| match entry.user {
                Ok(user) => format!("{} {user}", entry.line),
                Err(why) => format!("{} ! {why}", entry.line),
            })
            .collect()
    }

    #[test]
    fn one_a_line_with_mark_comments_and_any_line_end() {
        assert_eq!(
            names("\u{feff}# leaked\r\na@b.example\r\n\r\n  c@d.example \n"),
            ["2 a@b.example", "4 c@d.example"]
        );
        assert_eq!(parse(" \n# nobody\n"), Err(NoList::Empty));
        assert_eq!(parse("userPrincipalName\n"), Err(NoList::Empty));
    }

    #[test]
    fn a_table_needs_a_head_and_takes_the_surest_cell() {
        let id = "0f3b1c2d-0000-4000-8000-00000000abcd";
        assert_eq!(
            names(&format!(
                "Name;User principal name;\"Object Id\"\nA;a@b.example;{id}\n\"B;b\";\"b@b.example\";\nC;;\n"
            )),
            [
                format!("2 {id}"),
                "3 b@b.example".to_owned(),
                "4 ! it names nobody".to_owned()
            ]
        );
        assert_eq!(names("E-Mail\nmailto:x@y.example"), ["2 x@y.example"]);
        let error = parse("a@b.example,disable\n").unwrap_err();
        assert!(matches!(error, NoList::NoColumn { line: 1, .. }));
        assert!(names("upn,x\n\"a@b.example,1").join("").contains("quotes"));
    }

    #[test]
    fn json_lines_are_read_property_by_property() {
        assert_eq!(
            names("{\"mail\":\"m@b.example\",\"upn\":\"u@b.example\"}\n{\"x\":1}\n{"),
            [
                "1 u@b.example",
                "2 ! it has no objectId, userPrincipalName or mail",
                "3 ! it is no JSON object"
            ]
        );
    }

    #[test]
    fn what_names_nobody_is_a_bad_line_and_never_a_path() {
        for bad in [
            "me",
            "../a@b.example",
            "a%2f@b.example",
            "a b@c.example",
            "@",
        ] {
            let entries = parse(&format!("ok@b.example\n{bad}\n")).unwrap();
            assert!(entries[1].user.is_err(), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_entries_or_a_reason(text in "\\PC{0,200}") {
            drop(parse(&text));
        }
    }
}
