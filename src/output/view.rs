//! What a report looks like to a person, before any layout: headings, facts,
//! tables, lines and the commands to run next.
use std::borrow::Cow;

use crate::domain::confusables::{name_risk, with_name_risk};
use crate::text::printable;

/// A value's weight. Never the only carrier of meaning: the text says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// The thing the eye should find first.
    Strong,
    /// As it should be.
    Good,
    /// To be looked at.
    Warning,
    /// Not as it should be.
    Bad,
    /// Of less interest.
    Dim,
}

/// One piece of text with its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text as it is; it is escaped when it is printed.
    pub text: String,
    /// Its weight.
    pub tone: Tone,
    /// Whether it was cut piece by piece already: CSV does not cut it again.
    pub whole: bool,
}

impl Cell {
    /// Text with a weight.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
            whole: false,
        }
    }

    /// Names for a machine, all of them: each is cut where it is too long, and
    /// together they may be as long as they are.
    pub fn list(names: &[String]) -> Self {
        let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
        Self {
            whole: true,
            ..Self::new(names.join(", "), Tone::Plain)
        }
    }

    /// Text as it should be.
    pub fn good(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Good)
    }

    /// Text to be looked at.
    pub fn warning(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Warning)
    }

    /// Text that is not as it should be.
    pub fn bad(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Bad)
    }

    /// Text the eye should find first.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Strong)
    }

    /// Somebody's name, with a mark where it may deceive.
    pub fn person_name(name: &str) -> Self {
        match name_risk(name) {
            None => Self::new(name, Tone::Plain),
            Some(_) => Self::warning(with_name_risk(name)),
        }
    }

    /// Text of less interest.
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
    /// Heading for people; empty: they find it elsewhere in the view.
    pub title: Cow<'static, str>,
    /// Heading in CSV, which never changes; empty: other columns hold it in another form.
    pub key: Cow<'static, str>,
}

/// Rows under headings; the first column is never spread over several lines
/// where it can be helped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Headings.
    pub columns: Vec<Column>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// How many of them people read; `None` for all. CSV holds each.
    pub rows_for_people: Option<usize>,
}

impl Table {
    /// A table without rows; each pair is the title and the key of a column.
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

    /// Keeps all rows but the first `count` out of what people read.
    #[must_use]
    pub fn first_for_people(self, count: usize) -> Self {
        Self {
            rows_for_people: Some(count),
            ..self
        }
    }

    /// The table as people read it.
    #[must_use]
    pub fn human_columns(&self) -> Self {
        let mut shown = self.with_columns(|column| !column.title.is_empty());
        shown
            .rows
            .truncate(self.rows_for_people.unwrap_or(usize::MAX));
        shown
    }

    /// The table as CSV and TSV hold it: the id comes first, by which a list is read
    /// back.
    #[must_use]
    pub fn machine_columns(&self) -> Self {
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

    /// The table with some of its columns.
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
    /// What it is for, such as the app it mends; may be empty.
    pub why: String,
    /// The command line, ready to copy, or advice where `is_command` is false.
    pub text: String,
    /// Whether `text` is a command line.
    pub is_command: bool,
}

impl Step {
    /// A command line to copy.
    pub fn run(why: impl Into<String>, command: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            text: command.into(),
            is_command: true,
        }
    }

    /// Something to do outside the tool.
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
    /// Labels and values, one a line.
    Facts(Vec<(String, Cell)>),
    /// A table.
    Table(Table),
    /// Sentences, wrapped.
    Text(Cell),
    /// A list, one item a line, wrapped with a hanging indent.
    List(Vec<Cell>),
    /// What to run next, each on a line of its own, never wrapped.
    Next(Vec<Step>),
}

impl Block {
    /// Whether people find all of it elsewhere in the view.
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

/// A report as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Its parts, from top to bottom.
    pub blocks: Vec<Block>,
}

impl View {
    /// A view without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first table as CSV and TSV hold it; `None` where there is none.
    pub fn machine_table(&self) -> Option<Table> {
        self.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table.machine_columns()),
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

    /// Adds labelled values, unless there are none.
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

    /// Adds a labelled value, below those before it.
    #[must_use]
    pub fn fact(mut self, label: &str, value: impl Into<Cell>) -> Self {
        let fact = (label.to_owned(), value.into());
        match self.blocks.last_mut() {
            Some(Block::Facts(facts)) => facts.push(fact),
            _ => self.blocks.push(Block::Facts(vec![fact])),
        }
        self
    }

    /// Adds a labelled value, where there is one.
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

    /// Adds a list of what is to be looked at, unless it is empty.
    #[must_use]
    pub fn warnings(self, texts: &[String]) -> Self {
        self.list(texts.iter().map(Cell::warning))
    }

    /// Adds command lines that say by themselves what they are for.
    #[must_use]
    pub fn commands(self, lines: &[String]) -> Self {
        self.next(lines.iter().map(|line| Step::run("", line)))
    }

    /// Adds what to run next, unless there is nothing.
    #[must_use]
    pub fn next(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        let steps: Vec<_> = steps.into_iter().collect();
        if !steps.is_empty() {
            self.blocks.push(Block::Next(steps));
        }
        self
    }
}
