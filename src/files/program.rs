//! The SHA-256 of the running program. It is computed on a separate thread and cached in the
//! state folder, since hashing takes longer than everything else in a short command.
use std::fs::{File, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use ring::digest::{Context, SHA256};

/// The running program, shared by all clones. None by default.
#[derive(Debug, Clone, Default)]
pub struct Program(Option<Arc<Mutex<State>>>);

#[derive(Debug)]
enum State {
    /// Program file that was not read yet.
    Idle(Source),
    /// Being hashed.
    Reading(JoinHandle<Option<String>>),
    /// Hashed, not recorded.
    Known(String),
    /// Recorded, or not readable.
    Recorded,
}

/// Paths of the program and of its cached digest.
#[derive(Debug, Default)]
struct Source {
    program: PathBuf,
    cache: Option<PathBuf>,
}

impl Program {
    /// The program at `path`, whose digest is cached in the folder `cache`.
    pub fn new(path: PathBuf, cache: Option<&Path>) -> Self {
        let source = Source {
            program: path,
            cache: cache.map(|folder| folder.join(CACHE_FILE)),
        };
        Self(Some(Arc::new(Mutex::new(State::Idle(source)))))
    }

    /// Starts to hash the program in the background.
    pub fn start_hashing(&self) {
        let Some(state) = &self.0 else { return };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Idle(source) = &mut *state {
            let source = std::mem::take(source);
            // Without a thread there is no digest.
            let thread = std::thread::Builder::new().spawn(move || source.digest());
            *state = thread.map_or(State::Recorded, State::Reading);
        }
    }

    /// Returns the digest until it is recorded. `None` also if it could not be computed.
    pub fn unrecorded_digest(&self) -> Option<String> {
        self.start_hashing();
        let state = self.0.as_ref()?;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = match std::mem::replace(&mut *state, State::Recorded) {
            State::Reading(thread) => thread.join().ok()??,
            State::Known(digest) => digest,
            State::Idle(_) | State::Recorded => return None,
        };
        *state = State::Known(digest.clone());
        Some(digest)
    }

    /// Marks the digest as recorded, so that it is not returned again.
    pub fn mark_recorded(&self) {
        if let Some(state) = &self.0 {
            *state.lock().unwrap_or_else(PoisonError::into_inner) = State::Recorded;
        }
    }
}

/// Name of the file with the cached digest.
const CACHE_FILE: &str = "program.sha256";

impl Source {
    /// Returns the cached digest if the file is unchanged, or computes it. Only this user, who
    /// could run another program anyway, can write the cache.
    fn digest(&self) -> Option<String> {
        let mut file = File::open(&self.program).ok()?;
        let (Some(identity), Some(cache)) = (file_identity(&file.metadata().ok()?), &self.cache)
        else {
            return sha256(&mut file);
        };
        let known = super::read_private(cache).ok().flatten();
        let known = known.and_then(|bytes| String::from_utf8(bytes).ok());
        let known = known.as_deref().and_then(|text| text.split_once('\n'));
        if let Some((digest, of)) = known
            && of == identity
            && digest.len() == 64
            && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
        {
            return Some(digest.to_owned());
        }
        let digest = sha256(&mut file)?;
        // Without a cache the next command hashes it again.
        let saved = super::replace_private(cache, format!("{digest}\n{identity}").as_bytes());
        drop(saved);
        Some(digest)
    }
}

/// Returns a text that changes whenever the file is written or replaced.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
fn file_identity(file: &Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    Some(format!(
        "device {} inode {} size {} modified {}.{} changed {}.{}",
        file.dev(),
        file.ino(),
        file.size(),
        file.mtime(),
        file.mtime_nsec(),
        file.ctime(),
        file.ctime_nsec()
    ))
}

/// Other systems have no change time that only the system sets.
#[cfg(not(unix))]
fn file_identity(_: &Metadata) -> Option<String> {
    None
}

fn sha256(file: &mut File) -> Option<String> {
    let mut context = Context::new(&SHA256);
    let mut piece = vec![0; 256 * 1024];
    loop {
        match file.read(&mut piece).ok()? {
            0 => break,
            length => context.update(piece.get(..length)?),
        }
    }
    Some(hex::encode(context.finish()))
}

#[cfg(test)]
mod tests {
    use super::Program;

    #[test]
    fn digest_is_returned_until_recorded_in_any_clone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        std::fs::write(&path, "abc").unwrap();
        let program = Program::new(path, None);
        let copy = program.clone();
        program.start_hashing();
        let digest = program.unrecorded_digest().unwrap();
        assert_eq!(
            digest,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(copy.unrecorded_digest(), Some(digest));
        copy.mark_recorded();
        assert!(copy.unrecorded_digest().is_none() && program.unrecorded_digest().is_none());
        assert!(Program::default().unrecorded_digest().is_none());
        let absent = folder.path().join("absent");
        assert!(Program::new(absent, None).unrecorded_digest().is_none());
    }

    #[cfg(unix)]
    #[test]
    fn cached_digest_is_used_only_for_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        let cache = folder.path().join("state");
        let digest = || {
            Program::new(path.clone(), Some(&cache))
                .unrecorded_digest()
                .unwrap()
        };
        std::fs::write(&path, "abc").unwrap();
        let first = digest();
        let kept = cache.join("program.sha256");
        let text = std::fs::read_to_string(&kept).unwrap();
        assert!(text.starts_with(&first), "{text}");
        // The cache is used: a planted digest comes back.
        let planted = "0".repeat(64);
        std::fs::write(&kept, text.replace(&first, &planted)).unwrap();
        assert_eq!(digest(), planted);
        // Another file of the same name and size is hashed.
        std::fs::write(folder.path().join("new"), "abd").unwrap();
        std::fs::rename(folder.path().join("new"), &path).unwrap();
        let second = digest();
        assert_ne!(second, planted);
        std::fs::write(&kept, format!("{}\nnonsense", "é".repeat(32))).unwrap();
        assert_eq!(digest(), second);
    }
}
