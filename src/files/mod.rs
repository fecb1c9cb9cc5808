//! Files that only the user may read or change, and how they are replaced.
//!
//! Every file the tool owns goes through here: folders are 0700 and files 0600
//! whatever the umask, links are not followed, owner and mode are checked on
//! the open handle, and a save is a new file renamed over the old one.
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

mod copy;
mod lock;
mod program;
mod system;
mod trusted;

pub use copy::{copy_private, remove_older};
pub use lock::Lock;
pub use program::Program;
pub use system::{Owner, SystemFile, read_guarded};
pub use trusted::read_trusted;

/// A file that was opened here, for those who read or write it piece by piece.
pub type Opened = File;

/// Why a file of ours could not be used.
#[derive(Debug, Error)]
pub enum FileError {
    /// The operating system refused.
    #[error("could not {action} {}", path.display())]
    Io {
        /// What was being done: `open`, `write`, `create`, `lock`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: io::Error,
    },
    /// Somebody else could have written or read it.
    #[error("{} cannot be trusted: {why}", path.display())]
    Untrusted {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Another process holds its lock.
    #[error("another run holds {}", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// Its file system grants a lock that is held already.
    #[error(
        "the file system of {} does not keep locks: two runs could act at once; use a local disk",
        path.display()
    )]
    NoLocks {
        /// The lock file.
        path: PathBuf,
    },
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |source| {
        if is_link(&source) {
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

/// Whether the system did not open a file since its name is a link.
fn is_link(error: &io::Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}

/// Options that do not follow a link in the last part of the path and give a
/// new file mode 0600.
fn private_options() -> OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // No-follow, and no wait for the other end of a FIFO.
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        let flags = i32::try_from(flags.bits()).unwrap_or(0);
        OpenOptions::new().mode(0o600).custom_flags(flags).clone()
    }
    #[cfg(not(unix))]
    OpenOptions::new()
}

/// Checks that an open file is a plain file of this user that nobody else may
/// read or write.
fn check_private(file: &File, path: &Path) -> Result<(), FileError> {
    let meta = file.metadata().map_err(failed("inspect", path))?;
    let refuse = |why: String| {
        Err(FileError::Untrusted {
            path: path.to_owned(),
            why,
        })
    };
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

/// Makes a folder, and those above it, that only the user may enter.
///
/// # Errors
/// Fails where it cannot be made, is no folder, or others may write in it.
pub fn private_folder(path: &Path) -> Result<(), FileError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path).map_err(failed("create", path))?;
    let meta = fs::metadata(path).map_err(failed("inspect", path))?;
    if !meta.is_dir() {
        return Err(FileError::Untrusted {
            path: path.to_owned(),
            why: "it is not a folder".to_owned(),
        });
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if meta.uid() != rustix::process::geteuid().as_raw() || meta.mode() & 0o022 != 0 {
            return Err(FileError::Untrusted {
                path: path.to_owned(),
                why: "another user owns it or can write to it".to_owned(),
            });
        }
    }
    Ok(())
}

/// Opens a private file to read it; `None` where there is none.
///
/// # Errors
/// Fails where it cannot be opened or is not private.
pub fn open_private(path: &Path) -> Result<Option<File>, FileError> {
    let file = match private_options().read(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("open", path)(error)),
    };
    check_private(&file, path)?;
    Ok(Some(file))
}

/// Reads a private file; `None` where there is none.
///
/// # Errors
/// Fails where it cannot be read or is not private.
pub fn read_private(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    let Some(mut file) = open_private(path)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(failed("read", path))?;
    Ok(Some(bytes))
}

/// Opens a private file to change it in place, making it and its folder where
/// they are absent.
///
/// # Errors
/// Fails where it cannot be opened or is not private.
pub fn open_in_place(path: &Path) -> Result<File, FileError> {
    private_folder(path.parent().unwrap_or(Path::new(".")))?;
    let file = private_options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(failed("open", path))?;
    check_private(&file, path)?;
    Ok(file)
}

