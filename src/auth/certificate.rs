//! The certificate of an application, and the signature with its key.
//!
//! A PEM file with the certificate and its RSA key (PKCS#8 or PKCS#1). It must be a
//! regular file of the current user that no other user can read.
use std::fmt;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use ring::signature::{RSA_PSS_SHA256, RsaKeyPair};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::json;

use super::error::AuthError;
use crate::entropy::Entropy;
use crate::files;
use crate::secret::Secret;
use crate::settings::SignInTarget;

/// Lifetime of an assertion in seconds. Entra accepts up to ten minutes.
const LIFE: i64 = 300;

/// A certificate with its key.
pub struct Certificate {
    key: RsaKeyPair,
    thumbprint: String,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("thumbprint", &self.thumbprint)
            .finish_non_exhaustive()
    }
}

impl Certificate {
    /// Reads a PEM file.
    ///
    /// # Errors
    /// Fails if the file is not private, or holds no certificate with an
    /// RSA key of at least 2,048 bits.
    pub fn read(path: &Path) -> Result<Self, AuthError> {
        let Some(pem) = files::read_private(path)? else {
            return Err(AuthError::Credential(format!(
                "there is no file {}",
                path.display()
            )));
        };
        let pem = zeroize::Zeroizing::new(pem);
        Self::from_pem(&pem)
            .map_err(|why| AuthError::Credential(format!("{}: {why}", path.display())))
    }

    fn from_pem(pem: &[u8]) -> Result<Self, &'static str> {
        let certificate = CertificateDer::from_pem_slice(pem)
            .map_err(|_| "it holds no certificate (-----BEGIN CERTIFICATE-----)")?;
        let key = PrivateKeyDer::from_pem_slice(pem)
            .map_err(|_| "it holds no unencrypted private key (-----BEGIN PRIVATE KEY-----)")?;
        let key = match &key {
            PrivateKeyDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()),
            _ => return Err("its private key is no RSA key"),
        }
        .map_err(|_| "its private key is no RSA key of at least 2048 bits")?;
        let digest = ring::digest::digest(&ring::digest::SHA256, &certificate);
        Ok(Self {
            key,
            thumbprint: URL_SAFE_NO_PAD.encode(digest),
        })
    }

    /// Returns the signed assertion that replaces a client secret: PS256 with
    /// `x5t#S256`, valid for five minutes.
    /// <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>
    ///
    /// # Errors
    /// Fails without random bytes.
    pub fn assertion(
        &self,
        target: &SignInTarget,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<Secret, AuthError> {
        let header = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": self.thumbprint });
        let second = now.as_second();
        let claims = json!({
            "aud": target.endpoint_url("token"),
            "iss": target.client_id.as_str(),
            "sub": target.client_id.as_str(),
            "jti": entropy.uuid()?.to_string(),
            "nbf": second,
            "iat": second,
            "exp": second + LIFE,
        });
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let mut signature = vec![0_u8; self.key.public().modulus_len()];
        self.key
            .sign(
                &RSA_PSS_SHA256,
                &ring::rand::SystemRandom::new(),
                signed.as_bytes(),
                &mut signature,
            )
            .map_err(|_| AuthError::Credential("the certificate's key cannot sign".to_owned()))?;
        let signature = URL_SAFE_NO_PAD.encode(signature);
        Ok(Secret::new(format!("{signed}.{signature}")))
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use ring::signature::{RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};

    use super::Certificate;
    use crate::entropy::SystemEntropy;
    use crate::settings::target;

    const PKCS8: &str = include_str!("../../tests/data/made-up-certificate.pem");
    const PKCS1: &str = include_str!("../../tests/data/made-up-certificate-pkcs1.pem");
    /// Computed with OpenSSL.
    const THUMBPRINT: &str = "ms4mZ4YWxIsbsIQrUSfZ2LgfKRdEGYpXJyfsBCa0vUg";

    #[test]
    fn an_assertion_is_ps256_names_the_certificate_and_lives_five_minutes() {
        for pem in [PKCS8, PKCS1] {
            let certificate = Certificate::from_pem(pem.as_bytes()).unwrap();
            assert!(!format!("{certificate:?}").contains("PRIVATE"));
            let now = "2030-01-01T00:00:00Z".parse().unwrap();
            let target = target::example();
            let text = certificate.assertion(&target, now, &SystemEntropy).unwrap();
            let parts: Vec<&str> = text.expose().split('.').collect();
            let json = |part: &str| -> serde_json::Value {
                serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
            };
            let (header, claims) = (json(parts[0]), json(parts[1]));
            assert_eq!(header["alg"], "PS256");
            assert_eq!(header["x5t#S256"], THUMBPRINT);
            assert_eq!(claims["aud"], target.endpoint_url("token"));
            assert_eq!(claims["iss"], target.client_id.as_str());
            let life = claims["exp"].as_i64().unwrap() - claims["nbf"].as_i64().unwrap();
            assert!((1..=600).contains(&life));
            let signed = format!("{}.{}", parts[0], parts[1]);
            UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, certificate.key.public())
                .verify(
                    signed.as_bytes(),
                    &URL_SAFE_NO_PAD.decode(parts[2]).unwrap(),
                )
                .unwrap();
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let only = |part: &str| {
            let start = PKCS8.find(&format!("-----BEGIN {part}")).unwrap();
            let end = format!("-----END {part}-----\n");
            let rest = PKCS8.get(start..).unwrap();
            let length = rest.find(&end).unwrap() + end.len();
            rest.get(..length).unwrap().to_owned()
        };
        for (pem, wanted) in [
            (String::new(), "no certificate"),
            (only("PRIVATE KEY"), "no certificate"),
            (only("CERTIFICATE"), "no unencrypted private key"),
        ] {
            let why = Certificate::from_pem(pem.as_bytes()).unwrap_err();
            assert!(why.contains(wanted), "{why}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        std::fs::write(&path, PKCS8).unwrap();
        for (mode, accepted) in [(0o644, false), (0o640, false), (0o600, true)] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(Certificate::read(&path).is_ok(), accepted, "{mode:o}");
        }
    }
}
