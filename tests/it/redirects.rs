//! Nothing is ever sent to where an answer points (R17), seen from there: the
//! real program with its real transport, and a listener that every foreign
//! address leads to and that gets nothing, not even a connection.
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Output;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::program::program_in;
use crate::support::relay::{with_audience, with_token};
use crate::support::served::{CLIENT, Served, TENANT};
use crate::support::wire::{Heard, Server};
use entractl::sandbox::seed::cast;
use serde_json::{Value, json};

/// Links that lead away, or are none. `HOME` and `EVIL` stand for the ports of
/// the cloud and of the listener; all of them ask for what is `stolen`.
const FORMS: [&str; 50] = [
    "http://127.0.0.1:EVIL/v1.0/stolen",
    "https://127.0.0.1:EVIL/v1.0/stolen",
    "HTTP://127.0.0.1:EVIL/v1.0/stolen",
    "https://127.0.0.1:HOME/v1.0/stolen",
    "http://127.0.0.2:HOME/v1.0/stolen",
    "http://127.0.0.2:EVIL/v1.0/stolen",
    "http://127.1:EVIL/v1.0/stolen",
    "http://2130706433:EVIL/v1.0/stolen",
    "http://0x7f000001:EVIL/v1.0/stolen",
    "http://0177.0.0.1:EVIL/v1.0/stolen",
    "http://127.0.0.1.:EVIL/v1.0/stolen",
    "http://127.0.0.1.:HOME/v1.0/stolen",
    "http://0.0.0.0:EVIL/v1.0/stolen",
    "http://[::1]:EVIL/v1.0/stolen",
    "http://[::1]:HOME/v1.0/stolen",
    "http://[::ffff:127.0.0.1]:EVIL/v1.0/stolen",
    "http://localhost:HOME/v1.0/stolen",
    "http://localhost:EVIL/v1.0/stolen",
    "http://LOCALHOST:EVIL/v1.0/stolen",
    "http://127.0.0.1/v1.0/stolen",
    "http://127.0.0.1:/v1.0/stolen",
    "http://127.0.0.1:0/v1.0/stolen",
    "http://127.0.0.1:HOME@127.0.0.1:EVIL/v1.0/stolen",
    "http://127.0.0.1:HOME@evil.example/v1.0/stolen",
    "http://evil.example@127.0.0.1:HOME/v1.0/stolen",
    "http://:@127.0.0.1:HOME/v1.0/stolen",
    "http://127.0.0.1:HOME:EVIL/v1.0/stolen",
    "http://127.0.0.1:HOME%40127.0.0.1:EVIL/v1.0/stolen",
    "http://127.0.0.1:EVIL#@127.0.0.1:HOME/v1.0/stolen",
    "http://127.0.0.1:EVIL?@127.0.0.1:HOME/v1.0/stolen",
    "http://127.0.0.1:EVIL\\@127.0.0.1:HOME/v1.0/stolen",
    "http://127.0.0.1:HOME\\@127.0.0.1:EVIL/v1.0/stolen",
    "http://127.0.0.1:HOME.evil.example/v1.0/stolen",
    "http://127.0.0.1.evil.example:HOME/v1.0/stolen",
    "http://evil.example/?u=http://127.0.0.1:HOME/v1.0/stolen",
    "https://evil.example/v1.0/stolen",
    "https://graph.microsoft.com/v1.0/stolen",
    "https://graph.microsoft.com@evil.example/v1.0/stolen",
    "http://\u{ff11}\u{ff12}\u{ff17}.0.0.1:EVIL/v1.0/stolen",
    "http://127\u{3002}0\u{3002}0\u{3002}1:EVIL/v1.0/stolen",
    "//127.0.0.1:EVIL/v1.0/stolen",
    "///127.0.0.1:EVIL/v1.0/stolen",
    "\\\\127.0.0.1:EVIL\\stolen",
    "http:/127.0.0.1:EVIL/v1.0/stolen",
    "http:127.0.0.1:EVIL/v1.0/stolen",
    "http:///127.0.0.1:EVIL/v1.0/stolen",
    "/v1.0/stolen",
    "ws://127.0.0.1:EVIL/v1.0/stolen",
    "ftp://127.0.0.1:EVIL/stolen",
    " http://127.0.0.1:EVIL/v1.0/stolen",
];

/// Where every foreign address leads: each address of this machine at one
/// port, and, as the proxy of whoever is asked, each name and each other port.
struct Evil {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Evil {
    fn listen() -> Self {
        let four = TcpListener::bind(("0.0.0.0", 0)).unwrap();
        let port = four.local_addr().unwrap().port();
        let six = TcpListener::bind(("::1", port)).ok();
        let heard = Arc::<Mutex<Vec<String>>>::default();
        for listener in [Some(four), six].into_iter().flatten() {
            let list = Arc::clone(&heard);
            std::thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    // Whoever connects has been led here, whatever comes then.
                    list.lock().unwrap().push(first_words(&stream));
                }
            });
        }
        Self { port, heard }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn first_words(mut stream: &TcpStream) -> String {
    let limit = Some(Duration::from_millis(500));
    stream.set_read_timeout(limit).unwrap();
    let mut bytes = [0; 2000];
    let read = stream.read(&mut bytes).unwrap_or(0);
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    stream.write_all(answer.as_bytes()).ok();
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}

