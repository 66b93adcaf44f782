//! Sets of characters: the class escapes of ECMA-262, Unicode properties, ranges of code points.
//!
//! `\d`, `\w` and `\s` are smaller or other sets here than in most engines: the first two are ASCII, also in
//! unicode mode.

use std::sync::LazyLock;

use regex_syntax::{
    Parser,
    hir::{ClassUnicode, ClassUnicodeRange, HirKind},
};

const SURROGATES: (u32, u32) = (0xD800, 0xDFFF);

/// The set of the code points `start..=end`. Surrogates drop out: the text is UTF-8 and has none.
pub(super) fn range(start: u32, end: u32) -> ClassUnicode {
    let below = (start, end.min(SURROGATES.0 - 1));
    let above = (start.max(SURROGATES.1 + 1), end);
    let ranges = [below, above].into_iter().filter(|(start, end)| start <= end);
    ClassUnicode::new(ranges.filter_map(|(start, end)| {
        Some(ClassUnicodeRange::new(char::from_u32(start)?, char::from_u32(end)?))
    }))
}

pub(super) fn literal(code_point: u32) -> ClassUnicode {
    range(code_point, code_point)
}

/// The set of a class escape, `None` if `letter` is none of `d D s S w W` (ECMA-262, `CharacterClassEscape`).
pub(super) fn escape(letter: char) -> Option<ClassUnicode> {
    let ranges: &[(char, char)] = match letter {
        'd' | 'D' => &[('0', '9')],
        'w' | 'W' => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
        // WhiteSpace and LineTerminator: the category Zs, the controls, U+FEFF; without U+0085, which Rust's
        // `\s` has.
        's' | 'S' => &[
            ('\t', '\r'),
            (' ', ' '),
            ('\u{A0}', '\u{A0}'),
            ('\u{1680}', '\u{1680}'),
            ('\u{2000}', '\u{200A}'),
            ('\u{2028}', '\u{2029}'),
            ('\u{202F}', '\u{202F}'),
            ('\u{205F}', '\u{205F}'),
            ('\u{3000}', '\u{3000}'),
            ('\u{FEFF}', '\u{FEFF}'),
        ],
        _ => return None,
    };
    let mut class = ClassUnicode::new(ranges.iter().map(|&(start, end)| ClassUnicodeRange::new(start, end)));
    if letter.is_ascii_uppercase() {
        class.negate();
    }
    Some(class)
}

/// The set of `.`: anything, but without the flag `s` no `LineTerminator`.
pub(super) fn dot(with_terminators: bool) -> ClassUnicode {
    if with_terminators {
        return range(0, char::MAX.into());
    }
    let terminators = ['\n', '\r', '\u{2028}', '\u{2029}'];
    let mut class = ClassUnicode::new(terminators.map(|c| ClassUnicodeRange::new(c, c)));
    class.negate();
    class
}

/// The set of `\p{expression}`, `None` if Unicode has no such property.
///
/// Names are compared as Unicode recommends, without regard to case and `_`, and need no `Script=`: more than
/// ECMA-262 admits, as other engines do.
pub(super) fn property(expression: &str) -> Option<ClassUnicode> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '=';
    if expression.is_empty() || !expression.chars().all(is_name) {
        return None;
    }
    let hir = Parser::new().parse(&format!(r"\p{{{expression}}}")).ok()?;
    match hir.into_kind() {
        HirKind::Class(regex_syntax::hir::Class::Unicode(class)) => Some(class),
        // A set of one character is a literal to this library.
        HirKind::Literal(text) => {
            let text = core::str::from_utf8(&text.0).ok()?;
            Some(literal(text.chars().next()?.into()))
        }
        HirKind::Class(regex_syntax::hir::Class::Bytes(_))
        | HirKind::Empty
        | HirKind::Look(_)
        | HirKind::Repetition(_)
        | HirKind::Capture(_)
        | HirKind::Concat(_)
        | HirKind::Alternation(_) => None,
    }
}

/// The set of a POSIX class in Java's notation, as `\p{Alnum}`: that of ASCII; and that of `\p{all}`. What ECMA-262
/// defines itself is not among them: `\p{Alpha}`, `\p{Lower}` and `\p{Upper}` go beyond ASCII.
pub(super) fn posix(name: &str) -> Option<ClassUnicode> {
    let ranges: &[(char, char)] = match name {
        "all" | "All" | "ALL" => return Some(range(0, char::MAX.into())),
        "Alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
        "Blank" => &[('\t', '\t'), (' ', ' ')],
        "Cntrl" => &[('\0', '\x1F'), ('\x7F', '\x7F')],
        "Digit" => &[('0', '9')],
        "Graph" => &[('!', '~')],
        "Print" => &[(' ', '~')],
        "Punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "Space" => &[('\t', '\r'), (' ', ' ')],
        "XDigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
        _ => return None,
    };
    Some(ClassUnicode::new(ranges.iter().map(|&(start, end)| ClassUnicodeRange::new(start, end))))
}

/// Each character that has cases, in order, with each that differs from it by case only (Unicode's simple case folding).
static CASES: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let cased = property("Changes_When_Casemapped").unwrap_or_else(ClassUnicode::empty);
    let characters = cased.ranges().iter().flat_map(|range| range.start()..=range.end());
    let pairs = characters.flat_map(|c| {
        let mut cases = literal(c.into());
        cases.case_fold_simple();
        let others = cases.ranges().iter().flat_map(|range| range.start()..=range.end());
        others.filter(|other| *other != c).map(|other| (c, other)).collect::<Vec<_>>()
    });
    pairs.collect()
});

/// The set and what differs from it by case only.
pub(super) fn both_cases(mut set: ClassUnicode) -> ClassUnicode {
    let ranges = set.ranges();
    let contains = |c: char| {
        let candidate = ranges.partition_point(|range| range.end() < c);
        ranges.get(candidate).is_some_and(|range| range.start() <= c)
    };
    // Much faster than to fold the set itself, which looks at each of its characters, of which it may have a million.
    let cases = ranges.iter().flat_map(|range| {
        let first = CASES.partition_point(|(c, _)| *c < range.start());
        CASES.iter().skip(first).take_while(|(c, _)| *c <= range.end())
    });
    let missing = cases.map(|(_, other)| *other).filter(|other| !contains(*other));
    let missing = ClassUnicode::new(missing.map(|other| ClassUnicodeRange::new(other, other)));
    set.union(&missing);
    set
}

/// Whether two characters are different, and differ by case only.
pub(super) fn differ_by_case(left: char, right: char) -> bool {
    CASES.binary_search(&(left, right)).is_ok()
}
