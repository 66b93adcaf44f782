//! Reads what a backslash begins, outside and inside of classes (ECMA-262, `AtomEscape` and `ClassEscape`).

use regex_syntax::hir::ClassUnicode;

use super::{Parser, Reading, classes::ClassAtom};
use crate::pattern::{
    PatternError, class,
    node::{Assertion, Node},
    property_names,
};

/// The characters whose escape means themselves also in unicode mode (`SyntaxCharacter` and `/`).
const SYNTAX_CHARACTERS: &str = r"^$\.*+?()[]{}|/";

impl Parser<'_> {
    /// Outside of a class; the backslash is next.
    pub(super) fn atom_escape(&mut self) -> Result<Node, PatternError> {
        if self.eat(r"\b") {
            return Ok(Node::Assertion(Assertion::WordBoundary));
        }
        if self.eat(r"\B") {
            return Ok(Node::Assertion(Assertion::NotWordBoundary));
        }
        if let Some(assertion) = self.borrowed_assertion() {
            return Ok(Node::Assertion(assertion));
        }
        if let Some(group) = self.back_reference()? {
            return Ok(Node::BackReference { group, ignore_case: self.flags.ignore_case });
        }
        let atom = self.escape()?;
        Ok(Node::Class(self.set_of(atom)))
    }

    /// `\A`, `\z` and `\Z`. Before a line feed at the end some take `\Z` for the end, as they do `$`; neither does here.
    fn borrowed_assertion(&mut self) -> Option<Assertion> {
        let start = self.position;
        let assertions = [(r"\A", Assertion::Start), (r"\z", Assertion::End), (r"\Z", Assertion::End)];
        let (_, assertion) = assertions
            .into_iter()
            .find(|(notation, _)| self.reading == Reading::Borrowing && self.eat(notation))?;
        self.has_borrowed(start);
        Some(assertion)
    }

    /// Inside of a class; the backslash is next.
    pub(super) fn class_escape(&mut self) -> Result<ClassAtom, PatternError> {
        if self.eat(r"\b") {
            return Ok(ClassAtom::CodePoint(0x08));
        }
        if self.eat(r"\-") {
            return Ok(ClassAtom::CodePoint('-'.into()));
        }
        self.escape()
    }

    /// `\1` or `\k<name>`, or `None`: by Annex B a number beyond the groups is an octal escape.
    fn back_reference(&mut self) -> Result<Option<usize>, PatternError> {
        if let Some(rest) = self.rest().strip_prefix(r"\k") {
            let name = rest.strip_prefix('<').and_then(super::names::leading);
            let group = self.group_names.iter().position(|&group| group.is_some() && group == name);
            let (Some(name), Some(group)) = (name, group) else {
                return Err(self.error(
                    "a reference to a group that does not exist",
                    r"write `\k<name>` of a named group",
                ));
            };
            self.position += r"\k<>".len() + name.len();
            return Ok(Some(group + 1));
        }
        let Some(rest) = self.rest().strip_prefix('\\') else { return Ok(None) };
        let digits: &str = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        if digits.is_empty() || digits.starts_with('0') {
            return Ok(None);
        }
        match digits.parse() {
            Ok(group) if group <= self.group_names.len() => {
                self.position += r"\".len() + digits.len();
                Ok(Some(group))
            }
            Ok(_) | Err(_) if self.is_strict() => {
                Err(self.error("a reference to a group that does not exist", "groups are counted from 1"))
            }
            Ok(_) | Err(_) => Ok(None),
        }
    }

    /// An escape of the kinds that stand inside and outside of classes.
    fn escape(&mut self) -> Result<ClassAtom, PatternError> {
        let start = self.position;
        self.position += r"\".len();
        let Some(letter) = self.peek() else {
            return Err(PatternError::new(start, "a backslash at the end", r"write `\\` for the character"));
        };
        if letter.is_ascii_digit() {
            return self.digits(start).map(ClassAtom::CodePoint);
        }
        self.position += letter.len_utf8();
        if let Some(set) = class::escape(letter) {
            return Ok(ClassAtom::Set(set));
        }
        let code_point = match letter {
            't' => 0x09,
            'n' => 0x0A,
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => 0x0D,
            'c' => self.control(start)?,
            'x' => self.hex(2).ok_or_else(|| malformed(start, r"write `\xFF`, two hexadecimal digits"))?,
            'u' => self.code_point().ok_or_else(|| malformed(start, r"write `\uFFFF` or `\u{1FFFF}`"))?,
            'p' | 'P' if self.is_strict() || self.rest().starts_with('{') => {
                return self.property(start, letter == 'P').map(ClassAtom::Set);
            }
            other if SYNTAX_CHARACTERS.contains(other) => other.into(),
            // Annex B, `IdentityEscape`. Letters are refused although it admits them: there they mean
            // themselves, while who writes `\h` or `\R` thinks of another dialect. `\p` without a brace
            // thinks of none.
            other if !self.is_strict() && (!other.is_ascii_alphabetic() || matches!(other, 'p' | 'P')) => {
                other.into()
            }
            'A' => return Err(no_escape(start, "write `^` for the start of the text")),
            'Z' | 'z' => return Err(no_escape(start, "write `$` for the end of the text")),
            'h' => return Err(no_escape(start, r"write `[ \t]` for horizontal space")),
            _ => return Err(no_escape(start, "remove the backslash")),
        };
        Ok(ClassAtom::CodePoint(code_point))
    }

    /// `\0`, or by Annex B an octal escape up to `\377`; its `\8` and `\9` mean the digit.
    fn digits(&mut self, start: usize) -> Result<u32, PatternError> {
        let is_octal = |c: &char| c.is_digit(8);
        let digits: String = self.rest().chars().take_while(is_octal).take(3).collect();
        let digits = match digits.as_bytes() {
            [b'4'..=b'7', _, _] => digits.get(..2).unwrap_or_default(),
            _ => digits.as_str(),
        };
        let digit_follows = self.rest().chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if self.is_strict() && (digits != "0" || digit_follows) {
            return Err(no_escape(start, r"write `\xFF` for the character of a number"));
        }
        if digits.is_empty() {
            let digit = self.peek().unwrap_or_default();
            self.position += digit.len_utf8();
            return Ok(digit.into());
        }
        self.position += digits.len();
        u32::from_str_radix(digits, 8)
            .map_err(|_| no_escape(start, r"write `\xFF` for the character of a number"))
    }

    /// `\cA`.
    fn control(&mut self, start: usize) -> Result<u32, PatternError> {
        let letter = self.peek().filter(char::is_ascii_alphabetic);
        let letter = letter.ok_or_else(|| malformed(start, r"write a letter after `\c`"))?;
        self.position += letter.len_utf8();
        Ok(u32::from(letter) % 32)
    }

    /// After `\u`: four digits, two surrogates as one character, or `{…}`.
    fn code_point(&mut self) -> Option<u32> {
        if self.eat("{") {
            let digits = self.rest().split_once('}')?.0;
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                return None;
            }
            let significant = digits.trim_start_matches('0');
            let code_point =
                if significant.is_empty() { 0 } else { u32::from_str_radix(significant, 16).ok()? };
            self.position += digits.len() + "}".len();
            return (code_point <= u32::from(char::MAX)).then_some(code_point);
        }
        let unit = self.hex(4)?;
        let after_unit = self.position;
        if (0xD800..0xDC00).contains(&unit) && self.eat(r"\u") {
            if let Some(low @ 0xDC00..0xE000) = self.hex(4) {
                return Some(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            }
            self.position = after_unit;
        }
        Some(unit)
    }

    fn hex(&mut self, length: usize) -> Option<u32> {
        let digits = self.rest().get(..length)?;
        // `from_str_radix` alone would take a sign.
        let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
        self.position += length;
        Some(number)
    }

    /// After `\p` or `\P`. Annex B would read the letter `p`; whoever writes braces means a property.
    fn property(&mut self, start: usize, negated: bool) -> Result<ClassUnicode, PatternError> {
        let braces = self.rest().strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (expression, _) = braces.ok_or_else(|| malformed(start, r"write `\p{Letter}`"))?;
        self.position += expression.len() + "{}".len();
        let key = (expression, negated, self.flags.ignore_case);
        if let Some(known) = self.properties.get(&key) {
            return Ok(known.clone());
        }
        let is_ecma_262 = property_names::are_ecma_262(expression);
        let set = if is_ecma_262 {
            class::property(expression)
        } else if self.reading == Reading::Borrowing {
            class::posix(expression).or_else(|| class::property(expression))
        } else {
            None
        };
        let Some(mut set) = set else {
            let problem = "an unknown property";
            return Err(if is_ecma_262 {
                PatternError::unsupported(start, problem, "the characters that it has are not known here")
            } else {
                PatternError::new(start, problem, "Unicode has none of that name")
            });
        };
        if !is_ecma_262 {
            self.has_borrowed(start);
        }
        if negated {
            set.negate();
        }
        set = self.with_case(set);
        self.properties.insert(key, set.clone());
        Ok(set)
    }
}

fn malformed(start: usize, hint: &'static str) -> PatternError {
    PatternError::new(start, "a malformed escape", hint)
}

fn no_escape(start: usize, hint: &'static str) -> PatternError {
    PatternError::new(start, "an escape that ECMA-262 lacks", hint)
}
