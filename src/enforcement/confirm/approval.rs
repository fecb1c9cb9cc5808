//! The second signature of a plan for account actions or grants.
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use crate::context::connect::Connected;
use crate::context::failures::guard_rail_refusal;
use crate::domain::allowed_signers;
use crate::domain::plan_file::SIGNATURE_NAMESPACE;
use crate::enforcement::confirm::approver::{Approver, ExcludedApprovers};
use crate::enforcement::plan::background_thread::BackgroundThread;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::failure::one_line;
use crate::files;
use crate::settings::guard_rails::Source;
use crate::signature::{self, Envelope, MAX_LENGTH, SignatureError, Signers, Text};
use crate::text::shell_word;

/// The signature of a plan, not yet verified.
#[derive(Debug)]
pub(crate) struct PlanSignature {
    /// Path of the signature.
    file: PathBuf,
    /// Path of the allowed-signers file.
    allowed: PathBuf,
    /// Parsed header.
    envelope: Envelope,
    need: SignatureNeed,
}

/// Reason for a signature, and the way to get one.
#[derive(Debug)]
struct SignatureNeed {
    /// Reason why the plan needs one; `None` if it was given without need.
    whose: Option<String>,
    sign: String,
}

impl SignatureNeed {
    fn unmet_failure(&self, why: impl std::fmt::Display) -> Failure {
        let failure = match &self.whose {
            Some(whose) => {
                guard_rail_refusal(format!("{whose} need a second person's signature: {why}"))
            }
            None => Failure::new(
                Exit::Refused,
                format!("the signature of the plan does not count: {why}"),
            ),
        };
        failure.advise(format!("ask a second person to sign it: {}", self.sign))
    }

    /// Returns the same failure with the line that would allow the key of `envelope`.
    fn not_allowed_failure(
        &self,
        why: impl std::fmt::Display,
        allowed: &str,
        envelope: Option<&Envelope>,
    ) -> Failure {
        let key = envelope.map_or("ssh-ed25519 AAAA...", |envelope| envelope.key.as_str());
        let why = match envelope {
            Some(Envelope { fingerprint, .. }) => format!("{why} ({fingerprint})"),
            None => why.to_string(),
        };
        self.unmet_failure(why).advise(format!(
            "for each person who may sign, write a line into {allowed}: \
             PERSON@DOMAIN namespaces=\"{SIGNATURE_NAMESPACE}\" {key}"
        ))
    }
}

/// Returns the default path of a plan's signature.
pub(crate) fn default_signature_path(plan: &Path) -> PathBuf {
    let mut name = plan.to_owned().into_os_string();
    name.push(".sig");
    name.into()
}

/// Returns the path of a plan's signature: the named one or the default.
fn signature_path(plan: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| default_signature_path(plan), Path::to_owned)
}

/// Reads the header of a signature file.
fn read_envelope(file: &Path) -> Result<Envelope, String> {
    let shown = file.display();
    let mut text = String::new();
    files::open_public(file)
        .map_err(|error| format!("{:#}", anyhow::Error::from(error)))?
        .take(MAX_LENGTH)
        .read_to_string(&mut text)
        .map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let envelope = Envelope::parse(&text).ok_or_else(|| {
        format!("{shown} is not an SSH signature (-----BEGIN SSH SIGNATURE-----)")
    })?;
    if envelope.namespace != SIGNATURE_NAMESPACE {
        return Err(format!(
            "{shown} was signed for {:?}, not for plans (-n {SIGNATURE_NAMESPACE})",
            envelope.namespace
        ));
    }
    Ok(envelope)
}

/// Returns the command by which a second person signs the plan in `file`.
pub(crate) fn signing_command(file: &Path) -> String {
    let file = shell_word(&file.to_string_lossy());
    format!("ssh-keygen -Y sign -f KEY -n {SIGNATURE_NAMESPACE} {file}")
}

impl PlanSignature {
    /// Finds the signature of a plan that needs none, if there is one. An invalid one
    /// is an error all the same.
    ///
    /// # Errors
    /// Exit code 12 if it is not valid.
    pub(crate) fn find_optional(
        plan: &Path,
        named: Option<&Path>,
        allowed: Option<(PathBuf, Source)>,
    ) -> Result<Option<Self>, Failure> {
        if named.is_none() && !files::path_exists(&default_signature_path(plan)) {
            return Ok(None);
        }
        Self::find(plan, named, allowed, None).map(Some)
    }

