//! Two hundred sign-ins by browser (R1), as the sign-in service sees them: each
//! is the pinned tenant's, asks for what its use needs and no more, and shares
//! no chance value with any other.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use crate::support::bench::Bench;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entractl::browser::{Browser, BrowserError, RedirectListener};
use entractl::catalog::scopes::{Use, scopes_for};
use entractl::sandbox::{AUTHORITY, CLIENT_ID, GRAPH, Sandbox, SandboxBrowser, TENANT_ID};
use entractl::transport::{Request, Response, Transport, TransportError};
use oauth2::url::{Url, form_urlencoded};
use ring::digest::{SHA256, digest};

const SIGN_INS: usize = 200;

/// Writes down every page that is opened.
#[derive(Debug)]
struct Seen {
    browser: SandboxBrowser,
    pages: Arc<Mutex<Vec<String>>>,
}

#[async_trait::async_trait]
impl Browser for Seen {
    async fn listen(&self) -> Result<Box<dyn RedirectListener>, BrowserError> {
        self.browser.listen().await
    }

    async fn open(&self, address: &str) -> Result<String, BrowserError> {
        self.pages.lock().unwrap().push(address.to_owned());
        self.browser.open(address).await
    }
}

/// Writes down every form that is sent for tokens.
#[derive(Debug)]
struct Heard {
    sandbox: Arc<Sandbox>,
    forms: Mutex<Vec<BTreeMap<String, String>>>,
}

#[async_trait::async_trait]
impl Transport for Heard {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        if request.uri().path().ends_with("/token") {
            let form = form_urlencoded::parse(request.body().as_bytes());
            let form = form.into_owned().collect();
            self.forms.lock().unwrap().push(form);
        }
        self.sandbox.send(request).await
    }
}

/// The scopes of a use as its command should ask for them.
fn table(purpose: Use) -> String {
    let mut scopes = vec!["openid", "profile", "offline_access"]
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<String>>();
    let permissions = scopes_for(purpose).iter();
    scopes.extend(permissions.map(|permission| format!("{GRAPH}/{permission}")));
    scopes.join(" ")
}

#[test]
fn two_hundred_sign_ins_share_nothing_and_ask_for_what_is_in_the_table() {
    let mut bench = Bench::new();
    let pages = Arc::<Mutex<Vec<String>>>::default();
    let wire = Arc::new(Heard {
        sandbox: Arc::clone(&bench.sandbox),
        forms: Mutex::default(),
    });
    bench.browser = Some(Arc::new(Seen {
        browser: SandboxBrowser::new(Arc::clone(&bench.sandbox)),
        pages: Arc::clone(&pages),
    }));
    bench.wire = Some(Arc::clone(&wire) as _);
    let mut chance = BTreeSet::new();
    for purpose in Use::ALL.into_iter().cycle().take(SIGN_INS) {
        // What a session may do already would be asked for again.
        bench.run("auth logout").exits(0);
        bench
            .run(&format!("auth login --browser --for {purpose}"))
            .exits(0);
        let page = std::mem::take(&mut *pages.lock().unwrap());
        let form = std::mem::take(&mut *wire.forms.lock().unwrap());
        let ([page], [form]) = (page.as_slice(), form.as_slice()) else {
            panic!("one page and one form: {page:?} {form:?}");
        };
        let path = format!("{AUTHORITY}/{TENANT_ID}/oauth2/v2.0/authorize?");
        assert!(page.starts_with(&path), "{page}");
        let asked: Vec<(String, String)> = Url::parse(page)
            .unwrap()
            .query_pairs()
            .into_owned()
            .collect();
        let only = |name: &str| {
            let mut values = asked.iter().filter(|(key, _)| key == name);
            let value = values.next().map_or("", |(_, value)| value.as_str());
            assert!(values.next().is_none(), "{name} stands twice: {page}");
            value
        };
        assert_eq!(only("response_type"), "code");
        assert_eq!(only("client_id"), CLIENT_ID);
        assert_eq!(only("scope"), table(purpose));
        assert_eq!(only("code_challenge_method"), "S256");
        let verifier = form["code_verifier"].as_str();
        assert!((43..=128).contains(&verifier.len()), "{verifier}");
        let hashed = digest(&SHA256, verifier.as_bytes());
        assert_eq!(only("code_challenge"), URL_SAFE_NO_PAD.encode(hashed));
        assert!(!page.contains(verifier), "{page}");
        // 22 characters are 128 bits.
        for value in [only("state"), only("nonce")] {
            assert!(value.len() >= 22, "{value}");
            assert!(chance.insert(value.to_owned()), "{value} came twice");
        }
        assert!(chance.insert(verifier.to_owned()), "{verifier} came twice");
        assert!(chance.insert(form["code"].clone()), "a code came twice");
    }
    assert_eq!(chance.len(), 4 * SIGN_INS);
}
