//! Tables: the header says which cells name an account.
use super::names::{Names, without_guard};
use super::record::{Cells, cells, ended};
use super::{ListError, titles};

/// Separators of cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// How a table is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    separator: u8,
    /// How many cells its header has, and so every record.
    width: usize,
    /// Indexes of the cells that name an account, as in [`titles::KINDS`].
    indexes: [Option<usize>; titles::KINDS.len()],
    /// A table that this program wrote, and what is special about it.
    ours: Option<Ours>,
    /// Whether a column holds secrets.
    pub(super) secret: bool,
}

/// Tables of this program whose columns have titles of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ours {
    /// The audit log; where its `activity` column is, if it has one.
    Audit(Option<usize>),
    /// Lines that were left out of a list.
    LeftOut,
}

/// What a record of a table says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// It should name an account.
    Names(Names),
    /// It is about no account, and need not be.
    NoAccount,
}

impl Table {
    /// The table with this header, which ends on line `line`.
    ///
    /// # Errors
    /// Where no column, or more than one of a title, names accounts.
    pub(super) fn of(header: &Cells, separator: u8, line: usize) -> Result<Self, ListError> {
        let plain: Vec<String> = header.iter().map(|title| titles::plain(title)).collect();
        let index = |name: &str| plain.iter().position(|title| title == name);
        let mut indexes = titles::KINDS.map(|kind| kind.iter().find_map(|name| index(name)));
        let mut ours = None;
        let has = |names: &[&str]| names.iter().all(|name| index(name).is_some());
        if has(&[
            "sequence", "outcome", "actorid", "targetid", "target", "hash",
        ]) {
            ours = Some(Ours::Audit(index("activity")));
            indexes = [index("targetid"), index("target"), None];
        } else if has(&["line", "user", "why"]) {
            ours = Some(Ours::LeftOut);
            indexes = [index(titles::ID), index("user"), None];
        }
        for title in indexes.iter().flatten().filter_map(|at| plain.get(*at)) {
            if plain.iter().filter(|other| *other == title).count() > 1 {
                return Err(ListError::TwoColumns {
                    line,
                    title: title.clone(),
                });
            }
        }
        if indexes.iter().all(Option::is_none) {
            return Err(ListError::NoColumn {
                line,
                found: header.join(", ").chars().take(120).collect(),
                display_name: header.iter().any(|title| titles::is_display_name(title)),
            });
        }
        Ok(Self {
            separator,
            width: header.len(),
            indexes,
            ours,
            secret: header.iter().any(|title| titles::is_secret(title)),
        })
    }

    /// The separator of its cells.
    pub(super) fn separator(&self) -> u8 {
        self.separator
    }

    /// The account that a record names. One with a cell too many or too few may
    /// have them at the wrong place, where another account stands: it names
    /// none.
    ///
    /// # Errors
    /// What is wrong with the record.
    pub(super) fn row(&self, cells: &Cells) -> Result<Row, String> {
        if cells.len() != self.width {
            return Err(format!(
                "it has {} cells, the header of the table has {}: put what holds a {} in quotes",
                cells.len(),
                self.width,
                match self.separator {
                    b'\t' => "tab".to_owned(),
                    other => format!("\"{}\"", char::from(other)),
                }
            ));
        }
        let filled = |index: Option<usize>| {
            let cell = cells.get(index?)?;
            (!cell.trim().is_empty()).then(|| cell.clone())
        };
        let [id, mut upn, mail] = self.indexes.map(filled);
        if self.ours.is_some() {
            upn = upn.map(|upn| without_guard(&upn).map_or(upn.clone(), ToOwned::to_owned));
        }
        if let Some(Ours::Audit(activity)) = self.ours {
            let activity = activity.and_then(|at| cells.get(at));
            let names_any = id.is_some() || upn.as_ref().is_some_and(|upn| upn.contains('@'));
            if !names_any || activity.is_some_and(|activity| !super::audit::is_account(activity)) {
                return Ok(Row::NoAccount);
            }
        }
        if id.is_none() && upn.is_none() && mail.is_none() {
            return Err("it names no account".to_owned());
        }
        Ok(Row::Names(Names { id, upn, mail }))
    }

    /// Whether a line that begins with `#` may be a record all the same: it has
    /// as many cells as one, and they name an account.
    pub(super) fn may_be_row(&self, line: usize, text: &str) -> bool {
        self.width > 1
            && cells(line, text, self.separator)
                .and_then(|cells| self.row(&cells).ok())
                .is_some_and(|row| match row {
                    Row::Names(names) => names.entry().0.is_ok(),
                    Row::NoAccount => false,
                })
    }
}

/// What parts the cells, where this line begins the header of a table; `None`:
/// it is a list of one name a line.
pub(super) fn separator(line: usize, text: &str) -> Option<u8> {
    let text = ended(text);
    let mut best: Option<(bool, usize, u8)> = None;
    for separator in SEPARATORS {
        let count = outside_quotes(&text, separator);
        if count == 0 {
            continue;
        }
        let header = cells(line, &text, separator).unwrap_or_default();
        let known = header.iter().any(|title| titles::is_known(title));
        if best.is_none_or(|(was_known, most, _)| (known, count) > (was_known, most)) {
            best = Some((known, count, separator));
        }
    }
    if let Some((_, _, separator)) = best {
        return Some(separator);
    }
    let title = text.trim();
    let is_alone = titles::is_known(title) || titles::is_display_name(title);
    // A header whose first cell goes on in the next line.
    let open = title.starts_with('"') && !title.matches('"').count().is_multiple_of(2);
    (is_alone || open).then_some(b',')
}

/// How often `separator` stands outside of quotes.
fn outside_quotes(text: &str, separator: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            _ if byte == separator && !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// The separator that a first line `sep=;` of Excel names; `Err`: one that is
/// not read.
pub(super) fn named_separator(text: &str) -> Option<Result<u8, char>> {
    let text = text.trim_end_matches(['\r', '\n']).trim_matches('"');
    let name = text.get(..4)?;
    if !name.eq_ignore_ascii_case("sep=") {
        return None;
    }
    let mut rest = text.get(4..)?.chars();
    let (separator, None) = (rest.next()?, rest.next()) else {
        return None;
    };
    let known = u8::try_from(separator)
        .ok()
        .filter(|separator| SEPARATORS.contains(separator));
    Some(known.ok_or(separator))
}

/// Whether this is the first line of a template of the Entra admin center, such
/// as `version:v1.0`.
pub(super) fn is_version(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == ',' || c == ';');
    let Some(version) = text
        .get(..8)
        .zip(text.get(8..))
        .and_then(|(name, version)| name.eq_ignore_ascii_case("version:").then_some(version))
    else {
        return false;
    };
    let digits = version.trim().trim_start_matches(['v', 'V']);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}
