//! Copying files with their hashes; what is answered is on disk.

use base::{Outcome, Problem};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

/// Bytes moved at a time.
const PIECE_BYTES: usize = 1 << 20;

/// A fault that names the path.
pub(super) fn told(path: &Path) -> impl Fn(std::io::Error) -> Problem + '_ {
    move |error| Problem::Fault(format!("{}: {error}", path.display()))
}

/// Copies into a new file that only its owner reads, and answers the SHA-256 of what was written.
pub(super) fn copy(from: &Path, to: &Path) -> Outcome<String> {
    let mut source = File::open(from).map_err(told(from))?;
    let mut target = private_file(to)?;
    let hash = pump(&mut source, from, |piece| target.write_all(piece).map_err(told(to)))?;
    target.sync_all().map_err(told(to))?;
    Ok(hash)
}

/// Writes a new file that only its owner reads.
pub(super) fn write(to: &Path, text: &str) -> Outcome<()> {
    let mut target = private_file(to)?;
    target.write_all(text.as_bytes()).map_err(told(to))?;
    target.sync_all().map_err(told(to))
}

/// The SHA-256 of a file.
pub(super) fn hash(path: &Path) -> Outcome<String> {
    let mut source = File::open(path).map_err(told(path))?;
    pump(&mut source, path, |_| Ok(()))
}

fn pump(source: &mut File, path: &Path, mut each: impl FnMut(&[u8]) -> Outcome<()>) -> Outcome<String> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let length = source.read(&mut piece).map_err(told(path))?;
        let read = piece.get(..length).unwrap_or_default();
        if read.is_empty() {
            return Ok(hex::encode(hasher.finalize()));
        }
        hasher.update(read);
        each(read)?;
    }
}

/// Makes a folder that only its owner opens; it must be empty if it is there already.
pub(super) fn new_folder(folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder).map_err(told(folder))?;
    if fs::read_dir(folder).map_err(told(folder))?.next().is_some() {
        return Err(Problem::Fault(format!("{} is not empty: name a new folder", folder.display())));
    }
    make_private(folder, 0o700)
}

fn private_file(path: &Path) -> Outcome<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(told(folder))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path).map_err(told(path))?;
    make_private(path, 0o600)?;
    Ok(file)
}

#[cfg(unix)]
pub(super) fn make_private(path: &Path, mode: u32) -> Outcome<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(told(path))
}

#[cfg(not(unix))]
pub(super) fn make_private(_: &Path, _: u32) -> Outcome<()> {
    Ok(())
}
