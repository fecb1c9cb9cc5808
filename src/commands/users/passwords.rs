//! The file for generated passwords: made before anything is sent, and filled
//! with what Graph has definitely accepted.
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::domain::account::Account;
use crate::domain::ids::ObjectId;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;
use crate::secret::Secret;

/// An open password file.
#[derive(Debug)]
pub(crate) struct PasswordFile {
    file: File,
    path: PathBuf,
    written: usize,
}

impl PasswordFile {
    /// Makes the file, which must not exist yet.
    ///
    /// # Errors
    /// Exit 8; nothing was sent then.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
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
    pub(crate) fn add(&mut self, account: &Account, password: &Secret) -> std::io::Result<()> {
        self.write(&account.id, &account.upn, password)?;
        self.flush()
    }

    /// Waits until everything that was written is on disk.
    ///
    /// # Errors
    /// As [`PasswordFile::add`].
    pub(crate) fn flush(&mut self) -> std::io::Result<()> {
        self.file.sync_all()
    }

    /// Adds a password; [`PasswordFile::flush`] makes it durable.
    ///
    /// # Errors
    /// As [`PasswordFile::add`].
    pub(crate) fn write(
        &mut self,
        id: &ObjectId,
        upn: &str,
        password: &Secret,
    ) -> std::io::Result<()> {
        let name = upn.replace('"', "\"\"");
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let mut line = String::new();
        if self.written == 0 {
            line.push_str("objectId,userPrincipalName,password\n");
        }
        line.push_str(&format!("{id},\"{name}\","));
        line.push_str(password.expose());
        line.push('\n');
        let line = Secret::new(line);
        self.file.write_all(line.expose().as_bytes())?;
        self.written += 1;
        Ok(())
    }

    /// Ends the file; one without passwords is removed. Returns its path where
    /// it holds some.
    pub(crate) fn close(self) -> Option<PathBuf> {
        if self.written > 0 {
            return Some(self.path);
        }
        drop(self.file);
        let removed = files::remove(&self.path);
        drop(removed);
        None
    }
}
