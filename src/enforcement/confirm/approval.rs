//! The second person who signed a plan: of account actions, or of a grant.
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use crate::context::connect::Connected;
use crate::context::failures::refused;
use crate::domain::allowed_signers;
use crate::domain::plan_file::NAMESPACE;
use crate::enforcement::confirm::approver::{Approver, Barred};
use crate::enforcement::plan::background_thread::BackgroundThread;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::failure::one_line;
use crate::files;
use crate::settings::guard_rails::Source;
use crate::signature::{self, Envelope, MAX_LENGTH, SignatureError, Signers, Text};
use crate::text::shell_word;

/// A signature of a plan, not checked against a signer yet.
#[derive(Debug)]
pub(crate) struct Signature {
    /// Where it is.
    file: PathBuf,
    /// Who may sign.
    allowed: PathBuf,
    /// What it says of itself.
    envelope: Envelope,
    need: Need,
}

/// Why there must be one, and how to get it.
#[derive(Debug)]
struct Need {
    /// `None`: the plan needs none, but one was given.
    whose: Option<String>,
    sign: String,
}

impl Need {
    fn unmet(&self, why: impl std::fmt::Display) -> Failure {
        let failure = match &self.whose {
            Some(whose) => refused(format!("{whose} need a second person's signature: {why}")),
            None => Failure::new(
                Exit::Refused,
                format!("the signature of the plan does not count: {why}"),
            ),
        };
        failure.advise(format!("ask a second person to sign it: {}", self.sign))
    }

    /// The same with the line that would let the key of `envelope` sign.
    fn not_allowed(
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
        self.unmet(why).advise(format!(
            "for each person who may sign, write a line into {allowed}: \
             PERSON@DOMAIN namespaces=\"{NAMESPACE}\" {key}"
        ))
    }
}

/// Where the signature of a plan lies, unless another file is named.
pub(crate) fn beside(plan: &Path) -> PathBuf {
    let mut name = plan.to_owned().into_os_string();
    name.push(".sig");
    name.into()
}

/// Where the signature of a plan is: beside it, or as named.
fn place(plan: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| beside(plan), Path::to_owned)
}

/// What a signature file says of itself.
fn envelope(file: &Path) -> Result<Envelope, String> {
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
    if envelope.namespace != NAMESPACE {
        return Err(format!(
            "{shown} was signed for {:?}, not for plans (-n {NAMESPACE})",
            envelope.namespace
        ));
    }
    Ok(envelope)
}

/// The command by which a second person signs the plan in `file`.
pub(crate) fn signing_command(file: &Path) -> String {
    let file = shell_word(&file.to_string_lossy());
    format!("ssh-keygen -Y sign -f KEY -n {NAMESPACE} {file}")
}

impl Signature {
    /// The signature of a plan that needs none, if there is one: what is wrong
    /// with it is said all the same.
    ///
    /// # Errors
    /// Exit 12 if it cannot count.
    pub(crate) fn offered(
        plan: &Path,
        named: Option<&Path>,
        allowed: Option<(PathBuf, Source)>,
    ) -> Result<Option<Self>, Failure> {
        if named.is_none() && !files::path_exists(&beside(plan)) {
            return Ok(None);
        }
        Self::find(plan, named, allowed, None).map(Some)
    }

    /// The signature beside the plan, or the one that is named.
    ///
    /// # Errors
    /// Exit 12 where there is none, or no user may sign.
    pub(crate) fn of(
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
        let need = Need {
            whose,
            sign: signing_command(plan),
        };
        let file = place(plan, named);
        let found = if file.is_file() {
            envelope(&file)
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
            let mut failure = need.not_allowed(why, "that file", found.ok().as_ref());
            // First the file, then the line that is written into it.
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
            return Err(need.not_allowed(why, &allowed, found.ok().as_ref()));
        }
        // Who may sign must not come from a file that another user wrote.
        files::read_guarded(&allowed).map_err(|error| need.unmet(one_line(&error)))?;
        let envelope = found.map_err(|why| need.unmet(why))?;
        Ok(Self {
            file,
            allowed,
            envelope,
            need,
        })
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        &self.file
    }

    /// The account of the person who signed `text`, and the text again. Waits for
    /// another program on a thread of its own.
    ///
    /// # Errors
    /// Exit 12 unless it is one enabled account that may approve.
    pub(crate) async fn approver<R: Read + Seek + Send + 'static>(
        self,
        connected: &Connected,
        mut text: Text<R>,
        barred: Barred<'_>,
    ) -> Result<(Approver, Text<R>), Failure> {
        let Self {
            file,
            allowed,
            envelope,
            need,
        } = self;
        let asked = BackgroundThread::begin(move || (signers(&allowed, &file, &mut text), text))
            .map_err(|error| need.unmet(error))?;
        let (signers, text) = asked.end().await?;
        let signers = signers.map_err(|error| match &error {
            SignatureError::UnknownKey { allowed } | SignatureError::NotAllowed { allowed, .. } => {
                need.not_allowed(&error, &allowed.to_string_lossy(), Some(&envelope))
            }
            SignatureError::Program(_) | SignatureError::File(_) | SignatureError::Wrong => {
                need.unmet(&error)
            }
        })?;
        let approver = Approver::of(connected, &signers, barred).await?;
        approver
            .map(|approver| (approver, text))
            .map_err(|why| need.unmet(why))
    }
}

/// Every name of the key that signed `text`.
fn signers<R: Read + Seek>(
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
    let names = key.map(|key| allowed_signers::names_of(&listed, &key));
    let names = names.into_iter().flatten().map(str::to_owned);
    let names: Vec<String> = names.collect();
    signature::find_signers(allowed, signature, NAMESPACE, &names, text)
}
