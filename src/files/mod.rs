//! Private files, which only the user may read or change.
//!
//! All files of entractl go through here: folders are 0700 and files 0600 whatever the umask,
//! links are not followed, owner and mode are checked on the open handle, and a file is
//! replaced by renaming a new one.
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

mod copy;
mod lock;
mod program;
mod system;
mod trusted;

pub use copy::{copy_private, remove_files_older_than};
pub use lock::Lock;
pub use program::Program;
pub use system::{Owner, SystemFile, read_guarded};
pub use trusted::read_trusted;

/// A file that was opened here, to read or write it in pieces.
pub type Opened = File;

/// Errors of files.
#[derive(Debug, Error)]
pub enum FileError {
    /// The operating system failed.
    #[error("could not {action} {}", path.display())]
    Io {
        /// The action, such as `open` or `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: io::Error,
    },
    /// File that another user could have written or read.
    #[error("{} cannot be trusted: {why}", path.display())]
    Untrusted {
        /// The file.
        path: PathBuf,
        /// Reason.
        why: String,
    },
    /// Another process has locked it.
    #[error("another run holds {}", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// Its file system grants the same lock twice.
    #[error(
        "the file system of {} does not keep locks: two runs could act at once; use a local disk",
        path.display()
    )]
    NoLocks {
        /// The lock file.
        path: PathBuf,
    },
}

fn io_error(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |source| {
        if is_symlink_error(&source) {
            let why = "it is a symbolic link".to_owned();
            return FileError::Untrusted { path, why };
        }
        FileError::Io {
            action,
            path,
            source,
        }
    }
}

/// The error for a file that another user could have changed or read.
fn untrusted(path: &Path, why: impl Into<String>) -> FileError {
    FileError::Untrusted {
        path: path.to_owned(),
        why: why.into(),
    }
}

/// Opens a file for reading, without following a link. Returns `None` if it does not exist.
fn open_existing(path: &Path) -> Result<Option<File>, FileError> {
    match private_open_options().read(true).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error("open", path)(error)),
    }
}

/// Whether a file was not opened because it is a symbolic link.
fn is_symlink_error(error: &io::Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}

/// Returns options that do not follow a link at the end of the path and create files with
/// mode 0600.
fn private_open_options() -> OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // Do not follow links, and do not wait for the other end of a FIFO.
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        let flags = i32::try_from(flags.bits()).unwrap_or(0);
        OpenOptions::new().mode(0o600).custom_flags(flags).clone()
    }
    #[cfg(not(unix))]
    OpenOptions::new()
}

/// Checks that an open file is a plain file that only this user may read or write.
fn check_private(file: &File, path: &Path) -> Result<(), FileError> {
    let meta = file.metadata().map_err(io_error("inspect", path))?;
    let refuse = |why: String| Err(untrusted(path, why));
    if !meta.is_file() {
        return refuse("it is not a plain file".to_owned());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if meta.uid() != rustix::process::geteuid().as_raw() {
            return refuse(format!("it belongs to user {}", meta.uid()));
        }
        if meta.mode() & 0o077 != 0 {
            return refuse(format!(
                "others may use it (mode {:o}); run: chmod 600 {}",
                meta.mode() & 0o777,
                crate::text::shell_word(&path.to_string_lossy())
            ));
        }
        if meta.nlink() > 1 {
            return refuse("it has a second name (hard link)".to_owned());
        }
    }
    Ok(())
}

/// Creates a folder, and those above it, that only the user may enter.
///
/// # Errors
/// Fails if it cannot be created, is not a folder, or others may write in it.
pub fn create_private_folder(path: &Path) -> Result<(), FileError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path).map_err(io_error("create", path))?;
    let meta = fs::metadata(path).map_err(io_error("inspect", path))?;
    if !meta.is_dir() {
        return Err(untrusted(path, "it is not a folder"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if meta.uid() != rustix::process::geteuid().as_raw() || meta.mode() & 0o022 != 0 {
            return Err(untrusted(path, "another user owns it or can write to it"));
        }
    }
    Ok(())
}

/// Opens a private file for reading. Returns `None` if it does not exist.
///
/// # Errors
/// Fails if it cannot be opened or is not private.
pub fn open_private(path: &Path) -> Result<Option<File>, FileError> {
    let file = open_existing(path)?;
    if let Some(file) = &file {
        check_private(file, path)?;
    }
    Ok(file)
}

/// Reads a private file. Returns `None` if it does not exist.
///
/// # Errors
/// Fails if it cannot be read or is not private.
pub fn read_private(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    let Some(mut file) = open_private(path)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)
        .map_err(io_error("read", path))?;
    Ok(Some(bytes))
}

