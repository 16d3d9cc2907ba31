//! Files that people hand in: photos are read, shrunk and stripped, then kept under the hash of their content.
//!
//! Nothing here trusts a file name or a content type, decodes an image before its size is known, or keeps a byte of
//! what the camera wrote about place, time and owner.

mod photo;
mod rows;
mod sniff;
mod store;

pub use photo::{PHOTO_MB_MAX, PHOTO_MP_MAX, Photo, PhotoRefusal, SIDE_PX_MAX, THUMBNAIL_PX_MAX, develop, receive};
pub use rows::{FileRow, SWEEP, attach, content, delete_after, forget, of, share, stage, staged, unstage};
pub use sniff::Sniffed;
pub use store::{ByteStream, ContentHash, FileStore, off_thread};
