//! Where bytes rest: an object store in which a file's address is the hash of its content.
//!
//! It knows nothing of names, owners or rights, and never changes a file: the same bytes are stored once, other bytes
//! elsewhere. Rows that point here, and the decision to delete, live with the nouns that own the files.

use base::{Outcome, Problem};
use bytes::Bytes;
use futures::stream::{BoxStream, StreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{Error, MultipartUpload as _, ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::Read;
use std::str::FromStr;
use std::sync::Arc;

/// Bytes of a long file that are held at a time; object stores take no smaller parts.
const PART_BYTES: u64 = 5 * 1024 * 1024;

/// SHA-256 of a file's content; written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// `aa/bb/aabb…`: two levels of folders keep each of them small.
    fn path(self) -> Path {
        let [first, second, ..] = self.0;
        Path::from(format!("{first:02x}/{second:02x}/{self}"))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ContentHash {
    type Err = Problem;

    /// Only the one spelling that [`fmt::Display`] writes is read, so that a file has one address.
    fn from_str(text: &str) -> Outcome<Self> {
        let mut hash = [0; 32];
        hex::decode_to_slice(text, &mut hash).map_err(|_| Problem::NotFound)?;
        let hash = Self(hash);
        if hash.to_string() == text { Ok(hash) } else { Err(Problem::NotFound) }
    }
}

/// A file read piece by piece.
pub type ByteStream = BoxStream<'static, Outcome<Bytes>>;

/// The store; cheap to clone.
#[derive(Clone, Debug)]
pub struct FileStore(Arc<dyn ObjectStore>);

impl FileStore {
    /// Opens, and makes if needed, a folder of this machine as store. Writes are on disk before they are answered.
    ///
    /// # Errors
    /// A fault when the folder cannot be made or read.
    pub fn open(folder: &std::path::Path) -> Outcome<Self> {
        std::fs::create_dir_all(folder).map_err(Problem::fault)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(Problem::fault)?;
        Ok(Self::over(Arc::new(store.with_fsync(true))))
    }

    /// Uses any object store.
    #[must_use]
    pub fn over(store: Arc<dyn ObjectStore>) -> Self {
        Self(store)
    }

    /// Keeps these bytes; keeping them twice is the same as once. A file is there whole or not at all.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn put(&self, bytes: Bytes) -> Outcome<ContentHash> {
        let hash = ContentHash::of(&bytes);
        let size = u64::try_from(bytes.len()).map_err(Problem::fault)?;
        // A file of another length under this address is damage; writing heals it.
        if self.size(hash).await? != Some(size) {
            self.0.put(&hash.path(), PutPayload::from(bytes)).await.map_err(problem)?;
        }
        Ok(hash)
    }

    /// Keeps what is in a file of this machine, piece by piece; answers its address and its length.
    ///
    /// # Errors
    /// A fault of the store or of the file.
    pub async fn put_file(&self, path: &std::path::Path) -> Outcome<(ContentHash, u64)> {
        let file = path.to_owned();
        let (hash, size) = off_thread(move || hash_of(&file)).await?;
        if self.size(hash).await? == Some(size) {
            return Ok((hash, size));
        }
        let mut upload = self.0.put_multipart(&hash.path()).await.map_err(problem)?;
        let mut file = std::fs::File::open(path).map_err(Problem::fault)?;
        loop {
            let mut part = Vec::new();
            (&mut file).take(PART_BYTES).read_to_end(&mut part).map_err(Problem::fault)?;
            if part.is_empty() {
                break;
            }
            upload.put_part(PutPayload::from(part)).await.map_err(problem)?;
        }
        upload.complete().await.map_err(problem)?;
        Ok((hash, size))
    }

    /// The whole file, checked against its hash.
    ///
    /// # Errors
    /// [`Problem::NotFound`], or a fault of the store or of a damaged file.
    pub async fn get(&self, hash: ContentHash) -> Outcome<Bytes> {
        let bytes = self.0.get(&hash.path()).await.map_err(problem)?.bytes().await.map_err(problem)?;
        if ContentHash::of(&bytes) == hash {
            Ok(bytes)
        } else {
            Err(Problem::Fault(format!("stored file {hash} is damaged")))
        }
    }

    /// The file's length and its pieces; the hash is not checked on the way.
    ///
    /// # Errors
    /// As [`FileStore::get`].
    pub async fn stream(&self, hash: ContentHash) -> Outcome<(u64, ByteStream)> {
        let found = self.0.get(&hash.path()).await.map_err(problem)?;
        let size = found.meta.size;
        Ok((size, found.into_stream().map(|piece| piece.map_err(problem)).boxed()))
    }

    /// Removes the file; removing what is not there is no error.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn delete(&self, hash: ContentHash) -> Outcome<()> {
        match self.0.delete(&hash.path()).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(problem(error)),
        }
    }

    /// Whether the file is there.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn exists(&self, hash: ContentHash) -> Outcome<bool> {
        Ok(self.size(hash).await?.is_some())
    }

    async fn size(&self, hash: ContentHash) -> Outcome<Option<u64>> {
        match self.0.head(&hash.path()).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(problem(error)),
        }
    }
}

