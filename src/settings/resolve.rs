//! Resolves tenant, application and cloud from flags, environment and profile.
//!
//! Flags take precedence over the environment, and so do the values of a profile that was
//! chosen by name. URLs of clouds come from the settings only.
use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::SettingsError;
use super::clouds;
use super::file::{ProfileEntry, Settings};
use super::target::SignInTarget;
use crate::env::{self, Env};
use crate::graph::Origin;
use crate::ids::{AppId, TenantId};
use crate::text::near;

/// Flags from the command line.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// `--profile`.
    pub profile: Option<String>,
    /// `--tenant`.
    pub tenant: Option<TenantId>,
    /// `--client-id`.
    pub client_id: Option<AppId>,
    /// `--cloud`.
    pub cloud: Option<String>,
    /// `--certificate`.
    pub certificate: Option<PathBuf>,
    /// `--client-secret-file`.
    pub client_secret_file: Option<PathBuf>,
}

/// Source of an application's credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialSource {
    /// A PEM file.
    Certificate(PathBuf),
    /// A file with a client secret.
    SecretFile(PathBuf),
    /// The variable `AZURE_CLIENT_SECRET`.
    Environment,
}

/// The settings as resolved from flags, environment and profile.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Name of the profile.
    pub profile: String,
    /// Whether the settings have the profile.
    pub exists: bool,
    /// Whether a flag or variable named the profile; if not, it is the default one.
    pub is_profile_named: bool,
    /// The tenant, if known.
    pub tenant: Option<TenantId>,
    /// The application, if known.
    pub client_id: Option<AppId>,
    /// Name of the cloud.
    pub cloud: String,
    /// Origin of the sign-in service.
    pub authority: Origin,
    /// Origin of Microsoft Graph.
    pub graph: Origin,
    /// PEM file of roots to trust in addition to the system's.
    pub ca_file: Option<PathBuf>,
    /// Maximum number of writes per 150 seconds; `None` if the cloud does not set it.
    pub writes: Option<NonZeroUsize>,
    /// Credential for unattended sign-in.
    pub credential: Option<CredentialSource>,
}

/// Resolves flags, environment and profile.
///
/// # Errors
/// Fails if a name is unknown, or a variable names a sign-in host that is not built in.
pub fn resolve(typed: &Typed, env: &Env, settings: &Settings) -> Result<Choice, SettingsError> {
    let named = typed
        .profile
        .clone()
        .or_else(|| env.get(env::PROFILE).map(str::to_owned));
    let is_profile_named = named.is_some();
    let name = settings.profile_name(named);
    let profile = settings.profiles.get(&name).cloned().unwrap_or_default();
    let cloud = resolve_cloud(typed, env, settings, &profile, is_profile_named)?;
    Ok(Choice {
        tenant: by_precedence(
            typed.tenant.clone(),
            parse_variable(env, env::TENANT)?,
            profile.tenant.clone(),
            is_profile_named,
        ),
        client_id: by_precedence(
            typed.client_id.clone(),
            parse_variable(env, env::CLIENT_ID)?,
            profile.client_id.clone(),
            is_profile_named,
        ),
        credential: credential_source(typed, env, &profile, is_profile_named),
        exists: settings.profiles.contains_key(&name),
        is_profile_named,
        profile: name,
        cloud: cloud.name,
        authority: cloud.authority,
        graph: cloud.graph,
        ca_file: cloud.ca_file,
        writes: cloud.writes,
    })
}

fn by_precedence<T>(
    flag: Option<T>,
    env: Option<T>,
    profile: Option<T>,
    is_profile_named: bool,
) -> Option<T> {
    let (second, third) = if is_profile_named {
        (profile, env)
    } else {
        (env, profile)
    };
    flag.or(second).or(third)
}

fn parse_variable<T: std::str::FromStr<Err: std::fmt::Display>>(
    env: &Env,
    name: &str,
) -> Result<Option<T>, SettingsError> {
    env.get(name)
        .map(|text| {
            text.parse()
                .map_err(|error| SettingsError::Conflict(format!("{name}: {error}")))
        })
        .transpose()
}

fn credential_source(
    typed: &Typed,
    env: &Env,
    profile: &ProfileEntry,
    is_profile_named: bool,
) -> Option<CredentialSource> {
    let of = |certificate: Option<PathBuf>, secret: Option<PathBuf>| {
        certificate
            .map(CredentialSource::Certificate)
            .or(secret.map(CredentialSource::SecretFile))
    };
    let from_env = env
        .get(env::CERTIFICATE)
        .map(|path| CredentialSource::Certificate(path.into()))
        .or_else(|| {
            env.get(env::CLIENT_SECRET)
                .map(|_| CredentialSource::Environment)
        });
    by_precedence(
        of(typed.certificate.clone(), typed.client_secret_file.clone()),
        from_env,
        of(
            profile.certificate.clone(),
            profile.client_secret_file.clone(),
        ),
        is_profile_named,
    )
}

/// Returns the error for an unknown profile, with similar names.
pub fn unknown_profile_error(name: &str, settings: &Settings) -> SettingsError {
    let known = settings.profiles.keys().map(String::as_str);
    SettingsError::Unknown {
        what: "profile",
        name: name.to_owned(),
        near: near(name, known).into_iter().map(str::to_owned).collect(),
    }
}

