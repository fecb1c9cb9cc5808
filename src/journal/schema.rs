//! The tables of the journal, their versions, and the check that a database is a journal.
use rusqlite::{Connection, TransactionBehavior};

use super::JournalError;

/// `entr` in ASCII: identifies a journal (`PRAGMA application_id`).
const APPLICATION: i64 = 0x656e_7472;

/// Version of the tables (`PRAGMA user_version`).
const VERSION: i64 = 5;

/// Page cache in KiB, which `SQLite` takes as a negative number.
pub(super) const CACHE: i64 = -512;

/// Page cache while a task is inserted.
pub(super) const CACHE_FOR_INSERTS: i64 = -2048;

const TABLES: &str = "
CREATE TABLE tasks (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant       TEXT NOT NULL,
    action       TEXT NOT NULL,
    via          TEXT NOT NULL,
    reason       TEXT,
    actor_id     TEXT NOT NULL,
    actor_name   TEXT,
    created      TEXT NOT NULL,
    updated      TEXT NOT NULL,
    status       TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    new_password INTEGER NOT NULL DEFAULT 0,
    undoes       INTEGER REFERENCES tasks (id),
    plan_digest  TEXT,
    approved_by  TEXT
) STRICT;
CREATE TABLE steps (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    task         INTEGER NOT NULL REFERENCES tasks (id),
    account_id   TEXT NOT NULL,
    account_name TEXT NOT NULL,
    kind         TEXT NOT NULL,
    prior        TEXT NOT NULL,
    intended     TEXT NOT NULL,
    sent         TEXT,
    finished     TEXT,
    outcome      TEXT,
    read_back    TEXT,
    status_code  INTEGER,
    request_id   TEXT,
    error        TEXT,
    way          TEXT NOT NULL DEFAULT 'call',
    served_from  TEXT,
    served_until TEXT,
    device_id    TEXT,
    device_name  TEXT
) STRICT;
CREATE INDEX steps_by_task ON steps (task);
CREATE INDEX steps_by_account ON steps (account_id);
";

/// Upgrade from version 1, which had no bulk runs.
const FROM_1: &str = "
ALTER TABLE tasks ADD COLUMN new_password INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN undoes INTEGER REFERENCES tasks (id);
ALTER TABLE tasks ADD COLUMN plan_digest TEXT;
ALTER TABLE steps ADD COLUMN way TEXT NOT NULL DEFAULT 'call';
";

/// Upgrade from version 2, which did not record the signer of a plan. Its tasks count
/// as unsigned: for 24 hours after the last one, a signature may be required without
/// need. Counting them as signed could allow more than was signed.
const FROM_2: &str = "ALTER TABLE tasks ADD COLUMN approved_by TEXT;";

/// Upgrade from version 3, which had no times of the service.
const FROM_3: &str = "
ALTER TABLE steps ADD COLUMN served_from TEXT;
ALTER TABLE steps ADD COLUMN served_until TEXT;
";

/// Upgrade from version 4, which had no steps on devices.
const FROM_4: &str = "
ALTER TABLE steps ADD COLUMN device_id TEXT;
ALTER TABLE steps ADD COLUMN device_name TEXT;
UPDATE tasks SET status = 'canceled' WHERE status = 'cancelled';
";

/// Sets the size of the page cache.
pub(super) fn set_cache_size(connection: &Connection, size: i64) -> Result<(), JournalError> {
    Ok(connection.pragma_update(None, "cache_size", size)?)
}

/// Creates or upgrades the tables.
///
/// # Errors
/// The database belongs to another program or a newer version.
pub(super) fn migrate(connection: &mut Connection, writing: bool) -> Result<(), JournalError> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    let application = read_pragma(connection, "application_id")?;
    let version = read_pragma(connection, "user_version")?;
    let objects: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let empty = application == 0 && version == 0 && objects == 0;
    if !empty && application != APPLICATION {
        return Err(JournalError::OtherProgram);
    }
    if version > VERSION {
        return Err(JournalError::Newer {
            found: version,
            known: VERSION,
        });
    }
    if writing || empty {
        connection.pragma_update(None, "journal_mode", "WAL")?;
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // A run reads its steps in order and needs no page twice, so a small cache keeps the
    // memory of long runs constant.
    set_cache_size(connection, CACHE)?;
    if empty {
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if read_pragma(&change, "user_version")? != 0 {
            // Another process was faster.
            drop(change);
            return migrate(connection, writing);
        }
        change.execute_batch(TABLES)?;
        change.pragma_update(None, "application_id", APPLICATION)?;
        change.pragma_update(None, "user_version", VERSION)?;
        change.commit()?;
    } else if version < VERSION {
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have changed it meanwhile.
        let version = read_pragma(&change, "user_version")?;
        if version == VERSION {
            return Ok(());
        }
        if version == 1 {
            change.execute_batch(FROM_1)?;
        }
        if version <= 2 {
            change.execute_batch(FROM_2)?;
        }
        if version <= 3 {
            change.execute_batch(FROM_3)?;
        }
        change.execute_batch(FROM_4)?;
        change.pragma_update(None, "user_version", VERSION)?;
        change.commit()?;
    }
    Ok(())
}

