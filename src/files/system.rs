//! Files of the machine: whoever runs the program must not be able to change
//! them, so owner and mode of the file and of every folder above it count.
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{FileError, failed, private_options};

/// Longest file of this kind, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Most links that lead to a file, one after the other.
const MAX_LINKS: usize = 16;

/// Whose a file of the machine must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The administrator's.
    Root,
    /// The user's own: that of the simulated tenant.
    Me,
}

/// A file of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Whose it must be.
    pub owner: Owner,
}

/// The one place of the policy file on this system. On Windows it is a folder
/// that only administrators may write; in `ProgramData` anybody may make one.
const POLICY: &str = if cfg!(windows) {
    r"C:\Program Files\entractl\policy.toml"
} else if cfg!(target_os = "macos") {
    "/Library/Application Support/entractl/policy.toml"
} else {
    "/etc/entractl/policy.toml"
};

impl SystemFile {
    /// The machine's policy file.
    pub fn policy() -> Self {
        Self {
            path: PathBuf::from(POLICY),
            owner: Owner::Root,
        }
    }

    /// What it holds; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read, or another user could have changed it.
    pub fn read(&self) -> Result<Option<Vec<u8>>, FileError> {
        let path = &self.path;
        let file = match private_options().read(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("open", path)(error)),
        };
        self.check(&file)?;
        let mut bytes = Vec::new();
        let read = file.take(LONGEST).read_to_end(&mut bytes);
        let count = read.map_err(failed("read", path))?;
        if u64::try_from(count).is_ok_and(|count| count == LONGEST) {
            return Err(self.untrusted(path, "it is longer than 1 MiB".to_owned()));
        }
        Ok(Some(bytes))
    }

    /// Whether there is such a file.
    ///
    /// # Errors
    /// As [`SystemFile::read`].
    pub fn is_there(&self) -> Result<bool, FileError> {
        let path = &self.path;
        match private_options().read(true).open(path) {
            Ok(file) => self.check(&file).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(failed("open", path)(error)),
        }
    }

    fn untrusted(&self, place: &Path, why: String) -> FileError {
        let why = if place == self.path {
            why
        } else {
            format!("{}: {why}", place.display())
        };
        FileError::Untrusted {
            path: self.path.clone(),
            why,
        }
    }

    fn check(&self, file: &File) -> Result<(), FileError> {
        let meta = file.metadata().map_err(failed("inspect", &self.path))?;
        if !meta.is_file() {
            return Err(self.untrusted(&self.path, "it is not a plain file".to_owned()));
        }
        self.check_place(&self.path, &meta)?;
        self.check_folders()
    }

    /// Whether only the owner may change a folder above it.
    fn check_folders(&self) -> Result<(), FileError> {
        for folder in self.path.ancestors().skip(1) {
            if folder.as_os_str().is_empty() {
                continue;
            }
            let meta = fs::metadata(folder).map_err(failed("inspect", folder))?;
            self.check_place(folder, &meta)?;
        }
        Ok(())
    }

    /// Whether only the owner may change what is at `place`.
    #[cfg(unix)]
    fn check_place(&self, place: &Path, meta: &fs::Metadata) -> Result<(), FileError> {
        use std::os::unix::fs::MetadataExt as _;
        let word = crate::text::shell_word(&place.to_string_lossy());
        let own = self.owner == Owner::Me && meta.uid() == rustix::process::geteuid().as_raw();
        if meta.uid() != 0 && !own {
            let why = format!(
                "it belongs to user {}, not to root; run: chown root {word}",
                meta.uid()
            );
            return Err(self.untrusted(place, why));
        }
        // In a sticky folder others add names, but cannot take this one away.
        let sticky = meta.is_dir() && meta.mode() & 0o1000 != 0;
        if meta.mode() & 0o022 != 0 && !sticky {
            let why = format!(
                "others may change it (mode {:o}); run: chmod go-w {word}",
                meta.mode() & 0o777
            );
            return Err(self.untrusted(place, why));
        }
        Ok(())
    }

    /// Elsewhere the place itself is what only administrators may write.
    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "as on unix")]
    #[expect(clippy::unnecessary_wraps, reason = "as on unix")]
    fn check_place(&self, _: &Path, _: &fs::Metadata) -> Result<(), FileError> {
        Ok(())
    }
}

