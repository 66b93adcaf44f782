//! JSON by RFC 8259, and nothing more: no comments, no trailing commas, no line breaks in strings.
//!
//! Nesting is the builder's stack, so that it costs no call stack.

use std::sync::Arc;

use super::builder::{Builder, Built, Inside, Key, Stop};
use super::{Number, SourceFile, Span, Value};
use crate::diagnostic::Code;

/// Reads the file's text into the builder.
pub(super) fn read(file: &Arc<SourceFile>, builder: &mut Builder) -> Result<(), Stop> {
    let mut reader = Reader { text: file.text(), at: 0 };
    reader.document(builder).map_err(|problem| match problem {
        Problem::Reported => Stop,
        Problem::Syntax { message, at } => {
            let (code, message) = match builder.inside() {
                Inside::Nothing if file.text().trim().is_empty() => {
                    (Code::EmptyDocument, "the text is empty")
                }
                Inside::Nothing | Inside::Sequence | Inside::Mapping => (Code::Syntax, message),
            };
            let width = file.text().get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            builder.error(code, message, Span::new(at, at + width));
            Stop
        }
    })
}

enum Problem {
    Syntax {
        message: &'static str,
        at: usize,
    },
    /// The builder refused; it has said why.
    Reported,
}

impl From<Stop> for Problem {
    fn from(_: Stop) -> Self {
        Self::Reported
    }
}

/// What the grammar allows next.
#[derive(Clone, Copy)]
enum Next {
    Value,
    ItemOrEnd,
    Key,
    KeyOrEnd,
    CommaOrEnd,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn document(&mut self, builder: &mut Builder) -> Result<(), Problem> {
        let mut next = Next::Value;
        loop {
            self.skip_whitespace();
            next = match (next, self.peek()) {
                (Next::ItemOrEnd | Next::CommaOrEnd, Some(b']')) if builder.inside() == Inside::Sequence => {
                    self.close(builder)
                }
                (Next::KeyOrEnd | Next::CommaOrEnd, Some(b'}')) if builder.inside() == Inside::Mapping => {
                    self.close(builder)
                }
                (Next::Value | Next::ItemOrEnd, _) => self.value(builder)?,
                (Next::Key | Next::KeyOrEnd, Some(b'"')) => self.key(builder)?,
                (Next::Key | Next::KeyOrEnd, _) => {
                    return Err(self.unexpected("expected a key in double quotes"));
                }
                (Next::CommaOrEnd, byte) => match (builder.inside(), byte) {
                    (Inside::Nothing, None) => return Ok(()),
                    (Inside::Nothing, Some(_)) => {
                        return Err(self.unexpected("the document ended before this"));
                    }
                    (Inside::Sequence, Some(b',')) => self.step(Next::Value),
                    (Inside::Mapping, Some(b',')) => self.step(Next::Key),
                    (Inside::Sequence, _) => return Err(self.unexpected("expected `,` or `]`")),
                    (Inside::Mapping, _) => return Err(self.unexpected("expected `,` or `}`")),
                },
            };
        }
    }

    fn value(&mut self, builder: &mut Builder) -> Result<Next, Problem> {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => {
                builder.open_mapping(Span::new(start, start + 1), 0)?;
                return Ok(self.step(Next::KeyOrEnd));
            }
            Some(b'[') => {
                builder.open_sequence(Span::new(start, start + 1), 0)?;
                return Ok(self.step(Next::ItemOrEnd));
            }
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.literal("true", Value::Bool(true))?,
            Some(b'f') => self.literal("false", Value::Bool(false))?,
            Some(b'n') => self.literal("null", Value::Null)?,
            _ => return Err(self.unexpected("expected a value")),
        };
        builder.value(Built::scalar(value, Span::new(start, self.at)));
        Ok(Next::CommaOrEnd)
    }

    fn key(&mut self, builder: &mut Builder) -> Result<Next, Problem> {
        let start = self.at;
        let key = self.string()?;
        builder.key(Key::Text(key, Span::new(start, self.at)));
        self.skip_whitespace();
        match self.peek() {
            Some(b':') => Ok(self.step(Next::Value)),
            _ => Err(self.unexpected("expected `:` after the key")),
        }
    }

    fn close(&mut self, builder: &mut Builder) -> Next {
        let next = self.step(Next::CommaOrEnd);
        if let Some((built, _)) = builder.close(Some(self.at)) {
            builder.value(built);
        }
        next
    }

    fn literal(&mut self, word: &str, value: Value) -> Result<Value, Problem> {
        if !self.rest().starts_with(word) {
            return Err(self.unexpected("expected a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// `-? (0 | [1-9][0-9]*) (\. [0-9]+)? ([eE] [-+]? [0-9]+)?`
    fn number(&mut self) -> Result<Number, Problem> {
        let start = self.at;
        self.skip_if(b"-");
        if !self.skip_if(b"0") {
            self.digits()?;
        } else if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("a number has no zeros in front"));
        }
        if self.skip_if(b".") {
            self.digits()?;
        }
        if self.skip_if(b"eE") {
            self.skip_if(b"-+");
            self.digits()?;
        }
        Ok(Number::from_json_text(self.text.get(start..self.at).unwrap_or_default()))
    }

    fn digits(&mut self) -> Result<(), Problem> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        self.at += digits;
        if digits == 0 { Err(self.unexpected("expected a digit")) } else { Ok(()) }
    }

    fn string(&mut self) -> Result<String, Problem> {
        let open = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let plain = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
            let Some(plain) = plain else {
                return Err(Problem::Syntax { message: "this string has no end", at: open });
            };
            text.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.unexpected("a control character in a string has to be escaped")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Problem> {
        let start = self.at;
        self.at += 1;
        let escape = self.peek();
        self.at += 1;
        Ok(match escape {
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let lone = Problem::Syntax { message: "this is half of a surrogate pair", at: start };
                let first = self.hex4(start)?;
                // Only a pair of surrogates is a character (RFC 8259, section 7).
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first).ok_or(lone);
                }
                if !self.rest().starts_with("\\u") {
                    return Err(lone);
                }
                self.at += 2;
                let second = self.hex4(start)?;
                if !(0xdc00..0xe000).contains(&second) {
                    return Err(lone);
                }
                char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)).ok_or(lone)?
            }
            _ => return Err(Problem::Syntax { message: "JSON has no such escape", at: start }),
        })
    }

    fn hex4(&mut self, start: usize) -> Result<u32, Problem> {
        let digits =
            self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += 4;
        value.ok_or(Problem::Syntax { message: "`\\u` takes four hexadecimal digits", at: start })
    }

    fn skip_whitespace(&mut self) {
        let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += self.rest().bytes().take_while(space).count();
    }

    fn skip_if(&mut self, bytes: &[u8]) -> bool {
        let there = self.peek().is_some_and(|byte| bytes.contains(&byte));
        self.at += usize::from(there);
        there
    }

    /// Takes the byte at hand.
    fn step(&mut self, next: Next) -> Next {
        self.at += 1;
        next
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn unexpected(&self, message: &'static str) -> Problem {
        Problem::Syntax { message, at: self.at }
    }
}
