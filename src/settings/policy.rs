//! The machine's policy file: guard-rails for all users of the machine.
//!
//! Its path is built in: no flag, variable or setting changes it. If the file is untrusted
//! or invalid, the command fails.
use std::path::Path;

use serde::Deserialize;

use super::file::Policy;
use super::guard_rails::{EffectiveGuardRails, GuardRails};
use super::{Settings, SettingsError};
use crate::files::{FileError, SystemFile};

impl EffectiveGuardRails {
    /// Loads the policy of the machine and the settings in `config`.
    ///
    /// # Errors
    /// Fails if one of them has the wrong owner or is invalid.
    pub fn load(policy: Option<&SystemFile>, config: Option<&Path>) -> Result<Self, SettingsError> {
        Ok(Self {
            policy: policy.map(load_guard_rails).transpose()?.flatten(),
            config: Settings::load(config)?.guard_rails,
        })
    }
}

/// The network rules of the machine's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct NetworkRules {
    /// Whether a proxy set in the environment or the system must not be used.
    pub forbid_proxy: bool,
    /// Whether `SSL_CERT_FILE` and `SSL_CERT_DIR` must not be used.
    pub forbid_environment_roots: bool,
}

/// Loads the network rules of the machine's policy.
///
/// # Errors
/// Fails if the file has the wrong owner or is invalid.
pub fn network_rules(file: Option<&SystemFile>) -> Result<NetworkRules, SettingsError> {
    let policy = file.map(load_policy).transpose()?.flatten();
    Ok(policy.map_or_else(NetworkRules::default, |policy| policy.network))
}

/// Loads the policy file; `None` if it does not exist.
fn load_policy(file: &SystemFile) -> Result<Option<Policy>, SettingsError> {
    let wrong = |why: String| SettingsError::Policy {
        path: file.path.clone(),
        why,
    };
    let Some(text) = read_text(file)? else {
        return Ok(None);
    };
    super::file::parse_policy(&text).map(Some).map_err(wrong)
}

/// Loads the guard-rails of the policy file; `None` if the file does not exist.
fn load_guard_rails(file: &SystemFile) -> Result<Option<GuardRails>, SettingsError> {
    let Some(Policy {
        guard_rails: rules, ..
    }) = load_policy(file)?
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
            .map_err(|error| wrong(describe_error(&error)))?
            .is_none()
        {
            return Err(wrong("there is no such file".to_owned()));
        }
    }
    Ok(Some(rules))
}

/// Returns the text of the policy file; `None` if it does not exist.
pub(super) fn read_text(file: &SystemFile) -> Result<Option<String>, SettingsError> {
    let wrong = |why: String| SettingsError::Policy {
        path: file.path.clone(),
        why,
    };
    let Some(bytes) = file.read().map_err(|error| wrong(describe_error(&error)))? else {
        return Ok(None);
    };
    let text = String::from_utf8(bytes).map_err(|_| wrong("it is no UTF-8 text".to_owned()))?;
    Ok(Some(text))
}

pub(super) fn describe_error(error: &FileError) -> String {
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

    use super::{EffectiveGuardRails, NetworkRules, network_rules};
    use crate::failure::Failure;
    use crate::files::{Owner, SystemFile};

    fn load(text: &str, mode: u32, owner: Owner) -> Result<EffectiveGuardRails, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        EffectiveGuardRails::load(Some(&SystemFile { path, owner }), None).map_err(|error| {
            let failure = Failure::from(error);
            assert_eq!(failure.exit, crate::exit::Exit::Untrusted);
            format!("{:#}", failure.error)
        })
    }

    #[test]
    fn untrusted_or_invalid_policy_is_an_error() {
        let good = "[guard_rails]\nprotected = ['a@b.example']\nsigned_above = 100\n";
        let read = load(good, 0o644, Owner::CurrentUser).unwrap();
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
            let why = load(text, mode, Owner::CurrentUser).unwrap_err();
            assert!(why.contains(wanted), "{text} {mode:o}: {why}");
        }
    }

    #[test]
    fn network_rules_are_parsed_and_mistakes_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        let file = SystemFile {
            path: path.clone(),
            owner: Owner::CurrentUser,
        };
        let load = |text: &str| {
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            network_rules(Some(&file)).map_err(|error| error.to_string())
        };
        assert_eq!(network_rules(None).unwrap(), NetworkRules::default());
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
    fn policy_must_belong_to_root() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        std::fs::write(&path, "").unwrap();
        // Otherwise the file would be root's if root runs the tests.
        drop(std::os::unix::fs::chown(&path, Some(65_534), None));
        let file = SystemFile {
            path,
            owner: Owner::Root,
        };
        let why = EffectiveGuardRails::load(Some(&file), None)
            .unwrap_err()
            .to_string();
        assert!(why.contains("belongs to user"), "{why}");
    }

    #[test]
    fn missing_policy_is_not_an_error() {
        let file = SystemFile {
            path: "/nowhere/at/all/policy.toml".into(),
            owner: Owner::Root,
        };
        assert_eq!(
            EffectiveGuardRails::load(Some(&file), None).unwrap(),
            EffectiveGuardRails::default()
        );
        assert_eq!(EffectiveGuardRails::load(None, None).unwrap().policy, None);
    }
}