/// Gives a file a new name in its folder.
///
/// # Errors
/// Fails where it cannot be moved.
pub fn rename(path: &Path, to: &Path) -> Result<(), FileError> {
    fs::rename(path, to).map_err(failed("replace", to))?;
    sync_folder(to.parent().unwrap_or(Path::new(".")))
}

/// The names in a folder, in order; none where it cannot be read.
pub fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// Reads a file that need not be private and says nothing that is trusted.
///
/// # Errors
/// Fails where it cannot be read.
pub fn read_public(path: &Path) -> Result<Vec<u8>, FileError> {
    fs::read(path).map_err(failed("read", path))
}

/// Opens a file that need not be private, to read it piece by piece.
///
/// # Errors
/// Fails where it cannot be opened.
pub fn open_public(path: &Path) -> Result<File, FileError> {
    File::open(path).map_err(failed("read", path))
}

/// Replaces a private file: a new file beside it, flushed to disk, renamed.
///
/// # Errors
/// Fails where any step fails; the old file is then untouched.
pub fn replace_private(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private_folder(folder)?;
    if let Ok(meta) = fs::symlink_metadata(path)
        && !meta.is_file()
    {
        return Err(FileError::Untrusted {
            path: path.to_owned(),
            why: "it is not a plain file".to_owned(),
        });
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let temporary = folder.join(name);
    // What a run that was killed under the same number left behind: in a
    // container the number is often the same.
    remove(&temporary)?;
    let outcome = write_new(&temporary, bytes).and_then(|()| rename(&temporary, path));
    if outcome.is_err() {
        let removed = fs::remove_file(&temporary);
        drop(removed);
    }
    outcome
}

/// Creates a private file that must not exist yet, and writes it to disk.
///
/// # Errors
/// Fails where it exists or cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = create_new(path)?;
    file.write_all(bytes).map_err(failed("write", path))?;
    file.sync_all().map_err(failed("write", path))
}

/// Whether there is anything of this name, be it a link that leads nowhere.
pub fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether `path` names a file in a folder that exists.
pub fn has_folder(path: &Path) -> bool {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.is_dir(),
        Some(_) | None => path.file_name().is_some(),
    }
}

/// Creates an empty private file that must not exist yet.
///
/// # Errors
/// Fails where it exists or cannot be created.
pub fn create_new(path: &Path) -> Result<File, FileError> {
    let file = private_options()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed("create", path))?;
    set_private(&file, path)?;
    Ok(file)
}

/// Opens a private file to append whole lines, making it where it is absent.
///
/// # Errors
/// Fails where it cannot be opened or is not private.
pub fn open_append(path: &Path) -> Result<File, FileError> {
    let existed = path.symlink_metadata().is_ok();
    let file = private_options()
        .append(true)
        .read(true)
        .create(true)
        .open(path)
        .map_err(failed("open", path))?;
    if existed {
        check_private(&file, path)?;
    } else {
        set_private(&file, path)?;
        sync_folder(path.parent().unwrap_or(Path::new(".")))?;
    }
    Ok(file)
}

/// Removes a file; one that is not there is as good as removed.
///
/// # Errors
/// Fails where it exists and cannot be removed.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Removes a folder of ours with everything in it; one that is not there is as
/// good as removed. A link in its place is not followed.
///
/// # Errors
/// Fails where it is no folder or cannot be removed.
pub fn remove_folder(path: &Path) -> Result<(), FileError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed("inspect", path)(error)),
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path).map_err(failed("remove", path)),
        Ok(_) => Err(FileError::Untrusted {
            path: path.to_owned(),
            why: "it is not a folder".to_owned(),
        }),
    }
}

fn set_private(file: &File, path: &Path) -> Result<(), FileError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(0o600))
            .map_err(failed("protect", path))?;
    }
    check_private(file, path)
}

/// Makes a rename or a new name in `folder` durable.
fn sync_folder(folder: &Path) -> Result<(), FileError> {
    if cfg!(unix) {
        let handle = File::open(folder).and_then(|handle| handle.sync_all());
        handle.map_err(failed("flush", folder))?;
    }
    Ok(())
}
