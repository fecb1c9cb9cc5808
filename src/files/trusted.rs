//! Files that the user or an administrator writes and others may read: `config.toml`, also
//! mounted into a container. Owner and mode of the file and the owner of every link to it are
//! checked.
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::{FileError, io_error, open_existing, untrusted};

/// Maximum number of links to follow, as on Linux.
const MAX_LINKS: usize = 40;

/// Reads a file that belongs to the user or root and is not writable by others. Returns
/// `None` if it does not exist. Links of either owner are followed: Kubernetes mounts a file
/// as a link into a folder that is replaced as a whole.
///
/// # Errors
/// Fails if the file cannot be read, or another user could have changed it or a link to it.
pub fn read_trusted(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    let Some(target) = resolve_links(path)? else {
        return Ok(None);
    };
    // All links are resolved; if one appears now, it is not followed.
    let Some(mut file) = open_existing(&target)? else {
        return Ok(None);
    };
    check_owner_and_mode(&file, path)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)
        .map_err(io_error("read", path))?;
    Ok(Some(bytes))
}

/// Resolves the links of `path` one by one. Returns `None` if it does not exist.
fn resolve_links(path: &Path) -> Result<Option<PathBuf>, FileError> {
    let mut rest: Vec<PathBuf> = reversed_components(path);
    let mut found = PathBuf::new();
    let mut links = 0;
    while let Some(part) = rest.pop() {
        if part.as_os_str() == ".." {
            found.pop();
            continue;
        }
        let next = found.join(&part);
        let meta = match fs::symlink_metadata(&next) {
            Ok(meta) => meta,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A missing mount must not count as empty settings.
                if super::path_exists(path) {
                    let why = "its symbolic link leads nowhere".to_owned();
                    return Err(untrusted(path, why));
                }
                return Ok(None);
            }
            Err(error) => return Err(io_error("open", path)(error)),
        };
        if !meta.is_symlink() {
            found = next;
            continue;
        }
        check_link(&meta, &next, path)?;
        links += 1;
        if links > MAX_LINKS {
            return Err(untrusted(path, "it has too many symbolic links".to_owned()));
        }
        let target = fs::read_link(&next).map_err(io_error("open", path))?;
        if target.is_absolute() {
            found = PathBuf::new();
        }
        rest.extend(reversed_components(&target));
    }
    Ok(Some(found))
}

/// Returns the components of a path, the last one first.
fn reversed_components(path: &Path) -> Vec<PathBuf> {
    path.components()
        .rev()
        .filter(|part| *part != Component::CurDir)
        .map(|part| PathBuf::from(part.as_os_str()))
        .collect()
}

/// Whether `uid` is the current user or root.
#[cfg(unix)]
fn is_user_or_root(uid: u32) -> bool {
    uid == 0 || uid == rustix::process::geteuid().as_raw()
}

#[cfg(unix)]
fn check_link(meta: &fs::Metadata, link: &Path, path: &Path) -> Result<(), FileError> {
    use std::os::unix::fs::MetadataExt as _;
    if is_user_or_root(meta.uid()) {
        return Ok(());
    }
    let why = format!(
        "{} is a symbolic link of user {}",
        link.display(),
        meta.uid()
    );
    Err(untrusted(path, why))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on unix")]
fn check_link(_: &fs::Metadata, _: &Path, _: &Path) -> Result<(), FileError> {
    Ok(())
}

fn check_owner_and_mode(file: &File, path: &Path) -> Result<(), FileError> {
    let meta = file.metadata().map_err(io_error("inspect", path))?;
    if !meta.is_file() {
        return Err(untrusted(path, "it is not a plain file".to_owned()));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if !is_user_or_root(meta.uid()) {
            let why = format!(
                "it belongs to user {}, neither to you nor to root",
                meta.uid()
            );
            return Err(untrusted(path, why));
        }
        if meta.mode() & 0o022 != 0 {
            let why = format!(
                "others may change it (mode {:o}); run: chmod go-w {}",
                meta.mode() & 0o777,
                crate::text::shell_word(&path.to_string_lossy())
            );
            return Err(untrusted(path, why));
        }
        if meta.uid() == rustix::process::geteuid().as_raw() && meta.nlink() > 1 {
            return Err(untrusted(
                path,
                "it has a second name (hard link)".to_owned(),
            ));
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, lchown, symlink};
    use std::path::Path;

    use super::read_trusted;

    #[expect(clippy::unwrap_used, reason = "a test")]
    fn mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    /// A folder as Kubernetes mounts it.
    #[expect(clippy::unwrap_used, reason = "a test")]
    fn mounted() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let version = folder.path().join("..2026_11_30_20_00_00.1");
        std::fs::create_dir(&version).unwrap();
        std::fs::write(version.join("config.toml"), "x").unwrap();
        mode(&version.join("config.toml"), 0o644);
        symlink("..2026_11_30_20_00_00.1", folder.path().join("..data")).unwrap();
        symlink("..data/config.toml", folder.path().join("config.toml")).unwrap();
        folder
    }

    #[test]
    fn file_that_is_mounted_by_kubernetes_is_read() {
        let folder = mounted();
        let path = folder.path().join("config.toml");
        assert_eq!(read_trusted(&path).unwrap(), Some(b"x".to_vec()));
        assert_eq!(read_trusted(&folder.path().join("none")).unwrap(), None);
        symlink("../nowhere/at/all", folder.path().join("hanging")).unwrap();
        let why = read_trusted(&folder.path().join("hanging")).unwrap_err();
        assert!(why.to_string().contains("leads nowhere"), "{why}");
        // An absolute link, and one through a folder above.
        symlink(&path, folder.path().join("absolute")).unwrap();
        let read = read_trusted(&folder.path().join("absolute")).unwrap();
        assert_eq!(read, Some(b"x".to_vec()));
        let name = folder.path().file_name().unwrap().to_owned();
        let above = Path::new("..").join(name).join("..data/config.toml");
        symlink(above, folder.path().join("above")).unwrap();
        let read = read_trusted(&folder.path().join("above")).unwrap();
        assert_eq!(read, Some(b"x".to_vec()));
    }

    #[test]
    fn file_that_others_can_change_is_refused() {
        let folder = mounted();
        let path = folder.path().join("config.toml");
        let file = folder.path().join("..data/config.toml");
        for bad in [0o664, 0o646, 0o622] {
            mode(&file, bad);
            let why = read_trusted(&path).unwrap_err().to_string();
            assert!(why.contains("chmod go-w"), "{why}");
        }
        mode(&file, 0o644);
        symlink("itself", folder.path().join("itself")).unwrap();
        let why = read_trusted(&folder.path().join("itself")).unwrap_err();
        assert!(why.to_string().contains("too many"), "{why}");
        assert!(read_trusted(&folder.path().join("..data")).is_err());
    }

    #[test]
    fn file_or_link_of_another_user_is_refused() {
        if !rustix::process::geteuid().is_root() {
            return;
        }
        for strange in ["config.toml", "..data", "..data/config.toml"] {
            let folder = mounted();
            lchown(folder.path().join(strange), Some(65_534), None).unwrap();
            let why = read_trusted(&folder.path().join("config.toml")).unwrap_err();
            assert!(why.to_string().contains("user 65534"), "{strange}: {why}");
        }
    }
}
