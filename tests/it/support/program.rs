//! The program in a separate process, with a cloud on loopback.
use crate::support::wire::Server;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// Client secret of the application, which no output may contain.
pub(crate) const APP_SECRET: &str = "CANARY-app~secret/with+marks=";

/// Signature part of the token, which no output may contain.
pub(crate) const TOKEN_END: &str = "CANARYtokensignature";

pub(crate) const TENANT: &str = "11111111-2222-4333-8444-555555555555";

/// Returns a token response for an application.
pub(crate) fn token_answer() -> String {
    let claims = json!({
        "tid": TENANT, "oid": "99999999-2222-4333-8444-555555555555",
        "roles": ["User.Read.All", "Directory.Read.All"],
    });
    let middle = URL_SAFE_NO_PAD.encode(claims.to_string());
    let token = format!("e30.{middle}.{TOKEN_END}");
    json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": token }).to_string()
}

/// Returns the real program with a cloud on loopback, signed in as an application.
pub(crate) fn program_in(home: &Path, authority: &str, graph: &str) -> Command {
    let config = home.join("config/entractl");
    let text = format!(
        "default_profile = \"lab\"\n[profiles.lab]\ntenant = \"{TENANT}\"\n\
         client_id = \"22222222-2222-4333-8444-555555555555\"\ncloud = \"lab\"\n\
         [clouds.lab]\nauthority = \"{authority}\"\ngraph = \"{graph}\"\n"
    );
    entractl::files::replace_private(&config.join("config.toml"), text.as_bytes()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_entractl"));
    command
        .env_clear()
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("CI", "1")
        .env("AZURE_CLIENT_SECRET", APP_SECRET)
        .stdin(std::process::Stdio::null());
    command
}

pub(crate) const JSON: &str = "Content-Type: application/json\r\n";

/// Serves a sign-in service and Graph in one; `graph` answers all requests except sign-in.
pub(crate) fn serve_cloud(
    graph: impl Fn(&str) -> (u16, String, String) + Send + Sync + 'static,
) -> Server {
    Server::start(move |received| {
        if received.line().contains("/oauth2/v2.0/token") {
            (200, JSON.to_owned(), token_answer())
        } else {
            graph(received.line())
        }
    })
}
