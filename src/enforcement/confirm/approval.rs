//! The second person who signed a plan.
use std::path::PathBuf;

use crate::cli::tasks::ApplyArgs;
use crate::commands::connect::Connected;
use crate::commands::tasks::refused;
use crate::domain::plan_file::NAMESPACE;
use crate::domain::text::shell_word;
use crate::enforcement::confirm::size_rules::Size;
use crate::enforcement::plan::background_thread::Beside;
use crate::failure::Failure;
use crate::files::Opened;
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
    pub(crate) fn of(
        args: &ApplyArgs,
        allowed: Option<(PathBuf, Source)>,
        size: Size,
    ) -> Result<Self, Failure> {
        let plan = shell_word(&args.plan.to_string_lossy());
        let need = Need {
            whose: size.words(),
            sign: format!("ssh-keygen -Y sign -f KEY -n {NAMESPACE} {plan}"),
        };
        let Some((allowed, _)) = allowed else {
            return Err(need.unmet(
                "neither config.toml nor this machine's policy names guard_rails.allowed_signers",
            ));
        };
        let file = args.signature.clone().unwrap_or_else(|| {
            let mut name = args.plan.clone().into_os_string();
            name.push(".sig");
            name.into()
        });
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
    pub(crate) async fn approver(
        self,
        connected: &Connected,
        mut text: Text<Opened>,
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
