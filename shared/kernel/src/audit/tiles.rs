//! The tree in tiles, laid out as C2SP tlog-tiles say: a tile of level `l` holds up to 256 hashes of level `8 * l`.
//!
//! A full tile never changes again. The partial tiles at the right edge are all that appending needs, and all that the
//! root needs. This file never stores anything; it says what to store.

use super::{
    proof,
    tree::{self, Frontier, Hash, node_hash},
};
use std::collections::{BTreeMap, VecDeque};

/// How many levels of the tree one tile spans.
pub const HEIGHT: u8 = 8;
/// How many hashes a full tile holds.
pub const WIDTH: usize = 256;
/// How many levels of tiles a tree of any size can have.
const LEVELS: u8 = 8;

/// What is wrong with stored tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileFault {
    /// A tile that a tree of this size must have is not there, or is too narrow.
    #[error("tile {level}/{index} is missing or too narrow")]
    Missing {
        /// The level of the tile.
        level: u8,
        /// Its place in the level.
        index: u64,
    },
    /// A tile that a tree of this size cannot have, or one with too many hashes.
    #[error("tile {level}/{index} does not belong to a tree of this size")]
    Extra {
        /// The level of the tile.
        level: u8,
        /// Its place in the level.
        index: u64,
    },
    /// A hash is not the root of the tile below it.
    #[error("hash {position} of tile {level}/{index} is not the root of the tile below it")]
    Wrong {
        /// The level of the tile.
        level: u8,
        /// Its place in the level.
        index: u64,
        /// Which of its hashes.
        position: usize,
    },
    /// A tree cannot be this large.
    #[error("the tree cannot grow further")]
    TooLarge,
}

/// One tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// 0 holds leaf hashes; each level above holds the roots of the tiles below.
    pub level: u8,
    /// The place in the level.
    pub index: u64,
    /// 1 to 256 hashes.
    pub hashes: Vec<Hash>,
}

impl Tile {
    /// How many hashes it holds.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.hashes.len()
    }

    /// A full tile never changes again.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.hashes.len() == WIDTH
    }

    /// The hashes one after another, as they are stored and exported.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.hashes.concat()
    }

    /// Reads back what [`Tile::to_bytes`] wrote; `None` unless it is 1 to 256 whole hashes.
    #[must_use]
    pub fn from_bytes(level: u8, index: u64, bytes: &[u8]) -> Option<Self> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && (1..=WIDTH).contains(&hashes.len()) && level < LEVELS;
        fits.then(|| Self { level, index, hashes: hashes.to_vec() })
    }

    /// The path under which it is published: `tile/0/x001/067`, or `tile/0/x001/067.p/5` when partial.
    #[must_use]
    pub fn path(&self) -> String {
        let mut place = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            place = format!("x{:03}/{place}", rest % 1000);
            rest /= 1000;
        }
        let partial = if self.is_full() { String::new() } else { format!(".p/{}", self.width()) };
        format!("tile/{}/{place}{partial}", self.level)
    }
}

/// The partial tiles of a tree of this size, as `(level, index, width)`, lowest level first: what to load before
/// appending.
#[must_use]
pub fn edge_of(size: u64) -> Vec<(u8, u64, usize)> {
    (0..LEVELS)
        .filter_map(|level| {
            let (index, width) = edge_at(size, level);
            (width > 0).then_some((level, index, width))
        })
        .collect()
}

/// The place and width of the partial tile of a level; width 0 when there is none.
fn edge_at(size: u64, level: u8) -> (u64, usize) {
    let count = size >> (u32::from(level) * u32::from(HEIGHT));
    (count >> HEIGHT, usize::try_from(count % 256).unwrap_or(0))
}

/// What appending changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The new number of leaves.
    pub size: u64,
    /// The new root.
    pub root: Hash,
    /// The tiles to write, each replacing a narrower one at the same level and index, if there is one.
    pub writes: Vec<Tile>,
    /// The new right edge, to be handed to the next append.
    pub edge: Vec<Tile>,
}

