//! The certificate that an application signs in with, and its signature.
//!
//! A PEM file with the certificate and its RSA key (PKCS#8 or PKCS#1). It is
//! read where it is a plain file of this user that nobody else may read.
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
use super::target::SignInTarget;
use crate::entropy::Entropy;
use crate::files;
use crate::secret::Secret;

/// Life of an assertion in seconds; Entra takes at most ten minutes.
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
    /// Fails where the file is not private, or holds no certificate with an
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

    /// The signed statement that takes the place of a client secret: PS256 with
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
            "aud": target.address("token"),
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