/// Opens a private file for reading and writing. Creates it and its folder if needed.
///
/// # Errors
/// Fails if it cannot be opened or is not private.
pub fn open_read_write(path: &Path) -> Result<File, FileError> {
    create_private_folder(path.parent().unwrap_or(Path::new(".")))?;
    let file = private_open_options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(io_error("open", path))?;
    check_private(&file, path)?;
    Ok(file)
}

/// Renames a file, and waits until that is on disk.
///
/// # Errors
/// Fails if it cannot be renamed.
pub fn rename(path: &Path, to: &Path) -> Result<(), FileError> {
    fs::rename(path, to).map_err(io_error("replace", to))?;
    sync_folder(to.parent().unwrap_or(Path::new(".")))
}

/// Returns the sorted names in a folder; none if it cannot be read.
pub fn sorted_names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// Reads a file that is neither private nor trusted.
///
/// # Errors
/// Fails if it cannot be read.
pub fn read_public(path: &Path) -> Result<Vec<u8>, FileError> {
    fs::read(path).map_err(io_error("read", path))
}

/// Opens a file that is neither private nor trusted.
///
/// # Errors
/// Fails if it cannot be opened.
pub fn open_public(path: &Path) -> Result<File, FileError> {
    File::open(path).map_err(io_error("read", path))
}

/// Replaces a private file by writing a new one, flushing it to disk and renaming it.
///
/// # Errors
/// Fails if a step fails; the old file is then unchanged.
pub fn replace_private(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    create_private_folder(folder)?;
    if let Ok(meta) = fs::symlink_metadata(path)
        && !meta.is_file()
    {
        return Err(untrusted(path, "it is not a plain file"));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let temporary = folder.join(name);
    // A killed run with the same process id may have left one: in containers ids repeat.
    remove(&temporary)?;
    let outcome = write_new(&temporary, bytes).and_then(|()| rename(&temporary, path));
    if outcome.is_err() {
        let removed = fs::remove_file(&temporary);
        drop(removed);
    }
    outcome
}

/// Creates a private file and flushes it to disk.
///
/// # Errors
/// Fails if it exists or cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = create_new(path)?;
    file.write_all(bytes).map_err(io_error("write", path))?;
    file.sync_all().map_err(io_error("write", path))
}

/// Whether the path exists, be it as a broken link.
pub fn path_exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether the parent folder of `path` exists.
pub fn has_parent_folder(path: &Path) -> bool {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.is_dir(),
        Some(_) | None => path.file_name().is_some(),
    }
}

/// Creates an empty private file.
///
/// # Errors
/// Fails if it exists or cannot be created.
pub fn create_new(path: &Path) -> Result<File, FileError> {
    let file = private_open_options()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(io_error("create", path))?;
    set_private(&file, path)?;
    Ok(file)
}

/// Opens a private file for appending. Creates it if needed.
///
/// # Errors
/// Fails if it cannot be opened or is not private.
pub fn open_append(path: &Path) -> Result<File, FileError> {
    let existed = path.symlink_metadata().is_ok();
    let file = private_open_options()
        .append(true)
        .read(true)
        .create(true)
        .open(path)
        .map_err(io_error("open", path))?;
    if existed {
        check_private(&file, path)?;
    } else {
        set_private(&file, path)?;
        sync_folder(path.parent().unwrap_or(Path::new(".")))?;
    }
    Ok(file)
}

/// Removes a file if it exists.
///
/// # Errors
/// Fails if it cannot be removed.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(io_error("remove", path)(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Removes a folder and everything in it, if it exists. Does not follow a link.
///
/// # Errors
/// Fails if it is not a folder or cannot be removed.
pub fn remove_folder(path: &Path) -> Result<(), FileError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(io_error("inspect", path)(error)),
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path).map_err(io_error("remove", path)),
        Ok(_) => Err(untrusted(path, "it is not a folder")),
    }
}

fn set_private(file: &File, path: &Path) -> Result<(), FileError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(0o600))
            .map_err(io_error("protect", path))?;
    }
    check_private(file, path)
}

/// Flushes the names in a folder to disk.
fn sync_folder(folder: &Path) -> Result<(), FileError> {
    if cfg!(unix) {
        let handle = File::open(folder).and_then(|handle| handle.sync_all());
        handle.map_err(io_error("flush", folder))?;
    }
    Ok(())
}
