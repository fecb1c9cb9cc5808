//! The rows of a run before it is confirmed, on disk because a list may be long. The file
//! has no name and is deleted with the value.
use jiff::Timestamp;
use rusqlite::{Connection, Row as Found, params};

use super::JournalError;
use crate::domain::bulk::Row;
use crate::ids::ObjectId;

/// Rows in memory while all rows are read.
const ROWS_PER_CHUNK: usize = 500;

/// A temporary table of accounts, each once, in the order of insertion.
#[derive(Debug)]
pub struct StagingTable {
    connection: Connection,
    rows: usize,
}

impl StagingTable {
    /// Creates an empty table.
    ///
    /// # Errors
    /// Fails if the disk is full.
    pub fn new() -> Result<Self, JournalError> {
        // For the empty name, SQLite creates a private file, unlinks it at once and writes to
        // it only when its cache is full.
        let connection = Connection::open("")?;
        // It is temporary, so nothing waits for the disk.
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -512;
             CREATE TABLE names (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
             CREATE TABLE people (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
             CREATE TABLE rows (
                 number INTEGER PRIMARY KEY, id TEXT NOT NULL, upn TEXT NOT NULL,
                 enabled INTEGER, guest INTEGER NOT NULL, synced INTEGER NOT NULL,
                 federated INTEGER, valid_from TEXT, changed TEXT
             ) STRICT;
             BEGIN;",
        )?;
        Ok(Self {
            connection,
            rows: 0,
        })
    }

    /// Inserts a name, ignoring case. Returns whether it is new.
    ///
    /// # Errors
    /// Fails if the disk is full.
    pub fn insert_name(&mut self, name: &str) -> Result<bool, JournalError> {
        self.insert(
            "INSERT OR IGNORE INTO names VALUES (?1)",
            &name.to_lowercase(),
        )
    }

    /// Inserts the id of an account. Returns whether it is new.
    ///
    /// # Errors
    /// Fails if the disk is full.
    pub fn insert_account(&mut self, id: &ObjectId) -> Result<bool, JournalError> {
        self.insert("INSERT OR IGNORE INTO people VALUES (?1)", id.as_str())
    }

    fn insert(&mut self, sql: &str, value: &str) -> Result<bool, JournalError> {
        Ok(self.connection.prepare_cached(sql)?.execute([value])? == 1)
    }

    /// Appends a row.
    ///
    /// # Errors
    /// Fails if the disk is full.
    pub fn push(&mut self, row: &Row) -> Result<(), JournalError> {
        let Some(id) = row.id() else { return Ok(()) };
        let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
        self.connection
            .prepare_cached("INSERT INTO rows VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute(params![
                id.as_str(),
                row.upn,
                row.enabled,
                row.guest,
                row.synced,
                row.federated,
                time(row.sessions_valid_from),
                time(row.password_changed),
            ])?;
        self.rows += 1;
        Ok(())
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Returns up to `most` rows after row `number`, and the number of the last one.
    ///
    /// # Errors
    /// Fails if the table cannot be read.
    pub fn rows_after(&self, number: i64, most: usize) -> Result<(Vec<Row>, i64), JournalError> {
        // With a bare `?1` SQLite prepares the query again for each value.
        let mut query = self
            .connection
            .prepare_cached("SELECT * FROM rows WHERE number > +?1 ORDER BY number LIMIT ?2")?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut found = query.query(params![number, most])?;
        let (mut rows, mut last) = (Vec::new(), number);
        while let Some(one) = found.next()? {
            last = one.get(0)?;
            rows.push(row_from_sql(one)?);
        }
        Ok((rows, last))
    }

    /// Calls `visit` for each row in order.
    ///
    /// # Errors
    /// Fails if the table cannot be read, and with the errors of `visit`.
    pub fn for_each_row<E: From<JournalError>>(
        &self,
        mut visit: impl FnMut(Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut number = 0;
        loop {
            let (rows, last) = self.rows_after(number, ROWS_PER_CHUNK)?;
            if rows.is_empty() {
                return Ok(());
            }
            number = last;
            rows.into_iter().try_for_each(&mut visit)?;
        }
    }
}

fn row_from_sql(found: &Found<'_>) -> Result<Row, JournalError> {
    let time = |column: usize| -> Result<Option<Timestamp>, JournalError> {
        let text: Option<String> = found.get(column)?;
        text.map(|text| text.parse().map_err(|_| JournalError::InvalidRow(text)))
            .transpose()
    };
    let id: String = found.get(1)?;
    let id: ObjectId = id.parse().map_err(|_| JournalError::InvalidRow(id))?;
    let upn: String = found.get(2)?;
    let mut row = Row::named(&id, &upn).ok_or_else(|| JournalError::InvalidRow(id.to_string()))?;
    row.enabled = found.get(3)?;
    row.guest = found.get(4)?;
    row.synced = found.get(5)?;
    row.federated = found.get(6)?;
    row.sessions_valid_from = time(7)?;
    row.password_changed = time(8)?;
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::{ROWS_PER_CHUNK, StagingTable};
    use crate::domain::account::tests::person;
    use crate::domain::bulk::Row;
    use crate::journal::JournalError;

    #[test]
    fn rows_are_read_back_in_order() {
        let mut table = StagingTable::new().unwrap();
        let mut rows = Vec::new();
        for number in 0..ROWS_PER_CHUNK + 3 {
            let mut account = person(u32::try_from(number).unwrap());
            account.guest = number % 2 == 0;
            account.enabled = [None, Some(true), Some(false)][number % 3];
            account.password_changed = Some("2026-01-02T03:04:05.678Z".parse().unwrap());
            let row = Row::of(&account).unwrap();
            table.push(&row).unwrap();
            rows.push(row);
        }
        let mut found = Vec::new();
        let visited = table.for_each_row::<JournalError>(|row| {
            found.push(row);
            Ok(())
        });
        visited.unwrap();
        assert_eq!(found, rows);
        assert_eq!(table.len(), rows.len());
    }

    #[test]
    fn names_and_accounts_are_new_once() {
        let mut table = StagingTable::new().unwrap();
        assert!(table.insert_name("A@b.example").unwrap());
        assert!(!table.insert_name("a@B.example").unwrap());
        assert!(table.insert_account(&person(1).id).unwrap());
        assert!(!table.insert_account(&person(1).id).unwrap());
    }
}
