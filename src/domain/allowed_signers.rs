//! The principals that an allowed-signers file of `ssh-keygen` lists for a key. Pure.
//!
//! `ssh-keygen -Y find-principals` reports only the first line with the key. A key that
//! is listed for two people would look like the key of one.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// First and last line of a signature file.
const ARMOR: (&str, &str) = (
    "-----BEGIN SSH SIGNATURE-----",
    "-----END SSH SIGNATURE-----",
);

/// The first bytes of the decoded signature.
const MAGIC: &[u8] = b"SSHSIG";

/// Returns the public key of a signature, in base64 as key files store it; `None` if
/// the text is not a signature.
pub fn signing_key(signature: &str) -> Option<String> {
    let (_, rest) = signature.split_once(ARMOR.0)?;
    let (body, _) = rest.split_once(ARMOR.1)?;
    let body: String = body.split_ascii_whitespace().collect();
    let bytes = STANDARD.decode(body).ok()?;
    // The magic, four bytes of version, then the key with its length.
    let rest = bytes.strip_prefix(MAGIC)?.get(4..)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    Some(STANDARD.encode(rest.get(..length)?))
}

/// Returns every principal that the file lists for the key, in all of its lines.
pub fn principals_for_key<'a>(allowed: &'a str, key: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for line in allowed.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (principals, rest) = split_first_field(line);
        if rest.split_ascii_whitespace().any(|word| word == key) {
            names.extend(principals.split(',').map(str::trim));
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Whether a principal is the name of one person: not a pattern, and not a flag.
pub fn is_single_principal(name: &str) -> bool {
    !name.is_empty() && !name.contains(['*', '?', '!']) && !name.starts_with('-')
}

/// Returns the first field of a line, which may be quoted, and the rest.
fn split_first_field(line: &str) -> (&str, &str) {
    if let Some(quoted) = line.strip_prefix('"')
        && let Some((field, rest)) = quoted.split_once('"')
    {
        return (field, rest);
    }
    line.split_once([' ', '\t']).unwrap_or((line, ""))
}

#[cfg(test)]
mod tests {
    use super::{is_single_principal, principals_for_key, signing_key};

    /// A signature on nothing in particular, by the key below.
    const SIGNATURE: &str = "-----BEGIN SSH SIGNATURE-----\n\
        U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgAAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n\
        GBkaGxwdHh8=\n-----END SSH SIGNATURE-----\n";
    const KEY: &str = "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    #[test]
    fn signing_key_is_read_from_armor() {
        assert_eq!(signing_key(SIGNATURE).as_deref(), Some(KEY));
        for wrong in ["", "U1NIU0lH", &SIGNATURE.replace("U1NI", "U1NJ")] {
            assert_eq!(signing_key(wrong), None, "{wrong}");
        }
        let short = SIGNATURE.replace("AQAAADMA", "AQAA/zMA");
        assert_eq!(signing_key(&short), None);
    }

    #[test]
    fn names_of_key_come_from_every_line() {
        let file = format!(
            "# a comment {KEY}\nben@a.example ssh-ed25519 {KEY}\n\
             other@a.example ssh-ed25519 AAAA\n\
             \"ada@a.example, ada\" namespaces=\"git,x y\" ssh-ed25519 {KEY} a comment\n\
             *@a.example ssh-ed25519 {KEY}"
        );
        assert_eq!(
            principals_for_key(&file, KEY),
            ["ben@a.example", "ada@a.example", "ada", "*@a.example"]
        );
        assert_eq!(principals_for_key(&file, "AAAA"), ["other@a.example"]);
        assert!(
            is_single_principal("ada")
                && !is_single_principal("*@a.example")
                && !is_single_principal("-I")
                && !is_single_principal("")
        );
    }
}
