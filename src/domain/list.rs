//! A list of people as somebody wrote it: one a line, CSV with a header, or
//! JSON lines. Pure: says of every line whom it names, or what is wrong.
use serde_json::Value;

use super::ids::UserRef;

/// Names of a column or property that names a person, the surest first; where a
/// list has several of one kind, the first of these counts.
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
    /// The user principal name beside an object id: it must be of the same
    /// account.
    pub beside: Option<String>,
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
    /// Cells.
    Table(Table),
}

/// How a table is read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Table {
    separator: char,
    /// How many cells its head has, and so every line.
    width: usize,
    /// The places of the cells that name somebody, in the order of [`COLUMNS`].
    places: [Option<usize>; COLUMNS.len()],
}

/// Whom a line names, in the order of [`COLUMNS`].
type Names = [Option<String>; COLUMNS.len()];

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
                    self.form = Some(Form::Table(Table::of(text, separator, self.line)?));
                    return Ok(None);
                }
                None => self.form.insert(Form::Plain),
            },
        };
        let names = match form {
            Form::Plain => Ok([None, Some(text.to_owned()), None]),
            Form::Json => from_json(text),
            Form::Table(table) => table.names(text),
        };
        self.named = true;
        Ok(Some(entry(self.line, names)))
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

impl Table {
    /// The table with this head.
    fn of(head: &str, separator: char, line: usize) -> Result<Self, NoList> {
        let titles = cells(head, separator).unwrap_or_default();
        let place = |names: &[&str]| {
            let of = |name| titles.iter().position(|title| is_one_of(title, &[name]));
            names.iter().find_map(|name| of(name))
        };
        let places = COLUMNS.map(place);
        if places.iter().all(Option::is_none) {
            return Err(NoList::NoColumn {
                line,
                found: titles.join(", ").chars().take(120).collect(),
            });
        }
        Ok(Self {
            separator,
            width: titles.len(),
            places,
        })
    }

    /// Whom a line names. One with a cell too many or too few may have them at
    /// the wrong place, where somebody else stands: it names nobody.
    fn names(&self, text: &str) -> Result<Names, String> {
        let cells = cells(text, self.separator)?;
        if cells.len() != self.width {
            return Err(format!(
                "it has {} cells, the head of the table has {}: put what holds a {} in quotes",
                cells.len(),
                self.width,
                match self.separator {
                    '\t' => "tab".to_owned(),
                    other => format!("\"{other}\""),
                }
            ));
        }
        let names = self.places.map(|place| {
            let cell = cells.get(place?)?;
            (!cell.trim().is_empty()).then(|| cell.clone())
        });
        if names.iter().all(Option::is_none) {
            return Err("it names nobody".to_owned());
        }
        Ok(names)
    }
}

fn entry(line: usize, names: Result<Names, String>) -> Entry {
    let mut beside = None;
    let user = names.and_then(|[id, upn, mail]| {
        if id.is_some() {
            beside = upn.as_ref().map(|upn| plain(upn).to_owned());
        }
        let name = id.or(upn).or(mail).unwrap_or_default();
        plain(&name)
            .parse::<UserRef>()
            .map_err(|error| error.to_string())
    });
    Entry { line, user, beside }
}

/// A name without what surrounds it.
fn plain(name: &str) -> &str {
    let name = name.trim();
    name.get(..7)
        .filter(|start| start.eq_ignore_ascii_case("mailto:"))
        .and_then(|_| name.get(7..))
        .unwrap_or(name)
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

fn from_json(text: &str) -> Result<Names, String> {
    let value: Value = serde_json::from_str(text).map_err(|_| "it is no JSON object".to_owned())?;
    let fields = value.as_object().ok_or("it is no JSON object")?;
    let names = COLUMNS.map(|names| {
        let filled = |name: &&str| {
            let (_, value) = fields.iter().find(|(title, _)| is_one_of(title, &[name]))?;
            value.as_str().filter(|text| !text.trim().is_empty())
        };
        names.iter().find_map(filled).map(str::to_owned)
    });
    if names.iter().all(Option::is_none) {
        return Err("it has no objectId, userPrincipalName or mail".to_owned());
    }
    Ok(names)
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
    fn a_line_with_a_cell_too_many_or_too_few_names_nobody() {
        let shifted = "name,manager,userPrincipalName\n\
                       Wexmoor, Giulia,boss@b.example,giulia@b.example\n\
                       Giulia,giulia@b.example\n\
                       \"Wexmoor, Giulia\",boss@b.example,giulia@b.example\n";
        assert_eq!(
            names(shifted),
            [
                "2 ! it has 4 cells, the head of the table has 3: put what holds a \",\" in quotes",
                "3 ! it has 2 cells, the head of the table has 3: put what holds a \",\" in quotes",
                "4 giulia@b.example",
            ]
        );
    }

    #[test]
    fn of_several_columns_of_a_kind_the_surest_counts_and_a_name_beside_an_id_is_kept() {
        let id = "0f3b1c2d-0000-4000-8000-00000000abcd";
        assert_eq!(
            names("account,userPrincipalName\nx@sales.example,a@b.example\n"),
            ["2 a@b.example"]
        );
        let entries = parse(&format!("upn,id\n a@b.example ,{id}\nc@d.example,\n")).unwrap();
        assert_eq!(entries[0].beside.as_deref(), Some("a@b.example"));
        assert_eq!(entries[1].beside, None);
        let json = format!("{{\"id\":\"{id}\",\"userPrincipalName\":\"a@b.example\"}}");
        let entries = parse(&json).unwrap();
        assert_eq!(entries[0].beside.as_deref(), Some("a@b.example"));
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