fn read_pragma(connection: &Connection, name: &str) -> Result<i64, JournalError> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use rusqlite::Connection;

    use super::{TABLES, VERSION, migrate, read_pragma};

    #[test]
    fn earlier_versions_are_upgraded() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, true).unwrap();
        let whole = connection.prepare("SELECT * FROM tasks").unwrap();
        let columns = whole.column_count();
        drop(whole);
        let earlier = [
            (
                4,
                "ALTER TABLE steps DROP COLUMN device_id; \
                 ALTER TABLE steps DROP COLUMN device_name;",
            ),
            (
                3,
                "ALTER TABLE steps DROP COLUMN served_from; \
                 ALTER TABLE steps DROP COLUMN served_until;",
            ),
            (2, "ALTER TABLE tasks DROP COLUMN approved_by;"),
            (
                1,
                "ALTER TABLE tasks DROP COLUMN new_password; ALTER TABLE tasks DROP COLUMN undoes; \
                 ALTER TABLE tasks DROP COLUMN plan_digest; ALTER TABLE steps DROP COLUMN way;",
            ),
        ];
        let mut drops = String::new();
        for (version, drop) in earlier {
            drops.push_str(drop);
            let mut old = Connection::open_in_memory().unwrap();
            old.execute_batch(TABLES).unwrap();
            old.execute_batch(&drops).unwrap();
            old.pragma_update(None, "application_id", super::APPLICATION)
                .unwrap();
            old.pragma_update(None, "user_version", version).unwrap();
            migrate(&mut old, true).unwrap();
            assert_eq!(read_pragma(&old, "user_version").unwrap(), VERSION);
            let found = old.prepare("SELECT * FROM tasks").unwrap().column_count();
            assert_eq!(found, columns, "from {version}");
            old.prepare(
                "SELECT way, approved_by, served_from, served_until, device_id, device_name \
                 FROM steps JOIN tasks ON 1",
            )
            .unwrap();
        }
    }
    #[test]
    fn plan_of_earlier_version_counts_as_unsigned() {
        let mut old = Connection::open_in_memory().unwrap();
        old.execute_batch(TABLES).unwrap();
        old.execute_batch(
            "INSERT INTO tasks (tenant, action, via, actor_id, created, updated, status, \
             tool_version, plan_digest) VALUES ('t', 'disable', 'helpdesk', 'a', \
             '2026-03-02T03:04:05Z', '2026-03-02T03:04:05Z', 'successful', '0', 'd'); \
             INSERT INTO steps (task, account_id, account_name, kind, prior, intended) \
             VALUES (1, 'one', 'one', 'disable', '{}', '2026-03-02T03:04:05Z'); \
             ALTER TABLE tasks DROP COLUMN approved_by; \
             ALTER TABLE steps DROP COLUMN served_from; \
             ALTER TABLE steps DROP COLUMN served_until; \
             ALTER TABLE steps DROP COLUMN device_id; \
             ALTER TABLE steps DROP COLUMN device_name;",
        )
        .unwrap();
        old.pragma_update(None, "application_id", super::APPLICATION)
            .unwrap();
        old.pragma_update(None, "user_version", 2).unwrap();
        migrate(&mut old, true).unwrap();
        let journal = crate::journal::Journal {
            connection: old,
            tenant: "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f".parse().unwrap(),
            lock: None,
            server: crate::clock::ServerTime::default(),
        };
        let since: Timestamp = "2026-03-01T03:04:05Z".parse().unwrap();
        assert_eq!(journal.count_unsigned_accounts(since).unwrap(), 1);
        let since: Timestamp = "2026-03-03T03:04:05Z".parse().unwrap();
        assert_eq!(journal.count_unsigned_accounts(since).unwrap(), 0);
    }
}
