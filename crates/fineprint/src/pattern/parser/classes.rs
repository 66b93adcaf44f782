//! Reads `[…]` into a set of characters (ECMA-262, `CharacterClass`).

use regex_syntax::hir::ClassUnicode;

use super::{Parser, Reading};
use crate::pattern::{PatternError, class};

/// How many ranges are gathered at least before they are merged; a large property has about 700.
const MERGE_ABOVE: usize = 4096;

/// One item of a class: what may end a range, and what may not.
pub(super) enum ClassAtom {
    CodePoint(u32),
    Set(ClassUnicode),
}

impl Parser<'_> {
    /// The characters of an atom, in both cases with the flag `i`.
    pub(super) fn set_of(&self, atom: ClassAtom) -> ClassUnicode {
        match atom {
            ClassAtom::CodePoint(code_point) => self.with_case(class::literal(code_point)),
            ClassAtom::Set(set) => set,
        }
    }

    /// `[` is next. `[]` is the empty set, `[^]` every character.
    pub(super) fn bracketed_class(&mut self) -> Result<ClassUnicode, PatternError> {
        let start = self.position;
        let unclosed = || PatternError::new(start, "an unclosed character class", r"add `]`, or write `\[`");
        self.eat("[");
        let negated = self.eat("^");
        // A union for each of thousands of items would take quadratic time, and to keep all of their ranges
        // much memory: they are gathered, and merged whenever they have doubled.
        let (mut class, mut ranges, mut limits) = (ClassUnicode::empty(), Vec::new(), Vec::new());
        while !self.eat("]") {
            if self.is_at_intersection()? {
                limits.push(self.intersected_class(negated)?);
                continue;
            }
            if !limits.is_empty() {
                return Err(self.intersection());
            }
            let first = self.peek().ok_or_else(unclosed)?;
            ranges.extend_from_slice(self.class_item(first)?.ranges());
            if ranges.len() > class.ranges().len() + MERGE_ABOVE {
                class.union(&ClassUnicode::new(ranges.drain(..)));
            }
        }
        class.union(&ClassUnicode::new(ranges));
        for limit in &limits {
            class.intersect(limit);
        }
        if negated {
            class.negate();
        }
        Ok(class)
    }

    /// Annex B would find two ampersands and a bracket in `[a-z&&[^b]]`, and a bracket after the class.
    fn is_at_intersection(&self) -> Result<bool, PatternError> {
        match self.reading {
            Reading::Unicode => Ok(false),
            Reading::AnnexB if self.rest().starts_with("&&[") => {
                let hint = r"write `\[` for the character";
                Err(PatternError::unsupported(self.position, "an intersection, which ECMA-262 lacks", hint))
            }
            Reading::AnnexB => Ok(false),
            Reading::Borrowing => Ok(self.rest().starts_with("&&")),
        }
    }

    /// `&&[…]`, of Java and Ruby, where it ends the class.
    fn intersected_class(&mut self, negated: bool) -> Result<ClassUnicode, PatternError> {
        let start = self.position;
        self.eat("&&");
        // Java has changed its mind on whether `[^a&&[b]]` negates all or the first half only.
        if negated || self.peek() != Some('[') {
            self.position = start;
            return Err(self.intersection());
        }
        self.has_borrowed(start);
        self.deepen()?;
        let class = self.bracketed_class();
        self.depth -= 1;
        class
    }

    fn intersection(&self) -> PatternError {
        self.error("an intersection without a plain meaning", "write `[…&&[…]]`, or list the characters")
    }

    /// A character, a set, or a range of characters.
    fn class_item(&mut self, first: char) -> Result<ClassUnicode, PatternError> {
        let start = self.position;
        let left = self.class_atom(first)?;
        let hyphen = self.position;
        if !self.eat("-") {
            return Ok(self.set_of(left));
        }
        let Some(next) = self.peek().filter(|&c| c != ']') else {
            self.position = hyphen;
            return Ok(self.set_of(left));
        };
        match (left, self.class_atom(next)?) {
            (ClassAtom::CodePoint(from), ClassAtom::CodePoint(to)) if from <= to => {
                Ok(self.with_case(class::range(from, to)))
            }
            (ClassAtom::CodePoint(_), ClassAtom::CodePoint(_)) => {
                let hint = r"the lower end comes first; write `\-` for a hyphen";
                Err(PatternError::new(start, "a range of characters is out of order", hint))
            }
            (left, right) if !self.is_strict() => {
                // Annex B, `CharacterRangeOrUnion`: `[\w-.]` is a word character, a hyphen or a full stop.
                let mut union = class::literal('-'.into());
                union.union(&self.set_of(left));
                union.union(&self.set_of(right));
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