/// How one answer of the served tenant is spoilt.
type Spoil = fn(&Heard, (u16, String), &str) -> (u16, String, String);

/// A cloud whose answers come from a served tenant and are spoilt on the way.
struct Cloud {
    evil: Evil,
    server: Server,
    served: Arc<Served>,
    form: Arc<Mutex<String>>,
}

impl Cloud {
    fn start(spoil: Spoil) -> Self {
        let tenant = Arc::new(Served::start(&[]));
        let form = Arc::<Mutex<String>>::default();
        let own_port = Arc::<Mutex<String>>::default();
        // The server outlives the test; the tenant behind it must not.
        let (behind, now, port) = (
            Arc::downgrade(&tenant),
            Arc::clone(&form),
            Arc::clone(&own_port),
        );
        let server = Server::start(move |heard| {
            let ours = format!("127.0.0.1:{}", port.lock().unwrap());
            let behind = behind.upgrade().expect("the test is over");
            let answer = forward(&behind, heard, &ours);
            spoil(heard, answer, &now.lock().unwrap())
        });
        *own_port.lock().unwrap() = server.port.to_string();
        Self {
            evil: Evil::listen(),
            server,
            served: tenant,
            form,
        }
    }

    /// Runs the program once with each form; the exit code must be one of
    /// `exits`.
    fn run_all(&self, args: &[&str], exits: &[i32]) {
        let proxy = format!("http://127.0.0.1:{}", self.evil.port);
        for form in FORMS {
            let form = written(form, self.server.port, self.evil.port);
            form.clone_into(&mut self.form.lock().unwrap());
            self.server.heard.lock().unwrap().clear();
            let home = tempfile::tempdir().unwrap();
            let mut command = program_in(home.path(), &self.server.origin(), &self.server.origin());
            let config = home.path().join("config/entractl/config.toml");
            let text = std::fs::read_to_string(&config).unwrap();
            std::fs::write(&config, tenanted(&text)).unwrap();
            let output = command
                .env("AZURE_CLIENT_SECRET", entractl::sandbox::CLIENT_SECRET)
                .env("ALL_PROXY", &proxy)
                .env("HTTP_PROXY", &proxy)
                .env("HTTPS_PROXY", &proxy)
                .env("NO_PROXY", "127.0.0.1")
                // Roots that nobody needs here take longer than all the rest.
                .env("SSL_CERT_FILE", self.served.text("caFile"))
                .args(args)
                .output()
                .unwrap();
            self.judge(&form, &output, exits);
        }
    }

