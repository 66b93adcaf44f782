//! Diagnostics as text for people: rustc's form, drawn by `annotate-snippets`.
//!
//! A document may have megabytes, and so may one line of it. The drawing library therefore sees only the lines
//! that labels point at and their neighbours, and of a long line only what surrounds the label.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Label, Severity};
use crate::source::{SourceFile, Span};

/// Whether the text carries colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Characters only.
    Plain,
    /// With ANSI escape sequences, for a terminal.
    Coloured,
}

/// Lines between two labels up to which they share an excerpt.
const NEAR: usize = 6;

/// The width of an excerpt, in characters. A longer line is cut around its label.
const WIDTH: usize = 100;

/// The most characters of a document that a message quotes.
const LONGEST_QUOTE: usize = 80;

/// Draws the message, an excerpt for each place, and the help.
pub(super) fn render(diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let excerpts = excerpts(diagnostic);
    let mut columns = Vec::new();
    for excerpt in &excerpts {
        let drawing = excerpt.draw();
        columns.push(drawing.column);
        group = group.element(drawing.snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = renderer.render(&[group]);
    text.push('\n');
    for (excerpt, column) in excerpts.iter().zip(columns) {
        excerpt.correct_heading(column, &mut text);
    }
    text
}

/// Text of a document as messages quote it: between backticks, and not longer than a line.
///
/// ```
/// use fineprint_openapi::diagnostic::quote;
///
/// assert_eq!(quote("maxLength"), "`maxLength`");
/// assert_eq!(quote(&"x".repeat(1_000_000)).chars().count(), 83);
/// ```
pub fn quote(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// Text of a document for a terminal or a log: control characters, which could move the cursor, and those that are not
/// seen or reorder what is, are written as escapes. A tab stays.
///
/// ```
/// use fineprint_openapi::diagnostic::printable;
///
/// assert_eq!(printable("a\tb\u{1b}[2J\u{202e}é"), "a\tb\\u{1b}[2J\\u{202e}é");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_treacherous) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_treacherous(character) {
            let _ = write!(shown, "{}", character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character is one of those that [`printable`] escapes.
pub fn is_treacherous(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Labels near to each other in one file.
struct Excerpt<'d> {
    /// The label that the heading names: the primary one if it is among them.
    anchor: &'d Label,
    labels: Vec<(&'d Label, AnnotationKind)>,
}

/// An excerpt ready for drawing.
struct Drawing<'d> {
    snippet: Snippet<'d, Annotation<'d>>,
    /// The column of the anchor in what is shown, from 1.
    column: usize,
}

/// The labels in groups that can be shown in one piece, that of the primary label first.
fn excerpts(diagnostic: &Diagnostic) -> Vec<Excerpt<'_>> {
    let mut excerpts: Vec<Excerpt> = Vec::new();
    let primary = diagnostic.primary.iter().map(|label| (label, AnnotationKind::Primary));
    let secondary = diagnostic.secondary.iter().map(|label| (label, AnnotationKind::Context));
    for (label, kind) in primary.chain(secondary) {
        match excerpts.iter_mut().find(|excerpt| are_near(excerpt.anchor, label)) {
            Some(excerpt) => excerpt.labels.push((label, kind)),
            None => excerpts.push(Excerpt { anchor: label, labels: vec![(label, kind)] }),
        }
    }
    excerpts
}

fn are_near(anchor: &Label, other: &Label) -> bool {
    let (line, other_line) = (line_of(anchor), line_of(other));
    if !Arc::ptr_eq(&anchor.file, &other.file) || line.abs_diff(other_line) > NEAR {
        return false;
    }
    // On one line that has to be cut, both have to be inside of the cut.
    let span = anchor.file.line(line);
    line != other_line
        || span.end - span.start <= WIDTH
        || anchor.span.start.abs_diff(other.span.start) <= WIDTH / 3
}

impl<'d> Excerpt<'d> {
    /// Copies the lines into a text of their own, and moves the labels' places along.
    fn draw(&self) -> Drawing<'d> {
        let file = &self.anchor.file;
        let lines = self.labels.iter().map(|(label, _)| line_of(label));
        let first = lines.clone().min().unwrap_or_default();
        let last = lines.max().unwrap_or_default();

        let mut source = String::new();
        let mut annotations = Vec::new();
        let mut column = 1;
        for line in first..=last {
            let labels: Vec<_> = self.labels.iter().filter(|(label, _)| line_of(label) == line).collect();
            let span = file.line(line);
            let cut =
                Cut::around(file, span, labels.first().map_or(span.start, |(label, _)| label.span.start));
            let offset = source.len();
            for (label, kind) in labels {
                let (start, end) = (cut.place(label.span.start), cut.place(label.span.end));
                if std::ptr::eq(*label, self.anchor) {
                    column = cut.shown.get(..start).unwrap_or_default().chars().count() + 1;
                }
                let text = Some(printable(&label.text).into_owned()).filter(|text| !text.is_empty());
                annotations.push(kind.span(offset + start..offset + end).label(text));
            }
            source.push_str(&cut.shown);
            source.push('\n');
        }
        let snippet = Snippet::source(source)
            .path(self.path())
            .line_start(first + 1)
            .fold(true)
            .annotations(annotations);
        Drawing { snippet, column }
    }

    /// Puts the column in the file where the library, which sees the cut line only, put the column in that.
    fn correct_heading(&self, shown: usize, text: &mut String) {
        let position = self.anchor.position();
        if shown == position.column {
            return;
        }
        let path = self.path();
        let heading = format!("{path}:{}:{shown}", position.line);
        // The first line is the message, which may quote anything.
        let body = text.find('\n').unwrap_or_default();
        if let Some(at) = text.get(body..).and_then(|body| body.find(&heading)) {
            let start = body + at;
            text.replace_range(start..start + heading.len(), &format!("{path}:{position}"));
        }
    }

    fn path(&self) -> String {
        printable(self.anchor.file.name()).into_owned()
    }
}

fn line_of(label: &Label) -> usize {
    label.file.line_index(label.span.start)
}

/// What is shown of a line.
struct Cut {
    shown: String,
    /// Where each character of the line that is shown starts, in the file and in `shown`; then their ends.
    places: Vec<(usize, usize)>,
}

impl Cut {
    /// Takes up to [`WIDTH`] characters of the line, `focus` a third into them.
    fn around(file: &SourceFile, line: Span, focus: usize) -> Self {
        let text = file.text();
        let focus = focus.clamp(line.start, line.end);
        let before = text.get(line.start..focus).unwrap_or_default();
        let whole_fits = text.get(line.start..line.end).unwrap_or_default().chars().nth(WIDTH).is_none();
        let lead = if whole_fits { usize::MAX } else { WIDTH / 3 };
        let start = before.char_indices().rev().take(lead).last().map_or(focus, |(at, _)| line.start + at);

        let mut shown = String::new();
        let mut places = Vec::new();
        if start > line.start {
            shown.push('…');
        }
        let rest = text.get(start..line.end).unwrap_or_default();
        for (at, character) in rest.char_indices().take(WIDTH) {
            places.push((start + at, shown.len()));
            // One character for one, so that carets stay under what they mean.
            match character {
                '\t' => shown.push(' '),
                treacherous if is_treacherous(treacherous) => shown.push(char::REPLACEMENT_CHARACTER),
                plain => shown.push(plain),
            }
        }
        let end = rest.char_indices().nth(WIDTH).map_or(line.end, |(at, _)| start + at);
        places.push((end, shown.len()));
        if end < line.end {
            shown.push('…');
        }
        Self { shown, places }
    }

    /// The place in `shown` of an offset into the file; what is cut away is at the cut.
    fn place(&self, offset: usize) -> usize {
        let next = self.places.partition_point(|&(original, _)| original < offset);
        self.places.get(next).or(self.places.last()).map_or(0, |&(_, shown)| shown)
    }
}
