//! Parses key and namespace of an SSH signature (OpenSSH's `PROTOCOL.sshsig`), to explain why
//! it is not valid. Nothing here verifies it.
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

/// Maximum length of a signature file in bytes.
pub const MAX_LENGTH: u64 = 64 * 1024;

/// The key and namespace of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Namespace, as for `ssh-keygen -n`.
    pub namespace: String,
    /// Public key, as in `allowed_signers`.
    pub key: String,
    /// Fingerprint, as printed by `ssh-keygen -l`.
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
        let blob = ssh_string(&mut rest)?;
        let namespace = String::from_utf8(ssh_string(&mut rest)?.to_vec()).ok()?;
        let mut inner = blob;
        let kind = std::str::from_utf8(ssh_string(&mut inner)?).ok()?;
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

/// Reads the next string: four bytes of length, then its bytes.
fn ssh_string<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
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
    fn signature_has_key_and_namespace() {
        let text = armored(&signature(b"ssh-ed25519", b"entractl-plan"));
        let found = Envelope::parse(&text).unwrap();
        assert_eq!(found.namespace, "entractl-plan");
        assert!(found.key.starts_with("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5"));
        assert!(found.fingerprint.starts_with("SHA256:"));
    }

    #[test]
    fn invalid_text_is_not_a_signature() {
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
