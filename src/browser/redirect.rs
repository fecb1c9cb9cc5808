//! Parser of redirects to the loopback port, and the static pages that answer them.

/// A query as decoded pairs.
pub type Pairs = Vec<(String, String)>;

/// A static page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// Answer to the expected redirect.
    Accepted,
    /// Answer to any other request.
    Refused,
    /// Answer to another path.
    NotFound,
}

impl Page {
    /// Returns the complete HTTP response.
    pub(super) fn text(self) -> String {
        let (status, body) = match self {
            Self::Accepted => (
                "200 OK",
                "<!doctype html><title>entractl</title><p>This page has done its work. Close it and go back to the terminal.",
            ),
            Self::Refused => ("400 Bad Request", NOTHING),
            Self::NotFound => ("404 Not Found", NOTHING),
        };
        format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    }
}

const NOTHING: &str =
    "<!doctype html><title>entractl</title><p>This is not the answer that entractl waits for.";

/// Returns the query of a well-formed redirect: GET, path `/`, the listener's own host
/// and port, one `state`.
///
/// # Errors
/// The page to answer with, if it is not well-formed.
pub fn parse_request(head: &str, port: u16) -> Result<Pairs, Page> {
    let mut lines = head.split("\r\n");
    let mut request = lines.next().unwrap_or_default().split(' ');
    let (Some("GET"), Some(target), Some("HTTP/1.1"), None) = (
        request.next(),
        request.next(),
        request.next(),
        request.next(),
    ) else {
        return Err(Page::Refused);
    };
    let ours = format!("localhost:{port}");
    let mut hosts = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("host"))
        .map(|(_, value)| value.trim());
    if hosts.next() != Some(ours.as_str()) || hosts.next().is_some() {
        return Err(Page::Refused);
    }
    let query = match target.split_once('?') {
        Some(("/", query)) => query,
        None if target == "/" => return Err(Page::Refused),
        Some(_) | None => return Err(Page::NotFound),
    };
    let pairs: Pairs = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| Some((form_decoded(name)?, form_decoded(value)?)))
        .collect::<Option<_>>()
        .ok_or(Page::Refused)?;
    if pairs.iter().filter(|(name, _)| name == "state").count() == 1 {
        Ok(pairs)
    } else {
        Err(Page::Refused)
    }
}

/// Decodes form encoding: `+` is a space, `%XX` a byte of UTF-8.
fn form_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
                u8::try_from(value).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Page, parse_request};

    #[test]
    fn only_one_shape_is_a_redirect() {
        let host = "Host: localhost:7\r\n";
        let good = format!("GET /?code=a%20b&state=s HTTP/1.1\r\n{host}\r\n");
        let pairs = parse_request(&good, 7).unwrap();
        assert_eq!(pairs[0], ("code".to_owned(), "a b".to_owned()));
        for (line, headers, page) in [
            ("GET / HTTP/1.1", host, Page::Refused),
            ("GET /?code=a HTTP/1.1", host, Page::Refused),
            ("GET /?state=a&state=b HTTP/1.1", host, Page::Refused),
            ("POST /?state=a HTTP/1.1", host, Page::Refused),
            ("GET /?state=a HTTP/1.1", "Host: evil:7\r\n", Page::Refused),
            (
                "GET /?state=a HTTP/1.1",
                "Host: localhost:8\r\n",
                Page::Refused,
            ),
            ("GET /?state=a HTTP/1.1", "", Page::Refused),
            (
                "GET /?state=a HTTP/1.1",
                "Host: localhost:7\r\nHost: localhost:7\r\n",
                Page::Refused,
            ),
            ("GET /favicon.ico HTTP/1.1", host, Page::NotFound),
            ("GET /x?state=a HTTP/1.1", host, Page::NotFound),
            ("GET /?state=a HTTP/1.0", host, Page::Refused),
            ("GET /?state=%f HTTP/1.1", host, Page::Refused),
            ("GET /?state=%ff HTTP/1.1", host, Page::Refused),
            ("nonsense", host, Page::Refused),
        ] {
            let head = format!("{line}\r\n{headers}\r\n");
            assert_eq!(parse_request(&head, 7), Err(page), "{line} {headers}");
        }
    }
}
