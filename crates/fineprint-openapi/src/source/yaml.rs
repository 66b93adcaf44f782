//! YAML 1.2 on the events of `granit-parser`: what tags, anchors and keys mean.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Tag, YamlVersion};

use super::builder::{Builder, Built, Key, Stop};
use super::scalar::{self, NotInJson};
use super::{MAX_DEPTH, SourceFile, Span, Value};
use crate::diagnostic::{Code, Diagnostic, quote};

/// How many bytes the copies may take that anchors and aliases ask for. Ten lines of aliases of aliases can ask
/// for any amount; no contract comes near this one.
const ALIAS_BUDGET: usize = 64 << 20;

/// How many comments without a space before them are put up with: the text is read again for each.
const COMMENTS: usize = 50;

/// Reads the file's text; what stopped the reader, if something did, is among the builder's findings.
///
/// A comment is set off by a space (YAML 1.2.2, section 6.6), but other tools read `"text"#comment` as its author means it. So
/// such a comment is blanked out, which leaves all places as they are, and the text is read again.
pub(super) fn read(file: &Arc<SourceFile>) -> Builder {
    let mut text = Cow::Borrowed(file.text());
    let mut comments = Vec::new();
    loop {
        let mut builder = Builder::new(file);
        let stopped = events(file, &text, &mut builder);
        if let Err(Some(comment)) = stopped
            && comments.len() < COMMENTS
        {
            text.to_mut().replace_range(comment.start..comment.end, &" ".repeat(comment.end - comment.start));
            comments.push(comment);
            continue;
        }
        if let Err(Some(comment)) = stopped {
            builder.error(Code::Syntax, TOUCHING_COMMENT, comment);
        }
        for comment in comments {
            let found = Diagnostic::warning(Code::Syntax, TOUCHING_COMMENT);
            builder.report(found.at(file, comment, "taken as a comment even so"));
        }
        return builder;
    }
}

const TOUCHING_COMMENT: &str = "a comment has to be set off by a space";

/// Reads events into the builder, up to a comment without a space before it.
fn events(file: &Arc<SourceFile>, text: &str, builder: &mut Builder) -> Result<(), Option<Span>> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        // YAML wants a key to be found within 1024 characters, JSON and authors do not.
        simple_key_max_lookahead: usize::MAX,
    };
    let mut reader =
        Reader { file, builder, anchors: HashMap::new(), copied: 0, documents: 0, is_blank: true };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, place) = match next {
            Ok(next) => next,
            Err(error) => {
                let comment = touching_comment(text, &error);
                if comment.is_none() {
                    reader.syntax(&error);
                }
                return Err(comment);
            }
        };
        reader.event(event, &place).map_err(|Stop| None)?;
    }
    if reader.is_blank {
        let end = file.text().len();
        builder.error(Code::EmptyDocument, "the text holds no document", Span::new(0, end));
    }
    Ok(())
}

/// The comment that stopped the parser, if that is what did.
fn touching_comment(text: &str, error: &ScanError) -> Option<Span> {
    if !matches!(error.kind(), ErrorKind::CommentNotSeparated) {
        return None;
    }
    let at = error.marker().byte_offset()?;
    let line = text.get(at..)?.lines().next()?;
    Some(Span::new(at + line.find('#')?, at + line.len()))
}

