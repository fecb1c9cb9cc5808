//! The file that this process was started from, by its SHA-256. Read on a thread
//! of its own, so that nobody waits for it.
use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use ring::digest::{Context, SHA256};

/// The program; the same in every copy. By default there is none.
#[derive(Debug, Clone, Default)]
pub struct Program(Option<Arc<Mutex<State>>>);

#[derive(Debug)]
enum State {
    /// Nobody asked for it yet.
    Idle(PathBuf),
    /// It is being read.
    Reading(JoinHandle<Option<String>>),
    /// It was read, and nobody was told.
    Known(String),
    /// It was told, or could not be read.
    Over,
}

impl Program {
    /// The program that lies there.
    pub fn at(path: PathBuf) -> Self {
        Self(Some(Arc::new(Mutex::new(State::Idle(path)))))
    }

    /// Begins to read it, for somebody who asks later.
    pub fn begin(&self) {
        let Some(state) = &self.0 else { return };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Idle(path) = &mut *state {
            let path = std::mem::take(path);
            // Where no thread can be had, it goes without.
            let thread = std::thread::Builder::new().spawn(move || sha256(&path));
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

fn sha256(path: &std::path::Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let mut context = Context::new(&SHA256);
    let mut piece = vec![0; 256 * 1024];
    loop {
        match file.read(&mut piece).ok()? {
            0 => break,
            length => context.update(piece.get(..length)?),
        }
    }
    let digest = context.finish();
    Some(
        digest
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::Program;

    #[test]
    fn the_digest_is_told_once_in_all_copies_together() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        std::fs::write(&path, "abc").unwrap();
        let program = Program::at(path);
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
        assert!(Program::at(folder.path().join("absent")).untold().is_none());
    }
}
