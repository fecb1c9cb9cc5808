//! The signature on the tokens of `sandbox serve`, and the key to check it with.
//!
//! The key is public test data: it protects only the simulated tenant. ring generates
//! no RSA keys, so this one is fixed.
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::RSA_PKCS1_SHA256;

/// Id of the key.
pub(super) const KEY_ID: &str = "sandbox-made-up-key-1";

/// RSA modulus of the key, in the format of a JWK.
const MODULUS: &str = "\
zk0zJl7Zbsh9B_Fw2vvoksVBbW2oi5qyC4QuP39cS0RdsBHYPhlKjqhvgNC9lNUHztEcZOldEFMF\
ksbTe4EuZlJ6WDc9HJ4O3Ay54yTUaz9pr80d6_kqMWa3RNn_g7tPfZh7yOPZY1atsf0LL7C4XP44\
RK8gSTLL_Z6iAR104Mx8_ZhUIAJl0HmdasPIHIhyP1DCDs7ObDYVUahQVD1YFU0rsXI9i6OAZ9FY\
VsRcJtj-JArfCVkVxH3ecuX_CT_kuQPr78JqOEynALElJim6HFNIFLfW9NDSSL5bj-\
vJbGp4vChtFNpvyldgwMirPAJ2yPFz8ggpmLirZuN7MLnusw";

/// Private key: PKCS #1 in base64. It is public and used for nothing else.
const KEY: &str = "\
MIIEogIBAAKCAQEAzk0zJl7Zbsh9B/Fw2vvoksVBbW2oi5qyC4QuP39cS0RdsBHYPhlKjqhvgNC9\
lNUHztEcZOldEFMFksbTe4EuZlJ6WDc9HJ4O3Ay54yTUaz9pr80d6/kqMWa3RNn/g7tPfZh7yOPZ\
Y1atsf0LL7C4XP44RK8gSTLL/Z6iAR104Mx8/ZhUIAJl0HmdasPIHIhyP1DCDs7ObDYVUahQVD1Y\
FU0rsXI9i6OAZ9FYVsRcJtj+JArfCVkVxH3ecuX/CT/kuQPr78JqOEynALElJim6HFNIFLfW9NDS\
SL5bj+vJbGp4vChtFNpvyldgwMirPAJ2yPFz8ggpmLirZuN7MLnuswIDAQABAoH/BTjT5XabOQ5l\
9Low8gBo9ETKxmmAErSKplXMekLwjLn0UK8YT7Ve0esaRJiBV9JoQqiACPtsJhjGglRHG9sp5gdS\
Fuivqnzbfj/jog3H7+mbX5YKCjNDUapLMp/pXBMHYhITHKcJ+EQefe/OArLOLpk65oABfUmIkYVR\
3Fm8GO3WXRrqXK4dCQobx8OhFCUzVhLGGbANQsrGRRXRIPiXU+fYI46S3zQBbF7ZasPkjaHGB1hP\
QYT37njhch7qGPokskM7/MJP1fS4Z02V7JYe7oCcDhQ0mYSeEiM1EAM6ese8TyWBBmWKIyuBWnKv\
2wNx6Jyn5ipLZUP97OwLQc9BAoGBAPDh3uIv9JRw5BKFaRP7MHLwEeYg1KpYfheTR4AuR35NBP/O\
w1T6NniSw+O28KgAY1YmPY/K0ehnQ/LZJaTrvNP40Ddx3Wig7rCnaEI+U4Ng80ObfQTy69cF4C1/\
Q7xfEX765TL4OlvoKH65318B9no9zO0Mh/Fb7z+8WGk55yy/AoGBANs/vQ8p2P2nYdqxWnDJv6FU\
NVnkuVuNYzmngXCBiW007MRlbfbseCNa+H/mE6BupcwM2ziCvKLSFUcIo+niQ80qRB2MXUYsSO6D\
pxG4F9qoyUL19DdmSJmTaowgD9KJUeGu99ftfAj5FYb9KckD32D2IXWoLh32PZCVLkEJaJcNAoGB\
AKKq1ZoHanJH3i0HvNMKgUhNCLlQmGzEv7np8pIELrGDD4o0NcKQCfLYocKISvIY+Pw3bMFK5P+9\
pKw9qec6btTypKGcmjlK3IWdN5HshvckpIKWYRHTfiJBzIbM95Ag3y7R/a+y464nFBmoKcj+CVW5\
oEbAfJkoTWPMLCQ7Pvr/AoGBAI300fN8c+ugMaKIjHdUmUfanwSKLF2TyPgudYejx5g22Uo8Jhvn\
dc3me9lL3c9VdPIOLO6E76A4h+BLPt4TSzUOtbWwCUCDMeGEymqVmJRSDqXVW/92sXEGWslJhRUb\
JjIKuJxNPq8Mn5ycVC673CkKlBV7BAkQQ0JW5PDlJ5wNAoGAQQc+1GnHJcXMAsnulIUq/iWDJiBP\
B10LuATQ5Ozu+zIVmncoTlexeE2m+o09kkFt5pLjmi5hv+D6uTQkO9Q8eCj4mV3EeMGllnkXB0Jt\
rzBx7CgdNYoeLkPxQGCfPHAIIiGtn5ejTdrSEI/P14CasGFE/lkLAiL9WEri3T77Ltk=";

