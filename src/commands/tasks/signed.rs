//! The second person who signed a plan.
use std::path::{Path, PathBuf};

use super::approver::{Approver, Barred};
use super::beside::Beside;
use super::refused;
use crate::commands::bulk::agree::Size;
use crate::commands::connect::Connected;
use crate::domain::allowed_signers;
use crate::domain::plan_file::NAMESPACE;
use crate::domain::text::shell_word;
use crate::failure::Failure;
use crate::files::{self, Opened};
use crate::settings::guard_rails::Source;
use crate::signature::{self, SignatureError, Signers, Text};

/// A signature that a plan needs, whoever it is of.
#[derive(Debug)]
pub(super) struct Signature {
    /// Where it is.
    file: PathBuf,
    /// Who may sign.
    allowed: PathBuf,
    need: Need,
}

/// Why there must be one, and how to get it.
#[derive(Debug)]
struct Need {
    whose: String,
    sign: String,
}

impl Need {
    fn unmet(&self, why: impl std::fmt::Display) -> Failure {
        refused(format!(
            "{} need a second person's signature: {why}",
            self.whose
        ))
        .advise(format!("let somebody else sign it: {}", self.sign))
    }
}

impl Signature {
    /// The signature beside the plan, or the one that is named.
    ///
    /// # Errors
    /// Exit 12 where there is none, or where nobody may sign.
    pub(super) fn of(
        plan: &Path,
        named: Option<&Path>,
        allowed: Option<(PathBuf, Source)>,
        size: Size,
    ) -> Result<Self, Failure> {
        let word = shell_word(&plan.to_string_lossy());
        let need = Need {
            whose: size.words(),
            sign: format!("ssh-keygen -Y sign -f KEY -n {NAMESPACE} {word}"),
        };
        let Some((allowed, _)) = allowed else {
            return Err(need.unmet(
                "neither config.toml nor this machine's policy names guard_rails.allowed_signers",
            ));
        };
        let file = named.map_or_else(|| beside(plan), Path::to_owned);
        if !file.is_file() {
            return Err(need.unmet(format!("there is no {}", file.display())));
        }
        Ok(Self {
            file,
            allowed,
            need,
        })
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.file
    }

    /// The account of the person who signed `text`, and the text again. Waits for
    /// another program on a thread of its own.
    ///
    /// # Errors
    /// Exit 12 unless it is one enabled account that may approve.
    pub(super) async fn approver(
        self,
        connected: &Connected,
        mut text: Text<Opened>,
        barred: Barred<'_>,
    ) -> Result<(Approver, Text<Opened>), Failure> {
        let Self {
            file,
            allowed,
            need,
        } = self;
        let asked = Beside::begin(move || (signers(&allowed, &file, &mut text), text))
            .map_err(|error| need.unmet(error))?;
        let (signers, text) = asked.end().await?;
        let signers = signers.map_err(|error| need.unmet(error))?;
        let approver = Approver::of(connected, &signers, barred).await?;
        approver
            .map(|approver| (approver, text))
            .map_err(|why| need.unmet(why))
    }
}

/// Where the signature of a plan lies, unless another file is named.
pub(super) fn beside(plan: &Path) -> PathBuf {
    let mut name = plan.to_owned().into_os_string();
    name.push(".sig");
    name.into()
}

/// Every name of the key that signed `text`.
fn signers(
    allowed: &Path,
    signature: &Path,
    text: &mut Text<Opened>,
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
    signature::signers(allowed, signature, NAMESPACE, &names, text)
}
