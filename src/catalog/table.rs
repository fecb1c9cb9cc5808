//! Tables with tab-separated cells, the format of the files below `data/`.
//!
//! The first line has the names of the columns; lines that begin with `#` are comments.
//! `-` is an empty cell.

/// A table that is compiled into the program.
#[derive(Debug)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "tests alone check the header and report a wrong row"
    )
)]
pub(crate) struct Table<const N: usize> {
    /// Path of the file, for messages of the test that checks it.
    pub(crate) file: &'static str,
    /// Names of the columns: the first line of the file.
    pub(crate) columns: [&'static str; N],
    /// Text of the file.
    pub(crate) text: &'static str,
}

/// Declares a [`Table`] from a file, whose path is relative to the source file that uses
/// the macro.
macro_rules! table {
    ($file:literal, [$($column:literal),+ $(,)?]) => {
        $crate::catalog::table::Table {
            file: $file,
            columns: [$($column),+],
            text: include_str!($file),
        }
    };
}
pub(crate) use table;

impl<const N: usize> Table<N> {
    /// Returns every row as parsed by `row`. Rows that fail to parse are omitted; tests call
    /// [`Self::check`] to rule that out.
    pub(crate) fn parse<T>(&self, row: impl Fn([&'static str; N]) -> Result<T, String>) -> Vec<T> {
        self.lines()
            .filter_map(|(_, cells)| cells.and_then(&row).ok())
            .collect()
    }

    /// Returns the line number of every row, and its cells or what is wrong with it.
    fn lines(&self) -> impl Iterator<Item = (usize, Result<[&'static str; N], String>)> {
        self.text
            .lines()
            .enumerate()
            .skip(1)
            .filter(|(_, line)| !line.starts_with('#'))
            .map(|(index, line)| (index + 1, split_cells(line)))
    }

    /// Panics with file, line and reason if the header or a row is wrong.
    #[cfg(test)]
    pub(crate) fn check<T>(&self, row: impl Fn([&'static str; N]) -> Result<T, String>) {
        let header = self.text.lines().next().unwrap_or_default();
        assert_eq!(
            header.split('\t').collect::<Vec<_>>(),
            self.columns,
            "{}:1: the header must name these columns",
            self.file
        );
        for (line, cells) in self.lines() {
            if let Err(why) = cells.and_then(&row) {
                panic!("{}:{line}: {why}", self.file);
            }
        }
    }
}

fn split_cells<const N: usize>(line: &'static str) -> Result<[&'static str; N], String> {
    let mut cells = [""; N];
    let mut found = 0;
    for (index, cell) in line.split('\t').enumerate() {
        found = index + 1;
        if let Some(known) = cells.get_mut(index) {
            *known = if cell == "-" { "" } else { cell };
        }
    }
    if found == N {
        Ok(cells)
    } else {
        Err(format!("{found} cells instead of {N}"))
    }
}

/// Returns the parts of a cell that lists several values.
pub(crate) fn list(cell: &'static str, separator: &'static str) -> Vec<&'static str> {
    cell.split(separator)
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Table, list};

    const TABLE: Table<2> = Table {
        file: "example.tsv",
        columns: ["name", "size"],
        text: "name\tsize\n# a comment\none\t1\ntwo\t-\nthree\n",
    };

    fn size([name, size]: [&'static str; 2]) -> Result<(&'static str, usize), String> {
        match size {
            "" => Ok((name, 0)),
            size => Ok((name, size.parse().map_err(|_| "no number".to_owned())?)),
        }
    }

    #[test]
    fn table_skips_comments_and_reads_a_dash_as_empty() {
        assert_eq!(TABLE.parse(size), [("one", 1), ("two", 0)]);
        assert_eq!(list("a | b", " | "), ["a", "b"]);
        assert!(list("", " | ").is_empty());
    }

    #[test]
    #[should_panic(expected = "example.tsv:5: 1 cells instead of 2")]
    fn check_names_file_and_line_of_a_wrong_row() {
        TABLE.check(size);
    }

    #[test]
    #[should_panic(expected = "example.tsv:1: the header must name these columns")]
    fn check_refuses_another_header() {
        Table {
            columns: ["size", "name"],
            ..TABLE
        }
        .check(size);
    }
}