    /// Finds the signature of a plan that needs one: the named file or the default.
    ///
    /// # Errors
    /// Exit code 12 if there is none, or no signers are allowed.
    pub(crate) fn find_required(
        plan: &Path,
        named: Option<&Path>,
        allowed: Option<(PathBuf, Source)>,
        whose: String,
    ) -> Result<Self, Failure> {
        Self::find(plan, named, allowed, Some(whose))
    }

    fn find(
        plan: &Path,
        named: Option<&Path>,
        allowed: Option<(PathBuf, Source)>,
        whose: Option<String>,
    ) -> Result<Self, Failure> {
        let need = SignatureNeed {
            whose,
            sign: signing_command(plan),
        };
        let file = signature_path(plan, named);
        let found = if file.is_file() {
            read_envelope(&file)
        } else {
            Err(format!("there is no {}", file.display()))
        };
        let Some((allowed, source)) = allowed else {
            let why =
                "neither config.toml nor this machine's policy names guard_rails.allowed_signers";
            let why = match &found {
                Err(wrong) => format!("{why}, and {wrong}"),
                Ok(_) => why.to_owned(),
            };
            let advice = "set it in config.toml, below [guard_rails]: \
                 allowed_signers = \"/etc/entractl/allowed_signers\"";
            let mut failure = need.not_allowed_failure(why, "that file", found.ok().as_ref());
            // Add the step to set the file before the line to write into it.
            let line = failure.next.pop();
            failure = failure.advise(advice);
            failure.next.extend(line);
            return Err(failure);
        };
        if !allowed.is_file() {
            let whose = match source {
                Source::Policy => "this machine's policy",
                Source::Config | Source::BuiltIn => "config.toml",
            };
            let shown = allowed.display();
            let why =
                format!("there is no {shown}, which {whose} names as guard_rails.allowed_signers");
            let allowed = allowed.to_string_lossy();
            return Err(need.not_allowed_failure(why, &allowed, found.ok().as_ref()));
        }
        // The allowed signers must not come from a file that others can write.
        files::read_guarded(&allowed).map_err(|error| need.unmet_failure(one_line(&error)))?;
        let envelope = found.map_err(|why| need.unmet_failure(why))?;
        Ok(Self {
            file,
            allowed,
            envelope,
            need,
        })
    }

    /// Returns the path of the signature.
    pub(crate) fn path(&self) -> &Path {
        &self.file
    }

    /// Verifies the signature of `text` and returns the signer's account and the text.
    /// Waits for another program on a background thread.
    ///
    /// # Errors
    /// Exit code 12 unless the signer is one enabled account that may approve.
    pub(crate) async fn resolve_approver<R: Read + Seek + Send + 'static>(
        self,
        connected: &Connected,
        mut text: Text<R>,
        barred: ExcludedApprovers<'_>,
    ) -> Result<(Approver, Text<R>), Failure> {
        let Self {
            file,
            allowed,
            envelope,
            need,
        } = self;
        let asked =
            BackgroundThread::spawn(move || (verify_signers(&allowed, &file, &mut text), text))
                .map_err(|error| need.unmet_failure(error))?;
        let (signers, text) = asked.join().await?;
        let signers = signers.map_err(|error| match &error {
            SignatureError::UnknownKey { allowed } | SignatureError::NotAllowed { allowed, .. } => {
                need.not_allowed_failure(&error, &allowed.to_string_lossy(), Some(&envelope))
            }
            SignatureError::Program(_) | SignatureError::File(_) | SignatureError::Wrong => {
                need.unmet_failure(&error)
            }
        })?;
        let approver = Approver::resolve(connected, &signers, barred).await?;
        approver
            .map(|approver| (approver, text))
            .map_err(|why| need.unmet_failure(why))
    }
}

/// Verifies the signature of `text` and returns all principals of its key.
fn verify_signers<R: Read + Seek>(
    allowed: &Path,
    signature: &Path,
    text: &mut Text<R>,
) -> Result<Signers, SignatureError> {
    let read = |path: &Path| -> Result<String, SignatureError> {
        let bytes = files::read_public(path);
        let bytes = bytes.map_err(|error| SignatureError::File(error.to_string()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let key = allowed_signers::signing_key(&read(signature)?);
    let listed = read(allowed)?;
    let names = key.map(|key| allowed_signers::principals_for_key(&listed, &key));
    let names = names.into_iter().flatten().map(str::to_owned);
    let names: Vec<String> = names.collect();
    signature::find_signers(allowed, signature, SIGNATURE_NAMESPACE, &names, text)
}
