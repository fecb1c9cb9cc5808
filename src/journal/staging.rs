//! The rows of a run that nobody has agreed to yet, on a disk rather than in
//! memory: a list may be long. The file has no name and ends with the value.
use jiff::Timestamp;
use rusqlite::{Connection, Row as Found, params};

use super::JournalError;
use crate::domain::bulk::Row;
use crate::ids::ObjectId;

/// Rows that are held in memory while all are gone through.
const AT_A_TIME: usize = 500;

/// Each account once, in the order in which they came.
#[derive(Debug)]
pub struct StagingTable {
    connection: Connection,
    rows: usize,
}

impl StagingTable {
    /// An empty sheet.
    ///
    /// # Errors
    /// Fails where there is no room for it.
    pub fn new() -> Result<Self, JournalError> {
        // The empty name is a file that SQLite makes for us alone, unlinks at
        // once and writes to only when its memory is full.
        let connection = Connection::open("")?;
        // It need not outlive anything, so nothing waits for the disk.
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

    /// Whether nobody was called so before; upper and lower case are one.
    ///
    /// # Errors
    /// Fails where there is no room.
    pub fn is_new_name(&mut self, name: &str) -> Result<bool, JournalError> {
        self.noted(
            "INSERT OR IGNORE INTO names VALUES (?1)",
            &name.to_lowercase(),
        )
    }

    /// Whether the account did not come before.
    ///
    /// # Errors
    /// Fails where there is no room.
    pub fn is_new_account(&mut self, id: &ObjectId) -> Result<bool, JournalError> {
        self.noted("INSERT OR IGNORE INTO people VALUES (?1)", id.as_str())
    }

    fn noted(&mut self, sql: &str, value: &str) -> Result<bool, JournalError> {
        Ok(self.connection.prepare_cached(sql)?.execute([value])? == 1)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Fails where there is no room.
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

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Rows in their order, at most so many, after the one with this number;
    /// the number of the last one comes with them.
    ///
    /// # Errors
    /// Fails where the sheet cannot be read.
    pub fn after(&self, number: i64, most: usize) -> Result<(Vec<Row>, i64), JournalError> {
        // With a bare `?1` the query is planned anew for each number.
        let mut query = self
            .connection
            .prepare_cached("SELECT * FROM rows WHERE number > +?1 ORDER BY number LIMIT ?2")?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut found = query.query(params![number, most])?;
        let (mut rows, mut last) = (Vec::new(), number);
        while let Some(one) = found.next()? {
            last = one.get(0)?;
            rows.push(row(one)?);
        }
        Ok((rows, last))
    }

    /// Shows each row to `visit`, in their order.
    ///
    /// # Errors
    /// Fails where the sheet cannot be read, and with what `visit` returns.
    pub fn each<E: From<JournalError>>(
        &self,
        mut visit: impl FnMut(Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut number = 0;
        loop {
            let (rows, last) = self.after(number, AT_A_TIME)?;
            if rows.is_empty() {
                return Ok(());
            }
            number = last;
            rows.into_iter().try_for_each(&mut visit)?;
        }
    }
}

fn row(found: &Found<'_>) -> Result<Row, JournalError> {
    let time = |column: usize| -> Result<Option<Timestamp>, JournalError> {
        let text: Option<String> = found.get(column)?;
        text.map(|text| text.parse().map_err(|_| JournalError::Strange(text)))
            .transpose()
    };
    let id: String = found.get(1)?;
    let id: ObjectId = id.parse().map_err(|_| JournalError::Strange(id))?;
    let upn: String = found.get(2)?;
    let mut row = Row::named(&id, &upn).ok_or_else(|| JournalError::Strange(id.to_string()))?;
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
    use super::{AT_A_TIME, StagingTable};
    use crate::domain::account::tests::person;
    use crate::domain::bulk::Row;
    use crate::journal::JournalError;

    #[test]
    fn rows_come_back_as_they_were_and_in_their_order() {
        let mut sheet = StagingTable::new().unwrap();
        let mut rows = Vec::new();
        for number in 0..AT_A_TIME + 3 {
            let mut account = person(u32::try_from(number).unwrap());
            account.guest = number % 2 == 0;
            account.enabled = [None, Some(true), Some(false)][number % 3];
            account.password_changed = Some("2026-01-02T03:04:05.678Z".parse().unwrap());
            let row = Row::of(&account).unwrap();
            sheet.push(&row).unwrap();
            rows.push(row);
        }
        let mut found = Vec::new();
        let visited = sheet.each::<JournalError>(|row| {
            found.push(row);
            Ok(())
        });
        visited.unwrap();
        assert_eq!(found, rows);
        assert_eq!(sheet.len(), rows.len());
    }

    #[test]
    fn a_name_and_an_account_are_new_once() {
        let mut sheet = StagingTable::new().unwrap();
        assert!(sheet.is_new_name("A@b.example").unwrap());
        assert!(!sheet.is_new_name("a@B.example").unwrap());
        assert!(sheet.is_new_account(&person(1).id).unwrap());
        assert!(!sheet.is_new_account(&person(1).id).unwrap());
    }
}
