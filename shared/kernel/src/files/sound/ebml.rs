//! WebM and Matroska, as browsers record: elements within elements, often with the length left open.

use super::{Heard, big};

/// Elements that are entered; everything else is passed over as a whole.
const ENTERED: [u64; 6] = [0x1853_8067, 0x1549_A966, 0x1654_AE6B, 0xAE, 0x1F43_B675, 0xA0];
const TIMESTAMP_SCALE: u64 = 0x2A_D7B1;
const TRACK_TYPE: u64 = 0x83;
const CLUSTER_TIME: u64 = 0xE7;
const SIMPLE_BLOCK: u64 = 0xA3;
const BLOCK: u64 = 0xA1;
const TITLE: u64 = 0x7BA9;
const TAGS: u64 = 0x1254_C367;
/// An element that holds nothing.
const VOID: u8 = 0xEC;
/// Its head, with the length in eight bytes.
const VOID_HEAD: usize = 9;

pub(super) fn read(bytes: &[u8]) -> Option<Heard> {
    let mut heard = Heard { bytes: bytes.to_vec(), duration_ms: 0, has_sound: false, has_picture: false };
    let (mut at, mut cluster, mut last, mut scale_ns, mut blocks) = (0, 0u64, 0u64, 1_000_000u64, 0u32);
    while at < bytes.len() {
        let Some((id, head, size)) = element(bytes.get(at..)?) else { break };
        let start = at + head;
        if ENTERED.contains(&id) {
            at = start;
            continue;
        }
        // Only what is entered may leave its length open; a last element that was cut ends what we have.
        let end = start.checked_add(usize::try_from(size?).ok()?)?;
        let Some(body) = bytes.get(start..end) else { break };
        match id {
            TIMESTAMP_SCALE => scale_ns = big(body),
            TRACK_TYPE => match big(body) {
                1 | 3 => heard.has_picture = true,
                2 => heard.has_sound = true,
                _ => {}
            },
            CLUSTER_TIME => cluster = big(body),
            SIMPLE_BLOCK | BLOCK => {
                blocks += 1;
                last = last.max(cluster.saturating_add(block_time(body)));
            }
            TITLE => heard.bytes.get_mut(start..end)?.fill(0),
            TAGS => blank(heard.bytes.get_mut(at..end)?),
            _ => {}
        }
        at = end;
    }
    // The times of the blocks cannot be left out; a length named in the head could say anything.
    heard.duration_ms = u64::try_from(u128::from(last) * u128::from(scale_ns) / 1_000_000).unwrap_or(u64::MAX);
    (blocks > 0).then_some(heard)
}

/// The element at the beginning: its id, the length of its head, and of its content unless that is left open.
fn element(bytes: &[u8]) -> Option<(u64, usize, Option<u64>)> {
    let (id_len, _) = width(*bytes.first()?, 4)?;
    let id = big(bytes.get(..id_len)?);
    let (size_len, marked) = width(*bytes.get(id_len)?, 8)?;
    let rest = bytes.get(id_len + 1..id_len + size_len)?;
    let size = rest.iter().fold(u64::from(marked), |sum, &byte| (sum << 8) | u64::from(byte));
    let open = (1u64 << (7 * size_len)) - 1;
    Some((id, id_len + size_len, Some(size).filter(|size| *size != open)))
}

/// How many bytes a number has that begins with this one, and the first byte without the mark that says so.
fn width(first: u8, most: usize) -> Option<(usize, u8)> {
    let zeros = first.leading_zeros();
    let length = usize::try_from(zeros).ok()? + 1;
    (length <= most).then(|| (length, first & 0x7F_u8.checked_shr(zeros).unwrap_or(0)))
}

/// When a block plays, after the beginning of its cluster.
fn block_time(block: &[u8]) -> u64 {
    let after = block.first().and_then(|&first| width(first, 8)).map_or(1, |(length, _)| length);
    match block.get(after..after + 2) {
        Some(&[high, low]) => u64::try_from(i16::from_be_bytes([high, low])).unwrap_or(0),
        _ => 0,
    }
}

/// Makes a whole element into one that holds nothing.
fn blank(element: &mut [u8]) {
    element.fill(0);
    let size = u64::try_from(element.len().saturating_sub(VOID_HEAD)).unwrap_or(0);
    if let Some((head, _)) = element.split_at_mut_checked(VOID_HEAD) {
        let [_, size @ ..] = size.to_be_bytes();
        let mut filled = [VOID, 1, 0, 0, 0, 0, 0, 0, 0];
        if let Some(tail) = filled.get_mut(2..) {
            tail.copy_from_slice(&size);
        }
        head.copy_from_slice(&filled);
    }
}