pub(super) fn signing_key() -> Option<&'static KeyPair> {
    static PAIR: OnceLock<Option<KeyPair>> = OnceLock::new();
    PAIR.get_or_init(|| KeyPair::from_der(&STANDARD.decode(KEY).ok()?).ok())
        .as_ref()
}

/// Returns the RS256 signature of a token's first two parts, encoded.
pub(super) fn sign(message: &str) -> Option<String> {
    let pair = signing_key()?;
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        message.as_bytes(),
        &mut signature,
    )
    .ok()?;
    Some(URL_SAFE_NO_PAD.encode(signature))
}

/// Returns the key set to check tokens with (RFC 7517).
pub(super) fn key_set(issuer: &str) -> serde_json::Value {
    serde_json::json!({ "keys": [{
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": KEY_ID,
        "x5t": KEY_ID,
        "n": MODULUS,
        "e": "AQAB",
        "issuer": issuer,
    }] })
}

/// Returns a self-signed certificate of the key, in DER.
#[cfg(test)]
pub(super) fn test_certificate() -> Vec<u8> {
    let pkcs1 = STANDARD.decode(KEY).unwrap();
    let long = |tag: u8, inner: &[u8]| {
        let length = u16::try_from(inner.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], &length[..], inner].concat()
    };
    // rcgen reads PKCS #8: version, algorithm rsaEncryption, and the key.
    let algorithm = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
    let key = [b"\x02\x01\x00", &algorithm[..], &long(0x04, &pkcs1)].concat();
    let key = rustls_pki_types::PrivatePkcs8KeyDer::from(long(0x30, &key));
    let pair = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&key, &rcgen::PKCS_RSA_SHA256).unwrap();
    let parameters = rcgen::CertificateParams::new(vec!["made-up.example".to_owned()]).unwrap();
    parameters.self_signed(&pair).unwrap().der().to_vec()
}

#[cfg(test)]
mod tests {
    use super::{KEY_ID, MODULUS, key_set, sign};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

    #[test]
    fn a_signature_holds_under_the_key_that_is_shown() {
        let signature = URL_SAFE_NO_PAD.decode(sign("a.b").unwrap()).unwrap();
        let modulus = URL_SAFE_NO_PAD.decode(MODULUS).unwrap();
        let public = RsaPublicKeyComponents {
            n: modulus,
            e: vec![1, 0, 1],
        };
        let check = |text: &[u8]| public.verify(&RSA_PKCS1_2048_8192_SHA256, text, &signature);
        assert!(check(b"a.b").is_ok());
        assert!(check(b"a.c").is_err());
        assert_eq!(key_set("x")["keys"][0]["kid"], KEY_ID);
    }
}
