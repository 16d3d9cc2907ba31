//! Honest recordings of every kind, and dishonest ones built by hand.

use super::*;
use proptest::prelude::*;

fn wav(seconds: usize) -> Vec<u8> {
    let data = vec![0x80; 8000 * seconds];
    let mut file = b"RIFF\0\0\0\0WAVELIST\x08\0\0\0INFOhome".to_vec();
    file.extend(b"fmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    file.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    file.extend(data);
    file
}

fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let mut out = id.to_vec();
    out.extend((u64::try_from(body.len()).unwrap() | 1 << 56).to_be_bytes());
    out.extend(body);
    out
}

/// As browsers write it: the segment and its clusters leave their length open.
fn webm(track: u8, cluster_ms: u16) -> Vec<u8> {
    let mut file = element(b"\x1A\x45\xDF\xA3", &element(b"\x42\x82", b"webm"));
    file.extend(b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff");
    file.extend(element(b"\x15\x49\xA9\x66", &element(b"\x7B\xA9", b"My kitchen")));
    file.extend(element(b"\x12\x54\xC3\x67", b"LOCATION 30.123N 91.456E"));
    file.extend(element(b"\x16\x54\xAE\x6B", &element(b"\xAE", &element(b"\x83", &[track]))));
    file.extend(b"\x1F\x43\xB6\x75\x01\xff\xff\xff\xff\xff\xff\xff");
    file.extend(element(b"\xE7", &cluster_ms.to_be_bytes()));
    file.extend(element(b"\xA3", b"\x81\x01\xF4\x80sound"));
    file
}

fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(body.len() + 8).unwrap().to_be_bytes().to_vec();
    out.extend(name);
    out.extend(body);
    out
}

fn mp4(brand: &[u8], handler: &[u8], seconds: u32) -> Vec<u8> {
    let mut times = vec![0; 12];
    times.extend(1000u32.to_be_bytes());
    times.extend((seconds * 1000).to_be_bytes());
    let handler = [b"\0\0\0\0\0\0\0\0", handler].concat();
    let media = boxed(b"mdia", &[boxed(b"mdhd", &times), boxed(b"hdlr", &handler)].concat());
    let movie = [boxed(b"mvhd", &times), boxed(b"udta", b"+30.123+091.456/"), boxed(b"trak", &media)].concat();
    [boxed(b"ftyp", brand), boxed(b"moov", &movie), boxed(b"mdat", b"sound")].concat()
}

fn ogg(begins: &[u8], granule: u64) -> Vec<u8> {
    let page = |flags: u8, position: u64, body: &[u8]| {
        let mut out = b"OggS\0".to_vec();
        out.push(flags);
        out.extend(position.to_le_bytes());
        out.extend([0; 12]);
        out.extend([1, u8::try_from(body.len()).unwrap()]);
        out.extend(body);
        out
    };
    let notes = b"OpusTags\x04\0\0\0home\x02\0\0\0\x04\0\0\0A=GP\x0a\0\0\0B=30.123 N!";
    [page(2, 0, begins), page(0, 0, notes), page(0, granule, b"sound"), page(4, u64::MAX, b"")].concat()
}

/// Frames of 64 kbit/s at 44,100 Hz: 208 bytes and 26 ms each.
fn mp3(frames: usize) -> Vec<u8> {
    let mut file = b"ID3\x04\0\0\0\0\0\x0AGPS 30.12N".to_vec();
    for _ in 0..frames {
        file.extend([0xFF, 0xFB, 0x50, 0xC0]);
        file.extend([0; 204]);
    }
    file.extend(b"TAG and whatever stands behind");
    file
}

