//! What a file is by its first bytes, and whether its inner sizes agree with what it says outside; never by its name.
//!
//! These readers only look at headers. They allocate nothing and answer `None` for whatever they do not understand.

use super::sound::{id3_length, mp3_frame};
use image::ImageFormat;

/// A kind of file that is not a photo we read, as far as the words for the sender differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// The photo format of some phones, which has to be saved as JPEG first.
    Heic,
    /// A moving picture.
    Gif,
    /// A document.
    Pdf,
    /// A drawing, which may carry scripts.
    Svg,
    /// Anything else.
    Unknown,
}

/// The format of a photo, or what else the bytes look like.
pub(super) fn sniff(bytes: &[u8]) -> Result<ImageFormat, Sniffed> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Ok(ImageFormat::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(ImageFormat::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Ok(ImageFormat::WebP)
    } else {
        Err(sniff_other(bytes))
    }
}

fn sniff_other(bytes: &[u8]) -> Sniffed {
    const HEIC_BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| HEIC_BRANDS.contains(&brand)) {
        Sniffed::Heic
    } else if start.starts_with(b"GIF8") {
        Sniffed::Gif
    } else if contains(start, b"%PDF-") {
        Sniffed::Pdf
    } else if contains(&start.to_ascii_lowercase(), b"<svg") {
        Sniffed::Svg
    } else {
        Sniffed::Unknown
    }
}

/// A kind of recording that we keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SoundKind {
    WebM,
    Ogg,
    Mp4,
    ThreeGp,
    Wav,
    Mp3,
    Amr,
}

impl SoundKind {
    /// As which it is played.
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::WebM => "audio/webm",
            Self::Ogg => "audio/ogg",
            Self::Mp4 => "audio/mp4",
            Self::ThreeGp => "audio/3gpp",
            Self::Wav => "audio/wav",
            Self::Mp3 => "audio/mpeg",
            Self::Amr => "audio/amr",
        }
    }
}

/// The kind of a recording, if it begins like one.
pub(super) fn sniff_sound(bytes: &[u8]) -> Option<SoundKind> {
    const MP4_BRANDS: [&[u8]; 11] =
        [b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"dash", b"msdh"];
    let start = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let brand = bytes.get(8..12).filter(|_| bytes.get(4..8) == Some(b"ftyp"));
    if start.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) {
        (contains(start, b"webm") || contains(start, b"matroska")).then_some(SoundKind::WebM)
    } else if start.starts_with(b"OggS") {
        Some(SoundKind::Ogg)
    } else if start.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WAVE") {
        Some(SoundKind::Wav)
    } else if start.starts_with(b"#!AMR\n") || start.starts_with(b"#!AMR-WB\n") {
        Some(SoundKind::Amr)
    } else if let Some(brand) = brand {
        let phone = brand.starts_with(b"3gp") || brand.starts_with(b"3g2");
        phone.then_some(SoundKind::ThreeGp).or_else(|| MP4_BRANDS.contains(&brand).then_some(SoundKind::Mp4))
    } else {
        is_mp3(bytes).then_some(SoundKind::Mp3)
    }
}

/// Notes and then a frame, or two frames in a row: two bytes alone are found in anything.
fn is_mp3(bytes: &[u8]) -> bool {
    let notes = id3_length(bytes);
    let frames = bytes.get(notes..).unwrap_or_default();
    let second =
        mp3_frame(frames).map(|(length, _)| frames.get(length..).is_some_and(|next| mp3_frame(next).is_some()));
    if notes > 0 { second.is_some() } else { second == Some(true) }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// Whether a JPEG has its end mark after the picture data: the decoder would fill a cut photo with grey and say nothing.
pub(super) fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xFF, marker]) = bytes.get(at..at + 2) {
        match marker {
            0xDA => return bytes.get(at + 2..).is_some_and(|scan| contains(scan, &[0xFF, 0xD9])),
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            _ => match bytes.get(at + 2..at + 4) {
                Some(&[high, low]) => at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2),
                _ => return false,
            },
        }
    }
    false
}

/// The largest picture inside a WebP container. The decoder would unpack an inner picture before it compares its size
/// with the size of the canvas, so a small canvas must not hide a huge one.
pub(super) fn webp_inner_pixels(bytes: &[u8]) -> u64 {
    const RIFF_HEADER: usize = 12;
    const FRAME_HEADER: usize = 16;
    let mut largest = 0;
    for (kind, body) in chunks(bytes.get(RIFF_HEADER..).unwrap_or_default()) {
        if kind == b"ANMF" {
            for (kind, body) in chunks(body.get(FRAME_HEADER..).unwrap_or_default()) {
                largest = largest.max(webp_picture_pixels(kind, body));
            }
        } else {
            largest = largest.max(webp_picture_pixels(kind, body));
        }
    }
    largest
}

fn webp_picture_pixels(kind: &[u8], body: &[u8]) -> u64 {
    match (kind, body) {
        (b"VP8 ", &[_, _, _, _, _, _, w0, w1, h0, h1, ..]) => {
            let side = |low, high| u64::from(u16::from_le_bytes([low, high]) & 0x3FFF);
            side(w0, w1) * side(h0, h1)
        }
        (b"VP8L", &[_, b0, b1, b2, b3, ..]) => {
            let header = u32::from_le_bytes([b0, b1, b2, b3]);
            (u64::from(header & 0x3FFF) + 1) * (u64::from((header >> 14) & 0x3FFF) + 1)
        }
        _ => 0,
    }
}

/// The chunks of a RIFF body: name and content, as far as the bytes reach.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_at_checked(4)?;
        let (size, after) = after.split_at_checked(4)?;
        let size = usize::try_from(u32::from_le_bytes(size.try_into().ok()?)).ok()?;
        let body = after.get(..size.min(after.len()))?;
        rest = after.get(size.saturating_add(size % 2)..).unwrap_or_default();
        Some((name, body))
    })
}
