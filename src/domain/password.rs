//! Generates random passwords: long, unbiased, with every kind of character that Entra
//! requires.
use crate::entropy::{Entropy, NoEntropy};
use crate::secret::Secret;

/// Length of a generated password in characters: about 170 bits.
const LENGTH: usize = 28;

const UPPER: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const LOWER: &[u8] = b"abcdefghijkmnopqrstuvwxyz";
const DIGITS: &[u8] = b"23456789";
const SIGNS: &[u8] = b"!#$%*+-=?@_";

/// Generates a password without look-alike characters (0 O, 1 l I), since it may be read
/// aloud. It starts with a letter, so that spreadsheets do not treat it as a formula.
///
/// # Errors
/// Fails if the system provides no random bytes.
pub fn generate(entropy: &dyn Entropy) -> Result<Secret, NoEntropy> {
    let letters = [UPPER, LOWER].concat();
    let every = [UPPER, LOWER, DIGITS, SIGNS].concat();
    // Redraw until every kind is present: choosing positions for the kinds would favor
    // some passwords.
    loop {
        let mut password = String::with_capacity(LENGTH);
        password.push(char::from(pick(entropy, &letters)?));
        while password.len() < LENGTH {
            password.push(char::from(pick(entropy, &every)?));
        }
        let drawn = Secret::new(password);
        let has = |kind: &[u8]| drawn.expose().bytes().any(|byte| kind.contains(&byte));
        if has(UPPER) && has(LOWER) && has(DIGITS) && has(SIGNS) {
            return Ok(drawn);
        }
    }
}

/// Picks one of `choices` at random, all equally likely: random bytes that would favor the
/// first choices are redrawn.
fn pick(entropy: &dyn Entropy, choices: &[u8]) -> Result<u8, NoEntropy> {
    let count = choices.len().clamp(1, 256);
    let limit = 256 - 256 % count;
    loop {
        let mut byte = [0_u8; 1];
        entropy.fill(&mut byte)?;
        let drawn = usize::from(u8::from_be_bytes(byte));
        if drawn < limit
            && let Some(choice) = choices.get(drawn % count)
        {
            return Ok(*choice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DIGITS, LENGTH, LOWER, SIGNS, UPPER, generate, pick};
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_password_is_long_and_has_every_kind_of_character() {
        let entropy = SeededEntropy::new(1);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..200 {
            let password = generate(&entropy).unwrap();
            let text = password.expose();
            assert_eq!(text.len(), LENGTH);
            for kind in [UPPER, LOWER, DIGITS, SIGNS] {
                assert!(text.bytes().any(|byte| kind.contains(&byte)));
            }
            assert!(text.starts_with(|c: char| c.is_ascii_alphabetic()));
            assert!(seen.insert(text.to_owned()));
        }
    }

    #[test]
    fn no_character_is_favoured() {
        let entropy = SeededEntropy::new(2);
        let mut counts = [0_u32; 3];
        for _ in 0..30_000 {
            counts[usize::from(pick(&entropy, &[0, 1, 2]).unwrap())] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)));
    }
}