    fn judge(&self, form: &str, output: &Output, exits: &[i32]) {
        let said = format!(
            "{form}: {:?}\n{}{}",
            output.status.code(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(exits.contains(&output.status.code().unwrap()), "{said}");
        assert_eq!(self.evil.heard(), Vec::<String>::new(), "{said}");
        let heard = self.server.heard.lock().unwrap();
        assert!(!heard.is_empty(), "{said}");
        for one in heard.iter() {
            assert!(!one.line().contains("stolen"), "{said}: {}", one.line());
        }
    }

    fn writes(&self) -> usize {
        let ledger = self.served.control("GET", "ledger", &Value::Null);
        let entries = ledger["entries"].as_array().unwrap();
        let reads = |entry: &&Value| {
            let path = entry["path"].as_str().unwrap();
            entry["method"] != "GET" && !path.ends_with("/token") && !path.ends_with("$batch")
        };
        entries.iter().filter(reads).count()
    }
}

fn written(form: &str, home: u16, evil: u16) -> String {
    form.replace("HOME", &home.to_string())
        .replace("EVIL", &evil.to_string())
}

/// The configuration of `links::real`, for the served tenant.
fn tenanted(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        lines.push(match line.split_once(" = ") {
            Some(("tenant", _)) => format!("tenant = \"{TENANT}\""),
            Some(("client_id", _)) => format!("client_id = \"{CLIENT}\""),
            _ => line.to_owned(),
        });
    }
    lines.join("\n")
}

/// Asks the served tenant the same under its own name.
fn forward(served: &Served, heard: &Heard, ours: &str) -> (u16, String) {
    let theirs = served.authority();
    let escaped = |text: &str| text.replace(':', "%3A");
    let inward = |text: &str| {
        text.replace(ours, &theirs)
            .replace(&escaped(ours), &escaped(&theirs))
    };
    let mut lines = heard.head.lines();
    let first = lines.next().unwrap_or_default().replace(" HTTP/1.1", "");
    let kept = ["authorization", "content-type", "consistencylevel"];
    let headers = lines.filter(|line| {
        let name = line.split(':').next().unwrap_or_default();
        kept.contains(&name.to_ascii_lowercase().as_str())
    });
    let asked = std::iter::once(first.as_str())
        .chain(headers)
        .collect::<Vec<&str>>()
        .join("\n");
    let asked = with_token(&asked, "Bearer ", |token| {
        with_audience(token, ours, &theirs)
    });
    let (status, _, body) = served.http(&inward(&asked), &inward(&heard.body));
    let body = with_token(&body, "\"access_token\":\"", |token| {
        with_audience(token, &theirs, ours)
    });
    (status, body.replace(&theirs, ours))
}

const JSON: &str = "Content-Type: application/json\r\n";

fn plain((status, body): (u16, String)) -> (u16, String, String) {
    (status, JSON.to_owned(), body)
}

fn is_sign_in(heard: &Heard) -> bool {
    heard.line().contains("/oauth2/v2.0/")
}

/// Changes each JSON document of an answer, those of a batch's items too.
fn each(answer: (u16, String), change: impl Fn(&mut Value)) -> (u16, String, String) {
    let Ok(mut body) = serde_json::from_str::<Value>(&answer.1) else {
        return plain(answer);
    };
    match body.get_mut("responses").and_then(Value::as_array_mut) {
        Some(items) => items.iter_mut().for_each(|item| change(&mut item["body"])),
        None => change(&mut body),
    }
    plain((answer.0, body.to_string()))
}

fn next_link(heard: &Heard, answer: (u16, String), form: &str) -> (u16, String, String) {
    if is_sign_in(heard) {
        return plain(answer);
    }
    each(answer, |body| {
        if body.get("value").is_some_and(Value::is_array) {
            body["@odata.nextLink"] = json!(form);
            body["@odata.deltaLink"] = json!(form);
        }
    })
}

#[test]
fn the_listener_hears_whoever_follows() {
    let evil = Evil::listen();
    let proxy = format!("http://127.0.0.1:{}", evil.port);
    let installed = rustls::crypto::ring::default_provider().install_default();
    drop(installed);
    let naive = reqwest::Client::builder()
        .proxy(
            reqwest::Proxy::all(proxy)
                .unwrap()
                .no_proxy(reqwest::NoProxy::from_string("127.0.0.1")),
        )
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut led_here = 0;
    for form in FORMS {
        let before = evil.heard().len();
        let address = written(form, 9, evil.port);
        let answered = runtime.block_on(async { naive.get(address).send().await });
        drop(answered);
        led_here += usize::from(evil.heard().len() > before);
    }
    assert!(led_here >= 30, "{led_here} of {}", FORMS.len());
}

#[test]
fn a_next_page_elsewhere_is_not_even_connected_to() {
    Cloud::start(next_link).run_all(&["users", "list", "sam"], &[10]);
}

#[test]
fn a_guard_rails_list_elsewhere_is_not_connected_to_and_nothing_is_written() {
    let cloud = Cloud::start(next_link);
    let args = ["users", "disable", cast::PLAIN, "--yes", "-o", "json"];
    cloud.run_all(&args, &[10, 12]);
    assert_eq!(cloud.writes(), 0);
}

/// Line ends would make another header of it.
fn header(name: &str, value: &str) -> String {
    format!("{JSON}{name}: {value}\r\n")
}

fn redirect(heard: &Heard, form: &str) -> (u16, String, String) {
    let turn = heard.head.len() % 6;
    let status = [300, 301, 302, 303, 307, 308][turn];
    (status, header("Location", form), String::new())
}

#[test]
fn a_redirect_of_graph_is_not_followed() {
    let cloud = Cloud::start(|heard, answer, form| {
        if is_sign_in(heard) {
            plain(answer)
        } else {
            redirect(heard, form)
        }
    });
    cloud.run_all(&["users", "list", "sam"], &[10]);
}

#[test]
fn a_redirect_of_the_sign_in_service_is_not_followed_with_the_secret() {
    let cloud = Cloud::start(|heard, _, form| redirect(heard, form));
    cloud.run_all(&["users", "list", "sam"], &[10]);
}

#[test]
fn a_challenge_never_chooses_where_to_sign_in() {
    let cloud = Cloud::start(|heard, answer, form| {
        if is_sign_in(heard) {
            return plain(answer);
        }
        let challenge = format!(
            "Bearer realm=\"\", authorization_uri=\"{form}\", resource=\"{form}\", error=\"invalid_token\""
        );
        let error = json!({ "error": {
            "code": "InvalidAuthenticationToken", "message": form,
            "innerError": { "helpUrl": form },
        } });
        (
            401,
            header("WWW-Authenticate", &challenge),
            error.to_string(),
        )
    });
    cloud.run_all(&["users", "list", "sam"], &[3]);
}
