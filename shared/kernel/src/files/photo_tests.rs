//! Honest photos in every shape, and dishonest ones built by hand.

use super::*;
use image::{ImageBuffer, Luma, Rgb, Rgba};

const RED: Rgb<u8> = Rgb([200, 30, 30]);
const BLUE: Rgb<u8> = Rgb([30, 30, 200]);

/// Red on the left half, blue on the right.
fn halves(width: u32, height: u32) -> RgbImage {
    ImageBuffer::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE })
}

fn bytes_of(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.into().write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn open(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap().into_rgb8()
}

fn near(seen: &Rgb<u8>, wanted: Rgb<u8>) -> bool {
    seen.0.iter().zip(wanted.0).all(|(&a, b)| a.abs_diff(b) < 24)
}

/// Puts an APP1 segment with this orientation, a GPS-looking text and an embedded end mark after the start mark.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 30.123N 91.456E owner \xFF\xD9");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

/// The marker kinds of a JPEG up to its picture data.
fn markers(jpeg: &[u8]) -> Vec<u8> {
    let (mut at, mut found) = (2, Vec::new());
    while jpeg[at + 1] != 0xDA {
        found.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    found
}

/// A checksum as PNG wants it, to build honest-looking chunks.
fn png_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for &byte in kind.iter().chain(body) {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], kind, body, &(!crc).to_be_bytes()].concat()
}

fn png_declaring(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, 6, 0, 0, 0]].concat();
    let idat = [0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01];
    let png = b"\x89PNG\r\n\x1a\n";
    [&png[..], &png_chunk(b"IHDR", &header), &png_chunk(b"IDAT", &idat), &png_chunk(b"IEND", &[])].concat()
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, content) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend(content);
        body.extend(vec![0; content.len() % 2]);
    }
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

#[test]
fn the_three_formats_become_one() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let photo = develop(&bytes_of(halves(800, 600), format)).unwrap();
        assert_eq!((photo.width, photo.height), (800, 600));
        let (picture, small) = (open(&photo.jpeg), open(&photo.thumbnail));
        assert_eq!((small.width(), small.height()), (480, 360));
        assert!(near(picture.get_pixel(100, 300), RED) && near(picture.get_pixel(700, 300), BLUE), "{format:?}");
        assert!(near(small.get_pixel(50, 100), RED) && near(small.get_pixel(430, 100), BLUE));
    }
}

#[test]
fn large_photos_shrink_and_small_ones_stay() {
    let photo = develop(&bytes_of(halves(5120, 64), ImageFormat::Jpeg)).unwrap();
    assert_eq!((photo.width, photo.height), (2560, 32));
    let photo = develop(&bytes_of(halves(20, 10), ImageFormat::Png)).unwrap();
    assert_eq!((photo.width, photo.height), (20, 10));
    assert_eq!(open(&photo.thumbnail).dimensions(), (20, 10));
    let photo = develop(&bytes_of(halves(9000, 1), ImageFormat::Png)).unwrap();
    assert_eq!((photo.width, photo.height), (2560, 1));
}

#[test]
fn orientation_is_applied_and_every_note_of_the_camera_is_gone() {
    let turned = with_exif(&bytes_of(halves(600, 400), ImageFormat::Jpeg), 6);
    assert!(turned.windows(3).any(|text| text == b"GPS"));
    let photo = develop(&turned).unwrap();
    assert_eq!((photo.width, photo.height), (400, 600));
    let picture = open(&photo.jpeg);
    // A quarter turn clockwise brings the left half to the top.
    assert!(near(picture.get_pixel(200, 100), RED) && near(picture.get_pixel(200, 500), BLUE));
    for jpeg in [&photo.jpeg, &photo.thumbnail] {
        assert!(markers(jpeg).iter().all(|marker| matches!(marker, 0xE0 | 0xDB | 0xC0 | 0xC4)), "{:x?}", markers(jpeg));
        assert!(!jpeg.windows(4).any(|text| text == b"Exif" || text == b"ICC_"));
    }
}

#[test]
fn see_through_and_deep_and_grey_pictures_are_handled() {
    let clear = ImageBuffer::from_fn(64, 64, |x, _| Rgba([0u8, 0, 0, if x < 32 { 0 } else { 255 }]));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let picture = open(&develop(&bytes_of(clear.clone(), format)).unwrap().jpeg);
        assert!(near(picture.get_pixel(8, 8), Rgb([255; 3])) && near(picture.get_pixel(56, 8), Rgb([0; 3])));
    }
    let deep = ImageBuffer::from_pixel(40, 30, Rgba([u16::MAX, 0, 0, u16::MAX]));
    assert!(near(open(&develop(&bytes_of(deep, ImageFormat::Png)).unwrap().jpeg).get_pixel(9, 9), Rgb([255, 0, 0])));
    let grey = ImageBuffer::from_pixel(40, 30, Luma([128u8]));
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        assert!(near(open(&develop(&bytes_of(grey.clone(), format)).unwrap().jpeg).get_pixel(9, 9), Rgb([128; 3])));
    }
}

