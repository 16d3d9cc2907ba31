//! MP4, M4A and 3GP, as phones and some browsers record: boxes within boxes.

use super::{Heard, big, ms};

/// Boxes that are entered; everything else is passed over as a whole.
const ENTERED: [&[u8; 4]; 6] = [b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"];
/// Boxes of notes: titles, places, who made it. They become free space, so that nothing else moves.
const NOTES: [&[u8; 4]; 3] = [b"udta", b"meta", b"uuid"];

/// Ticks a second of the whole and of the track last begun, and whether content and its table are there.
#[derive(Default)]
struct Frame {
    movie: u64,
    track: u64,
    table: bool,
    content: bool,
}

pub(super) fn read(bytes: &[u8]) -> Option<Heard> {
    let mut heard = Heard { bytes: bytes.to_vec(), duration_ms: 0, has_sound: false, has_picture: false };
    let (mut at, mut frame) = (0, Frame::default());
    while at < bytes.len() {
        let (name, head, whole) = head(bytes.get(at..)?)?;
        let end = at.checked_add(whole)?;
        let body = bytes.get(at + head..end)?;
        if NOTES.contains(&&name) {
            heard.bytes.get_mut(at + 4..at + 8)?.copy_from_slice(b"free");
            heard.bytes.get_mut(at + head..end)?.fill(0);
        }
        frame.table |= &name == b"moov";
        frame.content |= &name == b"mdat";
        if &name == b"hdlr" {
            heard.has_sound |= body.get(8..12) == Some(b"soun");
            heard.has_picture |= body.get(8..12) == Some(b"vide");
        }
        let lasts = frame.lasts(&name, body).unwrap_or(0);
        heard.duration_ms = heard.duration_ms.max(lasts);
        at = if ENTERED.contains(&&name) { at + head } else { end };
    }
    (frame.table && frame.content).then_some(heard)
}

impl Frame {
    /// How long the sound lasts at least, as far as this box says.
    fn lasts(&mut self, name: &[u8; 4], body: &[u8]) -> Option<u64> {
        let wide = body.first() == Some(&1);
        let number = |narrow: std::ops::Range<usize>, long: std::ops::Range<usize>| {
            let bytes = body.get(if wide { long } else { narrow })?;
            let open = bytes.iter().all(|&byte| byte == u8::MAX);
            Some(big(bytes)).filter(|_| !open)
        };
        match name {
            b"mvhd" => {
                self.movie = number(12..16, 20..24)?;
                ms(number(16..20, 24..32)?, self.movie)
            }
            b"mdhd" => {
                self.track = number(12..16, 20..24)?;
                ms(number(16..20, 24..32)?, self.track)
            }
            b"mehd" => ms(number(4..8, 4..12)?, self.movie),
            b"tfdt" => ms(number(4..8, 4..12)?, self.track),
            _ => None,
        }
    }
}

/// The box at the beginning: its name, the length of its head, and of all of it.
fn head(bytes: &[u8]) -> Option<([u8; 4], usize, usize)> {
    let short = usize::try_from(big(bytes.get(..4)?)).ok()?;
    let name: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let (head, whole) = match short {
        0 => (8, bytes.len()),
        1 => (16, usize::try_from(big(bytes.get(8..16)?)).ok()?),
        short => (8, short),
    };
    (whole >= head).then_some((name, head, whole))
}
