//! Proofs that a leaf is in a tree and that a tree is the beginning of a larger one (RFC 6962, 2.1; checks by RFC 9162).
//!
//! Making a proof reads nodes from whoever keeps them; checking one needs nothing but the proof.

use super::tree::{Hash, empty_root, node_hash};

/// Looks up the root of the complete subtree `(level, index)`: the leaves from `index << level`, `1 << level` of them.
pub type Nodes<'a> = &'a dyn Fn(u8, u64) -> Option<Hash>;

/// The path from leaf `index` to the root of the tree with `size` leaves. `None` if there is no such leaf or a node is
/// missing.
#[must_use]
pub fn inclusion(index: u64, size: u64, nodes: Nodes<'_>) -> Option<Vec<Hash>> {
    if index >= size {
        return None;
    }
    let (mut low, mut high) = (0, size);
    let mut path = Vec::new();
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            path.push(range(middle, high, nodes)?);
            high = middle;
        } else {
            path.push(range(low, middle, nodes)?);
            low = middle;
        }
    }
    path.reverse();
    Some(path)
}

/// The proof that the tree with `old` leaves is the beginning of the one with `new`. Empty when either says nothing.
#[must_use]
pub fn consistency(old: u64, new: u64, nodes: Nodes<'_>) -> Option<Vec<Hash>> {
    if old > new {
        return None;
    }
    let mut path = Vec::new();
    if old == 0 || old == new {
        return Some(path);
    }
    let (mut low, mut high) = (0, new);
    // Walk down to where the old tree ends; the node there is left out if it is the whole old tree, which the checker
    // knows already.
    while old != high {
        let middle = low + split(high - low);
        if old <= middle {
            path.push(range(middle, high, nodes)?);
            high = middle;
        } else {
            path.push(range(low, middle, nodes)?);
            low = middle;
        }
    }
    if low > 0 {
        path.push(range(low, high, nodes)?);
    }
    path.reverse();
    Some(path)
}

/// Whether the proof leads from this leaf to this root.
#[must_use]
pub fn includes(index: u64, size: u64, leaf: &Hash, root: &Hash, proof: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut here, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for other in proof {
        if last == 0 {
            return false;
        }
        if here & 1 == 1 || here == last {
            hash = node_hash(other, &hash);
            climb(&mut here, &mut last);
        } else {
            hash = node_hash(&hash, other);
        }
        here >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether the proof shows that the old tree (size, root) is the beginning of the new one.
#[must_use]
pub fn extends(old: (u64, &Hash), new: (u64, &Hash), proof: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root;
    }
    if old_size == 0 {
        return proof.is_empty() && *old_root == empty_root();
    }
    let (mut here, mut last) = (old_size - 1, new_size - 1);
    let shared = here.trailing_ones();
    here = here.checked_shr(shared).unwrap_or(0);
    last = last.checked_shr(shared).unwrap_or(0);
    let (start, rest) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else if let Some((first, rest)) = proof.split_first() {
        (first, rest)
    } else {
        return false;
    };
    let (mut from, mut to) = (*start, *start);
    for other in rest {
        if last == 0 {
            return false;
        }
        if here & 1 == 1 || here == last {
            from = node_hash(other, &from);
            to = node_hash(other, &to);
            climb(&mut here, &mut last);
        } else {
            to = node_hash(&to, other);
        }
        here >>= 1;
        last >>= 1;
    }
    last == 0 && from == *old_root && to == *new_root
}

/// Skips the levels on which the node has no sibling, because the tree ends there.
fn climb(here: &mut u64, last: &mut u64) {
    while *here & 1 == 0 && *here != 0 {
        *here >>= 1;
        *last >>= 1;
    }
}

/// The root over the leaves `low..high`; `low` is a multiple of the size of the subtree that begins there.
fn range(low: u64, high: u64, nodes: Nodes<'_>) -> Option<Hash> {
    let count = high.checked_sub(low)?;
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return nodes(u8::try_from(level).ok()?, low >> level);
    }
    if count == 0 {
        return None;
    }
    let middle = low + split(count);
    Some(node_hash(&range(low, middle, nodes)?, &range(middle, high, nodes)?))
}

