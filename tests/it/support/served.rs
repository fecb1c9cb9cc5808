//! A served tenant for tests: the real binary on a free port.
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_entractl");
pub const TENANT: &str = entractl::sandbox::TENANT_ID;
pub const CLIENT: &str = entractl::sandbox::CLIENT_ID;

/// A served tenant with its own folders, stopped when dropped.
pub struct Served {
    child: Child,
    pub report: Value,
    pub folder: tempfile::TempDir,
}

/// Returns the program with its own home folder.
pub fn program(folder: &tempfile::TempDir) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .env_clear()
        .env("HOME", folder.path())
        .env("XDG_STATE_HOME", folder.path().join("state"))
        .env("XDG_CONFIG_HOME", folder.path().join("config"))
        .stdin(Stdio::null());
    // One file is faster to read than a folder.
    if let Some(file) = std::env::var_os("SSL_CERT_FILE") {
        command.env("SSL_CERT_FILE", file);
    }
    command
}

impl Served {
    pub fn start(flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = program(&folder)
            .args([
                "sandbox",
                "serve",
                "--write-config",
                "--control",
                "-o",
                "jsonl",
            ])
            .args(flags)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let report: Value = serde_json::from_str(&line).unwrap_or_else(|error| {
            let mut said = String::new();
            child
                .stderr
                .as_mut()
                .unwrap()
                .read_to_string(&mut said)
                .unwrap();
            panic!("{error}: {line:?} {said}")
        });
        let report = report.get("data").cloned().unwrap_or(report);
        Self {
            child,
            report,
            folder,
        }
    }

    pub fn text(&self, name: &str) -> &str {
        self.report[name].as_str().unwrap()
    }

    pub fn authority(&self) -> String {
        self.text("http").replace("http://", "")
    }

    /// Runs the program with the profile that was written.
    pub fn run(&self, args: &[&str]) -> Output {
        program(&self.folder)
            .args(["-p", "sandbox-serve", "--no-store", "--no-input"])
            .args(args)
            .output()
            .unwrap()
    }

    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(args);
        serde_json::from_slice(&ran.stdout)
            .unwrap_or_else(|_| panic!("{args:?}: {}", String::from_utf8_lossy(&ran.stderr)))
    }

    /// Sends a plain HTTP/1.1 request and returns status, head and body.
    pub fn http(&self, head: &str, body: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(self.authority()).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        let (first, rest) = head.split_once('\n').unwrap_or((head, ""));
        let host = if rest.to_lowercase().contains("host:") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.authority())
        };
        let rest: String = rest.lines().map(|line| format!("{line}\r\n")).collect();
        let length = body.len();
        write!(
            stream,
            "{first} HTTP/1.1\r\n{host}{rest}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        let closed = stream.shutdown(Shutdown::Both);
        drop((read, closed));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        (status.unwrap_or(0), head.to_owned(), body.to_owned())
    }

    pub fn control(&self, method: &str, what: &str, body: &Value) -> Value {
        let token = self.report["control"]["token"].as_str().unwrap();
        let head = format!("{method} /_sandbox/{what}\nX-Sandbox-Control: {token}");
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (status, _, text) = self.http(&head, &body);
        assert_eq!(status, 200, "{text}");
        serde_json::from_str(&text).unwrap()
    }

    pub fn token(&self) -> String {
        let body = format!(
            "client_id={CLIENT}&client_secret={}&grant_type=client_credentials&scope=https://graph.microsoft.com/.default",
            entractl::sandbox::CLIENT_SECRET
        );
        let head = format!(
            "POST /{TENANT}/oauth2/v2.0/token\nContent-Type: application/x-www-form-urlencoded"
        );
        let (status, _, text) = self.http(&head, &body);
        assert_eq!(status, 200, "{text}");
        let body: Value = serde_json::from_str(&text).unwrap();
        body["access_token"].as_str().unwrap().to_owned()
    }

    /// Asks the server to stop, as Ctrl-C does, and returns its exit code.
    pub fn end(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        let killed = Command::new("kill").args(["-INT", &pid]).status().unwrap();
        assert!(killed.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let (killed, waited) = (self.child.kill(), self.child.wait());
        drop((killed, waited));
    }
}