/// Reads a file that says what is to be trusted: a catalog, roots of TLS, who
/// may sign. It and every folder on the way to it, also through links, must be
/// the user's or root's, and not writable by others.
///
/// # Errors
/// Where it cannot be read, or another user could have changed it.
pub fn read_guarded(path: &Path) -> Result<Vec<u8>, FileError> {
    let absent = || failed("open", path)(io::ErrorKind::NotFound.into());
    let mut hop = std::path::absolute(path).map_err(failed("open", path))?;
    for _ in 0..MAX_LINKS {
        let Ok(target) = fs::read_link(&hop) else {
            let file = SystemFile {
                path: fs::canonicalize(&hop).map_err(failed("open", path))?,
                owner: Owner::Me,
            };
            return file.read()?.ok_or_else(absent);
        };
        let link = SystemFile {
            path: hop.clone(),
            owner: Owner::Me,
        };
        link.check_folders()?;
        hop = hop.parent().unwrap_or(Path::new("/")).join(target);
    }
    Err(failed("open", path)(io::Error::other("too many links")))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::{Owner, SystemFile};

    #[test]
    fn a_folder_that_others_write_or_a_link_is_as_bad_as_the_file() {
        let mode = |path: &std::path::Path, mode: u32| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("entractl");
        std::fs::create_dir(&inner).unwrap();
        let path = inner.join("policy.toml");
        let file = SystemFile {
            path: path.clone(),
            owner: Owner::Me,
        };
        assert_eq!(file.read().unwrap(), None);
        std::fs::write(&path, "x").unwrap();
        mode(&path, 0o644);
        mode(&inner, 0o755);
        assert_eq!(file.read().unwrap(), Some(b"x".to_vec()));
        mode(&inner, 0o777);
        let why = file.read().unwrap_err().to_string();
        assert!(why.contains("chmod go-w"), "{why}");
        mode(&inner, 0o1777);
        assert!(file.read().is_ok());
        mode(&inner, 0o755);
        let link = SystemFile {
            path: inner.join("link.toml"),
            owner: Owner::Me,
        };
        std::os::unix::fs::symlink(&path, &link.path).unwrap();
        let why = link.read().unwrap_err().to_string();
        assert!(why.contains("symbolic link"), "{why}");
        let strange = SystemFile {
            path: inner,
            owner: Owner::Me,
        };
        assert!(strange.read().is_err());
    }

    #[test]
    fn read_guarded_follows_links_and_checks_every_folder() {
        let mode = |path: &std::path::Path, mode: u32| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        let folder = tempfile::tempdir().unwrap();
        let (near, far) = (folder.path().join("near"), folder.path().join("far"));
        std::fs::create_dir(&near).unwrap();
        std::fs::create_dir(&far).unwrap();
        let (link, path) = (near.join("link.pem"), far.join("ca.pem"));
        std::fs::write(&path, "x").unwrap();
        std::os::unix::fs::symlink("../far/ca.pem", &link).unwrap();
        for path in [&path, &near, &far] {
            mode(path, 0o755);
        }
        assert_eq!(super::read_guarded(&link).unwrap(), b"x");
        for bad in [&path, &near, &far] {
            mode(bad, 0o777);
            let why = super::read_guarded(&link).unwrap_err().to_string();
            assert!(why.contains("chmod go-w"), "{}: {why}", bad.display());
            mode(bad, 0o755);
        }
        assert!(super::read_guarded(&near.join("none")).is_err());
        let round = near.join("round");
        std::os::unix::fs::symlink("round", &round).unwrap();
        assert!(super::read_guarded(&round).is_err());
    }

    #[test]
    fn the_policy_is_roots_and_its_place_is_built_in() {
        let policy = SystemFile::policy();
        assert_eq!(policy.owner, Owner::Root);
        assert!(policy.path.is_absolute());
    }
}