struct Reader<'r> {
    file: &'r Arc<SourceFile>,
    builder: &'r mut Builder,
    /// What each anchor names. One whose collection is still open is not in here.
    anchors: HashMap<usize, Built>,
    /// How much of the budget is used.
    copied: usize,
    documents: usize,
    /// Whether there was nothing yet but markers and comments.
    is_blank: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, place: &granit_parser::Span) -> Result<(), Stop> {
        let span = bytes(place);
        match event {
            Event::DocumentStart(_, version) => self.document(span, version),
            Event::Scalar(text, style, anchor, tag) => {
                self.is_blank &= span.start == span.end;
                self.scalar(&text, style, anchor, Tagged::new(tag.as_deref(), place), span)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.is_blank = false;
                self.collection(Tagged::new(tag.as_deref(), place), "seq", "an array");
                self.builder.open_sequence(span, anchor)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.is_blank = false;
                self.collection(Tagged::new(tag.as_deref(), place), "map", "an object");
                self.builder.open_mapping(span, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let end = (span.start < span.end).then_some(span.end);
                let Some((built, anchor)) = self.builder.close(end) else { return Ok(()) };
                self.keep(anchor, &built)?;
                let span = built.node.span;
                self.put(built, span);
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(name) => {
                self.is_blank = false;
                let message = format!("no anchor {} stands before this alias", quote(&format!("&{name}")));
                self.builder.error(Code::UnknownAnchor, message, span);
                self.put(Built::scalar(Value::Null, span), span);
                Ok(())
            }
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Anchor(..) => Ok(()),
            // Comments are switched off. Anything else that a later version may add could carry a value.
            _ => {
                self.builder.error(Code::Syntax, "this syntax is not supported", span);
                Err(Stop)
            }
        }
    }

    fn document(&mut self, start: Span, version: Option<YamlVersion>) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents > 1 {
            self.builder.error(Code::SeveralDocuments, "a second document starts here", start);
            return Err(Stop);
        }
        if let Some(YamlVersion { major, minor }) =
            version.filter(|version| (version.major, version.minor) != (1, 2))
        {
            let message = format!("this is read by the rules of YAML 1.2, not {major}.{minor}");
            let help = "`yes`, `on` and `1_000` are strings in YAML 1.2, and `017` is seventeen";
            let directive =
                self.file.text().find("%YAML").map_or(start, |at| Span::new(at, at + "%YAML".len()));
            self.builder.report(
                Diagnostic::warning(Code::YamlVersion, message).at(self.file, directive, "").help(help),
            );
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Tagged<'_>>,
        span: Span,
    ) -> Result<(), Stop> {
        // The parser's text for a scalar that is not there is `~`.
        let is_plain = style == ScalarStyle::Plain;
        let text = if is_plain && span.start == span.end { "" } else { text };
        let span = if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            self.without_trailing_space(span)
        } else {
            span
        };
        if self.builder.expects_key() {
            let is_merge = is_plain && tag.is_none() && text == "<<";
            self.keep(anchor, &Built::scalar(Value::String(text.to_owned()), span))?;
            self.builder.key(if is_merge { Key::Merge(span) } else { Key::Text(text.to_owned(), span) });
            return Ok(());
        }
        let value = match tag {
            Some(tag) => self.tagged(text, &tag, span),
            None if is_plain => self.plain(text, span),
            None => Value::String(text.to_owned()),
        };
        let built = Built::scalar(value, span);
        self.keep(anchor, &built)?;
        self.builder.value(built);
        Ok(())
    }

    fn plain(&mut self, text: &str, span: Span) -> Value {
        scalar::resolve(text).unwrap_or_else(|NotInJson(reason)| {
            self.builder.error(
                Code::InvalidNumber,
                format!("{} cannot be used: {reason}", quote(text)),
                span,
            );
            Value::Null
        })
    }

    /// A scalar whose tag says what it is, quoted or not.
    fn tagged(&mut self, text: &str, tag: &Tagged<'_>, span: Span) -> Value {
        let Some(core) = tag.core() else {
            self.unknown_tag(tag);
            return Value::Null;
        };
        if matches!(core, NON_SPECIFIC | "str") {
            return Value::String(text.to_owned());
        }
        let agrees = match scalar::resolve(text) {
            Ok(Value::Null) => core == "null",
            Ok(Value::Bool(_)) => core == "bool",
            // An integer is a float too, as in JSON.
            Ok(Value::Number(number)) => core == "float" || (core == "int" && number.is_integer_text()),
            Ok(Value::String(_) | Value::Sequence(_) | Value::Mapping(_)) => false,
            Err(NotInJson(_)) => core == "float",
        };
        if !agrees {
            self.mismatch(tag, &quote(text));
            return Value::Null;
        }
        self.plain(text, span)
    }

    fn collection(&mut self, tag: Option<Tagged<'_>>, core: &str, what: &str) {
        let Some(tag) = tag else { return };
        match tag.core() {
            Some(NON_SPECIFIC) => {}
            Some(name) if name == core => {}
            Some(_) => self.mismatch(&tag, what),
            None => self.unknown_tag(&tag),
        }
    }

    fn mismatch(&mut self, tag: &Tagged<'_>, what: &str) {
        self.builder.error(
            Code::TagMismatch,
            format!("{what} is not what the tag {} says", quote(&tag.name())),
            tag.span,
        );
    }

    fn unknown_tag(&mut self, tag: &Tagged) {
        let message = format!("the tag {} has no meaning in JSON", quote(&tag.name()));
        self.builder.report(
            Diagnostic::error(Code::UnknownTag, message)
                .at(self.file, tag.span, "")
                .help("known are !!str, !!int, !!float, !!bool, !!null, !!map and !!seq"),
        );
    }

    /// Puts a copy of what the anchor names in place of the alias.
    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let Some(named) = self.anchors.get(&anchor) else {
            // The parser knows the anchor, so its collection is still open: the alias is inside of it.
            self.builder.error(
                Code::RecursiveAlias,
                "this alias stands inside the value that it names",
                span,
            );
            self.put(Built::scalar(Value::Null, span), span);
            return Ok(());
        };
        if self.builder.depth() + named.size.height > MAX_DEPTH {
            self.builder.too_deep(span);
            return Err(Stop);
        }
        self.spend(named.size.bytes, span)?;
        // Looked up again: `spend` had to borrow all of `self`.
        if let Some(named) = self.anchors.get(&anchor) {
            let copy = Built { end: span.end, ..named.clone() };
            self.put(copy, span);
        }
        Ok(())
    }

    /// Remembers what an anchor names.
    fn keep(&mut self, anchor: usize, built: &Built) -> Result<(), Stop> {
        if anchor != NO_ANCHOR {
            self.spend(built.size.bytes, built.node.span)?;
            self.anchors.insert(anchor, built.clone());
        }
        Ok(())
    }

    fn spend(&mut self, bytes: usize, span: Span) -> Result<(), Stop> {
        self.copied = self.copied.saturating_add(bytes);
        if self.copied <= ALIAS_BUDGET {
            return Ok(());
        }
        let limit = ALIAS_BUDGET >> 20;
        let message = format!("the document's anchors and aliases unfold to more than {limit} MiB");
        self.builder.error(Code::AliasBudget, message, span);
        Err(Stop)
    }

    /// Puts a value in its place, which may be that of a key; `at` is where the value or its alias stands.
    fn put(&mut self, built: Built, at: Span) {
        if !self.builder.expects_key() {
            self.builder.value(built);
            return;
        }
        let written = built.node.span;
        let key = match built.node.value {
            Value::String(text) => Key::Text(text, at),
            // Where the alias of a number, say, is a key, the key is the number as it was written.
            Value::Null | Value::Bool(_) | Value::Number(_) => {
                Key::Text(self.file.text().get(written.start..written.end).unwrap_or_default().to_owned(), at)
            }
            collection @ (Value::Sequence(_) | Value::Mapping(_)) => {
                let message =
                    format!("a key has to be a string, and this is of type {}", collection.type_name());
                self.builder.error(Code::ComplexKey, message, at);
                Key::Refused
            }
        };
        self.builder.key(key);
    }

    /// The scanner's span of a block scalar reaches to the next token.
    fn without_trailing_space(&self, span: Span) -> Span {
        let text = self.file.text().get(span.start..span.end).unwrap_or_default();
        Span::new(span.start, span.start + text.trim_end().len())
    }

    fn syntax(&mut self, error: &ScanError) {
        let text = self.file.text();
        let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
        let width = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = Span::new(at, at + width);
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            self.builder.too_deep(span);
        } else if matches!(error.kind(), ErrorKind::UndeclaredTagHandle) {
            self.builder.error(Code::UnknownTag, "no `%TAG` directive declares this tag's handle", span);
        } else {
            self.builder.error(Code::Syntax, error.info(), span);
        }
    }
}

/// The parser's number for a node without an anchor.
const NO_ANCHOR: usize = 0;

/// The tag `!`: the value is a string, an array or an object, whatever it looks like.
const NON_SPECIFIC: &str = "!";

/// A tag and where it stands.
struct Tagged<'t> {
    tag: &'t Tag,
    span: Span,
}

impl<'t> Tagged<'t> {
    fn new(tag: Option<&'t Tag>, place: &granit_parser::Span) -> Option<Self> {
        let span = place.tag_span().map_or_else(|| bytes(place), |span| bytes(&span));
        tag.map(|tag| Self { tag, span })
    }

    /// The name within YAML's core schema, or [`NON_SPECIFIC`].
    fn core(&self) -> Option<&str> {
        if self.tag.parts() == ("", NON_SPECIFIC) { Some(NON_SPECIFIC) } else { self.tag.core_suffix() }
    }

    /// As its author wrote it.
    fn name(&self) -> String {
        self.tag.original()
    }
}

/// The parser's span in bytes, which it knows since it reads from a string.
fn bytes(span: &granit_parser::Span) -> Span {
    span.byte_range().map_or_else(Span::default, |range| Span::new(range.start, range.end))
}