/// Work that takes its time, beside the threads that answer.
///
/// # Errors
/// What the work answers.
pub async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Outcome<T> + Send + 'static) -> Outcome<T> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::fault)?
}

fn hash_of(path: &std::path::Path) -> Outcome<(ContentHash, u64)> {
    let mut file = std::fs::File::open(path).map_err(Problem::fault)?;
    let (mut digest, mut piece) = (Sha256::new(), Vec::new());
    let mut size = 0;
    loop {
        piece.clear();
        let read = (&mut file).take(PART_BYTES).read_to_end(&mut piece).map_err(Problem::fault)?;
        if read == 0 {
            return Ok((ContentHash(digest.finalize().into()), size));
        }
        digest.update(&piece);
        size += u64::try_from(read).map_err(Problem::fault)?;
    }
}

fn problem(error: Error) -> Problem {
    match error {
        Error::NotFound { .. } => Problem::NotFound,
        error => Problem::fault(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_bytes_are_kept_once_and_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(&folder.path().join("files")).unwrap();
        let bytes = Bytes::from_static(b"hello");
        let hash = store.put(bytes.clone()).await.unwrap();
        assert_eq!(hash.to_string(), "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assert_eq!(store.put(bytes.clone()).await.unwrap(), hash);
        assert!(store.exists(hash).await.unwrap());
        assert_eq!(store.get(hash).await.unwrap(), bytes);
        let (size, stream) = store.stream(hash).await.unwrap();
        let pieces: Vec<Bytes> = stream.map(|piece| piece.unwrap()).collect().await;
        assert_eq!((size, pieces.concat()), (5, bytes.to_vec()));
        assert!(folder.path().join(format!("files/2c/f2/{hash}")).is_file());
        store.delete(hash).await.unwrap();
        store.delete(hash).await.unwrap();
        assert!(!store.exists(hash).await.unwrap());
        assert!(matches!(store.get(hash).await, Err(Problem::NotFound)));
    }

    #[tokio::test]
    async fn a_long_file_is_kept_in_parts_under_the_same_address() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(&folder.path().join("files")).unwrap();
        for length in [3usize, 11 * 1024 * 1024] {
            let bytes: Vec<u8> = (0..length).map(|place| u8::try_from(place % 251).unwrap()).collect();
            let path = folder.path().join("long");
            std::fs::write(&path, &bytes).unwrap();
            let (hash, size) = store.put_file(&path).await.unwrap();
            assert_eq!((hash, size), (ContentHash::of(&bytes), u64::try_from(length).unwrap()));
            assert_eq!(store.get(hash).await.unwrap(), bytes);
            assert_eq!(store.put_file(&path).await.unwrap().0, hash);
        }
    }

    #[tokio::test]
    async fn a_damaged_file_is_noticed_and_healed_by_writing_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        let hash = store.put(Bytes::from_static(b"whole")).await.unwrap();
        let path = folder.path().join(hash.path().as_ref());
        std::fs::write(&path, b"who").unwrap();
        assert!(matches!(store.get(hash).await, Err(Problem::Fault(_))));
        store.put(Bytes::from_static(b"whole")).await.unwrap();
        assert_eq!(store.get(hash).await.unwrap(), "whole");
    }

    #[tokio::test]
    async fn many_writers_of_one_file_agree() {
        let store = FileStore::over(Arc::new(object_store::memory::InMemory::new()));
        let puts = (0..20).map(|_| store.put(Bytes::from_static(b"one")));
        let hashes = futures::future::join_all(puts).await;
        assert!(hashes.iter().all(|hash| hash.as_ref().unwrap() == hashes[0].as_ref().unwrap()));
    }

    #[test]
    fn an_address_has_one_spelling() {
        let hash = ContentHash::of(b"x");
        assert_eq!(hash.to_string().parse::<ContentHash>().unwrap(), hash);
        for bad in ["", "../../etc/passwd", &hash.to_string().to_uppercase(), &format!("{hash}0"), "zz"] {
            assert!(matches!(bad.parse::<ContentHash>(), Err(Problem::NotFound)), "{bad}");
        }
    }
}
