//! A spoken recording as it arrives and as it is kept: what browsers, phones and dictaphones make, at most
//! [`SOUND_S_MAX`] long.
//!
//! Only the frame around the sound is read: what it is, how long, whether there is a picture in it. What is said and by
//! whom is never analysed, compared or recognised. Titles, places and other notes that a phone wrote into the file are
//! cut out or blanked. Nothing here trusts a file name or a content type, and nothing is decoded.

mod boxes;
mod ebml;
mod streams;
#[cfg(test)]
mod tests;

use super::sniff::{self, SoundKind};
pub(super) use streams::{id3_length, mp3_frame};

use base::Refusal;
use bytes::Bytes;

/// The largest recording that is taken, in megabytes.
pub const SOUND_MB_MAX: usize = 5;
/// The longest recording that is taken, in seconds.
pub const SOUND_S_MAX: u64 = 180;

/// A recorder that is told to stop stops a little later.
const SLACK_MS: u64 = 5_000;

/// A recording as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// The file, without notes.
    pub bytes: Bytes,
    /// As which it is played.
    pub media_type: &'static str,
    /// How long it is; 0 when the file does not say.
    pub duration_ms: u64,
}

/// Why a recording is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundRefusal {
    /// More bytes than the limit.
    TooLarge {
        /// The limit in megabytes.
        limit_mb: usize,
    },
    /// Longer than the limit.
    TooLong {
        /// The limit in minutes.
        limit_min: u64,
    },
    /// Not a recording we know.
    NotASound,
    /// It shows pictures too.
    Moving,
    /// It starts like a recording and cannot be read, holds nothing, or did not arrive whole.
    Broken,
}

impl From<SoundRefusal> for Refusal {
    fn from(refusal: SoundRefusal) -> Self {
        match refusal {
            SoundRefusal::TooLarge { limit_mb } => Self::new("files-sound-too-large").with("limit_mb", limit_mb),
            SoundRefusal::TooLong { limit_min } => {
                Self::new("files-sound-too-long").with("limit_min", i64::try_from(limit_min).unwrap_or(i64::MAX))
            }
            SoundRefusal::NotASound => Self::new("files-sound-none"),
            SoundRefusal::Moving => Self::new("files-sound-moving"),
            SoundRefusal::Broken => Self::new("files-sound-broken"),
        }
    }
}

/// What the frame around a sound says.
struct Heard {
    bytes: Vec<u8>,
    duration_ms: u64,
    has_sound: bool,
    has_picture: bool,
}

/// Takes a file as it was sent and gives the recording that is kept.
///
/// # Errors
/// A [`SoundRefusal`] in words for the sender.
pub fn listen(bytes: &[u8]) -> Result<Sound, SoundRefusal> {
    if bytes.len() > SOUND_MB_MAX * 1024 * 1024 {
        return Err(SoundRefusal::TooLarge { limit_mb: SOUND_MB_MAX });
    }
    let kind = sniff::sniff_sound(bytes).ok_or(SoundRefusal::NotASound)?;
    let heard = match kind {
        SoundKind::WebM => ebml::read(bytes),
        SoundKind::Mp4 | SoundKind::ThreeGp => boxes::read(bytes),
        SoundKind::Ogg => streams::ogg(bytes),
        SoundKind::Wav => streams::wav(bytes),
        SoundKind::Mp3 => streams::mp3(bytes),
        SoundKind::Amr => streams::amr(bytes),
    }
    .ok_or(SoundRefusal::Broken)?;
    if heard.has_picture {
        return Err(SoundRefusal::Moving);
    }
    if !heard.has_sound {
        return Err(SoundRefusal::Broken);
    }
    if heard.duration_ms > SOUND_S_MAX * 1000 + SLACK_MS {
        return Err(SoundRefusal::TooLong { limit_min: SOUND_S_MAX / 60 });
    }
    Ok(Sound { bytes: heard.bytes.into(), media_type: kind.media_type(), duration_ms: heard.duration_ms })
}

/// A big-endian number of at most eight bytes.
fn big(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).fold(0, |sum, &byte| (sum << 8) | u64::from(byte))
}

/// A little-endian number of at most eight bytes.
fn little(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |sum, &byte| (sum << 8) | u64::from(byte))
}

/// So many ticks in milliseconds.
fn ms(ticks: u64, ticks_a_second: u64) -> Option<u64> {
    let exact = u128::from(ticks) * 1000 / u128::from(ticks_a_second.max(1));
    (ticks_a_second > 0).then(|| u64::try_from(exact).unwrap_or(u64::MAX))
}
