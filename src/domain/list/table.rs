//! Tables: the header determines which cells name an account.
use super::names::{AccountNames, strip_formula_guard};
use super::record::{Cells, parse_complete_line, with_line_end};
use super::{ListError, titles};

/// Separators of cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    separator: u8,
    /// Number of cells in the header, and so in each record.
    width: usize,
    /// Indexes of the cells that name an account, in the order of [`titles::KINDS`].
    indexes: [Option<usize>; titles::KINDS.len()],
    /// The format, if this program wrote the table.
    ours: Option<OwnFormat>,
    /// Whether a column contains secrets.
    pub(super) secret: bool,
}

/// Tables of this program with their own column titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OwnFormat {
    /// The audit log; index of its `activity` column, if it has one.
    Audit(Option<usize>),
    /// Lines that were skipped in a list.
    LeftOut,
}

/// The target of a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RecordTarget {
    /// The names of an account, not yet checked.
    Names(AccountNames),
    /// No account: the record is about something else.
    NoAccount,
}

impl Table {
    /// Determines the columns from the header, which starts on line `line`.
    ///
    /// # Errors
    /// Fails if no column names accounts, or if two such columns have the same title.
    pub(super) fn from_header(
        header: &Cells,
        separator: u8,
        line: usize,
    ) -> Result<Self, ListError> {
        let plain: Vec<String> = header
            .iter()
            .map(|title| titles::normalize_title(title))
            .collect();
        let index = |name: &str| plain.iter().position(|title| title == name);
        let mut indexes = titles::KINDS.map(|kind| kind.iter().find_map(|name| index(name)));
        let mut ours = None;
        let has = |names: &[&str]| names.iter().all(|name| index(name).is_some());
        if has(&[
            "sequence", "outcome", "actorid", "targetid", "target", "hash",
        ]) {
            ours = Some(OwnFormat::Audit(index("activity")));
            indexes = [index("targetid"), index("target"), None];
        } else if has(&["line", "user", "why"]) {
            ours = Some(OwnFormat::LeftOut);
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
                display_name: header
                    .iter()
                    .any(|title| titles::is_display_name_title(title)),
            });
        }
        Ok(Self {
            separator,
            width: header.len(),
            indexes,
            ours,
            secret: header.iter().any(|title| titles::is_secret_title(title)),
        })
    }

    /// Returns the separator of the cells.
    pub(super) fn separator(&self) -> u8 {
        self.separator
    }

    /// Returns the account that a record names. A record with too many or too few cells is
    /// an error: if its cells are shifted, they may name another account.
    ///
    /// # Errors
    /// Returns what is wrong with the record.
    pub(super) fn parse_row(&self, cells: &Cells) -> Result<RecordTarget, String> {
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
            upn = upn.map(|upn| strip_formula_guard(&upn).map_or(upn.clone(), ToOwned::to_owned));
        }
        if let Some(OwnFormat::Audit(activity)) = self.ours {
            let activity = activity.and_then(|at| cells.get(at));
            let names_any = id.is_some() || upn.as_ref().is_some_and(|upn| upn.contains('@'));
            if !names_any
                || activity.is_some_and(|activity| !super::audit::is_account_activity(activity))
            {
                return Ok(RecordTarget::NoAccount);
            }
        }
        if id.is_none() && upn.is_none() && mail.is_none() {
            return Err("it names no account".to_owned());
        }
        Ok(RecordTarget::Names(AccountNames { id, upn, mail }))
    }

    /// Whether a line that starts with `#` may be a record: it has the right number of
    /// cells, and they name an account.
    pub(super) fn may_be_row(&self, line: usize, text: &str) -> bool {
        self.width > 1
            && parse_complete_line(line, text, self.separator)
                .and_then(|cells| self.parse_row(&cells).ok())
                .is_some_and(|row| match row {
                    RecordTarget::Names(names) => names.into_user_and_upn().0.is_ok(),
                    RecordTarget::NoAccount => false,
                })
    }
}

/// Returns the separator of a table whose header is this line; `None` if the list has one
/// name per line.
pub(super) fn detect_separator(line: usize, text: &str) -> Option<u8> {
    let text = with_line_end(text);
    let mut best: Option<(bool, usize, u8)> = None;
    for separator in SEPARATORS {
        let count = count_outside_quotes(&text, separator);
        if count == 0 {
            continue;
        }
        let header = parse_complete_line(line, &text, separator).unwrap_or_default();
        let known = header.iter().any(|title| titles::is_account_title(title));
        if best.is_none_or(|(was_known, most, _)| (known, count) > (was_known, most)) {
            best = Some((known, count, separator));
        }
    }
    if let Some((_, _, separator)) = best {
        return Some(separator);
    }
    let title = text.trim();
    let is_alone = titles::is_account_title(title) || titles::is_display_name_title(title);
    // A header whose first cell continues on the next line.
    let open = title.starts_with('"') && !title.matches('"').count().is_multiple_of(2);
    (is_alone || open).then_some(b',')
}

/// Counts the occurrences of `separator` outside of quotes.
fn count_outside_quotes(text: &str, separator: u8) -> usize {
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

/// Returns the separator that Excel's first line names, such as `sep=;`: `Err` if it is
/// not supported, `None` if `text` is another line.
pub(super) fn excel_separator(text: &str) -> Option<Result<u8, char>> {
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

/// Whether this is the first line of a template from the Entra admin center, such as
/// `version:v1.0`.
pub(super) fn is_template_version_line(text: &str) -> bool {
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
