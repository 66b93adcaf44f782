//! What keeps the generator from writing a crate.
//!
//! Mistakes in a document are found while it is read. What is left here are mistakes in the options, and gaps of the
//! generator itself.

use std::fmt;

/// Why a crate could not be generated.
///
/// ```
/// use fineprint_codegen::TypeOverrides;
///
/// let errors = TypeOverrides::parse([("decimal", "not a type")], []).unwrap_err();
/// assert_eq!(errors[0].to_string(), "format decimal: `not a type` is no Rust type");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    subject: String,
    kind: ErrorKind,
}

/// The kinds of errors, with what they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text given for an overriding type does not parse as one.
    NotAType {
        /// The text.
        text: String,
    },
    /// An override names a schema that the document does not have.
    UnknownSchema,
    /// A selection names neither an operation nor a schema nor a tag of the document.
    UnknownSelection,
    /// The name given for the crates is not fit for a package: ASCII letters, digits, `-` and `_`, a letter first.
    CrateName,
    /// A dependency's text is not one line.
    DependencyText,
    /// The generator wrote something that is not Rust: a gap of ours, not of the document's.
    NotRust {
        /// The parser's words.
        message: String,
    },
}

impl Error {
    /// An error about that subject: an option, a schema or a file.
    pub(crate) fn new(subject: impl Into<String>, kind: ErrorKind) -> Self {
        Self { subject: subject.into(), kind }
    }

    /// What it is about, in a few words.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What is wrong with it.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.subject)?;
        match &self.kind {
            ErrorKind::NotAType { text } => write!(f, "`{text}` is no Rust type"),
            ErrorKind::UnknownSchema => f.write_str("the document has no schema of that name"),
            ErrorKind::UnknownSelection => f.write_str("the document has nothing of that name"),
            ErrorKind::CrateName => {
                f.write_str("a crate's name has ASCII letters, digits, `-` and `_`, and starts with a letter")
            }
            ErrorKind::DependencyText => f.write_str("a dependency is one line"),
            ErrorKind::NotRust { message } => write!(f, "the generated text is not Rust: {message}"),
        }
    }
}

impl std::error::Error for Error {}
