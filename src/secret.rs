//! The one wrapper for values that must never be shown.
//!
//! Tokens, codes, passwords and client secrets live in a [`Secret`] from the
//! parser to the wire. It never prints itself and wipes itself on drop.
use std::fmt;

use zeroize::Zeroize as _;

/// A value that is wiped on drop and never printed.
///
/// It has no `Display`, no `Serialize`, no `PartialEq` and no `Deref`;
/// [`Secret::expose`] is the only way in, so every use can be found by name.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes ownership of a secret value.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// Lends the value to the code that must send or store it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether `text` is the same, in a time that does not depend on where the
    /// two differ.
    pub fn matches(&self, text: &str) -> bool {
        self.0.len() == text.len()
            && self
                .0
                .bytes()
                .zip(text.bytes())
                .fold(0, |differing, (left, right)| differing | (left ^ right))
                == 0
    }

    /// Whether there is nothing in it.
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