struct CloudChoice {
    name: String,
    authority: Origin,
    graph: Origin,
    ca_file: Option<PathBuf>,
    writes: Option<NonZeroUsize>,
}

fn resolve_cloud(
    typed: &Typed,
    env: &Env,
    settings: &Settings,
    profile: &ProfileEntry,
    is_profile_named: bool,
) -> Result<CloudChoice, SettingsError> {
    let from_env = match env.get(env::AUTHORITY_HOST) {
        None => None,
        Some(value) => Some(clouds::by_authority_host(value).ok_or_else(|| {
            SettingsError::Conflict(format!(
                "{} is {value:?}, which is no built-in cloud; write the cloud into {} instead",
                env::AUTHORITY_HOST,
                super::FILE
            ))
        })?),
    };
    let from_env = from_env.map(|cloud| cloud.name.to_owned());
    let name = by_precedence(
        typed.cloud.clone(),
        from_env,
        profile.cloud.clone(),
        is_profile_named,
    )
    .unwrap_or_else(|| clouds::DEFAULT.to_owned());
    if let Some(cloud) = clouds::built_in(&name) {
        return Ok(CloudChoice {
            name,
            authority: parse_origin(cloud.authority)?,
            graph: parse_origin(cloud.graph)?,
            ca_file: None,
            writes: None,
        });
    }
    let Some(cloud) = settings.clouds.get(&name) else {
        let known = clouds::BUILT_IN
            .iter()
            .map(|cloud| cloud.name)
            .chain(settings.clouds.keys().map(String::as_str));
        return Err(SettingsError::Unknown {
            what: "cloud",
            near: near(&name, known).into_iter().map(str::to_owned).collect(),
            name,
        });
    };
    Ok(CloudChoice {
        name,
        authority: parse_origin(&cloud.authority)?,
        graph: parse_origin(&cloud.graph)?,
        ca_file: cloud.ca_file.clone(),
        writes: cloud.writes_per_150_seconds,
    })
}

fn parse_origin(address: &str) -> Result<Origin, SettingsError> {
    Origin::parse(address).map_err(SettingsError::Conflict)
}

impl Choice {
    /// Checks that a profile that was chosen by name exists.
    ///
    /// # Errors
    /// [`SettingsError::Unknown`], with similar names.
    pub fn ensure_profile_exists(self, settings: &Settings) -> Result<Self, SettingsError> {
        if self.exists || !self.is_profile_named {
            return Ok(self);
        }
        Err(unknown_profile_error(&self.profile, settings))
    }

    /// Returns the target of a sign-in, if tenant and application are known.
    pub fn target(&self) -> Option<SignInTarget> {
        Some(SignInTarget {
            cloud: self.cloud.clone(),
            authority: self.authority.clone(),
            graph: self.graph.clone(),
            tenant: self.tenant.clone()?,
            client_id: self.client_id.clone()?,
            ca_file: self.ca_file.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{CredentialSource, Typed, resolve};
    use crate::env::Env;
    use crate::settings::Settings;

    const A: &str = "11111111-1111-4111-8111-111111111111";
    const B: &str = "22222222-2222-4222-8222-222222222222";
    const C: &str = "33333333-3333-4333-8333-333333333333";

    fn settings() -> Settings {
        Settings::parse(&format!(
            "[profiles.default]\ntenant='{A}'\nclient_id='{A}'\ncertificate='/x.pem'\n"
        ))
        .unwrap()
    }

    fn env(pairs: &[(&str, &str)]) -> Env {
        Env::of(
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned())),
        )
    }

    fn tenant(typed: &Typed, env: &Env) -> String {
        let choice = resolve(typed, env, &settings()).unwrap();
        choice.tenant.unwrap().to_string()
    }

    #[test]
    fn flag_precedes_environment_and_that_precedes_profile() {
        let set = env(&[("AZURE_TENANT_ID", B)]);
        let flag = Typed {
            tenant: Some(C.parse().unwrap()),
            ..Typed::default()
        };
        assert_eq!(tenant(&Typed::default(), &env(&[])), A);
        assert_eq!(tenant(&Typed::default(), &set), B);
        assert_eq!(tenant(&flag, &set), C);
        let named = Typed {
            profile: Some("default".to_owned()),
            ..Typed::default()
        };
        assert_eq!(tenant(&named, &set), A);
    }

    #[test]
    fn environment_cannot_set_urls() {
        let evil = env(&[("AZURE_AUTHORITY_HOST", "https://evil.example")]);
        assert!(resolve(&Typed::default(), &evil, &settings()).is_err());
        let gov = env(&[("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.us/")]);
        let choice = resolve(&Typed::default(), &gov, &settings()).unwrap();
        assert_eq!(choice.cloud, "us-gov");
        assert_eq!(choice.graph.to_string(), "https://graph.microsoft.us");
    }

    #[test]
    fn credential_of_named_profile_precedes_environment() {
        let set = env(&[("AZURE_CLIENT_SECRET", "s")]);
        let choice = resolve(&Typed::default(), &set, &settings()).unwrap();
        assert_eq!(choice.credential, Some(CredentialSource::Environment));
        let named = Typed {
            profile: Some("default".to_owned()),
            ..Typed::default()
        };
        let choice = resolve(&named, &set, &settings()).unwrap();
        assert_eq!(
            choice.credential,
            Some(CredentialSource::Certificate("/x.pem".into()))
        );
    }
}
