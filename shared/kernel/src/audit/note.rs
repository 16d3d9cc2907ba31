//! Signed heads of the tree: C2SP signed-note with Ed25519, and the tlog-checkpoint inside.
//!
//! Anyone can check a checkpoint with the verifier key; nothing here reads a key file.

use super::tree::Hash;
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// The signature type of Ed25519 in key ids and verifier keys.
const ED25519: u8 = 0x01;
/// A note longer than this is not read.
const NOTE_BYTES_MAX: usize = 1_000_000;
/// A note with more signatures than this is not read.
const SIGNATURES_MAX: usize = 100;

/// Why a note or a key is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// A key name is empty or holds a space or a plus.
    #[error("the key name is empty or holds a space or a plus")]
    Name,
    /// Not a verifier key of the form `name+hash+key`.
    #[error("not a verifier key")]
    VerifierKey,
    /// Not a signed note.
    #[error("not a signed note")]
    Note,
    /// The text is not a checkpoint.
    #[error("not a checkpoint")]
    Checkpoint,
    /// A checkpoint of another log.
    #[error("a checkpoint of another log")]
    Origin,
    /// A signature by the known key is wrong.
    #[error("the signature is wrong")]
    Signature,
    /// No signature by the known key.
    #[error("not signed by the known key")]
    Unsigned,
}

/// Signs notes under a name.
pub struct Signer {
    name: String,
    key: SigningKey,
}

impl Signer {
    /// A signer of this name from the 32 secret bytes.
    ///
    /// # Errors
    /// [`NoteFault::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, NoteFault> {
        check_name(name)?;
        Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Signs a text, which must end with a line break and hold no other control character.
    ///
    /// # Errors
    /// [`NoteFault::Note`] for another text.
    pub fn sign(&self, text: &str) -> Result<SignedNote, NoteFault> {
        check_text(text)?;
        let signature = NoteSignature {
            name: self.name.clone(),
            key_id: self.verifier().key_id(),
            bytes: self.key.sign(text.as_bytes()).to_bytes().to_vec(),
        };
        Ok(SignedNote { text: text.to_owned(), signatures: vec![signature] })
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Checks the signatures of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

impl Verifier {
    /// Reads the form `name+hash+key`.
    ///
    /// # Errors
    /// [`NoteFault::VerifierKey`].
    pub fn parse(text: &str) -> Result<Self, NoteFault> {
        let wrong = NoteFault::VerifierKey;
        let (name, rest) = text.split_once('+').ok_or(wrong)?;
        let (id, key) = rest.split_once('+').ok_or(wrong)?;
        check_name(name).map_err(|_| wrong)?;
        let bytes = STANDARD.decode(key).map_err(|_| wrong)?;
        let Some((&ED25519, public)) = bytes.split_first() else { return Err(wrong) };
        let public: &[u8; 32] = public.try_into().map_err(|_| wrong)?;
        let key = VerifyingKey::from_bytes(public).map_err(|_| wrong)?;
        let verifier = Self { name: name.to_owned(), key };
        if id == hex::encode(verifier.key_id()) { Ok(verifier) } else { Err(wrong) }
    }

    /// The name of the key.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of SHA-256 over name, line break, signature type and public key.
    #[must_use]
    pub fn key_id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ED25519])
            .chain_update(self.key.as_bytes())
            .finalize();
        hash.first_chunk().copied().unwrap_or_default()
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[ED25519][..], self.key.as_bytes()].concat());
        write!(f, "{}+{}+{key}", self.name, hex::encode(self.key_id()))
    }
}

/// A text with signatures. Nothing about the text may be believed before [`SignedNote::verified`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct NoteSignature {
    name: String,
    key_id: [u8; 4],
    bytes: Vec<u8>,
}

