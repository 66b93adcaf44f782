//! The flags of other engines, `(?i)` and `(?i:…)`: for the rest of a group, or for a group of their own.
//!
//! Only `i` and `s` are taken, which mean the same everywhere. `m` does not: Ruby's is the `s` of the others, and they
//! disagree about what ends a line; neither do `x` and those of one engine only.

use super::{Parser, Reading};
use crate::pattern::PatternError;

/// What is on at a place of the pattern.
#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    /// `i`: letters mean both cases, by Unicode's simple case folding. Not `\w` and `\b`, which stay ASCII.
    pub(super) ignore_case: bool,
    /// `s`: `.` matches line terminators, too.
    pub(super) dot_all: bool,
}

impl Parser<'_> {
    /// Takes flags up to `end`, `)` or `:`, and switches them on and off. Whether there were any.
    pub(super) fn eat_flags(&mut self, end: char) -> Result<bool, PatternError> {
        let Some(inside) = self.rest().strip_prefix("(?") else { return Ok(false) };
        let is_flag = |c: char| c.is_ascii_alphabetic() || c == '-';
        let letters = inside.split(|c| !is_flag(c)).next().unwrap_or_default();
        let after = inside.strip_prefix(letters).unwrap_or_default();
        if letters.is_empty() || !after.starts_with(end) {
            return Ok(false);
        }
        if self.reading != Reading::Borrowing {
            return Err(self.error("flags, which ECMA-262 lacks", "write both cases, as in `[Aa]`"));
        }
        let (mut flags, mut on) = (self.flags, true);
        for letter in letters.chars() {
            match letter {
                'i' => flags.ignore_case = on,
                's' => flags.dot_all = on,
                '-' if on => on = false,
                _ => {
                    let hint = "of all flags only `i` and `s` mean the same everywhere, as in `(?i)`";
                    return Err(self.error("a flag without a plain meaning", hint));
                }
            }
        }
        let start = self.position;
        self.position += "(?".len() + letters.len() + end.len_utf8();
        self.flags = flags;
        self.has_borrowed(start);
        Ok(true)
    }
}
