//! The wrapper for values that must never be shown.
//!
//! Tokens, codes, passwords and client secrets are in a [`Secret`] from the parser to the
//! request.
use std::fmt;

use zeroize::Zeroize as _;

/// A value that is never printed, and zeroed on drop.
///
/// It has no `Display`, `Serialize`, `PartialEq` or `Deref`, so that every access is a call of
/// [`Secret::expose`].
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Wraps a value.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// Returns the value, to send or store it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether `text` is equal, compared in constant time.
    pub fn matches(&self, text: &str) -> bool {
        self.0.len() == text.len()
            && self
                .0
                .bytes()
                .zip(text.bytes())
                .fold(0, |differing, (left, right)| differing | (left ^ right))
                == 0
    }

    /// Whether the value is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_shows_no_value() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(..)");
    }

    #[test]
    fn only_the_same_text_matches() {
        let secret = Secret::new("right");
        assert!(secret.matches("right"));
        for other in ["", "righ", "rightx", "Right", "wrong"] {
            assert!(!secret.matches(other), "{other}");
        }
    }
}