/// The largest power of two below `count`, which is at least 2.
const fn split(count: u64) -> u64 {
    1 << (63 - (count - 1).leading_zeros())
}

#[cfg(test)]
#[expect(clippy::cast_possible_truncation, reason = "tests")]
mod tests {
    use super::*;
    use crate::audit::tree::{leaf_hash, root, tests::published_leaves};
    use tlog_tiles::tlog;

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    fn nodes(leaves: &[Hash]) -> impl Fn(u8, u64) -> Option<Hash> + '_ {
        |level, index| {
            let from = usize::try_from(index << level).unwrap();
            leaves.get(from..from + (1 << level)).map(root)
        }
    }

    #[test]
    fn proofs_equal_the_published_ones() {
        let leaves: Vec<Hash> = published_leaves().iter().map(|data| leaf_hash(data)).collect();
        let path = inclusion(5, 8, &nodes(&leaves)).unwrap();
        assert_eq!(
            path.iter().map(hex::encode).collect::<Vec<_>>(),
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        );
        let path = consistency(6, 8, &nodes(&leaves)).unwrap();
        assert_eq!(
            path.iter().map(hex::encode).collect::<Vec<_>>(),
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        );
    }

    #[test]
    fn every_leaf_of_every_small_tree_is_proved_and_no_other() {
        let all = leaves(40);
        for size in 1..=40u64 {
            let tree = &all[..size as usize];
            let head = root(tree);
            for index in 0..size {
                let path = inclusion(index, size, &nodes(tree)).unwrap();
                let leaf = tree[index as usize];
                assert!(includes(index, size, &leaf, &head, &path));
                assert!(!includes(index, size, &[7; 32], &head, &path));
                assert!(!includes(size, size, &leaf, &head, &path));
                if size > 1 {
                    assert!(!includes((index + 1) % size, size, &leaf, &head, &path));
                    assert!(!includes(index, size, &leaf, &head, &path[1..]));
                }
                let theirs: Vec<_> = path.iter().map(|hash| tlog::Hash(*hash)).collect();
                assert!(tlog::check_record(&theirs, size, tlog::Hash(head), index, tlog::Hash(leaf)).is_ok());
            }
        }
        assert!(inclusion(3, 3, &nodes(&all)).is_none());
    }

    #[test]
    fn every_beginning_of_every_small_tree_is_proved_and_no_other() {
        let all = leaves(40);
        for new in 1..=40u64 {
            let new_root = root(&all[..new as usize]);
            for old in 0..=new {
                let old_root = root(&all[..old as usize]);
                let path = consistency(old, new, &nodes(&all[..new as usize])).unwrap();
                assert!(extends((old, &old_root), (new, &new_root), &path), "{old} {new}");
                assert!(!extends((old, &[7; 32]), (new, &new_root), &path));
                if old > 0 {
                    assert!(!extends((old, &old_root), (new, &[7; 32]), &path));
                }
                if old > 1 {
                    assert!(!extends((old - 1, &root(&all[1..old as usize])), (new, &new_root), &path));
                }
                if old > 0 {
                    let theirs: Vec<_> = path.iter().map(|hash| tlog::Hash(*hash)).collect();
                    let heads = (tlog::Hash(old_root), tlog::Hash(new_root));
                    assert!(tlog::check_tree(&theirs, new, heads.1, old, heads.0).is_ok());
                }
                let longer = [path.as_slice(), &[[1; 32]]].concat();
                assert!(!extends((old, &old_root), (new, &new_root), &longer));
            }
        }
        assert!(consistency(5, 4, &nodes(&all)).is_none());
    }
}
