//! Randomness as a value that can be passed in.
//!
//! PKCE verifiers, `state`, request ids and generated passwords come from here; tests and the
//! sandbox pass a deterministic source.
use std::fmt;
use std::sync::{Mutex, PoisonError};

use ring::rand::SecureRandom as _;

/// The operating system has no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoEntropy;

/// A source of random bytes.
pub trait Entropy: Send + Sync + fmt::Debug {
    /// Fills `bytes` with random bytes.
    ///
    /// # Errors
    /// Fails if the operating system has no random bytes.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoEntropy>;

    /// Returns a random (version 4) UUID, as for `client-request-id`.
    ///
    /// # Errors
    /// As [`Entropy::fill`].
    fn uuid(&self) -> Result<uuid::Uuid, NoEntropy> {
        let mut bytes = [0_u8; 16];
        self.fill(&mut bytes)?;
        Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        ring::rand::SystemRandom::new()
            .fill(bytes)
            .map_err(|_| NoEntropy)
    }
}

/// A deterministic generator for the sandbox and tests, never for a real tenant.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<(u64, u64)>);

impl SeededEntropy {
    /// Creates a generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new((seed, 0)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(32) {
            let mut block = Vec::with_capacity(16);
            block.extend_from_slice(&state.0.to_be_bytes());
            block.extend_from_slice(&state.1.to_be_bytes());
            state.1 = state.1.wrapping_add(1);
            let digest = ring::digest::digest(&ring::digest::SHA256, &block);
            for (byte, random) in chunk.iter_mut().zip(digest.as_ref()) {
                *byte = *random;
            }
        }
        Ok(())
    }
}
