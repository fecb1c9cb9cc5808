//! The file for generated passwords: made before anything is sent, and filled
//! with what Graph has definitely accepted.
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::domain::account::Account;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;
use crate::secret::Secret;

/// An open password file.
#[derive(Debug)]
pub(super) struct PasswordFile {
    file: File,
    path: PathBuf,
    written: usize,
}

impl PasswordFile {
    /// Makes the file, which must not exist yet.
    ///
    /// # Errors
    /// Exit 8; nothing was sent then.
    pub(super) fn create(path: &Path) -> Result<Self, Failure> {
        let file = files::create_new(path).map_err(|error| {
            Failure::from_error(Exit::Storage, error)
                .context("the password file could not be made: nothing was sent")
                .advise("name a file that does not exist yet, in a folder that you can write in")
        })?;
        Ok(Self {
            file,
            path: path.to_owned(),
            written: 0,
        })
    }

    /// Adds a password and waits until it is on disk.
    ///
    /// # Errors
    /// Fails where the disk refuses: the password is then lost.
    pub(super) fn add(&mut self, account: &Account, password: &Secret) -> std::io::Result<()> {
        let name = account.upn.replace('"', "\"\"");
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let mut line = String::new();
        if self.written == 0 {
            line.push_str("objectId,userPrincipalName,password\n");
        }
        line.push_str(&format!("{},\"{name}\",", account.id));
        line.push_str(password.expose());
        line.push('\n');
        let line = Secret::new(line);
        self.file.write_all(line.expose().as_bytes())?;
        self.file.sync_all()?;
        self.written += 1;
        Ok(())
    }

    /// Ends the file; one without passwords is removed. Returns its path where
    /// it holds some.
    pub(super) fn close(self) -> Option<PathBuf> {
        if self.written > 0 {
            return Some(self.path);
        }
        drop(self.file);
        let removed = files::remove(&self.path);
        drop(removed);
        None
    }
}
