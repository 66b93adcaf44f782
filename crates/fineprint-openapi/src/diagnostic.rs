//! What is found wrong in a document, with the places to look at.
//!
//! A [`Diagnostic`] is data: [`Code`] says what kind of mistake it is, labels say where. It becomes text for
//! people in [`Diagnostic::render`], one line in its `Display`, and an object for machines in its `Serialize`.
//! It is about documents; what is found in a payload is a violation, and lives in the runtime.

mod code;
mod render;
mod suggest;

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer, ser::SerializeStruct};

pub use code::Code;
pub use render::{Style, is_treacherous, printable, quote};
pub use suggest::suggest;

use crate::source::{Position, SourceFile, Span};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// The document can be used, and is probably not what its author meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The name, as messages and machine output show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place with what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The text the place is in.
    pub file: Arc<SourceFile>,
    /// The bytes to point at.
    pub span: Span,
    /// What to say there; may be empty.
    pub text: String,
}

impl Label {
    /// The line and column where the place starts.
    pub fn position(&self) -> Position {
        self.file.position(self.span.start)
    }
}

/// One finding in a document.
///
/// ```
/// use std::sync::Arc;
/// use fineprint_openapi::diagnostic::{Code, Diagnostic};
/// use fineprint_openapi::source::{SourceFile, Span};
///
/// let file = Arc::new(SourceFile::new("spec.yaml", "a: 1\na: 2\n"));
/// let diagnostic = Diagnostic::error(Code::DuplicateKey, "the key `a` stands twice in one object")
///     .at(&file, Span::new(5, 6), "here again")
///     .also(&file, Span::new(0, 1), "first here");
/// assert_eq!(diagnostic.to_string(), "spec.yaml:2:1: error[duplicate-key]: the key `a` stands twice in one object");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of mistake it is.
    pub code: Code,
    /// One sentence, without a full stop, that stands without the excerpt.
    pub message: String,
    /// Where the mistake is; none if it is in no place of a text, as when a file is missing.
    pub primary: Option<Label>,
    /// Other places that explain it.
    pub secondary: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without places yet.
    pub fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), primary: None, secondary: Vec::new(), help: None }
    }

    /// An error without places yet.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning without places yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note without places yet.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// That so many findings are left out, if there are any.
    pub(crate) fn unlisted(count: usize) -> Option<Self> {
        let message = match count {
            0 => return None,
            1 => "1 more finding is not listed".to_owned(),
            count => format!("{count} more findings are not listed"),
        };
        Some(Self::note(Code::Unlisted, message))
    }

    /// Says where the mistake is; `text` may be empty.
    #[must_use]
    pub fn at(mut self, file: &Arc<SourceFile>, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { file: Arc::clone(file), span, text: text.into() });
        self
    }

    /// Adds a place that explains the mistake.
    #[must_use]
    pub fn also(mut self, file: &Arc<SourceFile>, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { file: Arc::clone(file), span, text: text.into() });
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The text for people: the message, an excerpt of the source with the places marked, and the help.
    pub fn render(&self, style: Style) -> String {
        render::render(self, style)
    }

    /// The order of reports: by file, then by place; what has no place comes first.
    fn place(&self) -> Option<(&str, usize)> {
        self.primary.as_ref().map(|label| (label.file.name(), label.span.start))
    }
}

/// The one-line form: `file:line:column: error[code]: message`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(label) = &self.primary {
            write!(f, "{}:{}: ", printable(label.file.name()), label.position())?;
        }
        write!(f, "{}[{}]: {}", self.severity.as_str(), self.code, printable(&self.message))
    }
}

/// The form for machines: `severity`, `code`, `message`, `file`, `line`, `column`, `help`.
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let position = self.primary.as_ref().map(Label::position);
        let mut object = serializer.serialize_struct("Diagnostic", 7)?;
        object.serialize_field("severity", self.severity.as_str())?;
        object.serialize_field("code", self.code.as_str())?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("file", &self.primary.as_ref().map(|label| label.file.name()))?;
        object.serialize_field("line", &position.map(|position| position.line))?;
        object.serialize_field("column", &position.map(|position| position.column))?;
        object.serialize_field("help", &self.help)?;
        object.end()
    }
}

/// All that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Nothing found.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Orders them by file and place, the order in which people go through them.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|left, right| left.place().cmp(&right.place()));
        self
    }

    /// The text for people of each, with an empty line between.
    pub fn render(&self, style: Style) -> String {
        let texts: Vec<String> = self.iter().map(|diagnostic| diagnostic.render(style)).collect();
        texts.join("\n")
    }
}

/// The one-line form of each.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|diagnostic| writeln!(f, "{diagnostic}"))
    }
}

impl std::error::Error for Diagnostics {}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
