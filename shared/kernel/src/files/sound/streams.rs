//! Ogg, WAV, MP3 and AMR: pages, chunks and frames one after the other. Of MP3, WAV and AMR only the sound itself is kept.

use super::super::sniff::chunks;
use super::{Heard, little, ms};

const MP3_V1_KBIT: [u32; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MP3_V2_KBIT: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const AMR_NARROW: &[u8] = b"#!AMR\n";
const AMR_WIDE: &[u8] = b"#!AMR-WB\n";
const AMR_NARROW_FRAMES: [usize; 9] = [13, 14, 16, 18, 20, 21, 27, 32, 6];
const AMR_WIDE_FRAMES: [usize; 10] = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6];
const AMR_FRAME_MS: u64 = 20;

fn sound(bytes: Vec<u8>, duration_ms: u64) -> Heard {
    Heard { bytes, duration_ms, has_sound: true, has_picture: false }
}

/// Every stream in it has to be a sound.
pub(super) fn ogg(bytes: &[u8]) -> Option<Heard> {
    const HEAD: usize = 27;
    let (mut at, mut rate, mut last, mut picture) = (0, None, 0u64, false);
    let mut kept = bytes.to_vec();
    while let Some(page) = bytes.get(at..).filter(|page| page.starts_with(b"OggS")) {
        let segments = usize::from(*page.get(26)?);
        let Some(table) = page.get(HEAD..HEAD + segments) else { break };
        let length: usize = table.iter().map(|&size| usize::from(size)).sum();
        let Some(body) = page.get(HEAD + segments..HEAD + segments + length) else { break };
        if page.get(5)? & 2 != 0 {
            match ogg_rate(body) {
                Some(found) => rate = Some(found),
                None => picture = true,
            }
        }
        let position = little(page.get(6..14)?);
        if position != u64::MAX {
            last = last.max(position);
        }
        if let Some(page) = kept.get_mut(at..at + HEAD + segments + length) {
            blank_notes(page, HEAD + segments);
        }
        at += HEAD + segments + length;
    }
    kept.truncate(at);
    let duration_ms = ms(last, rate?)?;
    Some(Heard { has_picture: picture, ..sound(kept, duration_ms) })
}

/// Ticks a second of a stream that begins like this, if it is a sound.
fn ogg_rate(begins: &[u8]) -> Option<u64> {
    if begins.starts_with(b"OpusHead") {
        Some(48_000)
    } else if begins.starts_with(b"\x01vorbis") {
        begins.get(12..16).map(little)
    } else if begins.starts_with(b"Speex   ") {
        begins.get(36..40).map(little)
    } else {
        None
    }
}

/// Writes dashes over the notes of a page that begins with them, and its sum anew.
fn blank_notes(page: &mut [u8], head: usize) {
    let body = page.get(head..).unwrap_or_default();
    let begins = [&b"OpusTags"[..], b"\x03vorbis"].into_iter().find(|name| body.starts_with(name));
    let Some(begins) = begins else { return };
    let number = |page: &[u8], at: usize| page.get(at..at + 4).and_then(|four| usize::try_from(little(four)).ok());
    // The name of the program, how many notes follow, and the notes; each with its length before it.
    let mut at = head + begins.len();
    let Some(program) = number(page, at) else { return };
    let count_at = at.saturating_add(4).saturating_add(program);
    let notes = page.get(count_at..).and_then(|rest| number(rest, 0)).unwrap_or(0);
    for turn in 0..=notes {
        let Some(length) = page.get(at..).and_then(|rest| number(rest, 0)) else { break };
        let end = at.saturating_add(4).saturating_add(length).min(page.len());
        let Some(note) = page.get_mut(at + 4..end) else { break };
        note.fill(b'-');
        at = if turn == 0 { end + 4 } else { end };
    }
    if let Some(sum) = page.get_mut(22..26) {
        sum.fill(0);
    }
    let sum = ogg_sum(page).to_le_bytes();
    if let Some(place) = page.get_mut(22..26) {
        place.copy_from_slice(&sum);
    }
}

