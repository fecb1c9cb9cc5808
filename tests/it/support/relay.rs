//! Relay between the program and the served tenant. It counts requests, sends a signal
//! at one of them, and records the passwords that pass.
use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustix::process::{Pid, Signal, kill_process};

/// Point in the life of a request at which the signal is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before the request reaches the tenant.
    Before,
    /// After the tenant has carried out the request; its answer is lost.
    After,
    /// After the answer was passed on.
    Replied,
}

/// A signal to send to the program at one of its requests.
#[derive(Debug, Clone, Copy)]
pub struct Strike {
    /// Number of the request, from 1. Only writes count if `of_writes` is
    /// set.
    pub at: u64,
    pub of_writes: bool,
    pub moment: Moment,
    pub signal: Signal,
    /// Delay before the signal, and before the second one, if there is one.
    pub later: Duration,
    pub twice: Option<Duration>,
}

#[derive(Debug, Default)]
struct State {
    seen: u64,
    strike: Option<Strike>,
    struck: bool,
    process: Option<u32>,
    passwords: BTreeSet<String>,
}

/// The relay, which ends with the test process.
#[derive(Debug, Clone)]
pub struct Relay {
    state: Arc<Mutex<State>>,
    pub port: u16,
}

impl Relay {
    /// Listens, and forwards to `behind`.
    pub fn before(behind: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let relay = Self {
            state: Arc::default(),
            port,
        };
        let (own, behind) = (relay.clone(), behind.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (own, behind) = (own.clone(), behind.clone());
                std::thread::spawn(move || {
                    // It does not matter how a connection of a killed program ends.
                    let ended = own.serve(stream, &behind);
                    drop(ended);
                });
            }
        });
        relay
    }

    /// Sets the strike for the next run.
    pub fn arm(&self, strike: Option<Strike>) {
        let mut state = self.state.lock().unwrap();
        state.seen = 0;
        state.strike = strike;
        state.struck = false;
        state.process = None;
    }

    /// Sets the process that gets the signal.
    pub fn aim(&self, process: u32) {
        self.state.lock().unwrap().process = Some(process);
    }

    /// Whether the signal was sent.
    pub fn struck(&self) -> bool {
        self.state.lock().unwrap().struck
    }

    /// Returns every password that passed.
    pub fn passwords(&self) -> BTreeSet<String> {
        self.state.lock().unwrap().passwords.clone()
    }

    fn serve(&self, mut client: TcpStream, behind: &str) -> std::io::Result<()> {
        client.set_nodelay(true)?;
        let ours = format!("127.0.0.1:{}", self.port);
        let coded = |text: &str| text.replace(':', "%3A");
        let mut left = Vec::new();
        while let Some((head, body)) = message(&mut client, &mut left)? {
            let strike = self.next(&body);
            self.note_passwords(&body);
            if self.strikes(strike, Moment::Before) {
                return Ok(());
            }
            let inward = |text: &str| {
                text.replace(&ours, behind)
                    .replace(&coded(&ours), &coded(behind))
            };
            let body = inward(&String::from_utf8_lossy(&body));
            let mut server = TcpStream::connect(behind)?;
            server.set_read_timeout(Some(Duration::from_secs(60)))?;
            // Restore the token's original origin, which was replaced by the relay's.
            let head = with_token(&inward(&head), "Bearer ", |token| {
                with_audience(token, &ours, behind)
            });
            let head = with_token(&head, "bearer ", |token| {
                with_audience(token, &ours, behind)
            });
            let head = head_with(&head, body.len());
            server.write_all(format!("{head}{body}").as_bytes())?;
            let mut answer = Vec::new();
            // If a fault broke the connection, there is no answer.
            let read = server.read_to_end(&mut answer);
            if read.is_err() && answer.is_empty() {
                return Ok(());
            }
            if self.strikes(strike, Moment::After) || answer.is_empty() {
                return Ok(());
            }
            let text = String::from_utf8_lossy(&answer).replace(behind, &ours);
            // A client compares the audience of a token with its Graph URL.
            let text = with_token(&text, "\"access_token\":\"", |token| {
                with_audience(token, behind, &ours)
            });
            let Some((head, body)) = text.split_once("\r\n\r\n") else {
                return Ok(());
            };
            // Correct the content length if both addresses differ in length.
            let said = length(head).unwrap_or(0);
            let cut = said > body.len() + 8;
            let told = if cut { said } else { body.len() };
            let head = head_with(head, told).replace("Connection: close\r\n", "");
            client.write_all(format!("{head}{body}").as_bytes())?;
            if self.strikes(strike, Moment::Replied) || cut {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Counts a request, and returns the strike for it.
    fn next(&self, body: &[u8]) -> Option<Strike> {
        let text = String::from_utf8_lossy(body);
        let writes = text.contains("\"PATCH\"") || text.contains("revokeSignInSessions");
        let mut state = self.state.lock().unwrap();
        let strike = state.strike?;
        state.seen += u64::from(writes || !strike.of_writes);
        let counts = writes || !strike.of_writes;
        (counts && strike.at == state.seen).then_some(strike)
    }

    /// Sends the signal if this is the moment. Returns whether the request is lost.
    fn strikes(&self, strike: Option<Strike>, moment: Moment) -> bool {
        let Some(strike) = strike.filter(|strike| strike.moment == moment) else {
            return false;
        };
        let process = loop {
            if let Some(process) = self.state.lock().unwrap().process {
                break process;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        std::thread::sleep(strike.later);
        // Set this first: a test checks it as soon as the process has ended.
        self.state.lock().unwrap().struck = true;
        signal(process, strike.signal);
        if let Some(later) = strike.twice {
            std::thread::sleep(later);
            signal(process, strike.signal);
        }
        strike.signal == Signal::KILL
    }

    fn note_passwords(&self, body: &[u8]) {
        let text = String::from_utf8_lossy(body);
        let mut state = self.state.lock().unwrap();
        for name in ["\"password\":\"", "\"newPassword\":\""] {
            for after in text.split(name).skip(1) {
                let password = after.split('"').next().unwrap_or_default();
                state.passwords.insert(password.to_owned());
            }
        }
    }
}

/// Sends a signal. Does nothing if the process has ended.
pub fn signal(process: u32, signal: Signal) {
    let process = Pid::from_raw(i32::try_from(process).unwrap()).unwrap();
    kill_process(process, signal).unwrap_or_default();
}

fn length(head: &str) -> Option<usize> {
    head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let found = name.eq_ignore_ascii_case("content-length");
        found.then(|| value.trim().parse().ok())?
    })
}

/// Returns the head for a body of this length, with the connection closed afterwards.
fn head_with(head: &str, length: usize) -> String {
    let mut text = String::new();
    for line in head.lines().filter(|line| !line.is_empty()) {
        let name = line.split(':').next().unwrap_or_default();
        let own = ["content-length", "connection", "transfer-encoding"];
        if !own.contains(&name.to_ascii_lowercase().as_str()) {
            text.push_str(line);
            text.push_str("\r\n");
        }
    }
    format!("{text}Connection: close\r\nContent-Length: {length}\r\n\r\n")
}

/// Reads the next message of a connection: head and body.
fn message(
    stream: &mut TcpStream,
    left: &mut Vec<u8>,
) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let mut part = [0; 16_384];
    loop {
        let end = left.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&left[..end]).into_owned();
            let whole = end + 4 + length(&head).unwrap_or(0);
            if left.len() >= whole {
                let rest = left.split_off(whole);
                let body = std::mem::replace(left, rest).split_off(end + 4);
                return Ok(Some((head, body)));
            }
        }
        match stream.read(&mut part)? {
            0 => return Ok(None),
            count => left.extend_from_slice(&part[..count]),
        }
    }
}

/// Changes the token that follows `mark` in a text.
pub(crate) fn with_token(text: &str, mark: &str, change: impl Fn(&str) -> String) -> String {
    let Some((before, rest)) = text.split_once(mark) else {
        return text.to_owned();
    };
    let end = rest.find(['"', '\n']).unwrap_or(rest.len());
    format!("{before}{mark}{}{}", change(&rest[..end]), &rest[end..])
}

/// Returns the token for another origin, since a client compares it with its Graph URL.
pub(crate) fn with_audience(token: &str, from: &str, to: &str) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    if let Some(part) = parts.get_mut(1) {
        let claims = URL_SAFE_NO_PAD.decode(&*part).unwrap();
        let claims = String::from_utf8(claims).unwrap().replace(from, to);
        *part = URL_SAFE_NO_PAD.encode(claims);
    }
    parts.join(".")
}
