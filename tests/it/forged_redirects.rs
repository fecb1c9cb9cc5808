//! A consent page in the browser while another program of this machine sends
//! redirects that are not the page's.
use std::sync::Arc;
use std::time::Duration;

use crate::support::bench::Bench;
use entractl::browser::{Browser, BrowserError, RedirectListener};
use entractl::sandbox::{BrowserBehavior, SandboxBrowser};

type Pairs = Vec<(String, String)>;

/// Sends `forged` redirects before each that is the page's own.
#[derive(Debug)]
struct Flooded {
    browser: SandboxBrowser,
    forged: usize,
}

#[derive(Debug)]
struct FloodedListener {
    inner: Box<dyn RedirectListener>,
    left: usize,
}

#[async_trait::async_trait]
impl Browser for Flooded {
    async fn listen(&self) -> Result<Box<dyn RedirectListener>, BrowserError> {
        Ok(Box::new(FloodedListener {
            inner: self.browser.listen().await?,
            left: self.forged,
        }))
    }

    async fn open(&self, address: &str) -> Result<String, BrowserError> {
        self.browser.open(address).await
    }
}

#[async_trait::async_trait]
impl RedirectListener for FloodedListener {
    fn redirect_uri(&self) -> String {
        self.inner.redirect_uri()
    }

    async fn next(&mut self, limit: Duration) -> Result<Pairs, BrowserError> {
        if self.left == 0 {
            return self.inner.next(limit).await;
        }
        self.left -= 1;
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Ok(vec![pair("code", "forged"), pair("state", "forged")])
    }

    async fn reply(&mut self, accepted: bool) {
        self.inner.reply(accepted).await;
    }
}

#[test]
fn fifty_forged_redirects_do_not_end_the_wait_for_consent() {
    let mut found = Vec::new();
    for forged in [0, 1, 50, 500] {
        let mut bench = Bench::new();
        let browser = SandboxBrowser::new(Arc::clone(&bench.sandbox));
        browser.set_behavior(BrowserBehavior::Decline);
        bench.browser = Some(Arc::new(Flooded { browser, forged }));
        let ran = bench.run("grant search --browser --yes --wait 20s -o json");
        let warnings = ran.err.matches("does not belong to this consent").count();
        assert_eq!(warnings, usize::from(forged > 0), "{forged}: {}", ran.all());
        let set = &ran.json()["sets"][0];
        found.push((ran.exit, set["state"].clone(), set["code"].clone()));
    }
    let first = found[0].clone();
    assert_eq!(first.2, "AADSTS65004");
    assert!(found.iter().all(|one| *one == first), "{found:?}");
}

#[test]
fn fifty_forged_redirects_do_not_end_a_sign_in() {
    for forged in [50, 500] {
        let mut bench = Bench::new();
        let browser = SandboxBrowser::new(Arc::clone(&bench.sandbox));
        bench.browser = Some(Arc::new(Flooded { browser, forged }));
        bench.run("auth login --browser").exits(0);
    }
}