impl SignedNote {
    /// Reads a note: the text, an empty line, the signatures.
    ///
    /// # Errors
    /// [`NoteFault::Note`].
    pub fn parse(note: &str) -> Result<Self, NoteFault> {
        if note.len() > NOTE_BYTES_MAX {
            return Err(NoteFault::Note);
        }
        let end = note.rfind("\n\n").ok_or(NoteFault::Note)?;
        let (text, rest) = note.split_at_checked(end.saturating_add(1)).ok_or(NoteFault::Note)?;
        check_text(text)?;
        let lines = rest.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n')).ok_or(NoteFault::Note)?;
        if lines.split('\n').count() > SIGNATURES_MAX {
            return Err(NoteFault::Note);
        }
        let signatures = lines.split('\n').map(NoteSignature::parse).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text, if this key has signed it. Signatures of other keys are passed over.
    ///
    /// # Errors
    /// [`NoteFault::Unsigned`] or [`NoteFault::Signature`].
    pub fn verified(&self, verifier: &Verifier) -> Result<&str, NoteFault> {
        let id = verifier.key_id();
        let signature = self.signatures.iter().find(|given| given.name == verifier.name && given.key_id == id);
        let signature = signature.ok_or(NoteFault::Unsigned)?;
        let signature = Signature::from_slice(&signature.bytes).map_err(|_| NoteFault::Signature)?;
        verifier.key.verify_strict(self.text.as_bytes(), &signature).map_err(|_| NoteFault::Signature)?;
        Ok(&self.text)
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl NoteSignature {
    fn parse(line: &str) -> Result<Self, NoteFault> {
        let (name, encoded) = line.strip_prefix("— ").and_then(|rest| rest.split_once(' ')).ok_or(NoteFault::Note)?;
        check_name(name).map_err(|_| NoteFault::Note)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| NoteFault::Note)?;
        let (key_id, bytes) = bytes.split_first_chunk::<4>().ok_or(NoteFault::Note)?;
        if bytes.is_empty() {
            return Err(NoteFault::Note);
        }
        Ok(Self { name: name.to_owned(), key_id: *key_id, bytes: bytes.to_vec() })
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = STANDARD.encode([&self.key_id[..], &self.bytes].concat());
        write!(f, "— {} {encoded}", self.name)
    }
}

fn check_name(name: &str) -> Result<(), NoteFault> {
    let wrong = name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+');
    if wrong { Err(NoteFault::Name) } else { Ok(()) }
}

fn check_text(text: &str) -> Result<(), NoteFault> {
    let fine = text.ends_with('\n') && !text.chars().any(|c| c < ' ' && c != '\n');
    if fine { Ok(()) } else { Err(NoteFault::Note) }
}

/// The head of a tree: which log, how many leaves, which root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's own name.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// Further lines; we write none and keep those of others.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// A checkpoint without further lines.
    #[must_use]
    pub fn new(origin: &str, size: u64, root: Hash) -> Self {
        Self { origin: origin.to_owned(), size, root, extensions: Vec::new() }
    }

    /// The text that is signed.
    #[must_use]
    pub fn to_text(&self) -> String {
        let head = format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root));
        self.extensions.iter().fold(head, |text, line| text + line + "\n")
    }

    /// Reads the text of a checkpoint.
    ///
    /// # Errors
    /// [`NoteFault::Checkpoint`].
    pub fn parse(text: &str) -> Result<Self, NoteFault> {
        let wrong = NoteFault::Checkpoint;
        let mut lines = text.strip_suffix('\n').ok_or(wrong)?.split('\n');
        let origin = lines.next().filter(|origin| !origin.is_empty()).ok_or(wrong)?.to_owned();
        let size_text = lines.next().ok_or(wrong)?;
        let size: u64 = size_text.parse().map_err(|_| wrong)?;
        let root = STANDARD.decode(lines.next().ok_or(wrong)?).map_err(|_| wrong)?;
        let root = Hash::try_from(root.as_slice()).map_err(|_| wrong)?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        // No leading zero or plus sign, and no empty line: what we read is what we would write.
        if size.to_string() != size_text || extensions.iter().any(String::is_empty) {
            return Err(wrong);
        }
        Ok(Self { origin, size, root, extensions })
    }

    /// Signs the checkpoint.
    ///
    /// # Errors
    /// [`NoteFault::Checkpoint`] if a line of it cannot be written so that it reads back the same.
    pub fn sign(&self, signer: &Signer) -> Result<SignedNote, NoteFault> {
        let text = self.to_text();
        if Self::parse(&text)? != *self {
            return Err(NoteFault::Checkpoint);
        }
        signer.sign(&text)
    }

    /// Reads a signed checkpoint of this log and checks its signature.
    ///
    /// # Errors
    /// [`NoteFault`] says what is wrong.
    pub fn open(note: &str, verifier: &Verifier, origin: &str) -> Result<Self, NoteFault> {
        let note = SignedNote::parse(note)?;
        let checkpoint = Self::parse(note.verified(verifier)?)?;
        if checkpoint.origin == origin { Ok(checkpoint) } else { Err(NoteFault::Origin) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // The published example of the note format.
    const TEXT: &str =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const PETER_SEED: &str = "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173";
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    const PETER_LINE: &str =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const ENOCH_LINE: &str =
        "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    fn signer() -> Signer {
        Signer::from_seed("log.example/wuquan", &[7; 32]).unwrap()
    }

    #[test]
    fn the_published_note_is_signed_and_read_the_same() {
        let seed: [u8; 32] = hex::decode(PETER_SEED).unwrap().try_into().unwrap();
        let peter = Signer::from_seed("PeterNeumann", &seed).unwrap();
        assert_eq!(peter.verifier().to_string(), PETER);
        assert_eq!(peter.sign(TEXT).unwrap().to_string(), format!("{TEXT}\n{PETER_LINE}"));

        let both = SignedNote::parse(&format!("{TEXT}\n{PETER_LINE}{ENOCH_LINE}")).unwrap();
        for key in [PETER, ENOCH] {
            assert_eq!(both.verified(&Verifier::parse(key).unwrap()), Ok(TEXT));
        }
        assert_eq!(both.verified(&signer().verifier()), Err(NoteFault::Unsigned));
    }

    #[test]
    fn changed_notes_are_refused() {
        let peter = Verifier::parse(PETER).unwrap();
        let changed = format!("{}\n{PETER_LINE}", TEXT.replace("answer", "anwser"));
        assert_eq!(SignedNote::parse(&changed).unwrap().verified(&peter), Err(NoteFault::Signature));
        for wrong in [
            String::new(),
            TEXT.to_owned(),
            format!("{TEXT}\n"),
            format!("{TEXT}{PETER_LINE}"),
            format!("{TEXT}\n{}", PETER_LINE.trim_end()),
            format!("{TEXT}\n{PETER_LINE}\n"),
            format!("{TEXT}\n{}", PETER_LINE.replace('—', "-")),
            format!("{TEXT}\n{}", PETER_LINE.replace("M=", "M")),
            format!("{TEXT}\n— PeterNeumann x08gow==\n"),
            format!("\u{7}{TEXT}\n{PETER_LINE}"),
            format!("{TEXT}\n{}", PETER_LINE.repeat(101)),
        ] {
            assert_eq!(SignedNote::parse(&wrong), Err(NoteFault::Note), "{wrong:?}");
        }
        let (other_id, other_name) = (PETER.replace("c74f", "c74e"), PETER.replace("Peter", "Pe ter"));
        for wrong in
            ["", "a", "a+b+c", &other_id, &other_name, PETER.trim_start_matches('P'), PETER.trim_end_matches('W')]
        {
            assert_eq!(Verifier::parse(wrong), Err(NoteFault::VerifierKey), "{wrong:?}");
        }
        assert!(Signer::from_seed("two words", &[0; 32]).is_err());
        assert!(Signer::from_seed("a+b", &[0; 32]).is_err());
        assert!(Signer::from_seed("", &[0; 32]).is_err());
    }

    #[test]
    fn a_signed_checkpoint_opens_only_for_its_log_and_key() {
        let checkpoint = Checkpoint::new("log.example/wuquan", 70_000, [3; 32]);
        let note = checkpoint.sign(&signer()).unwrap().to_string();
        let verifier = Verifier::parse(&signer().verifier().to_string()).unwrap();
        assert_eq!(Checkpoint::open(&note, &verifier, "log.example/wuquan"), Ok(checkpoint));
        assert_eq!(Checkpoint::open(&note, &verifier, "log.example/other"), Err(NoteFault::Origin));
        let other = Signer::from_seed("log.example/wuquan", &[8; 32]).unwrap().verifier();
        assert_eq!(Checkpoint::open(&note, &other, "log.example/wuquan"), Err(NoteFault::Unsigned));
        let larger = note.replace("70000", "70001");
        assert_eq!(Checkpoint::open(&larger, &verifier, "log.example/wuquan"), Err(NoteFault::Signature));
    }

    #[test]
    fn checkpoints_agree_with_the_other_implementation() {
        let ours = Checkpoint { extensions: vec!["more".into()], ..Checkpoint::new("log.example/wuquan", 9, [3; 32]) };
        let theirs = tlog_tiles::Checkpoint::from_bytes(ours.to_text().as_bytes()).unwrap();
        assert_eq!((theirs.origin(), theirs.size(), theirs.hash().0), ("log.example/wuquan", 9, [3; 32]));
        assert_eq!(theirs.to_bytes(), ours.to_text().as_bytes());
        assert_eq!(Checkpoint::parse(&ours.to_text()), Ok(ours));
        let root = STANDARD.encode([3; 32]);
        for wrong in [
            String::new(),
            format!("\n9\n{root}\n"),
            format!("o\n09\n{root}\n"),
            format!("o\n+9\n{root}\n"),
            format!("o\n-9\n{root}\n"),
            format!("o\n18446744073709551616\n{root}\n"),
            format!("o\n9\n{root}"),
            format!("o\n9\n{root}\n\n"),
            format!("o\n9\n{root}=\n"),
            format!("o\n9\n{}\n", STANDARD.encode([3; 31])),
        ] {
            assert_eq!(Checkpoint::parse(&wrong), Err(NoteFault::Checkpoint), "{wrong:?}");
        }
        assert!(Checkpoint::new("two\nlines", 9, [3; 32]).sign(&signer()).is_err());
    }

    proptest! {
        #[test]
        fn hostile_notes_never_pass_and_never_panic(text in any::<String>(), junk in "(— ?[a-z]{0,3} ?[A-Za-z0-9+/=]{0,20}\n?){0,3}") {
            let note = format!("{text}\n\n{junk}");
            if let Ok(parsed) = SignedNote::parse(&note) {
                prop_assert_eq!(parsed.to_string(), note);
                prop_assert!(parsed.verified(&signer().verifier()).is_err());
            }
        }
    }
}