/// Appends leaf hashes to a tree of `old_size` with this right edge (the tiles that [`edge_of`] names, in that order).
///
/// # Errors
/// [`TileFault`] if the edge does not fit the size.
pub fn append(old_size: u64, edge: &[Tile], leaves: &[Hash]) -> Result<Appended, TileFault> {
    check_edge(old_size, edge)?;
    let added = u64::try_from(leaves.len()).map_err(|_| TileFault::TooLarge)?;
    let size = old_size.checked_add(added).ok_or(TileFault::TooLarge)?;
    let mut writes = Vec::new();
    let mut new_edge = Vec::new();
    let mut coming = leaves.to_vec();
    for level in 0..LEVELS {
        let (index, _) = edge_at(old_size, level);
        let mut row: VecDeque<Hash> =
            edge.iter().find(|tile| tile.level == level).map(|tile| tile.hashes.clone().into()).unwrap_or_default();
        let changed = !coming.is_empty();
        row.extend(coming.drain(..));
        let mut at = index;
        while row.len() >= WIDTH {
            let full = Tile { level, index: at, hashes: row.drain(..WIDTH).collect() };
            coming.push(tree::root(&full.hashes));
            writes.push(full);
            at = at.saturating_add(1);
        }
        if !row.is_empty() {
            let partial = Tile { level, index: at, hashes: row.into() };
            if changed {
                writes.push(partial.clone());
            }
            new_edge.push(partial);
        }
    }
    let root = root(size, &new_edge)?;
    Ok(Appended { size, root, writes, edge: new_edge })
}

/// The root of a tree of this size, from its right edge alone.
///
/// # Errors
/// [`TileFault`] if the edge does not fit the size.
pub fn root(size: u64, edge: &[Tile]) -> Result<Hash, TileFault> {
    check_edge(size, edge)?;
    // A partial tile is the frontier of its own level; the larger subtrees are in the higher levels.
    let peaks = edge.iter().rev().flat_map(|tile| {
        let mut part = Frontier::default();
        tile.hashes.iter().for_each(|hash| part.push(*hash));
        part.peaks().to_vec()
    });
    Frontier::from_peaks(size, peaks.collect()).map(|frontier| frontier.root()).ok_or(TileFault::TooLarge)
}

fn check_edge(size: u64, edge: &[Tile]) -> Result<(), TileFault> {
    let mut given = edge.iter();
    for (level, index, width) in edge_of(size) {
        match given.next() {
            Some(tile) if (tile.level, tile.index, tile.width()) == (level, index, width) => {}
            _ => return Err(TileFault::Missing { level, index }),
        }
    }
    given.next().map_or(Ok(()), |tile| Err(TileFault::Extra { level: tile.level, index: tile.index }))
}

/// Tiles in memory, for checking a whole tree and for making proofs.
#[derive(Clone, Debug, Default)]
pub struct TileSet(BTreeMap<(u8, u64), Vec<Hash>>);

impl TileSet {
    /// Puts a tile in, in place of a narrower one.
    pub fn insert(&mut self, tile: Tile) {
        self.0.insert((tile.level, tile.index), tile.hashes);
    }

    /// The right edge for this size.
    ///
    /// # Errors
    /// [`TileFault::Missing`] names the first tile that is not there.
    pub fn edge(&self, size: u64) -> Result<Vec<Tile>, TileFault> {
        edge_of(size)
            .into_iter()
            .map(|(level, index, width)| {
                let hashes = self.0.get(&(level, index)).and_then(|hashes| hashes.get(..width));
                let hashes = hashes.ok_or(TileFault::Missing { level, index })?.to_vec();
                Ok(Tile { level, index, hashes })
            })
            .collect()
    }

