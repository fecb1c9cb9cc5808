//! The file for generated passwords: made before anything is sent, and filled
//! with what Graph has definitely accepted.
//!
//! No run adds to the file of another one: a line that was cut when a process or
//! the machine died stays the last of its file. Its step has no result in the
//! journal then, and the run that resumes it sets another password.
use std::fs::File;
use std::path::{Path, PathBuf};

use super::password_lines::Lines;
use crate::cli::command_line::CommandLine;
use crate::context::suggested::free_name;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;
use crate::ids::ObjectId;
use crate::secret::Secret;

/// Refuses a password file that cannot be made, before anything is read from or
/// sent to a tenant; `command` is the command line with another file.
///
/// # Errors
/// Exit 2 where there is something of this name, or no folder for it.
pub(crate) fn ensure_free(
    path: Option<&Path>,
    command: impl Fn(&Path) -> CommandLine,
) -> Result<(), Failure> {
    let Some(path) = path else {
        return Ok(());
    };
    let (why, other) = if files::path_exists(path) {
        ("exists already", free_name(path, &[]))
    } else if files::has_parent_folder(path) {
        return Ok(());
    } else {
        let name = path.file_name().unwrap_or("new-passwords.csv".as_ref());
        (
            "cannot be made: there is no such folder",
            free_name(Path::new(name), &[]),
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
    lines: Lines<File>,
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
            lines: Lines::of_empty(file),
            path: path.to_owned(),
            written: 0,
        })
    }

    /// The file once more, for somebody else who waits until it is on disk.
    ///
    /// # Errors
    /// Exit 8 where the system has no room for it.
    pub(crate) fn on_disk(&self) -> Result<File, Failure> {
        self.lines.file.try_clone().map_err(|error| {
            Failure::from_error(Exit::Storage, error).context("the password file cannot be used")
        })
    }

    /// Adds a password; the holder of [`PasswordFile::on_disk`] makes it durable.
    ///
    /// # Errors
    /// Fails where the disk refuses: the password is then lost.
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
        self.lines.add(line.expose())?;
        self.written += 1;
        Ok(())
    }

    /// Ends the file; one without passwords is removed. Returns its path where
    /// it holds some.
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
    use super::ensure_free;
    use crate::cli::command_line::CommandLine;

    #[test]
    fn a_file_without_a_folder_is_refused_as_one_that_exists() {
        let folder = tempfile::tempdir().unwrap();
        let command = |path: &std::path::Path| CommandLine::of("tasks apply").file(path);
        assert!(ensure_free(None, command).is_ok());
        assert!(ensure_free(Some(&folder.path().join("new.csv")), command).is_ok());
        for wrong in [folder.path().join("no/new.csv"), folder.path().to_owned()] {
            let failure = ensure_free(Some(&wrong), command).unwrap_err();
            assert_eq!(failure.exit.code(), 2);
            assert_eq!(failure.next.len(), 1);
        }
    }
}
