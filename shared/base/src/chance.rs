//! Ids and secrets come in from outside, so that runs with a fixed seed are reproducible.

use crate::Moment;
use std::sync::Mutex;
use uuid::Uuid;

/// Where random bytes come from.
pub trait Chance: Send + Sync {
    /// Fills the buffer with random bytes.
    fn fill(&self, buffer: &mut [u8]);

    /// A new UUIDv7 for this time.
    fn id(&self, now: Moment) -> Uuid {
        let mut random = [0u8; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A number below `limit` (which is at least 1), for example the digits of a code.
    fn below(&self, limit: u64) -> u64 {
        let mut bytes = [0u8; 16];
        self.fill(&mut bytes);
        // 128 random bits leave no bias that could be seen.
        u64::try_from(u128::from_be_bytes(bytes) % u128::from(limit.max(1))).unwrap_or(0)
    }
}

/// Reproducible chance for demo data and tests; never for secrets.
pub struct SeededChance(Mutex<u64>);

impl SeededChance {
    /// Starts the sequence of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Chance for SeededChance {
    fn fill(&self, buffer: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for chunk in buffer.chunks_mut(8) {
            // SplitMix64: small, well spread, and the same on every machine.
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^= mixed >> 31;
            for (to, from) in chunk.iter_mut().zip(mixed.to_be_bytes()) {
                *to = from;
            }
        }
    }
}
