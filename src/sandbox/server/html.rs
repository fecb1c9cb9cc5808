//! Pages for the browser: every value escaped, no scripts, and a strict content
//! security policy.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::site::HttpResponse;
use crate::sandbox::tenant::sha256;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;\
padding:0 1rem;color:#1b1b1f;background:#fff}h1{font-size:1.4rem}label{display:block;margin:1rem 0}\
input{font:inherit;padding:.4rem;width:100%;box-sizing:border-box}button{font:inherit;\
padding:.5rem 1.2rem;margin:.5rem .5rem 0 0}p.note{border-left:4px solid #b58900;padding-left:.8rem}\
p.wrong{border-left:4px solid #c00;padding-left:.8rem}@media(prefers-color-scheme:dark)\
{body{color:#eee;background:#1b1b1f}}";

/// Returns text escaped for HTML, or for a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // No invisible character may reverse the displayed text.
            c if c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) => safe.push(' '),
            ('\u{2066}'..='\u{2069}') | '\u{200b}'..='\u{200f}' => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// Returns a page. `title` is text, `inner` is HTML. Forms may be sent to this server,
/// and redirected to `onward` if given.
pub(super) fn page(status: u16, title: &str, inner: &str, onward: Option<&str>) -> HttpResponse {
    let title = escape(title);
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style><h1>{title}</h1>\
         <p class=\"note\">This is the simulated tenant of entractl on your own machine. \
         Nothing here is real; never type a real password.</p>{inner}</html>"
    );
    let style = STANDARD.encode(sha256(STYLE.as_bytes()));
    let onward = onward.and_then(policy_source).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'{onward}; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    http::Response::builder()
        .status(status)
        .header("content-type", "text/html; charset=utf-8")
        .header("content-security-policy", policy)
        .header("cache-control", "no-store")
        .body(text.into_bytes())
        .unwrap_or_default()
}

/// Returns the origin of an address as a CSP source. Browsers apply `form-action` to
/// redirects that follow a form.
fn policy_source(address: &str) -> Option<String> {
    let uri: http::Uri = address.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    Some(format!(" {scheme}://{authority}"))
}

/// Returns a hidden field.
pub(super) fn hidden_field(name: &str, value: &str) -> String {
    format!(
        "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
        escape(name),
        escape(value)
    )
}

#[cfg(test)]
mod tests {
    use super::{escape, page};

    #[test]
    fn nothing_that_is_shown_can_be_markup() {
        assert_eq!(
            escape("<a b='c'>\"&\u{202e}\n"),
            "&lt;a b=&#39;c&#39;&gt;&quot;&amp;  "
        );
        let page = page(200, "<script>", "", Some("http://localhost:5000/x?y"));
        let policy = page.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("form-action 'self' http://localhost:5000;"));
        assert!(!String::from_utf8_lossy(page.body()).contains("<script>"));
    }
}
