//! The second person who signed a plan: of account actions, or of a grant.
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use crate::commands::connect::Connected;
use crate::commands::tasks::beside::Beside;
use crate::consent::read::one_line;
use crate::domain::plan_file::NAMESPACE;
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;
use crate::settings::guard_rails::Source;
use crate::signature::{self, Text};

/// A signature that a plan needs, whoever it is of.
#[derive(Debug)]
pub(crate) struct Signature {
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
        let why = format!(
            "{} need a second person's signature: {why}: nothing was sent",
            self.whose
        );
        Failure::new(Exit::Refused, why).advise(format!("let somebody else sign it: {}", self.sign))
    }
}

impl Signature {
    /// The signature `named`, or else `plan` with `.sig` after it. `whose` is
    /// what needs it, for the message.
    ///
    /// # Errors
    /// Exit 12 where there is none, where nobody may sign, or where others could
    /// have changed who may.
    pub(crate) fn of(
        plan: &Path,
        named: Option<&Path>,
        allowed: Option<(PathBuf, Source)>,
        whose: String,
    ) -> Result<Self, Failure> {
        let word = shell_word(&plan.to_string_lossy());
        let need = Need {
            whose,
            sign: format!("ssh-keygen -Y sign -f KEY -n {NAMESPACE} {word}"),
        };
        let Some((allowed, _)) = allowed else {
            return Err(need.unmet(
                "neither config.toml nor this machine's policy names guard_rails.allowed_signers",
            ));
        };
        files::read_trusted(&allowed).map_err(|error| need.unmet(one_line(&error)))?;
        let beside = || {
            let mut name = plan.as_os_str().to_owned();
            name.push(".sig");
            PathBuf::from(name)
        };
        let file = named.map_or_else(beside, Path::to_owned);
        if !file.is_file() {
            return Err(need.unmet(format!("there is no {}", file.display())));
        }
        Ok(Self {
            file,
            allowed,
            need,
        })
    }

    /// Who signed `text`, which is somebody else than who is signed in. Waits for
    /// another program on a thread of its own.
    ///
    /// # Errors
    /// Exit 12 where it is nobody who may, or oneself.
    pub(crate) async fn approver<R: Read + Seek + Send + 'static>(
        self,
        connected: &Connected,
        mut text: Text<R>,
    ) -> Result<String, Failure> {
        let Self {
            file,
            allowed,
            need,
        } = self;
        let asked =
            Beside::begin(move || signature::signers(&allowed, &file, NAMESPACE, &mut text))
                .map_err(|error| need.unmet(error))?;
        let signers = asked.end().await?.map_err(|error| need.unmet(error))?;
        let me = connected
            .me
            .user_principal_name
            .as_deref()
            .unwrap_or_default()
            .to_lowercase();
        if signers.iter().any(|name| name.to_lowercase() == me) {
            return Err(need.unmet("it is signed by yourself"));
        }
        signers
            .into_iter()
            .find(|name| name.contains('@'))
            .ok_or_else(|| need.unmet("its signer is no user principal name"))
    }
}
