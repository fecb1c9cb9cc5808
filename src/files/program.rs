//! The file that this process was started from, by its SHA-256. Hashed on a thread
//! of its own, and remembered in the state folder: hashing takes longer than
//! everything else that a short command does.
use std::fs::{File, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use ring::digest::{Context, SHA256};

/// The program; the same in every copy. By default there is none.
#[derive(Debug, Clone, Default)]
pub struct Program(Option<Arc<Mutex<State>>>);

#[derive(Debug)]
enum State {
    /// Nobody asked for it yet.
    Idle(Source),
    /// It is being read.
    Reading(JoinHandle<Option<String>>),
    /// It was read, and nobody was told.
    Known(String),
    /// It was told, or could not be read.
    Over,
}

/// Where the program and its remembered digest are.
#[derive(Debug, Default)]
struct Source {
    program: PathBuf,
    memory: Option<PathBuf>,
}

impl Program {
    /// The program at `path`, whose digest is remembered in the folder `memory`.
    pub fn at(path: PathBuf, memory: Option<&Path>) -> Self {
        let source = Source {
            program: path,
            memory: memory.map(|folder| folder.join(MEMORY)),
        };
        Self(Some(Arc::new(Mutex::new(State::Idle(source)))))
    }

    /// Begins to read it, for somebody who asks later.
    pub fn begin(&self) {
        let Some(state) = &self.0 else { return };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Idle(source) = &mut *state {
            let source = std::mem::take(source);
            // Where no thread can be had, it goes without.
            let thread = std::thread::Builder::new().spawn(move || source.digest());
            *state = thread.map_or(State::Over, State::Reading);
        }
    }

    /// The digest, until it is told: it is the same all along. `None` also where
    /// it could not be read.
    pub fn untold(&self) -> Option<String> {
        self.begin();
        let state = self.0.as_ref()?;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = match std::mem::replace(&mut *state, State::Over) {
            State::Reading(thread) => thread.join().ok()??,
            State::Known(digest) => digest,
            State::Idle(_) | State::Over => return None,
        };
        *state = State::Known(digest.clone());
        Some(digest)
    }

    /// It stands where it is looked for, and need not be told again.
    pub fn told(&self) {
        if let Some(state) = &self.0 {
            *state.lock().unwrap_or_else(PoisonError::into_inner) = State::Over;
        }
    }
}

/// Name of the file that remembers the digest.
const MEMORY: &str = "program.sha256";

impl Source {
    /// The digest: the remembered one if the file is still the same. Who can write
    /// that memory runs as this user, and could have another program say anything.
    fn digest(&self) -> Option<String> {
        let mut file = File::open(&self.program).ok()?;
        let (Some(identity), Some(memory)) = (identity(&file.metadata().ok()?), &self.memory)
        else {
            return sha256(&mut file);
        };
        let known = super::read_private(memory).ok().flatten();
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
        // Without a memory the next command hashes it again.
        let remembered = super::replace_private(memory, format!("{digest}\n{identity}").as_bytes());
        drop(remembered);
        Some(digest)
    }
}

/// What changes whenever a file is written or replaced.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
fn identity(file: &Metadata) -> Option<String> {
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

/// Other systems have no time that only the system sets.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<String> {
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
    fn the_digest_is_told_once_in_all_copies_together() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        std::fs::write(&path, "abc").unwrap();
        let program = Program::at(path, None);
        let copy = program.clone();
        program.begin();
        let digest = program.untold().unwrap();
        assert_eq!(
            digest,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(copy.untold(), Some(digest));
        copy.told();
        assert!(copy.untold().is_none() && program.untold().is_none());
        assert!(Program::default().untold().is_none());
        let absent = folder.path().join("absent");
        assert!(Program::at(absent, None).untold().is_none());
    }

    #[cfg(unix)]
    #[test]
    fn remembered_digest_counts_only_for_the_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        let memory = folder.path().join("state");
        let digest = || Program::at(path.clone(), Some(&memory)).untold().unwrap();
        std::fs::write(&path, "abc").unwrap();
        let first = digest();
        let kept = memory.join("program.sha256");
        let text = std::fs::read_to_string(&kept).unwrap();
        assert!(text.starts_with(&first), "{text}");
        // The memory is used: a planted digest comes back.
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
