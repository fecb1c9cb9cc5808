//! The machine's policy file: guard-rails that hold for whoever works here.
//!
//! Its place is built in: no flag, environment variable or setting moves it.
//! One that cannot be trusted or understood ends the command.
use std::path::Path;

use serde::Deserialize;

use super::file::Policy;
use super::guard_rails::{GuardRails, InForce};
use super::{Settings, SettingsError};
use crate::files::{FileError, SystemFile};

impl InForce {
    /// Reads the policy of the machine and the settings in `config`.
    ///
    /// # Errors
    /// Where either is not whose it must be, or says something wrong.
    pub fn load(policy: Option<&SystemFile>, config: Option<&Path>) -> Result<Self, SettingsError> {
        Ok(Self {
            policy: policy.map(read).transpose()?.flatten(),
            config: Settings::load(config)?.guard_rails,
        })
    }
}

/// What the machine's policy says of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct NetworkRules {
    /// Nothing goes through a proxy that the environment or the system names.
    pub forbid_proxy: bool,
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR` must not name roots of trust.
    pub forbid_environment_roots: bool,
}

/// What the machine's policy says of the network.
///
/// # Errors
/// Where the file is not whose it must be, or says something wrong.
pub fn network(file: Option<&SystemFile>) -> Result<NetworkRules, SettingsError> {
    let policy = file.map(text).transpose()?.flatten();
    Ok(policy.map_or_else(NetworkRules::default, |policy| policy.network))
}

/// The policy file; `None` where there is none.
fn text(file: &SystemFile) -> Result<Option<Policy>, SettingsError> {
    let wrong = |why: String| SettingsError::Policy {
        path: file.path.clone(),
        why,
    };
    let Some(text) = policy_text(file)? else {
        return Ok(None);
    };
    super::file::policy(&text).map(Some).map_err(wrong)
}

/// What the policy file says of guard-rails; `None` where there is none.
fn read(file: &SystemFile) -> Result<Option<GuardRails>, SettingsError> {
    let Some(Policy {
        guard_rails: rules, ..
    }) = text(file)?
    else {
        return Ok(None);
    };
    if let Some(signers) = &rules.allowed_signers {
        let wrong = |why: String| SettingsError::Policy {
            path: signers.clone(),
            why: format!("guard_rails.allowed_signers: {why}"),
        };
        if !signers.is_absolute() {
            return Err(wrong("it must be an absolute path".to_owned()));
        }
        let signers = SystemFile {
            path: signers.clone(),
            owner: file.owner,
        };
        if signers
            .read()
            .map_err(|error| wrong(reason(&error)))?
            .is_none()
        {
            return Err(wrong("there is no such file".to_owned()));
        }
    }
    Ok(Some(rules))
}

/// The text of the policy file; `None` where there is none.
pub(super) fn policy_text(file: &SystemFile) -> Result<Option<String>, SettingsError> {
    let wrong = |why: String| SettingsError::Policy {
        path: file.path.clone(),
        why,
    };
    let Some(bytes) = file.read().map_err(|error| wrong(reason(&error)))? else {
        return Ok(None);
    };
    let text = String::from_utf8(bytes).map_err(|_| wrong("it is no UTF-8 text".to_owned()))?;
    Ok(Some(text))
}

pub(super) fn reason(error: &FileError) -> String {
    match error {
        FileError::Untrusted { why, .. } => why.clone(),
        FileError::Io { action, source, .. } => format!("could not {action} it: {source}"),
        FileError::Locked { .. } => "another run holds it".to_owned(),
        FileError::NoLocks { .. } => error.to_string(),
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::{InForce, NetworkRules, network};
    use crate::failure::Failure;
    use crate::files::{Owner, SystemFile};

    fn load(text: &str, mode: u32, owner: Owner) -> Result<InForce, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        InForce::load(Some(&SystemFile { path, owner }), None).map_err(|error| {
            let failure = Failure::from(error);
            assert_eq!(failure.exit, crate::exit::Exit::Untrusted);
            format!("{:#}", failure.error)
        })
    }

    #[test]
    fn a_policy_that_others_can_write_or_that_says_something_else_ends_the_command() {
        let good = "[guard_rails]\nprotected = ['a@b.example']\nsigned_above = 100\n";
        let read = load(good, 0o644, Owner::Me).unwrap();
        assert_eq!(read.limits().signed_above, 100);
        for (text, mode, wanted) in [
            (good, 0o664, "others may change it"),
            (good, 0o646, "others may change it"),
            ("guard_rails = 1", 0o644, "must be a table"),
            ("[guard_rails]\nsigned_above = 501", 0o644, "never looser"),
            (
                "[guard_rails]\nsigned_abve = 5",
                0o644,
                "did you mean signed_above?",
            ),
            ("[profiles.x]\n", 0o644, "unknown key profiles"),
            ("a = = b", 0o644, "line 1"),
            ("[guard_rails]\nallowed_signers = 'x'", 0o644, "absolute"),
            (
                "[guard_rails]\nallowed_signers = '/nowhere/at/all'",
                0o644,
                "no such file",
            ),
        ] {
            let why = load(text, mode, Owner::Me).unwrap_err();
            assert!(why.contains(wanted), "{text} {mode:o}: {why}");
        }
    }

    #[test]
    fn network_rules_are_read_and_mistakes_in_them_end_the_command() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        let file = SystemFile {
            path: path.clone(),
            owner: Owner::Me,
        };
        let load = |text: &str| {
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            network(Some(&file)).map_err(|error| error.to_string())
        };
        assert_eq!(network(None).unwrap(), NetworkRules::default());
        assert_eq!(load("").unwrap(), NetworkRules::default());
        let rules = load("[network]\nforbid_proxy = true\n").unwrap();
        assert!(rules.forbid_proxy && !rules.forbid_environment_roots);
        let rules = load("[network]\nforbid_environment_roots = true\n[guard_rails]\n").unwrap();
        assert!(!rules.forbid_proxy && rules.forbid_environment_roots);
        for (text, wanted) in [
            ("network = 1", "must be a table"),
            (
                "[network]\nforbid_proxies = true",
                "did you mean forbid_proxy?",
            ),
            ("[network]\nforbid_proxy = 'yes'", "boolean"),
        ] {
            let why = load(text).unwrap_err();
            assert!(why.contains(wanted), "{text}: {why}");
        }
        assert!(crate::settings::Settings::parse("[network]\nforbid_proxy = true").is_err());
    }

    #[test]
    fn a_policy_that_is_not_roots_own_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        std::fs::write(&path, "").unwrap();
        // Whoever runs the tests: the file is not root's.
        drop(std::os::unix::fs::chown(&path, Some(65_534), None));
        let file = SystemFile {
            path,
            owner: Owner::Root,
        };
        let why = InForce::load(Some(&file), None).unwrap_err().to_string();
        assert!(why.contains("belongs to user"), "{why}");
    }

    #[test]
    fn no_policy_is_no_failure() {
        let file = SystemFile {
            path: "/nowhere/at/all/policy.toml".into(),
            owner: Owner::Root,
        };
        assert_eq!(
            InForce::load(Some(&file), None).unwrap(),
            InForce::default()
        );
        assert_eq!(InForce::load(None, None).unwrap().policy, None);
    }
}