/// An 8x8 JPEG in CMYK as print shops make them: all four channels flat, Huffman tables of one code each.
#[test]
fn a_cmyk_jpeg_is_read_or_refused_but_never_breaks() {
    let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xEE, 0, 14];
    jpeg.extend(b"Adobe\0\x64\0\0\0\0\0");
    jpeg.extend([0xFF, 0xDB, 0, 67, 0]);
    jpeg.extend([1; 64]);
    jpeg.extend([0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4]);
    for component in 1..=4 {
        jpeg.extend([component, 0x11, 0]);
    }
    for table in [0x00, 0x10] {
        jpeg.extend([0xFF, 0xC4, 0, 20, table, 1]);
        jpeg.extend([0; 15]);
        jpeg.push(0);
    }
    jpeg.extend([0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    jpeg.extend([0, 0xFF, 0xD9]);
    let photo = develop(&jpeg).unwrap();
    assert_eq!((photo.width, photo.height), (8, 8));
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let refused = |bytes: &[u8]| match develop(bytes) {
        Err(PhotoRefusal::NotAPhoto { sniffed }) => sniffed,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(b"\0\0\0\x18ftypheic\0\0\0\0"), Sniffed::Heic);
    assert_eq!(refused(b"\0\0\0\x18ftypmif1\0\0\0\0"), Sniffed::Heic);
    assert_eq!(refused(b"GIF89a\x01\0\x01\0"), Sniffed::Gif);
    assert_eq!(refused(b"%PDF-1.7\n"), Sniffed::Pdf);
    assert_eq!(refused(b"<?xml version='1.0'?>\n<SVG onload='x()'>"), Sniffed::Svg);
    assert_eq!(refused(b"\0\0\0\x18ftypisom"), Sniffed::Unknown);
    assert_eq!(refused(b"BM000000"), Sniffed::Unknown);
    assert_eq!(refused(b""), Sniffed::Unknown);
    assert_eq!(Refusal::from(PhotoRefusal::NotAPhoto { sniffed: Sniffed::Heic }).key, "files-not-a-photo-heic");
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let too_many = Err(PhotoRefusal::TOO_MANY_PIXELS);
    assert_eq!(develop(&png_declaring(60_000, 60_000, 8)), too_many);
    assert_eq!(develop(&png_declaring(u32::MAX >> 1, u32::MAX >> 1, 8)), too_many);
    assert_eq!(develop(&png_declaring(6_000, 6_000, 16)), too_many, "36 megapixels of eight bytes");
    let mut jpeg = bytes_of(halves(16, 16), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    assert_eq!(develop(&jpeg), too_many);
    let huge_frame = vec![0x10, 0, 0, 0x9D, 1, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F, 0, 0];
    assert_eq!(develop(&riff(&[(b"VP8 ", huge_frame.clone())])), too_many);
    let canvas = vec![0, 0, 0, 0, 99, 0, 0, 99, 0, 0];
    assert_eq!(develop(&riff(&[(b"VP8X", canvas), (b"VP8 ", huge_frame)])), too_many, "hidden behind a canvas");
    let large = vec![0xFF; PHOTO_MB_MAX * 1024 * 1024 + 1];
    assert_eq!(develop(&large), Err(PhotoRefusal::TooLarge { limit_mb: PHOTO_MB_MAX }));
}

#[test]
fn a_profile_that_unpacks_without_end_costs_little() {
    // A stored zlib stream repeated is enough: the profile is never needed, whatever it holds.
    let profile = [&b"x\0\0"[..], &[0x78, 0x9C, 0xED, 0xC1], &[0; 4096]].concat();
    let honest = bytes_of(halves(32, 32), ImageFormat::Png);
    let with_profile = [&honest[..33], &png_chunk(b"iCCP", &profile), &honest[33..]].concat();
    assert!(matches!(develop(&with_profile), Ok(_) | Err(PhotoRefusal::Broken)));
}

#[test]
fn a_moving_png_gives_its_first_picture() {
    let honest = bytes_of(halves(32, 32), ImageFormat::Png);
    let control = png_chunk(b"acTL", &[0, 0, 0, 200, 0, 0, 0, 0]);
    let moving = [&honest[..33], &control, &honest[33..]].concat();
    assert_eq!(develop(&moving).unwrap().width, 32);
}

#[test]
fn cut_and_scrambled_files_are_broken_and_never_panic() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = bytes_of(halves(64, 48), format);
        for cut in (12..whole.len() - 2).step_by(7) {
            let answer = develop(&whole[..cut]);
            assert!(answer.is_err() || format != ImageFormat::Jpeg, "{format:?} cut at {cut}");
        }
        assert_eq!(develop(&whole[..whole.len() / 2]), Err(PhotoRefusal::Broken), "{format:?}");
        let mut seed = 7u32;
        for _ in 0..400 {
            let mut scrambled = whole.clone();
            for _ in 0..4 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = usize::try_from(seed >> 8).unwrap() % scrambled.len();
                scrambled[at] = seed.to_le_bytes()[1];
            }
            drop(develop(&scrambled));
        }
    }
    assert_eq!(develop(b"\xFF\xD8\xFF\xE1\0\0"), Err(PhotoRefusal::Broken));
}

#[tokio::test]
async fn photos_wait_for_each_other_and_all_arrive() {
    let bytes = Bytes::from(bytes_of(halves(300, 200), ImageFormat::Jpeg));
    let photos = futures::future::join_all((0..8).map(|_| receive(bytes.clone()))).await;
    assert!(photos.iter().all(|photo| photo.as_ref().unwrap().width == 300));
    assert_eq!(
        receive(Bytes::from_static(b"hello")).await.unwrap_err(),
        PhotoRefusal::NotAPhoto { sniffed: Sniffed::Unknown }
    );
}
