//! Where the files come from that references lead to. Nothing is fetched unless the caller's own resolver does so.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::uri::readable;

/// Finds the files that references lead to.
///
/// The library reads files only through one, and never reaches into a network: whoever wants that brings a resolver along.
///
/// ```
/// use fineprint_openapi::Resolver;
///
/// struct Embedded;
///
/// impl Resolver for Embedded {
///     fn resolve(&self, uri: &str) -> Result<Option<Vec<u8>>, String> {
///         Ok((uri == "https://example.com/money.json").then(|| br#"{"type": "string"}"#.to_vec()))
///     }
/// }
/// assert!(Embedded.resolve("https://example.com/other.json").unwrap().is_none());
/// ```
pub trait Resolver {
    /// The bytes at an absolute URI, which has no fragment; nothing, if this is not a place that the resolver knows.
    ///
    /// # Errors
    ///
    /// Why a file that should be there cannot be had, in a few words.
    fn resolve(&self, uri: &str) -> Result<Option<Vec<u8>>, String>;
}

/// Knows no files: references lead no further than the document.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Resolver for NoFiles {
    fn resolve(&self, _: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(None)
    }
}

/// The files of a folder, by their `file:` URIs. What lies outside of it is refused.
#[derive(Clone, Debug)]
pub struct Folder {
    folder: PathBuf,
    outside: bool,
}

impl Folder {
    /// The files below that folder, which has to be an absolute path.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), outside: false }
    }

    /// The folder of a file.
    pub fn of(file: &Path) -> Self {
        Self::new(file.parent().unwrap_or(file))
    }

    /// Whether files outside of the folder may be read, too: a document that is not trusted must not make its reader
    /// look elsewhere.
    #[must_use]
    pub fn allow_outside(mut self, allow: bool) -> Self {
        self.outside = allow;
        self
    }
}

impl Resolver for Folder {
    fn resolve(&self, uri: &str) -> Result<Option<Vec<u8>>, String> {
        let Some(path) = uri.strip_prefix("file://") else { return Ok(None) };
        let path = PathBuf::from(readable(path));
        if self.outside {
            return read(&path).map(Some);
        }
        let below = path.strip_prefix(&self.folder).map_err(|_| outside(&self.folder))?;
        within(&self.folder, below).map(Some)
    }
}

/// URIs that begin alike, as the files of a folder: `https://example.com/schemas/` as `vendor/schemas`.
#[derive(Clone, Debug)]
pub struct Prefix {
    prefix: String,
    folder: PathBuf,
}

impl Prefix {
    /// What follows that prefix is the way from that folder to the file.
    pub fn new(prefix: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        Self { prefix: prefix.into(), folder: folder.into() }
    }
}

impl Resolver for Prefix {
    fn resolve(&self, uri: &str) -> Result<Option<Vec<u8>>, String> {
        let Some(below) = uri.strip_prefix(&self.prefix) else { return Ok(None) };
        within(&self.folder, Path::new(readable(below).trim_start_matches('/'))).map(Some)
    }
}

/// Several resolvers: the first that knows a place has the word.
#[derive(Default)]
pub struct Chain<'r>(Vec<Box<dyn Resolver + 'r>>);

impl<'r> Chain<'r> {
    /// No resolvers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more, which is asked after the others.
    #[must_use]
    pub fn then(mut self, resolver: impl Resolver + 'r) -> Self {
        self.0.push(Box::new(resolver));
        self
    }
}

impl Resolver for Chain<'_> {
    fn resolve(&self, uri: &str) -> Result<Option<Vec<u8>>, String> {
        for resolver in &self.0 {
            if let Some(bytes) = resolver.resolve(uri)? {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }
}

/// A file below a folder, wherever links on the way would lead.
fn within(folder: &Path, below: &Path) -> Result<Vec<u8>, String> {
    let leaves = below.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir));
    let path = folder.join(below);
    let real = |path: &Path| fs::canonicalize(path).map_err(|error| failure(&error));
    if leaves || !real(&path)?.starts_with(real(folder)?) {
        return Err(outside(folder));
    }
    read(&path)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| failure(&error))
}

fn failure(error: &std::io::Error) -> String {
    if error.kind() == ErrorKind::NotFound { "there is no such file".to_owned() } else { error.to_string() }
}

fn outside(folder: &Path) -> String {
    let name =
        folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.display().to_string());
    format!(
        "it lies outside of the folder `{name}`, which `--allow-outside` or `Folder::allow_outside` allows"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_not_left() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let here = folder.display();
        let resolver = Folder::new(&folder);
        assert!(resolver.resolve(&format!("file://{here}/lib.rs")).unwrap().is_some());
        assert!(resolver.resolve(&format!("file://{here}/none.rs")).is_err());
        assert!(resolver.resolve(&format!("file://{here}/../Cargo.toml")).is_err());
        assert!(resolver.resolve(&format!("file://{here}/..%2FCargo.toml")).is_err());
        assert!(resolver.resolve("http://example.com/").unwrap().is_none());
        let resolver = resolver.allow_outside(true);
        assert!(resolver.resolve(&format!("file://{here}/../Cargo.toml")).unwrap().is_some());
    }

    #[test]
    fn prefixes_stand_for_folders() {
        let resolver = Chain::new()
            .then(Prefix::new("http://a/", concat!(env!("CARGO_MANIFEST_DIR"), "/src")))
            .then(Prefix::new("http://b/", env!("CARGO_MANIFEST_DIR")));
        assert!(resolver.resolve("http://a/lib.rs").unwrap().is_some());
        assert!(resolver.resolve("http://b/src/lib.rs").unwrap().is_some());
        assert!(resolver.resolve("http://a/../Cargo.toml").is_err());
        assert!(resolver.resolve("http://c/lib.rs").unwrap().is_none());
    }
}