    /// Checks that exactly the tiles of a tree of this size are there and that every hash above the leaves is the root
    /// of the tile below it; gives the root. Whether the leaf hashes are right is the caller's to check.
    ///
    /// # Errors
    /// [`TileFault`] names the first wrong tile.
    pub fn check(&self, size: u64) -> Result<Hash, TileFault> {
        for level in 0..LEVELS {
            let (full, width) = edge_at(size, level);
            let mut wanted = 0;
            for (&(_, index), hashes) in self.0.range((level, 0)..=(level, u64::MAX)) {
                let expected = if index < full { WIDTH } else { width };
                if index > wanted || hashes.len() < expected {
                    return Err(TileFault::Missing { level, index: wanted });
                }
                if index > full || hashes.len() > expected {
                    return Err(TileFault::Extra { level, index });
                }
                self.check_tile(level, index, hashes)?;
                wanted = wanted.saturating_add(1);
            }
            if wanted < full.saturating_add(u64::from(width > 0)) {
                return Err(TileFault::Missing { level, index: wanted });
            }
        }
        if let Some((&(level, index), _)) = self.0.range((LEVELS, 0)..).next() {
            return Err(TileFault::Extra { level, index });
        }
        root(size, &self.edge(size)?)
    }

    fn check_tile(&self, level: u8, index: u64, hashes: &[Hash]) -> Result<(), TileFault> {
        let Some(below) = level.checked_sub(1) else { return Ok(()) };
        let first = index.saturating_mul(256);
        for (position, hash) in hashes.iter().enumerate() {
            let child = first.saturating_add(u64::try_from(position).unwrap_or(u64::MAX));
            let child_root = self.0.get(&(below, child)).map(|hashes| tree::root(hashes));
            if child_root != Some(*hash) {
                return Err(TileFault::Wrong { level, index, position });
            }
        }
        Ok(())
    }

    /// The root of the complete subtree `(level, index)` of the tree, if its tile is here.
    #[must_use]
    pub fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let inside = u32::from(level % HEIGHT);
        let first = index.checked_mul(1 << inside)?;
        let hashes = self.0.get(&(level / HEIGHT, first >> HEIGHT))?;
        let from = usize::try_from(first % 256).ok()?;
        let mut row = hashes.get(from..from.checked_add(1 << inside)?)?.to_vec();
        while row.len() > 1 {
            let (pairs, _) = row.as_chunks::<2>();
            row = pairs.iter().map(|[left, right]| node_hash(left, right)).collect();
        }
        row.first().copied()
    }

    /// The proof that leaf `index` is in the tree with `size` leaves; see [`proof::includes`].
    #[must_use]
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        proof::inclusion(index, size, &|level, at| self.node(level, at))
    }

    /// The proof that the tree with `old` leaves is the beginning of the one with `new`; see [`proof::extends`].
    #[must_use]
    pub fn consistency(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        proof::consistency(old, new, &|level, at| self.node(level, at))
    }
}

#[cfg(test)]
#[expect(clippy::cast_possible_truncation, reason = "tests")]
mod tests {
    use super::*;
    use crate::audit::{
        proof::{extends, includes},
        tree::leaf_hash,
    };
    use proptest::prelude::*;
    use tlog_tiles::{Tile as Theirs, tlog};

