//! Reads `[…]` into a set of characters (ECMA-262, `CharacterClass`).

use regex_syntax::hir::ClassUnicode;

use super::Parser;
use crate::pattern::{PatternError, class};

/// How many ranges are gathered at least before they are merged; a large property has about 700.
const MERGE_ABOVE: usize = 4096;

/// One item of a class: what may end a range, and what may not.
pub(super) enum ClassAtom {
    CodePoint(u32),
    Set(ClassUnicode),
}

impl ClassAtom {
    fn into_set(self) -> ClassUnicode {
        match self {
            Self::CodePoint(code_point) => class::literal(code_point),
            Self::Set(set) => set,
        }
    }
}

impl Parser<'_> {
    /// `[` is next. `[]` is the empty set, `[^]` every character.
    pub(super) fn bracketed_class(&mut self) -> Result<ClassUnicode, PatternError> {
        let start = self.position;
        let unclosed = || PatternError::new(start, "an unclosed character class", r"add `]`, or write `\[`");
        self.eat("[");
        let negated = self.eat("^");
        // A union for each of thousands of items would take quadratic time, and to keep all of their ranges
        // much memory: they are gathered, and merged whenever they have doubled.
        let (mut class, mut ranges) = (ClassUnicode::empty(), Vec::new());
        while !self.eat("]") {
            let first = self.peek().ok_or_else(unclosed)?;
            ranges.extend_from_slice(self.class_item(first)?.ranges());
            if ranges.len() > class.ranges().len() + MERGE_ABOVE {
                class.union(&ClassUnicode::new(ranges.drain(..)));
            }
        }
        class.union(&ClassUnicode::new(ranges));
        if negated {
            class.negate();
        }
        Ok(class)
    }

    /// A character, a set, or a range of characters.
    fn class_item(&mut self, first: char) -> Result<ClassUnicode, PatternError> {
        let start = self.position;
        let left = self.class_atom(first)?;
        let hyphen = self.position;
        if !self.eat("-") {
            return Ok(left.into_set());
        }
        let Some(next) = self.peek().filter(|&c| c != ']') else {
            self.position = hyphen;
            return Ok(left.into_set());
        };
        match (left, self.class_atom(next)?) {
            (ClassAtom::CodePoint(from), ClassAtom::CodePoint(to)) if from <= to => {
                Ok(class::range(from, to))
            }
            (ClassAtom::CodePoint(_), ClassAtom::CodePoint(_)) => {
                let hint = r"the lower end comes first; write `\-` for a hyphen";
                Err(PatternError::new(start, "a range of characters is out of order", hint))
            }
            (left, right) if !self.unicode => {
                // Annex B, `CharacterRangeOrUnion`: `[\w-.]` is a word character, a hyphen or a full stop.
                let mut union = class::literal('-'.into());
                union.union(&left.into_set());
                union.union(&right.into_set());
                Ok(union)
            }
            (_, _) => Err(PatternError::new(
                start,
                "a range ends in a set of characters",
                r"write `\-` for a hyphen",
            )),
        }
    }

    fn class_atom(&mut self, first: char) -> Result<ClassAtom, PatternError> {
        if first == '\\' {
            return self.class_escape();
        }
        self.position += first.len_utf8();
        Ok(ClassAtom::CodePoint(first.into()))
    }
}
