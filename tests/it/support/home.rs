//! A home folder for the program in a process of its own.
use crate::support::files::memory_folder;
use crate::support::relay::{Relay, Strike};
use crate::support::served::{CLIENT, Served, TENANT};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A home folder whose application signs in by itself, through a relay.
pub(crate) struct Home {
    pub folder: tempfile::TempDir,
    pub relay: Relay,
}

impl Home {
    pub fn behind(relay: &Relay) -> Self {
        let folder = memory_folder();
        let config = folder.path().join("config/entractl");
        std::fs::create_dir_all(&config).unwrap();
        let origin = format!("http://127.0.0.1:{}", relay.port);
        let text = format!(
            "[clouds.night]\nauthority = \"{origin}\"\ngraph = \"{origin}\"\n\n\
             [profiles.default]\ntenant = \"{TENANT}\"\nclient_id = \"{CLIENT}\"\ncloud = \"night\"\n"
        );
        std::fs::write(config.join("config.toml"), text).unwrap();
        let private = std::os::unix::fs::PermissionsExt::from_mode;
        std::fs::set_permissions(config.join("config.toml"), private(0o600)).unwrap();
        Self {
            folder,
            relay: relay.clone(),
        }
    }

    /// Returns the path of a stored file of the tenant.
    pub fn kept(&self, name: &str) -> PathBuf {
        let state = self.folder.path().join("state/entractl");
        state.join(TENANT).join(name)
    }

    /// Returns a command that runs the program, through the bash script `before` if given.
    pub fn command(&self, before: Option<&str>) -> Command {
        let program = env!("CARGO_BIN_EXE_entractl");
        let mut command = match before {
            None => Command::new(program),
            Some(script) => {
                let mut command = Command::new("bash");
                command.args(["-c", script, program]);
                command
            }
        };
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", self.folder.path())
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env("CI", "true")
            .env("AZURE_TENANT_ID", TENANT)
            .env("AZURE_CLIENT_ID", CLIENT)
            .env("AZURE_CLIENT_SECRET", entractl::sandbox::CLIENT_SECRET)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, before: Option<&str>, line: &str, strike: Option<Strike>) -> Output {
        self.relay.arm(strike);
        let mut command = self.command(before);
        let child = command.args(line.split(' ')).spawn().unwrap();
        self.relay.aim(child.id());
        child.wait_with_output().unwrap()
    }

    /// Returns the steps of task 1; empty if there is no such task.
    pub fn steps(&self) -> Vec<Value> {
        let ran = self.run(None, "tasks export 1 -o jsonl", None);
        let out = String::from_utf8(ran.stdout).unwrap();
        if ran.status.code() != Some(0) {
            let code = ran.status.code();
            assert_eq!(code, Some(5), "{}", String::from_utf8_lossy(&ran.stderr));
            return Vec::new();
        }
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.kept("audit.jsonl")).unwrap_or_default()
    }
}

pub(crate) fn served_ledger(served: &Served) -> Vec<Value> {
    let answer = served.control("GET", "ledger", &Value::Null);
    answer["entries"].as_array().unwrap().clone()
}
