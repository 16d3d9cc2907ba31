//! The project as a list of paths and texts: what git knows, and what it would add. Never what it ignores.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One file; `text` is empty for pictures and fonts.
pub struct File {
    /// From the project's root, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    /// The lines with their numbers, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The lines before the file's own tests, which stand at its end.
    pub fn lines_before_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().take_while(|(_, line)| *line != "#[cfg(test)]")
    }

    /// Whether the whole file is tests.
    pub fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    pub fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }
}

/// All files.
pub struct Tree {
    pub files: Vec<File>,
    folders: BTreeSet<String>,
}

impl Tree {
    pub fn of_project() -> io::Result<Self> {
        let root = PathBuf::from(git(Path::new("."), &["rev-parse", "--show-toplevel"])?.trim_end());
        let listed = git(&root, &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
        let mut files = Vec::new();
        for path in listed.split('\0').filter(|path| !path.is_empty()) {
            match std::fs::read(root.join(path)) {
                Ok(bytes) => {
                    files.push(File { path: path.to_owned(), text: String::from_utf8(bytes).unwrap_or_default() });
                }
                // Deleted, and not yet told to git.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self::new(files))
    }

    pub fn new(files: Vec<File>) -> Self {
        let mut folders = BTreeSet::from([String::new()]);
        for file in &files {
            folders.extend(file.path.match_indices('/').filter_map(|(end, _)| file.path.get(..end)).map(str::to_owned));
        }
        Self { files, folders }
    }

    /// Whether there is such a file or folder.
    pub fn has(&self, path: &str) -> bool {
        self.folders.contains(path) || self.files.iter().any(|file| file.path == path)
    }

    pub fn with_extension(&self, extension: &'static str) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.has_extension(extension))
    }
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<String> {
    let done = Command::new("git").current_dir(folder).args(arguments).output()?;
    if !done.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&done.stderr).into_owned()));
    }
    String::from_utf8(done.stdout).map_err(io::Error::other)
}

/// A project of one file, for the checks' own tests.
#[cfg(test)]
pub fn one(path: &str, text: &str) -> Tree {
    some(&[(path, text)])
}

/// A project of some files, for the checks' own tests.
#[cfg(test)]
pub fn some(files: &[(&str, &str)]) -> Tree {
    Tree::new(files.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() }).collect())
}
