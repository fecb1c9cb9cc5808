//! Verifies the SSH signature of a second person on a plan, with `ssh-keygen` by its absolute
//! path and without a shell.
use std::io::{Read, Seek, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Output, Stdio};

use crate::domain::allowed_signers::is_single_principal;

mod envelope;

pub use envelope::{Envelope, MAX_LENGTH};

/// Paths of `ssh-keygen`.
#[cfg(not(windows))]
const PROGRAMS: [&str; 4] = [
    "/usr/bin/ssh-keygen",
    "/usr/local/bin/ssh-keygen",
    "/opt/homebrew/bin/ssh-keygen",
    "/run/current-system/sw/bin/ssh-keygen",
];
/// Paths of `ssh-keygen`.
#[cfg(windows)]
const PROGRAMS: [&str; 1] = [r"C:\Windows\System32\OpenSSH\ssh-keygen.exe"];

/// Reasons why a signature is not valid.
#[derive(Debug, thiserror::Error)]
pub enum SignatureError {
    /// `ssh-keygen` is missing or does not run.
    #[error("ssh-keygen does not run: {0}")]
    Program(String),
    /// One of the files cannot be read.
    #[error("{0}")]
    File(String),
    /// No line of the file allows the key of the signature.
    #[error("no line of {} that is valid today has its key", allowed.display())]
    UnknownKey {
        /// The file of allowed signers.
        allowed: PathBuf,
    },
    /// The file has the key, but not for plans or not at this time.
    #[error("the line of {name} in {} does not allow it (namespaces, valid-after, valid-before)", allowed.display())]
    NotAllowed {
        /// Name of the signer.
        name: String,
        /// The file of allowed signers.
        allowed: PathBuf,
    },
    /// The signature is for another text.
    #[error(
        "the signature is not on this plan: one of the two was replaced or changed after signing"
    )]
    Wrong,
}

/// A signed text. It may be long, so it is read again when needed and compared with the
/// digest of the first read.
#[derive(Debug)]
pub struct Text<R> {
    /// Source of the text.
    pub source: R,
    /// SHA-256 of the text at the first read.
    pub sha256: Vec<u8>,
}

/// The names of the signing key in the file of allowed signers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signers {
    /// Names that `ssh-keygen` confirms for the text.
    pub confirmed: Vec<String>,
    /// Other names of the same key, such as for another purpose or expired ones.
    pub others: Vec<String>,
}

/// Returns all names of the key that signed `text` in the file `allowed`. `names` are the
/// names in all its lines, since `ssh-keygen` reports only one.
///
/// # Errors
/// See [`SignatureError`].
pub fn find_signers<R: Read + Seek>(
    allowed: &Path,
    signature: &Path,
    namespace: &str,
    names: &[String],
    text: &mut Text<R>,
) -> Result<Signers, SignatureError> {
    let unknown = || SignatureError::UnknownKey {
        allowed: allowed.to_owned(),
    };
    let nothing: Option<&mut Text<R>> = None;
    let found = ssh_keygen(&["find-principals"], Some(allowed), signature, &[], nothing)?;
    if !found.status.success() {
        return Err(unknown());
    }
    let found = String::from_utf8(found.stdout).map_err(|_| unknown())?;
    let found = found.split([',', '\n']).map(str::trim);
    let mut candidates: Vec<&str> = Vec::new();
    for name in found.chain(names.iter().map(String::as_str)) {
        if is_single_principal(name) && !candidates.contains(&name) {
            candidates.push(name);
        }
    }
    let mut signers = Signers {
        confirmed: Vec::new(),
        others: Vec::new(),
    };
    for name in candidates {
        let rest = ["-I", name, "-n", namespace];
        let verified = ssh_keygen(
            &["verify"],
            Some(allowed),
            signature,
            &rest,
            Some(&mut *text),
        )?;
        let of = if verified.status.success() {
            &mut signers.confirmed
        } else {
            &mut signers.others
        };
        of.push(name.to_owned());
    }
    match (signers.confirmed.first(), signers.others.first()) {
        (None, None) => Err(unknown()),
        (None, Some(name)) => {
            // Is the signature for this text at all, for any signer?
            let rest = ["-n", namespace];
            let verb = &["check-novalidate"];
            let on_it = ssh_keygen(verb, None, signature, &rest, Some(text))?;
            Err(if on_it.status.success() {
                SignatureError::NotAllowed {
                    name: name.to_owned(),
                    allowed: allowed.to_owned(),
                }
            } else {
                SignatureError::Wrong
            })
        }
        (Some(_), _) => Ok(signers),
    }
}

fn ssh_keygen<R: Read + Seek>(
    verb: &[&str],
    allowed: Option<&Path>,
    signature: &Path,
    rest: &[&str],
    input: Option<&mut Text<R>>,
) -> Result<Output, SignatureError> {
    let failed = |error: std::io::Error| SignatureError::Program(error.to_string());
    let program = PROGRAMS
        .iter()
        .map(Path::new)
        .find(|path| path.is_file())
        .ok_or_else(|| SignatureError::Program("there is none on this machine".to_owned()))?;
    let mut command = Command::new(program);
    command.env_clear();
    // Without it, Windows does not find its libraries for sockets and randomness.
    #[cfg(windows)]
    command.env("SystemRoot", r"C:\Windows");
    command.arg("-Y").args(verb);
    if let Some(allowed) = allowed {
        command.arg("-f").arg(allowed);
    }
    let mut child = command
        .arg("-s")
        .arg(signature)
        .args(rest)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let mut same = true;
    if let (Some(mut stdin), Some(text)) = (child.stdin.take(), input) {
        // The file may have been changed meanwhile.
        same = text.copy_and_compare(&mut stdin).map_err(failed)?;
    }
    let output = child.wait_with_output().map_err(failed)?;
    if same {
        Ok(output)
    } else {
        Err(SignatureError::Wrong)
    }
}

impl<R: Read + Seek> Text<R> {
    /// Writes the text to `out`. Returns whether it is the same as at the first read.
    fn copy_and_compare(&mut self, out: &mut ChildStdin) -> std::io::Result<bool> {
        self.source.rewind()?;
        let mut digest = ring::digest::Context::new(&ring::digest::SHA256);
        let mut piece = vec![0; 64 * 1024];
        let mut open = true;
        loop {
            let read = self.source.read(&mut piece)?;
            let part = piece.get(..read).unwrap_or_default();
            if part.is_empty() {
                return Ok(digest.finish().as_ref() == self.sha256);
            }
            digest.update(part);
            // A process that has read enough closes its end, which is not an error.
            open = open && out.write_all(part).is_ok();
        }
    }
}
