//! The audit log, the part without a database: what a leaf says, how leaves become a Merkle tree, how the tree is kept
//! in tiles, and how its head is signed.
//!
//! A leaf is written with the change it describes; it names rows and versions by digest, never what they say. Nothing
//! here reads a clock, a key file or a table, and nothing here can take a leaf away again: a tree only grows.

pub mod leaf;
pub mod note;
pub mod proof;
pub mod sealer;
pub mod tiles;
pub mod tree;

pub use leaf::{Body, BodyFault, Leaf, RecordStep, RowDigest, commitment};
pub use note::{Checkpoint, NoteFault, SignedNote, Signer, Verifier};
pub use sealer::Sealer;
pub use tiles::{Appended, Tile, TileFault, TileSet};
pub use tree::{Frontier, Hash, leaf_hash};
