//! Random numbers from a seed, and numbers from the environment.

/// Random generator: the same seed gives the same numbers.
pub(crate) struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

pub(crate) fn env_number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
