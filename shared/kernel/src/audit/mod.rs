//! The audit log: what a leaf says, how leaves become a Merkle tree, how the tree is kept in tiles, how its head is
//! signed; and, over the database, the sequencer that grows it and the check of everything it promises.
//!
//! A leaf is written with the change it describes; it names rows and versions by digest, never what they say. Nothing
//! here can take a leaf away again: a tree only grows.

pub mod leaf;
pub mod note;
pub mod proof;
pub mod sealer;
pub mod sequencer;
mod store;
pub mod tiles;
pub mod tree;
pub mod verify;

pub use leaf::{Body, BodyFault, Leaf, RecordStep, RowDigest, commitment};
pub use note::{Checkpoint, NoteFault, SignedNote, Signer, Verifier};
pub use sealer::Sealer;
pub use sequencer::{newest_checkpoint, part, sequence, signer, verifier};
pub use tiles::{Appended, Tile, TileFault, TileSet};
pub use tree::{Frontier, Hash, leaf_hash};
pub use verify::{Finding, Report, verify};
