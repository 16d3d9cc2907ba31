//! Files that people hand in: photos are read, shrunk and stripped, recordings looked at from outside and stripped, then
//! kept under the hash of their content.
//!
//! Nothing here trusts a file name or a content type, decodes an image before its size is known, or keeps a byte of
//! what the camera wrote about place, time and owner.

mod photo;
mod rows;
mod sniff;
mod sound;
mod store;

pub use photo::{PHOTO_MB_MAX, PHOTO_MP_MAX, Photo, PhotoRefusal, SIDE_PX_MAX, THUMBNAIL_PX_MAX, develop, receive};
pub use rows::{
    FileRow, SWEEP, attach, content, delete_after, of, release, share, stage, stage_sound, staged, sweep_now, unstage,
};
pub use sniff::Sniffed;
pub use sound::{SOUND_MB_MAX, SOUND_S_MAX, Sound, SoundRefusal, listen};
pub use store::{ByteStream, ContentHash, FileStore, off_thread};
