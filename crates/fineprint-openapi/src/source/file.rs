//! A named text and the way from byte offsets to lines and columns.
//!
//! Offsets are what the tree stores; lines and columns are worked out when a person is to see them.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Bytes between two checkpoints of the character count.
const CHECKPOINT: usize = 1024;

/// A text with the name that people know it by.
///
/// A byte order mark is dropped, so that offset 0 is the first character of the content.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceFile {
    name: String,
    text: String,
    /// The offset at which each line starts.
    lines: Vec<usize>,
    /// How many characters start before each multiple of [`CHECKPOINT`]: a column on a line of a megabyte,
    /// which minified JSON has, must not cost a walk over the megabyte.
    checkpoints: Vec<usize>,
}

impl SourceFile {
    /// Takes a text under the name that messages show, such as `spec/organizations.yaml`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self {
            name: name.into(),
            lines: line_starts(text.as_bytes()),
            checkpoints: checkpoints(text.as_bytes()),
            text,
        }
    }

    /// Takes the bytes of a file, which have to be UTF-8.
    ///
    /// # Errors
    ///
    /// The place of the first byte that is not UTF-8.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Diagnostics> {
        let error = match String::from_utf8(bytes) {
            Ok(text) => return Ok(Self::new(name, text)),
            Err(error) => error,
        };
        let bytes = error.as_bytes();
        let looks_like_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        // What was valid up to the error is the same in the lossy text, so the offset holds there too, but for
        // a byte order mark that `new` drops.
        let valid = error.utf8_error().valid_up_to();
        let lossy = Self::new(name, String::from_utf8_lossy(bytes));
        let bom = if bytes.starts_with("\u{feff}".as_bytes()) { '\u{feff}'.len_utf8() } else { 0 };
        let start = valid.saturating_sub(bom);
        let span = Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8());
        let mut diagnostic = Diagnostic::error(Code::InvalidUtf8, "the text is not UTF-8").at(
            &lossy.into(),
            span,
            "this is not a character",
        );
        if looks_like_utf16 {
            diagnostic = diagnostic.help("it starts like UTF-16: save it as UTF-8");
        }
        Err(diagnostic.into())
    }

    /// The name that messages show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of a byte offset; an offset past the end is taken for the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line_index(offset);
        let start = self.lines.get(line).copied().unwrap_or_default();
        Position {
            line: line + 1,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    /// The byte range of a line (counted from 0), without its line break; empty past the last line.
    pub(crate) fn line(&self, index: usize) -> Span {
        let Some(&start) = self.lines.get(index) else {
            return Span::new(self.text.len(), self.text.len());
        };
        let end = self.lines.get(index + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    }

    /// The line, counted from 0, in which a byte offset lies.
    pub(crate) fn line_index(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let checkpoint = offset / CHECKPOINT;
        let counted = self.checkpoints.get(checkpoint).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(checkpoint * CHECKPOINT..offset).unwrap_or_default();
        counted + characters(rest)
    }
}

impl fmt::Debug for SourceFile {
    /// Names the file only: the text of a contract has megabytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceFile").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A range of bytes of a text: from `start` up to, and not including, `end`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The offset of the first byte.
    pub start: usize,
    /// The offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` to before `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    pub(super) fn shift(&mut self, by: usize) {
        self.start += by;
        self.end += by;
    }
}

/// A place in a text as people count, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in Unicode scalar values.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Line feed, carriage return and the two together end a line (YAML 1.2.2, section 5.4).
fn line_starts(text: &[u8]) -> Vec<usize> {
    let ends = text.iter().enumerate().filter(|&(at, byte)| match byte {
        b'\n' => true,
        b'\r' => text.get(at + 1) != Some(&b'\n'),
        0..=9 | 11..=12 | 14..=255 => false,
    });
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
}

fn checkpoints(text: &[u8]) -> Vec<usize> {
    let mut total = 0;
    let blocks = text.chunks(CHECKPOINT).map(|block| {
        total += characters(block);
        total
    });
    std::iter::once(0).chain(blocks).collect()
}

/// Counts the bytes that start a character, which all do but UTF-8's continuation bytes.
fn characters(utf8: &[u8]) -> usize {
    utf8.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}
