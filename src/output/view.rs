//! The layout-independent form of a report for people: headings, facts, tables, lines
//! and the commands to run next.
use std::borrow::Cow;

use crate::domain::confusables::{name_risk, with_name_risk};
use crate::text::printable;

/// Emphasis of a value. The text always has the same meaning without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// No emphasis.
    Plain,
    /// The most prominent text.
    Strong,
    /// Success or a healthy state.
    Good,
    /// Something to check.
    Warning,
    /// Failure or an unhealthy state.
    Bad,
    /// Less important text.
    Dim,
}

/// A text with its tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The unescaped text; it is escaped when printed.
    pub text: String,
    /// Emphasis of the text.
    pub tone: Tone,
    /// Whether CSV must not truncate the text: each part of it is already truncated.
    pub whole: bool,
}

impl Cell {
    /// Returns a text with a tone.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
            whole: false,
        }
    }

    /// Returns all `names` in one cell for CSV and TSV. Long names are truncated, the list not.
    pub fn list(names: &[String]) -> Self {
        let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
        Self {
            whole: true,
            ..Self::new(names.join(", "), Tone::Plain)
        }
    }

    /// Returns text about a success or a healthy state.
    pub fn good(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Good)
    }

    /// Returns text about something to check.
    pub fn warning(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Warning)
    }

    /// Returns text about a failure or an unhealthy state.
    pub fn bad(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Bad)
    }

    /// Returns the most prominent text.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Strong)
    }

    /// Returns a user's name, marked if it contains look-alike characters.
    pub fn person_name(name: &str) -> Self {
        match name_risk(name) {
            None => Self::new(name, Tone::Plain),
            Some(_) => Self::warning(with_name_risk(name)),
        }
    }

    /// Returns less important text.
    pub fn dim(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Dim)
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text, Tone::Plain)
    }
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Heading for people. Empty if the value is shown elsewhere in the view.
    pub title: Cow<'static, str>,
    /// Stable heading in CSV. Empty if other columns have the value in another form.
    pub key: Cow<'static, str>,
}

/// Rows under headings. The first column is wrapped only if unavoidable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Headings.
    pub columns: Vec<Column>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// Number of rows shown to people; `None` for all. CSV has every row.
    pub rows_for_people: Option<usize>,
}

impl Table {
    /// Returns an empty table. Each pair is the title and the key of a column.
    pub fn new(columns: &[(&'static str, &'static str)]) -> Self {
        let columns = columns.iter().map(|&(title, key)| Column {
            title: title.into(),
            key: key.into(),
        });
        Self {
            columns: columns.collect(),
            ..Self::default()
        }
    }

    /// Limits the rows shown to people to the first `count`.
    #[must_use]
    pub fn limit_for_people(self, count: usize) -> Self {
        Self {
            rows_for_people: Some(count),
            ..self
        }
    }

    /// Returns the table as shown to people: the columns with a title, and only the first rows
    /// if [`Self::rows_for_people`] limits them.
    #[must_use]
    pub fn for_people(&self) -> Self {
        let mut shown = self.with_columns(|column| !column.title.is_empty());
        shown
            .rows
            .truncate(self.rows_for_people.unwrap_or(usize::MAX));
        shown
    }

    /// Returns the table for CSV and TSV: the columns with a key, with `id` first so that the
    /// output can be used as an input list.
    #[must_use]
    pub fn for_machines(&self) -> Self {
        let mut table = self.with_columns(|column| !column.key.is_empty());
        let id = table.columns.iter().position(|column| column.key == "id");
        if let Some(columns) = id.and_then(|id| table.columns.get_mut(..=id)) {
            columns.rotate_right(1);
        }
        for row in &mut table.rows {
            if let Some(cells) = id.and_then(|id| row.get_mut(..=id)) {
                cells.rotate_right(1);
            }
        }
        table
    }

