//! The file for generated passwords: created before anything is sent, then filled with
//! passwords that Graph confirmed.
//!
//! A run never appends to the file of another one. If a crash truncated a line, it is
//! the last one of its file; its step has no result in the journal, so the run that
//! resumes it sets a new password.
use std::fs::File;
use std::path::{Path, PathBuf};

use super::password_lines::CompleteLines;
use crate::cli::command_line::CommandLine;
use crate::context::suggested::unused_path;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;
use crate::ids::ObjectId;
use crate::secret::Secret;

/// Refuses a password file that cannot be created, before anything is read or sent.
/// `command` returns the command line with another file.
///
/// # Errors
/// Exit code 2 if the path exists, or its folder does not.
pub(crate) fn ensure_creatable(
    path: Option<&Path>,
    command: impl Fn(&Path) -> CommandLine,
) -> Result<(), Failure> {
    let Some(path) = path else {
        return Ok(());
    };
    let (why, other) = if files::path_exists(path) {
        ("exists already", unused_path(path, &[]))
    } else if files::has_parent_folder(path) {
        return Ok(());
    } else {
        let name = path.file_name().unwrap_or("new-passwords.csv".as_ref());
        (
            "cannot be made: there is no such folder",
            unused_path(Path::new(name), &[]),
        )
    };
    Err(Failure::new(
        Exit::Usage,
        format!(
            "the password file {} {why}: nothing was read or sent",
            path.display()
        ),
    )
    .run(command(&other)))
}

/// An open password file.
#[derive(Debug)]
pub(crate) struct PasswordFile {
    lines: CompleteLines<File>,
    path: PathBuf,
    written: usize,
}

impl PasswordFile {
    /// Creates the file, which must not exist.
    ///
    /// # Errors
    /// Exit code 8; nothing was sent then.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        let file = files::create_new(path).map_err(|error| {
            Failure::from_error(Exit::Storage, error)
                .context("the password file could not be made: nothing was sent")
                .advise("name a file that does not exist yet, in a folder that you can write in")
        })?;
        Ok(Self {
            lines: CompleteLines::new(file),
            path: path.to_owned(),
            written: 0,
        })
    }

    /// Returns a second handle for syncing the file to disk.
    ///
    /// # Errors
    /// Exit code 8 if the system has no more handles.
    pub(crate) fn clone_handle(&self) -> Result<File, Failure> {
        self.lines.file.try_clone().map_err(|error| {
            Failure::from_error(Exit::Storage, error).context("the password file cannot be used")
        })
    }

    /// Appends a password; syncing is up to the holder of [`Self::clone_handle`].
    ///
    /// # Errors
    /// Fails if writing fails: the password is lost then.
    pub(crate) fn append(
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
        self.lines.append(line.expose())?;
        self.written += 1;
        Ok(())
    }

    /// Closes the file, or removes it if it is empty. Returns its path unless removed.
    pub(crate) fn close(self) -> Option<PathBuf> {
        if self.written > 0 {
            return Some(self.path);
        }
        drop(self.lines);
        let removed = files::remove(&self.path);
        drop(removed);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::ensure_creatable;
    use crate::cli::command_line::CommandLine;

    #[test]
    fn a_file_without_a_folder_is_refused_as_one_that_exists() {
        let folder = tempfile::tempdir().unwrap();
        let command = |path: &std::path::Path| CommandLine::from_words("tasks apply").file(path);
        assert!(ensure_creatable(None, command).is_ok());
        assert!(ensure_creatable(Some(&folder.path().join("new.csv")), command).is_ok());
        for wrong in [folder.path().join("no/new.csv"), folder.path().to_owned()] {
            let failure = ensure_creatable(Some(&wrong), command).unwrap_err();
            assert_eq!(failure.exit.code(), 2);
            assert_eq!(failure.next.len(), 1);
        }
    }
}
