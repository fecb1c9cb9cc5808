//! Reads the credential with which an application signs in without a user.
use std::path::Path;

use crate::auth::AuthError;
use crate::auth::certificate::Certificate;
use crate::auth::client_credentials::Credential;
use crate::context::Ctx;
use crate::context::sign_in_failure::auth_failure;
use crate::failure::Failure;
use crate::files;
use crate::secret::Secret;
use crate::settings::resolve::CredentialSource;

/// Returns the credential that `source` names; `None` if a user signs in.
///
/// # Errors
/// Exit 2 if the file is missing or has other contents, 10 if other users can read
/// it.
pub(crate) fn read(
    ctx: &mut Ctx<'_>,
    source: Option<&CredentialSource>,
) -> Result<Option<Credential>, Failure> {
    let Some(source) = source else {
        return Ok(None);
    };
    let read = match source {
        CredentialSource::Certificate(path) => Certificate::read(path)
            .map(|certificate| Credential::Certificate(Box::new(certificate))),
        CredentialSource::SecretFile(path) if path == Path::new("-") => read_from_input(ctx),
        CredentialSource::SecretFile(path) => read_from_file(path),
        CredentialSource::Environment => ctx
            .env
            .client_secret()
            .map(Credential::Secret)
            .ok_or_else(|| AuthError::Credential("AZURE_CLIENT_SECRET is empty".to_owned())),
    };
    read.map(Some)
        .map_err(|error| auth_failure(ctx, "the credential could not be read", error))
}

fn read_from_file(path: &Path) -> Result<Credential, AuthError> {
    let shown = path.display();
    let Some(bytes) = files::read_private(path)? else {
        return Err(AuthError::Credential(format!("there is no file {shown}")));
    };
    let text = String::from_utf8(bytes)
        .map_err(|_| AuthError::Credential(format!("{shown} is no text")))?;
    parse_client_secret(&Secret::new(text))
        .ok_or_else(|| AuthError::Credential(format!("{shown} must hold the client secret alone")))
}

fn read_from_input(ctx: &mut Ctx<'_>) -> Result<Credential, AuthError> {
    let text = ctx
        .io
        .read_input()
        .map_err(|error| AuthError::Credential(error.to_string()))?;
    parse_client_secret(&Secret::new(text)).ok_or_else(|| {
        AuthError::Credential("standard input must hold the client secret alone".to_owned())
    })
}

/// Parses a client secret of one line, without its line break.
fn parse_client_secret(text: &Secret) -> Option<Credential> {
    let line = text.expose().trim_end_matches(['\n', '\r']);
    let sound = !line.is_empty() && !line.contains(['\n', '\r', '\0']);
    sound.then(|| Credential::Secret(Secret::new(line)))
}
