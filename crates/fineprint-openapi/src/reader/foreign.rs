//! Patterns in the words of other languages, as generators for Java, Python and PHP leave them in documents.
//!
//! OpenAPI and JSON Schema ask for ECMA-262. What is translated here has one meaning only, wherever it has one: anchors of the
//! whole text, POSIX classes, and `(?i)` for letters of ASCII. Anything else stays an invalid pattern.

use std::fmt::Write as _;

use fineprint::pattern::Pattern;

/// POSIX classes by the names that Java gives them, as members of a class.
const CLASSES: &[(&str, &str)] = &[
    ("all", r"\s\S"),
    ("Alnum", "0-9A-Za-z"),
    ("Alpha", "A-Za-z"),
    ("ASCII", r"\x00-\x7F"),
    ("Blank", r"\x20\t"),
    ("Cntrl", r"\x00-\x1F\x7F"),
    ("Digit", "0-9"),
    ("Graph", "!-~"),
    ("Lower", "a-z"),
    ("Print", r"\x20-~"),
    ("Punct", r"!-\/:-@\[-`\{-~"),
    ("Space", r"\t-\r\x20"),
    ("Upper", "A-Z"),
    ("XDigit", "0-9A-Fa-f"),
];

/// The pattern in the words of ECMA-262, if it is in others, and none of them is in doubt.
pub(super) fn translated(pattern: &str) -> Option<String> {
    let is_foreign = ["\\A", "\\z", "\\Z", "\\p{", "\\P{", "(?i", "(?P<"];
    let is_foreign = is_foreign.iter().any(|token| pattern.contains(token));
    if !is_foreign || Pattern::new(pattern).is_ok() {
        return None;
    }
    let translated = Translation::default().read(pattern)?;
    Pattern::new(&translated).is_ok().then_some(translated)
}

#[derive(Default)]
struct Translation {
    written: String,
    /// Whether the letters that follow stand for both cases.
    folds: bool,
    /// The same for what follows each open group.
    outer: Vec<bool>,
    in_class: bool,
}

impl Translation {
    fn read(mut self, pattern: &str) -> Option<String> {
        let mut rest = pattern;
        while let Some(next) = rest.chars().next() {
            let read = match next {
                '\\' => self.escape(rest)?,
                '[' => self.class_bracket(next, true),
                ']' => self.class_bracket(next, false),
                '(' if !self.in_class => self.group(rest),
                ')' if !self.in_class => {
                    self.folds = self.outer.pop()?;
                    self.copy(")")
                }
                letter if self.folds && letter.is_ascii_alphabetic() => self.letter(rest, letter)?,
                other => self.copy(rest.get(..other.len_utf8())?),
            };
            rest = rest.get(read..)?;
        }
        Some(self.written)
    }

    fn copy(&mut self, text: &str) -> usize {
        self.written.push_str(text);
        text.len()
    }

    fn class_bracket(&mut self, bracket: char, opens: bool) -> usize {
        self.in_class = opens;
        self.written.push(bracket);
        1
    }

    /// Reads an escape, and says how long it is.
    fn escape(&mut self, rest: &str) -> Option<usize> {
        let escaped = rest.chars().nth(1)?;
        match escaped {
            'A' if !self.in_class => self.written.push('^'),
            'z' | 'Z' if !self.in_class => self.written.push('$'),
            'p' | 'P' if rest.get(2..3) == Some("{") => {
                let (name, _) = rest.get(3..)?.split_once('}')?;
                if self.class(name, escaped == 'P').is_none() {
                    self.written.push_str(rest.get(..name.len() + 4)?);
                }
                return Some(name.len() + 4);
            }
            // What follows these is no letter to be folded.
            'c' | 'k' | 'u' | 'x' if self.folds => return None,
            _ => return Some(self.copy(rest.get(..1 + escaped.len_utf8())?)),
        }
        Some(2)
    }

    /// Writes a POSIX class.
    fn class(&mut self, name: &str, negated: bool) -> Option<()> {
        let (_, members) = CLASSES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        match (self.in_class, negated) {
            (true, false) => self.written.push_str(members),
            (true, true) => return None,
            (false, _) => {
                let not = if negated { "^" } else { "" };
                let _ = write!(self.written, "[{not}{members}]");
            }
        }
        Some(())
    }

    fn group(&mut self, rest: &str) -> usize {
        if rest.starts_with("(?i)") {
            self.folds = true;
            return 4;
        }
        self.outer.push(self.folds);
        if rest.starts_with("(?i:") {
            self.folds = true;
            self.written.push_str("(?:");
            return 4;
        }
        if rest.starts_with("(?P<") {
            self.written.push_str("(?<");
            return 4;
        }
        // The rest of `(?<name>` and the like is no text to be folded.
        let head = rest.strip_prefix("(?<").filter(|name| !name.starts_with(['=', '!']));
        let length = head.and_then(|name| name.find('>')).map_or(1, |end| end + 4);
        self.copy(rest.get(..length).unwrap_or("("))
    }

    /// Writes a letter, or a range of letters, in both cases.
    fn letter(&mut self, rest: &str, letter: char) -> Option<usize> {
        let both = |letter: char| (letter.to_ascii_lowercase(), letter.to_ascii_uppercase());
        let (lower, upper) = both(letter);
        if !self.in_class {
            let _ = write!(self.written, "[{lower}{upper}]");
            return Some(1);
        }
        let last = rest.get(1..).and_then(|rest| rest.strip_prefix('-')).and_then(|rest| rest.chars().next());
        match last.filter(|last| *last != ']') {
            None => {
                let _ = write!(self.written, "{lower}{upper}");
                Some(1)
            }
            Some(last) if last.is_ascii_lowercase() == letter.is_ascii_lowercase() => {
                let (last_lower, last_upper) = both(last);
                let _ = write!(self.written, "{lower}-{last_lower}{upper}-{last_upper}");
                last.is_ascii_alphabetic().then_some(3)
            }
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn patterns_of_other_languages() {
        for (pattern, expected) in [
            (r"\A\S[\p{Print}]*\z", Some(r"^\S[\x20-~]*$")),
            (r"\p{XDigit}{8}\P{Blank}", Some(r"[0-9A-Fa-f]{8}[^\x20\t]")),
            ("(?i)^(all|[a-c_])$", Some("^([aA][lL][lL]|[a-cA-C_])$")),
            (r"(\.(?i)(pdf))x", Some(r"(\.([pP][dD][fF]))x")),
            ("(?P<year>[0-9]+)", Some("(?<year>[0-9]+)")),
            (r"(?i)(?<name>a)\p{Lu}", Some(r"(?<name>[aA])\p{Lu}")),
            // Those of ECMA-262, and those that mean nothing or too much.
            (r"^\p{Lu}[a-z]+$", None),
            ("[[:alpha:]_]+", None),
            (r"[\P{Alpha}]", None),
            (r"(?i)[A-z]", None),
            (r"(?i)\x41", None),
            ("(?i)(a", None),
            ("(?s).", None),
            (r"\A[_-.]", None),
            (r"\p{Nothing}", None),
            ("(?i", None),
            (r"\A)", None),
        ] {
            assert_eq!(translated(pattern).as_deref(), expected, "{pattern}");
        }
    }
}
