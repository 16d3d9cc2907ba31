//! A photo as it arrives and as it is kept: any JPEG, PNG or WebP in, one modest JPEG and a thumbnail out.
//!
//! The size is read from the header before anything is decoded, one photo is decoded at a time in the whole process
//! (40 megapixels are 160 MB), and nothing of the original file is kept: not its place, time, camera, owner or colours
//! profile. Moving pictures give their first frame. It never keeps the original.

use super::sniff::{self, Sniffed};
use base::Refusal;
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use std::io::Cursor;
use tokio::sync::Semaphore;

/// The largest file that is read, in megabytes.
pub const PHOTO_MB_MAX: usize = 10;
/// The largest picture that is decoded, in megapixels.
pub const PHOTO_MP_MAX: u64 = 40;
/// The longest side of the picture that is kept.
pub const SIDE_PX_MAX: u32 = 2560;
/// The longest side of its thumbnail.
pub const THUMBNAIL_PX_MAX: u32 = 480;

const JPEG_QUALITY: u8 = 82;
const THUMBNAIL_QUALITY: u8 = 76;
/// What one decoded picture may hold: 40 megapixels of four bytes and some room, or fewer with 16 bits a channel.
const DECODED_BYTES_MAX: u64 = PHOTO_MP_MAX * 1_000_000 * 4 + 16 * 1024 * 1024;

/// One photo is decoded at a time in the whole process.
static DECODER: Semaphore = Semaphore::const_new(1);

/// A photo as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The picture, at most [`SIDE_PX_MAX`] on its longest side, without metadata.
    pub jpeg: Vec<u8>,
    /// The small picture for lists, at most [`THUMBNAIL_PX_MAX`] on its longest side.
    pub thumbnail: Vec<u8>,
    /// Width of `jpeg` in pixels, as it is seen.
    pub width: u32,
    /// Height of `jpeg` in pixels, as it is seen.
    pub height: u32,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoRefusal {
    /// More bytes than the limit.
    TooLarge {
        /// The limit in megabytes.
        limit_mb: usize,
    },
    /// More pixels, or deeper ones, than the limit.
    TooManyPixels {
        /// The limit in megapixels.
        limit_mp: u64,
    },
    /// Not a JPEG, PNG or WebP.
    NotAPhoto {
        /// What it looks like instead.
        sniffed: Sniffed,
    },
    /// It starts like a photo and cannot be read, or did not arrive whole.
    Broken,
}

impl PhotoRefusal {
    const TOO_MANY_PIXELS: Self = Self::TooManyPixels { limit_mp: PHOTO_MP_MAX };
}

impl From<PhotoRefusal> for Refusal {
    fn from(refusal: PhotoRefusal) -> Self {
        match refusal {
            PhotoRefusal::TooLarge { limit_mb } => Self::new("files-too-large").with("limit_mb", limit_mb),
            PhotoRefusal::TooManyPixels { limit_mp } => {
                Self::new("files-too-many-pixels").with("limit_mp", i64::try_from(limit_mp).unwrap_or(i64::MAX))
            }
            PhotoRefusal::NotAPhoto { sniffed } => Self::new(match sniffed {
                Sniffed::Heic => "files-not-a-photo-heic",
                Sniffed::Gif => "files-not-a-photo-gif",
                Sniffed::Pdf => "files-not-a-photo-pdf",
                Sniffed::Svg => "files-not-a-photo-svg",
                Sniffed::Unknown => "files-not-a-photo",
            }),
            PhotoRefusal::Broken => Self::new("files-broken"),
        }
    }
}

impl From<PhotoRefusal> for base::Problem {
    fn from(refusal: PhotoRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

/// Takes a file as it was sent and gives the photo that is kept. Waits until no other photo is being decoded.
///
/// # Errors
/// A [`PhotoRefusal`] in words for the sender.
pub async fn receive(bytes: Bytes) -> Result<Photo, PhotoRefusal> {
    admit(&bytes)?;
    let permit = DECODER.acquire().await.map_err(|_| PhotoRefusal::Broken)?;
    // The permit goes into the work: a sender who leaves must not let a second decoder start beside the first.
    let work = tokio::task::spawn_blocking(move || {
        let photo = develop(&bytes);
        drop(permit);
        photo
    });
    // A decoder that panics on a malicious file is a broken photo, not a broken server.
    work.await.unwrap_or(Err(PhotoRefusal::Broken))
}

/// The work of [`receive`] on the calling thread, for the command line and for tests; a server calls `receive`.
///
/// # Errors
/// As [`receive`].
pub fn develop(bytes: &[u8]) -> Result<Photo, PhotoRefusal> {
    let format = admit(bytes)?;
    let (picture, orientation) = decode(bytes, format)?;
    let mut picture = shrink(flatten(picture), SIDE_PX_MAX);
    picture.apply_orientation(orientation);
    let thumbnail = encode(shrink_copy(&picture, THUMBNAIL_PX_MAX).into_rgb8(), THUMBNAIL_QUALITY)?;
    let (width, height) = (picture.width(), picture.height());
    Ok(Photo { jpeg: encode(picture.into_rgb8(), JPEG_QUALITY)?, thumbnail, width, height })
}

/// Everything that can be said without decoding and without waiting.
fn admit(bytes: &[u8]) -> Result<ImageFormat, PhotoRefusal> {
    if bytes.len() > PHOTO_MB_MAX * 1024 * 1024 {
        return Err(PhotoRefusal::TooLarge { limit_mb: PHOTO_MB_MAX });
    }
    let format = sniff::sniff(bytes).map_err(|sniffed| PhotoRefusal::NotAPhoto { sniffed })?;
    if format == ImageFormat::WebP && sniff::webp_inner_pixels(bytes) > PHOTO_MP_MAX * 1_000_000 {
        return Err(PhotoRefusal::TOO_MANY_PIXELS);
    }
    if format == ImageFormat::Jpeg && !sniff::jpeg_is_whole(bytes) {
        return Err(PhotoRefusal::Broken);
    }
    Ok(format)
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, Orientation), PhotoRefusal> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PHOTO_MP_MAX * 1_000_000 || decoder.total_bytes() > DECODED_BYTES_MAX {
        return Err(PhotoRefusal::TOO_MANY_PIXELS);
    }
    // An unreadable note about the camera's position is no reason to refuse the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    Ok((picture, orientation))
}

fn refuse(error: ImageError) -> PhotoRefusal {
    match error {
        ImageError::Limits(_) => PhotoRefusal::TOO_MANY_PIXELS,
        _ => PhotoRefusal::Broken,
    }
}

/// Puts a picture with see-through parts on white paper, before it is shrunk, so that hidden colours do not bleed.
fn flatten(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut picture: RgbaImage = picture.into_rgba8();
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        pixel.0 = [over_white(red, alpha), over_white(green, alpha), over_white(blue, alpha), u8::MAX];
    }
    DynamicImage::ImageRgba8(picture)
}

fn over_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u16::from(colour), u16::from(alpha));
    u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

fn shrink(picture: DynamicImage, side_px_max: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side_px_max { picture } else { shrink_copy(&picture, side_px_max) }
}

/// Averages whole pixels: unlike the finer filters it needs no second copy of the picture in floating point.
fn shrink_copy(picture: &DynamicImage, side_px_max: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side_px_max {
        picture.clone()
    } else {
        picture.thumbnail(side_px_max, side_px_max)
    }
}

fn encode(picture: RgbImage, quality: u8) -> Result<Vec<u8>, PhotoRefusal> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(&picture).map_err(refuse)?;
    Ok(out)
}

#[cfg(test)]
#[path = "photo_tests.rs"]
mod tests;