    fn leaves(from: u64, count: u64) -> Vec<Hash> {
        (from..from + count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    /// Their storage of every hash, as their own tests keep it.
    struct Stored(Vec<tlog::Hash>);
    impl tlog::HashReader for Stored {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
            Ok(indexes.iter().map(|at| self.0[*at as usize]).collect())
        }
    }
    fn stored(count: u64) -> Stored {
        let mut all = Stored(Vec::new());
        for n in 0..count {
            let more = tlog::stored_hashes(n, &n.to_be_bytes(), &all).unwrap();
            all.0.extend(more);
        }
        all
    }

    #[test]
    fn tiles_and_roots_equal_those_of_the_other_implementation() {
        let reference = stored(70_000);
        let (mut size, mut edge, mut set) = (0u64, Vec::new(), TileSet::default());
        for step in [0, 1, 2, 252, 1, 0, 300, 4_444, 60_535, 1, 1, 4_463] {
            let done = append(size, &edge, &leaves(size, step)).unwrap();
            assert_eq!(done.size, size + step);
            assert_eq!(done.root, tlog::tree_hash(done.size, &reference).unwrap().0, "at {}", done.size);
            let expected = Theirs::new_tiles(HEIGHT, size, done.size);
            assert_eq!(done.writes.len(), expected.len());
            for (ours, theirs) in done.writes.iter().zip(expected) {
                assert_eq!(ours.to_bytes(), theirs.read_data(&reference).unwrap());
                assert_eq!(ours.path().replacen("tile/", "tile/8/", 1), theirs.path());
                assert_eq!(Tile::from_bytes(ours.level, ours.index, &ours.to_bytes()).as_ref(), Some(ours));
                set.insert(ours.clone());
            }
            assert_eq!(set.check(done.size).unwrap(), done.root);
            assert_eq!(set.edge(done.size).unwrap(), done.edge);
            (size, edge) = (done.size, done.edge);
        }
        assert_eq!(size, 70_000);
        for (old, index) in [(1, 0), (256, 255), (65_536, 65_536), (69_999, 12_345), (70_000, 69_999)] {
            let head = root(size, &edge).unwrap();
            let leaf = leaves(index, 1)[0];
            assert!(includes(index, size, &leaf, &head, &set.inclusion(index, size).unwrap()));
            let old_root = tlog::tree_hash(old, &reference).unwrap().0;
            assert!(extends((old, &old_root), (size, &head), &set.consistency(old, size).unwrap()));
        }
    }

    #[test]
    fn a_changed_or_missing_tile_is_named() {
        let done = append(0, &[], &leaves(0, 70_000)).unwrap();
        let mut good = TileSet::default();
        done.writes.into_iter().for_each(|tile| good.insert(tile));
        assert_eq!(good.check(70_000), Ok(done.root));

        let mut bad = good.clone();
        bad.0.get_mut(&(0, 9)).unwrap()[3][0] ^= 1;
        assert_eq!(bad.check(70_000), Err(TileFault::Wrong { level: 1, index: 0, position: 9 }));
        let mut bad = good.clone();
        bad.0.remove(&(0, 9));
        assert_eq!(bad.check(70_000), Err(TileFault::Missing { level: 0, index: 9 }));
        let mut bad = good.clone();
        bad.0.remove(&(2, 0));
        assert_eq!(bad.check(70_000), Err(TileFault::Missing { level: 2, index: 0 }));
        let mut bad = good.clone();
        bad.insert(Tile { level: 3, index: 0, hashes: vec![[0; 32]] });
        assert_eq!(bad.check(70_000), Err(TileFault::Extra { level: 3, index: 0 }));
        let mut bad = good.clone();
        bad.0.get_mut(&(0, 273)).unwrap().pop();
        assert_eq!(bad.check(70_000), Err(TileFault::Missing { level: 0, index: 273 }));
        assert_eq!(good.check(69_999), Err(TileFault::Extra { level: 0, index: 273 }));
    }

    #[test]
    fn an_edge_of_another_size_is_refused() {
        let done = append(0, &[], &leaves(0, 300)).unwrap();
        assert_eq!(append(299, &done.edge, &[]), Err(TileFault::Missing { level: 0, index: 1 }));
        assert_eq!(root(256, &done.edge), Err(TileFault::Missing { level: 1, index: 0 }));
        assert_eq!(append(0, &done.edge, &[]), Err(TileFault::Extra { level: 0, index: 1 }));
        assert!(append(300, &done.edge, &[]).unwrap().writes.is_empty());
        assert!(Tile::from_bytes(0, 0, &[]).is_none());
        assert!(Tile::from_bytes(0, 0, &[0; 33]).is_none());
        assert!(Tile::from_bytes(0, 0, &[0; 257 * 32]).is_none());
        assert_eq!(root(u64::MAX, &[]), Err(TileFault::Missing { level: 0, index: u64::MAX >> 8 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_batching_gives_the_same_tree(steps in proptest::collection::vec(0u64..700, 1..8)) {
            let (mut size, mut edge, mut set) = (0, Vec::new(), TileSet::default());
            for step in steps {
                let done = append(size, &edge, &leaves(size, step)).unwrap();
                done.writes.into_iter().for_each(|tile| set.insert(tile));
                prop_assert_eq!(done.root, tree::root(&leaves(0, done.size)));
                prop_assert_eq!(set.check(done.size), Ok(done.root));
                (size, edge) = (done.size, done.edge);
            }
        }
    }
}