/// The sum of a page, with its own place at nought.
fn ogg_sum(page: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0x04C1_1DB7;
    page.iter().fold(0, |sum, &byte| {
        (0..8).fold(sum ^ (u32::from(byte) << 24), |sum, _| {
            if sum & 0x8000_0000 == 0 { sum << 1 } else { (sum << 1) ^ POLYNOMIAL }
        })
    })
}

pub(super) fn wav(bytes: &[u8]) -> Option<Heard> {
    let chunk = |wanted: &[u8]| chunks(bytes.get(12..)?).find(|(name, _)| *name == wanted).map(|(_, body)| body);
    let (format, data) = (chunk(b"fmt ")?, chunk(b"data")?);
    let duration_ms = ms(u64::try_from(data.len()).ok()?, little(format.get(8..12)?))?;
    let mut kept = b"RIFF\0\0\0\0WAVE".to_vec();
    for (name, body) in [(b"fmt ", format), (b"data", data)] {
        kept.extend(name);
        kept.extend(u32::try_from(body.len()).ok()?.to_le_bytes());
        kept.extend(body);
        kept.extend(std::iter::repeat_n(0, body.len() % 2));
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    (!data.is_empty()).then(|| sound(kept, duration_ms))
}

pub(super) fn mp3(bytes: &[u8]) -> Option<Heard> {
    let bytes = bytes.get(id3_length(bytes)..)?;
    let (mut at, mut ticks_us) = (0, 0u64);
    while let Some((length, lasts_us)) = bytes.get(at..).and_then(mp3_frame) {
        if at + length > bytes.len() {
            break;
        }
        at += length;
        ticks_us += lasts_us;
    }
    bytes.get(..at).filter(|frames| !frames.is_empty()).map(|frames| sound(frames.to_vec(), ticks_us / 1000))
}

/// How long the notes before the sound are.
pub(in super::super) fn id3_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] => {
            let size = [a, b, c, d].iter().fold(0, |sum, &&byte| (sum << 7) | usize::from(byte & 0x7F));
            10 + size + if flags & 0x10 == 0 { 0 } else { 10 }
        }
        _ => 0,
    }
}

/// The length of a frame in bytes, and how long it plays.
pub(in super::super) fn mp3_frame(bytes: &[u8]) -> Option<(usize, u64)> {
    let &[0xFF, version, rates, ..] = bytes else { return None };
    // The third layer only: the two others are found in no recorder.
    if version & 0xE6 != 0xE2 {
        return None;
    }
    let (first, quarter) = match version & 0x18 {
        0x18 => (true, 1),
        0x10 => (false, 2),
        0x00 => (false, 4),
        _ => return None,
    };
    let kbit = *(if first { MP3_V1_KBIT } else { MP3_V2_KBIT }).get(usize::from(rates >> 4))?;
    let hertz = [44_100, 48_000, 32_000].get(usize::from((rates >> 2) & 3))? / quarter;
    let samples = if first { 1152 } else { 576 };
    let padding = u32::from((rates >> 1) & 1);
    let length = usize::try_from(samples / 8 * kbit * 1000 / hertz + padding).ok()?;
    (kbit > 0).then(|| (length, u64::from(samples) * 1_000_000 / u64::from(hertz)))
}

pub(super) fn amr(bytes: &[u8]) -> Option<Heard> {
    let (head, frames): (&[u8], &[usize]) =
        if bytes.starts_with(AMR_WIDE) { (AMR_WIDE, &AMR_WIDE_FRAMES) } else { (AMR_NARROW, &AMR_NARROW_FRAMES) };
    let (mut at, mut count) = (head.len(), 0u64);
    while let Some(&first) = bytes.get(at) {
        // Two kinds hold nothing: a frame that was lost, and one without sound.
        let length = match usize::from((first >> 3) & 15) {
            14 | 15 => 1,
            kind => match frames.get(kind) {
                Some(&length) => length,
                None => break,
            },
        };
        if at + length > bytes.len() {
            break;
        }
        at += length;
        count += 1;
    }
    bytes.get(..at).filter(|_| count > 0).map(|kept| sound(kept.to_vec(), count * AMR_FRAME_MS))
}
