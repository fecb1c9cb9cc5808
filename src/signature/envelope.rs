//! What an SSH signature says of itself (OpenSSH's `PROTOCOL.sshsig`): its key
//! and what it was made for. Nothing here verifies it; it is read to say what is
//! wrong with a signature that does not count.
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

/// Longest signature file that is read, in bytes.
pub const MAX_LENGTH: u64 = 64 * 1024;

/// The key and purpose of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// What it was made for, as `ssh-keygen -n` says.
    pub namespace: String,
    /// The public key as a line of `allowed_signers` has it.
    pub key: String,
    /// Its fingerprint, as `ssh-keygen -l` prints it.
    pub fingerprint: String,
}

impl Envelope {
    /// Parses the text of a signature file; `None` if it is not a signature.
    pub fn parse(text: &str) -> Option<Self> {
        let body = text
            .trim()
            .strip_prefix("-----BEGIN SSH SIGNATURE-----")?
            .strip_suffix("-----END SSH SIGNATURE-----")?;
        let body: String = body.split_whitespace().collect();
        let bytes = STANDARD.decode(body).ok()?;
        let rest = bytes.strip_prefix(b"SSHSIG")?;
        let (version, mut rest) = rest.split_at_checked(4)?;
        if version != [0, 0, 0, 1] {
            return None;
        }
        let blob = field(&mut rest)?;
        let namespace = String::from_utf8(field(&mut rest)?.to_vec()).ok()?;
        let mut inner = blob;
        let kind = std::str::from_utf8(field(&mut inner)?).ok()?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-@.".contains(c);
        if kind.is_empty() || !kind.chars().all(plain) {
            return None;
        }
        let digest = ring::digest::digest(&ring::digest::SHA256, blob);
        Some(Self {
            namespace,
            key: format!("{kind} {}", STANDARD.encode(blob)),
            fingerprint: format!("SHA256:{}", STANDARD_NO_PAD.encode(digest)),
        })
    }
}

/// The next field: its length in four bytes, and its bytes.
fn field<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (field, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(field)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::Envelope;

    fn bytes(text: &[u8]) -> Vec<u8> {
        let mut field = u32::try_from(text.len()).unwrap().to_be_bytes().to_vec();
        field.extend(text);
        field
    }

    fn armored(bytes: &[u8]) -> String {
        format!(
            "-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n",
            STANDARD.encode(bytes)
        )
    }

    fn signature(kind: &[u8], namespace: &[u8]) -> Vec<u8> {
        let key = [bytes(kind), bytes(&[7; 32])].concat();
        let head = [b"SSHSIG".to_vec(), vec![0, 0, 0, 1]].concat();
        [
            head,
            bytes(&key),
            bytes(namespace),
            bytes(b""),
            bytes(b"sha512"),
        ]
        .concat()
    }

    #[test]
    fn signature_names_its_key_and_purpose() {
        let text = armored(&signature(b"ssh-ed25519", b"entractl-plan"));
        let found = Envelope::parse(&text).unwrap();
        assert_eq!(found.namespace, "entractl-plan");
        assert!(found.key.starts_with("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5"));
        assert!(found.fingerprint.starts_with("SHA256:"));
    }

    #[test]
    fn text_that_is_no_signature_is_none() {
        let good = signature(b"ssh-ed25519", b"entractl-plan");
        for end in 0..good.len() - bytes(b"").len() - bytes(b"sha512").len() {
            assert_eq!(Envelope::parse(&armored(&good[..end])), None, "{end}");
        }
        for text in ["", "x", "-----BEGIN SSH SIGNATURE-----"] {
            assert_eq!(Envelope::parse(text), None, "{text}");
        }
        let hostile = armored(&signature(b"ssh \x1b[31m", b"entractl-plan"));
        assert_eq!(Envelope::parse(&hostile), None);
        let mut long = good;
        long[10] = 0xff;
        assert_eq!(Envelope::parse(&armored(&long)), None);
    }
}