fn amr(frames: usize) -> Vec<u8> {
    let mut file = b"#!AMR\n".to_vec();
    for _ in 0..frames {
        file.push(0x3C);
        file.extend([0; 31]);
    }
    file
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn what_recorders_make_is_taken_with_its_length_and_without_notes() {
    let taken = [
        (wav(2), "audio/wav", 2000, "home"),
        (webm(2, 1500), "audio/webm", 2000, "kitchen"),
        (webm(2, 1500), "audio/webm", 2000, "30.123"),
        (mp4(b"M4A \0\0\0\0", b"soun", 3), "audio/mp4", 3000, "30.123"),
        (mp4(b"3gp4\0\0\0\0", b"soun", 3), "audio/3gpp", 3000, "30.123"),
        (ogg(b"OpusHead", 96_000), "audio/ogg", 2000, "30.123"),
        (ogg(b"Speex   ............................\x40\x1f\0\0", 16_000), "audio/ogg", 2000, "home"),
        (mp3(100), "audio/mpeg", 2612, "GPS"),
        (amr(50), "audio/amr", 1000, "GPS"),
    ];
    for (file, media_type, duration_ms, gone) in taken {
        let kept = listen(&file).unwrap();
        assert_eq!((kept.media_type, kept.duration_ms), (media_type, duration_ms));
        assert!(!holds(&kept.bytes, gone), "{media_type} keeps {gone}");
        assert!(kept.bytes.len() <= file.len());
        // What was kept is a recording again, and stays as it is.
        assert_eq!(listen(&kept.bytes).unwrap(), kept, "{media_type}");
    }
}

#[test]
fn what_is_no_recording_is_refused_in_words() {
    let no = |file: &[u8]| listen(file).unwrap_err();
    for file in
        [&b""[..], b"GIF89a", b"<svg onload=alert(1)>", b"%PDF-1.7", b"\xFF\xFB\x50\xC0", b"#!/bin/sh\n", b"ID3"]
    {
        assert_eq!(no(file), SoundRefusal::NotASound, "{file:?}");
    }
    assert_eq!(no(&mp4(b"heic\0\0\0\0", b"pict", 1)), SoundRefusal::NotASound);
    assert_eq!(no(&mp4(b"mp42\0\0\0\0", b"vide", 1)), SoundRefusal::Moving);
    assert_eq!(no(&webm(1, 100)), SoundRefusal::Moving);
    assert_eq!(no(&[ogg(b"OpusHead", 48_000), ogg(b"\x80theora", 0)].concat()), SoundRefusal::Moving);
    assert_eq!(no(&webm(17, 100)), SoundRefusal::Broken);
    for cut in [mp4(b"M4A \0\0\0\0", b"soun", 3), wav(1), webm(2, 100)] {
        assert_eq!(no(cut.get(..40).unwrap()), SoundRefusal::Broken);
    }
    assert_eq!(no(b"#!AMR\n"), SoundRefusal::Broken);
    assert_eq!(no(&vec![0; SOUND_MB_MAX * 1024 * 1024 + 1]), SoundRefusal::TooLarge { limit_mb: SOUND_MB_MAX });
}

#[test]
fn three_minutes_and_a_moment_are_taken_and_four_are_not() {
    let long = SoundRefusal::TooLong { limit_min: 3 };
    assert!(listen(&wav(184)).is_ok());
    for file in [wav(240), mp4(b"M4A \0\0\0\0", b"soun", 240), ogg(b"OpusHead", 48_000 * 240), amr(12_000), mp3(9_200)]
    {
        assert_eq!(listen(&file).unwrap_err(), long);
    }
    let clusters: Vec<u8> =
        [&webm(2, 60_000)[..], &element(b"\xE7", &240_000u32.to_be_bytes()), &element(b"\xA3", b"\x81\0\0\0x")]
            .concat();
    assert_eq!(listen(&clusters).unwrap_err(), long);
}

fn samples() -> Vec<Vec<u8>> {
    vec![wav(1), webm(2, 100), mp4(b"M4A \0\0\0\0", b"soun", 3), ogg(b"OpusHead", 48_000), mp3(5), amr(5)]
}

proptest! {
    /// Whatever stands in a file: no panic, no endless loop, nothing longer than what came.
    #[test]
    fn any_bytes_are_answered(kind in 0usize..6, junk in proptest::collection::vec(any::<u8>(), 0..400), keep in 0usize..64) {
        let sample = &samples()[kind];
        let file = [sample.get(..keep.min(sample.len())).unwrap(), &junk].concat();
        if let Ok(kept) = listen(&file) {
            prop_assert!(kept.bytes.len() <= file.len() + 16);
        }
    }

    /// An honest file with some bytes changed or its end cut.
    #[test]
    fn damaged_files_are_answered(kind in 0usize..6, hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12), cut in any::<prop::sample::Index>()) {
        let mut file = samples()[kind].clone();
        for (at, byte) in hits {
            let at = at.index(file.len().min(300));
            file[at] = byte;
        }
        file.truncate(cut.index(file.len()) + 1);
        let _answer = listen(&file);
    }
}
