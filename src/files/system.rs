//! Files of the machine, which the user of the program must not be able to change: owner and
//! mode of the file and of every folder above it are checked.
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{FileError, io_error, open_existing, untrusted};

/// Maximum length in bytes.
const MAX_LENGTH: u64 = 1024 * 1024;

/// Maximum number of links to follow.
const MAX_LINKS: usize = 16;

/// Required owner of a file of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Only root may write the file.
    Root,
    /// Root or the current user, as for the simulated tenant.
    CurrentUser,
}

/// A file of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemFile {
    /// Path.
    pub path: PathBuf,
    /// Required owner.
    pub owner: Owner,
}

/// Path of the policy file. On Windows only administrators may write there; in `ProgramData`
/// any user can create a folder.
const POLICY: &str = if cfg!(windows) {
    r"C:\Program Files\entractl\policy.toml"
} else if cfg!(target_os = "macos") {
    "/Library/Application Support/entractl/policy.toml"
} else {
    "/etc/entractl/policy.toml"
};

impl SystemFile {
    /// Returns the machine's policy file.
    pub fn policy() -> Self {
        Self {
            path: PathBuf::from(POLICY),
            owner: Owner::Root,
        }
    }

    /// Reads the file. Returns `None` if it does not exist.
    ///
    /// # Errors
    /// Fails if it cannot be read, or another user could have changed it.
    pub fn read(&self) -> Result<Option<Vec<u8>>, FileError> {
        let path = &self.path;
        let Some(file) = open_existing(path)? else {
            return Ok(None);
        };
        self.check_file(&file)?;
        let mut bytes = Vec::new();
        let read = file.take(MAX_LENGTH).read_to_end(&mut bytes);
        let count = read.map_err(io_error("read", path))?;
        if u64::try_from(count).is_ok_and(|count| count == MAX_LENGTH) {
            return Err(self.untrusted(path, "it is longer than 1 MiB".to_owned()));
        }
        Ok(Some(bytes))
    }

    /// Whether the file exists.
    ///
    /// # Errors
    /// As [`SystemFile::read`].
    pub fn exists(&self) -> Result<bool, FileError> {
        let file = open_existing(&self.path)?;
        file.map_or(Ok(false), |file| self.check_file(&file).map(|()| true))
    }

    fn untrusted(&self, path: &Path, why: String) -> FileError {
        let why = if path == self.path {
            why
        } else {
            format!("{}: {why}", path.display())
        };
        untrusted(&self.path, why)
    }

    fn check_file(&self, file: &File) -> Result<(), FileError> {
        let meta = file.metadata().map_err(io_error("inspect", &self.path))?;
        if !meta.is_file() {
            return Err(self.untrusted(&self.path, "it is not a plain file".to_owned()));
        }
        self.check_owner_and_mode(&self.path, &meta)?;
        self.check_folders()
    }

    /// Checks that only the owner can change the folders above the file.
    fn check_folders(&self) -> Result<(), FileError> {
        for folder in self.path.ancestors().skip(1) {
            if folder.as_os_str().is_empty() {
                continue;
            }
            let meta = fs::metadata(folder).map_err(io_error("inspect", folder))?;
            self.check_owner_and_mode(folder, &meta)?;
        }
        Ok(())
    }

    /// Checks that only the owner can change the file or folder at `path`.
    #[cfg(unix)]
    fn check_owner_and_mode(&self, path: &Path, meta: &fs::Metadata) -> Result<(), FileError> {
        use std::os::unix::fs::MetadataExt as _;
        let word = crate::text::shell_word(&path.to_string_lossy());
        let own =
            self.owner == Owner::CurrentUser && meta.uid() == rustix::process::geteuid().as_raw();
        if meta.uid() != 0 && !own {
            let why = format!(
                "it belongs to user {}, not to root; run: chown root {word}",
                meta.uid()
            );
            return Err(self.untrusted(path, why));
        }
        // In a sticky folder others can add files, but not remove this one.
        let sticky = meta.is_dir() && meta.mode() & 0o1000 != 0;
        if meta.mode() & 0o022 != 0 && !sticky {
            let why = format!(
                "others may change it (mode {:o}); run: chmod go-w {word}",
                meta.mode() & 0o777
            );
            return Err(self.untrusted(path, why));
        }
        Ok(())
    }

    /// Elsewhere only administrators can write at the built-in path.
    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "as on unix")]
    #[expect(clippy::unnecessary_wraps, reason = "as on unix")]
    fn check_owner_and_mode(&self, _: &Path, _: &fs::Metadata) -> Result<(), FileError> {
        Ok(())
    }
}

/// Reads a file that defines what is trusted, such as TLS roots or allowed signers. The file
/// and every folder on its path, also through links, must belong to the user or root and
/// must not be writable by others.
///
/// # Errors
/// Fails if it cannot be read, or another user could have changed it.
pub fn read_guarded(path: &Path) -> Result<Vec<u8>, FileError> {
    let absent = || io_error("open", path)(io::ErrorKind::NotFound.into());
    let mut hop = std::path::absolute(path).map_err(io_error("open", path))?;
    for _ in 0..MAX_LINKS {
        let Ok(target) = fs::read_link(&hop) else {
            let file = SystemFile {
                path: fs::canonicalize(&hop).map_err(io_error("open", path))?,
                owner: Owner::CurrentUser,
            };
            return file.read()?.ok_or_else(absent);
        };
        let link = SystemFile {
            path: hop.clone(),
            owner: Owner::CurrentUser,
        };
        link.check_folders()?;
        hop = hop.parent().unwrap_or(Path::new("/")).join(target);
    }
    Err(io_error("open", path)(io::Error::other("too many links")))
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
            owner: Owner::CurrentUser,
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
            owner: Owner::CurrentUser,
        };
        std::os::unix::fs::symlink(&path, &link.path).unwrap();
        let why = link.read().unwrap_err().to_string();
        assert!(why.contains("symbolic link"), "{why}");
        let strange = SystemFile {
            path: inner,
            owner: Owner::CurrentUser,
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