    /// Returns the table with only the columns for which `is_kept` returns true.
    fn with_columns(&self, is_kept: impl Fn(&Column) -> bool) -> Self {
        let kept: Vec<bool> = self.columns.iter().map(is_kept).collect();
        let row = |row: &Vec<Cell>| {
            let cells = row.iter().zip(&kept).filter(|(_, kept)| **kept);
            cells.map(|(cell, _)| cell.clone()).collect()
        };
        let columns = self.columns.iter().zip(&kept).filter(|(_, kept)| **kept);
        Self {
            columns: columns.map(|(column, _)| column.clone()).collect(),
            rows: self.rows.iter().map(row).collect(),
            rows_for_people: self.rows_for_people,
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }
}

/// A command to run next, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Purpose, such as the name of the app to fix; may be empty.
    pub why: String,
    /// The command line to copy, or advice if `is_command` is false.
    pub text: String,
    /// Whether `text` is a command line.
    pub is_command: bool,
}

impl Step {
    /// Returns a command line to copy.
    pub fn run(why: impl Into<String>, command: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            text: command.into(),
            is_command: true,
        }
    }

    /// Returns advice: an action to take outside the tool.
    pub fn advise(why: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            text: text.into(),
            is_command: false,
        }
    }
}

/// One part of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// Labels and values, one per line.
    Facts(Vec<(String, Cell)>),
    /// A table.
    Table(Table),
    /// Sentences, wrapped.
    Text(Cell),
    /// A list, one item per line, wrapped with a hanging indent.
    List(Vec<Cell>),
    /// Commands to run next, one per line, never wrapped.
    Next(Vec<Step>),
}

impl Block {
    /// Whether the block is only for CSV and TSV: people see its contents in other blocks.
    pub fn is_for_machines(&self) -> bool {
        match self {
            Self::Table(table) => {
                let mut columns = table.columns.iter();
                table.rows_for_people == Some(0) || columns.all(|column| column.title.is_empty())
            }
            Self::Heading(_) | Self::Facts(_) | Self::Text(_) | Self::List(_) | Self::Next(_) => {
                false
            }
        }
    }
}

/// A report as shown to people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Parts of the view, from top to bottom.
    pub blocks: Vec<Block>,
}

impl View {
    /// Returns an empty view.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the first table as exported to CSV and TSV; `None` if there is none.
    pub fn machine_table(&self) -> Option<Table> {
        self.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table.for_machines()),
            Block::Heading(_)
            | Block::Facts(_)
            | Block::Text(_)
            | Block::List(_)
            | Block::Next(_) => None,
        })
    }

    /// Adds a heading.
    #[must_use]
    pub fn heading(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Heading(text.into()));
        self
    }

    /// Adds labeled values, unless there are none.
    #[must_use]
    pub fn facts<L: Into<String>>(mut self, facts: impl IntoIterator<Item = (L, Cell)>) -> Self {
        let facts: Vec<_> = facts
            .into_iter()
            .map(|(label, cell)| (label.into(), cell))
            .collect();
        if !facts.is_empty() {
            self.blocks.push(Block::Facts(facts));
        }
        self
    }

    /// Adds a labeled value below the preceding ones.
    #[must_use]
    pub fn fact(mut self, label: &str, value: impl Into<Cell>) -> Self {
        let fact = (label.to_owned(), value.into());
        match self.blocks.last_mut() {
            Some(Block::Facts(facts)) => facts.push(fact),
            _ => self.blocks.push(Block::Facts(vec![fact])),
        }
        self
    }

    /// Adds a labeled value, if there is one.
    #[must_use]
    pub fn fact_if(self, label: &str, value: Option<impl Into<Cell>>) -> Self {
        match value {
            Some(value) => self.fact(label, value),
            None => self,
        }
    }

    /// Adds a table, unless it has no rows.
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
        self
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn text(mut self, text: impl Into<Cell>) -> Self {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// Adds a list, unless it is empty.
    #[must_use]
    pub fn list(mut self, items: impl IntoIterator<Item = Cell>) -> Self {
        let items: Vec<_> = items.into_iter().collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
        self
    }

    /// Adds a list of warnings, unless it is empty.
    #[must_use]
    pub fn warnings(self, texts: &[String]) -> Self {
        self.list(texts.iter().map(Cell::warning))
    }

    /// Adds command lines that need no explanation.
    #[must_use]
    pub fn commands(self, lines: &[String]) -> Self {
        self.next(lines.iter().map(|line| Step::run("", line)))
    }

    /// Adds the next steps, unless there are none.
    #[must_use]
    pub fn next(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        let steps: Vec<_> = steps.into_iter().collect();
        if !steps.is_empty() {
            self.blocks.push(Block::Next(steps));
        }
        self
    }
}
