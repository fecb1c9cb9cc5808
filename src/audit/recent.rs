//! Reads a log from its end: each run needs recent lines, and a log may cover years.
use std::io::{Read as _, Seek as _, SeekFrom};

use super::{AuditError, log};
use crate::files;
use crate::ids::TenantId;
use crate::machine::StateDirs;

/// Bytes per read.
const BLOCK: u64 = 64 * 1024;

/// Calls `visit` for the lines of a log, newest first, until it returns false. Does not
/// verify the chain.
///
/// # Errors
/// Fails if an opened log cannot be read.
pub fn visit_newest_first(
    dirs: &StateDirs,
    tenant: &TenantId,
    mut visit: impl FnMut(&[u8]) -> bool,
) -> Result<(), AuditError> {
    let Some(path) = log::log_path(dirs, tenant) else {
        return Ok(());
    };
    // A log that cannot be opened cannot be written either, and then nothing is sent.
    let Ok(Some(mut file)) = files::open_private(&path) else {
        return Ok(());
    };
    let failed = |source| AuditError::Io {
        path: path.clone(),
        action: "read",
        source,
    };
    let mut end = file.metadata().map_err(failed)?.len();
    // The end of a line that starts in the block before.
    let mut rest: Vec<u8> = Vec::new();
    while end > 0 {
        let begin = end.saturating_sub(BLOCK);
        let mut block = Vec::new();
        file.seek(SeekFrom::Start(begin))
            .and_then(|_| (&file).take(end - begin).read_to_end(&mut block))
            .map_err(failed)?;
        block.append(&mut rest);
        let cut = match begin {
            0 => Some(0),
            _ => block
                .iter()
                .position(|byte| *byte == b'\n')
                .map(|at| at + 1),
        };
        end = begin;
        let Some(cut) = cut else {
            rest = block;
            continue;
        };
        let (first, whole) = block.split_at(cut);
        for line in whole.split_inclusive(|byte| *byte == b'\n').rev() {
            if !visit(line) {
                return Ok(());
            }
        }
        rest = first.to_vec();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, visit_newest_first};
    use crate::machine::StateDirs;

    #[test]
    fn lines_of_any_length_are_visited_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = StateDirs {
            state: Some(folder.path().to_owned()),
            ..StateDirs::default()
        };
        let tenant = "11111111-0000-4000-8000-000000000001".parse().unwrap();
        let long = usize::try_from(BLOCK).unwrap();
        let lengths = [1, 10, long - 1, long, long + 1, 3 * long, 7, 0, 200];
        let lines: Vec<String> = lengths
            .iter()
            .enumerate()
            .map(|(at, length)| format!("{at}{}\n", "x".repeat(*length)))
            .collect();
        let path = super::log::log_path(&dirs, &tenant).unwrap();
        for count in 0..=lines.len() {
            let text = lines[..count].concat();
            crate::files::replace_private(&path, text.as_bytes()).unwrap();
            let mut seen = Vec::new();
            visit_newest_first(&dirs, &tenant, |line| {
                seen.push(String::from_utf8(line.to_vec()).unwrap());
                true
            })
            .unwrap();
            seen.reverse();
            assert_eq!(seen, lines[..count]);
        }
        let mut seen = 0;
        visit_newest_first(&dirs, &tenant, |_| {
            seen += 1;
            seen < 3
        })
        .unwrap();
        assert_eq!(seen, 3);
    }
}
