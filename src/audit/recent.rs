//! The newest lines of a log, last one first: what was done lately is asked
//! before each run, and a log may be years long.
use std::io::{Read as _, Seek as _, SeekFrom};

use super::{AuditError, log};
use crate::files;
use crate::ids::TenantId;
use crate::machine::StateDirs;

/// Bytes that are read at a time.
const BLOCK: u64 = 64 * 1024;

/// Hands the lines of a log to `visit`, the newest first, until that returns
/// false. Whether they are as they were written is not looked at.
///
/// # Errors
/// Fails where the log was opened and cannot be read.
pub fn newest(
    dirs: &StateDirs,
    tenant: &TenantId,
    mut visit: impl FnMut(&[u8]) -> bool,
) -> Result<(), AuditError> {
    let Some(path) = log::path(dirs, tenant) else {
        return Ok(());
    };
    // One that cannot be opened here cannot be opened to be written either, and
    // where nothing can be recorded nothing is sent.
    let Ok(Some(mut file)) = files::open_private(&path) else {
        return Ok(());
    };
    let failed = |source| AuditError::Io {
        path: path.clone(),
        action: "read",
        source,
    };
    let mut end = file.metadata().map_err(failed)?.len();
    // The end of a line whose beginning is in the block before.
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
    use super::{BLOCK, newest};
    use crate::machine::StateDirs;

    #[test]
    fn newest_lines_come_last_one_first_whatever_their_length() {
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
        let path = super::log::path(&dirs, &tenant).unwrap();
        for count in 0..=lines.len() {
            let text = lines[..count].concat();
            crate::files::replace_private(&path, text.as_bytes()).unwrap();
            let mut seen = Vec::new();
            newest(&dirs, &tenant, |line| {
                seen.push(String::from_utf8(line.to_vec()).unwrap());
                true
            })
            .unwrap();
            seen.reverse();
            assert_eq!(seen, lines[..count]);
        }
        let mut seen = 0;
        newest(&dirs, &tenant, |_| {
            seen += 1;
            seen < 3
        })
        .unwrap();
        assert_eq!(seen, 3);
    }
}
