//! Patterns that are runs of characters, one behind the other: `^[a-z][a-z0-9]{0,29}$`, `^\d{4}-\d{2}$`, `^x-`, `.+`. So are most
//! in real specs, and to go through the text once is quicker than any machine of states.
//!
//! Not for what could take a choice back: where a run may end in several places, what follows must not begin with a character
//! of it. Anything else is for the other engines.

use regex_syntax::hir::ClassUnicode;

use super::node::{Assertion, Node, Repeat};
use crate::formats::ByteClasses;

/// Longer texts, in bytes, are for the other engines.
const LONGEST_TEXT: usize = 1000;
/// A byte has a bit for each.
const MOST_SETS: usize = 8;

/// Runs, and where in the text they may be.
#[derive(Debug)]
pub(super) struct Runs {
    all: Box<[Run]>,
    /// The ASCII characters of each run, which has one bit of them.
    classes: Box<ByteClasses>,
    place: Place,
    /// The class of the character that the text must begin with; zero, which no character is of, where that is no set.
    begins: u8,
}

#[derive(Debug)]
enum Run {
    /// These characters.
    Text(Box<str>),
    /// Characters of a set, as many as come, but not more than `max`.
    Set { class: u8, beyond_ascii: Box<[(char, char)]>, min: usize, max: usize },
}

/// Where the runs must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At the start of the text.
    Start,
    /// They are all there is.
    Whole,
    /// At the end of the text; a single run.
    End,
    /// Anywhere; a single run.
    Anywhere,
}

impl Runs {
    /// Whether they are in the text.
    #[inline]
    pub(super) fn are_in(&self, text: &str) -> bool {
        // Most keys are not what `patternProperties` looks for, and that shows at once.
        if self.begins != 0
            && let Some(first) = text.as_bytes().first()
            && first.is_ascii()
            && !self.classes.has(self.begins, *first)
        {
            return false;
        }
        self.are_there(text)
    }

    fn are_there(&self, text: &str) -> bool {
        match (self.place, &*self.all) {
            (Place::Anywhere, [Run::Text(part)]) => text.contains(&**part),
            (Place::End, [Run::Text(part)]) => text.ends_with(&**part),
            (Place::Anywhere, [set @ Run::Set { .. }]) => text.chars().any(|c| self.has(set, c)),
            (Place::End, [set @ Run::Set { .. }]) => {
                text.chars().next_back().is_some_and(|c| self.has(set, c))
            }
            (Place::Whole, runs) => self.behind(runs, text).is_some_and(str::is_empty),
            (Place::Start | Place::Anywhere | Place::End, runs) => self.behind(runs, text).is_some(),
        }
    }

    /// What follows the runs at the start of the text.
    fn behind<'t>(&self, runs: &[Run], text: &'t str) -> Option<&'t str> {
        runs.iter().try_fold(text, |rest, run| match run {
            Run::Text(text) => rest.strip_prefix(&**text),
            Run::Set { class, beyond_ascii, min, max } => {
                let (rest, left) = self.behind_set(*class, beyond_ascii, *max, rest)?;
                (max - left >= *min).then_some(rest)
            }
        })
    }

    /// What follows a run of a set at the start of the text, and how many more it might have had.
    fn behind_set<'t>(
        &self,
        class: u8,
        beyond_ascii: &[(char, char)],
        max: usize,
        text: &'t str,
    ) -> Option<(&'t str, usize)> {
        let (mut rest, mut left) = (text, max);
        loop {
            let bytes = rest.as_bytes();
            let within = bytes.get(..left).unwrap_or(bytes);
            let ascii = within.len() - self.classes.after_run(class, within).len();
            rest = rest.get(ascii..)?;
            left -= ascii;
            let Some(other) = rest.chars().next().filter(|c| left > 0 && is_within(beyond_ascii, *c)) else {
                return Some((rest, left));
            };
            rest = rest.get(other.len_utf8()..)?;
            left -= 1;
        }
    }

    fn has(&self, run: &Run, c: char) -> bool {
        match run {
            Run::Text(_) => false,
            Run::Set { class, beyond_ascii, .. } => match u8::try_from(c) {
                Ok(byte) if byte.is_ascii() => self.classes.has(*class, byte),
                Ok(_) | Err(_) => is_within(beyond_ascii, c),
            },
        }
    }
}

fn is_within(ranges: &[(char, char)], c: char) -> bool {
    let candidate = ranges.partition_point(|(_, end)| *end < c);
    ranges.get(candidate).is_some_and(|(start, _)| *start <= c)
}

/// `None` if the pattern needs another engine.
pub(super) fn compile(node: &Node) -> Option<Runs> {
    let mut terms = Vec::new();
    flatten(node, &mut terms)?;
    let is = |term: &&Node, wanted| matches!(term, Node::Assertion(assertion) if *assertion == wanted);
    let at_start = terms.iter().take_while(|term| is(term, Assertion::Start)).count();
    let mut terms = terms.split_off(at_start);
    let at_end = terms.iter().rev().take_while(|term| is(term, Assertion::End)).count();
    terms.truncate(terms.len() - at_end);
    let mut drafts = drafts(&terms)?;
    let (at_start, at_end) = (at_start > 0, at_end > 0);
    // Where nothing need come before or after, an end of the runs that may be there need not.
    if !at_start {
        let needless = drafts.iter().take_while(|draft| draft.min == 0).count();
        drafts.drain(..needless);
        drafts.first_mut().into_iter().for_each(|first| first.max = Some(first.min));
    }
    if !at_end {
        let needless = drafts.iter().rev().take_while(|draft| draft.min == 0).count();
        drafts.truncate(drafts.len() - needless);
        drafts.last_mut().into_iter().for_each(|last| last.max = Some(last.min));
    }
    let place = match (at_start, at_end) {
        (true, true) => Place::Whole,
        (true, false) => Place::Start,
        (false, _) if drafts.is_empty() => Place::Start,
        (false, true) => Place::End,
        (false, false) => Place::Anywhere,
    };
    if drafts.iter().filter(|draft| !draft.is_text()).count() > MOST_SETS
        || (0..drafts.len()).any(|index| may_end_elsewhere(&drafts, index))
    {
        return None;
    }
    let (runs, classes) = runs(&drafts)?;
    let is_single = matches!(&*runs, [Run::Text(_) | Run::Set { min: 1, max: 1, .. }]);
    let begins = match (place, runs.first()) {
        (Place::Start | Place::Whole, Some(Run::Set { class, min: 1.., .. })) => *class,
        (Place::Start | Place::Whole | Place::End | Place::Anywhere, _) => 0,
    };
    let runs = Runs { all: runs, classes: Box::new(classes), place, begins };
    (is_single || matches!(place, Place::Start | Place::Whole)).then_some(runs)
}

/// The terms of a pattern, those within groups among them: what a group captured, nobody asks.
fn flatten<'n>(node: &'n Node, terms: &mut Vec<&'n Node>) -> Option<()> {
    match node {
        Node::Empty => {}
        Node::Capture(_, body) => flatten(body, terms)?,
        Node::Concat(nodes) => nodes.iter().try_for_each(|node| flatten(node, terms))?,
        Node::Repeat(repeat) if repeat.max == Some(0) => {}
        Node::Class(_) | Node::Assertion(Assertion::Start | Assertion::End) | Node::Repeat(_) => {
            terms.push(node);
        }
        Node::Assertion(Assertion::WordBoundary | Assertion::NotWordBoundary)
        | Node::BackReference { .. }
        | Node::Alternation(_)
        | Node::Look(_) => return None,
    }
    Some(())
}

/// A run in the making.
struct Draft<'n> {
    class: &'n ClassUnicode,
    min: usize,
    max: Option<usize>,
}

impl Draft<'_> {
    /// Whether there can be no other characters.
    fn is_text(&self) -> bool {
        let [range] = self.class.ranges() else { return false };
        range.start() == range.end() && self.max == Some(self.min)
    }
}

fn drafts<'n>(terms: &[&'n Node]) -> Option<Vec<Draft<'n>>> {
    let draft = |term: &&'n Node| match term {
        Node::Class(class) => Some(Draft { class, min: 1, max: Some(1) }),
        Node::Repeat(repeat) => {
            let Repeat { body: Node::Class(class), min, max, .. } = &**repeat else { return None };
            Some(Draft { class, min: *min as usize, max: max.map(|max| max as usize) })
        }
        Node::Empty
        | Node::Assertion(_)
        | Node::Capture(..)
        | Node::BackReference { .. }
        | Node::Concat(_)
        | Node::Alternation(_)
        | Node::Look(_) => None,
    };
    terms.iter().map(draft).collect()
}

/// Whether what follows may begin with a character that the run might have left to it.
fn may_end_elsewhere(drafts: &[Draft<'_>], index: usize) -> bool {
    let Some((run, others)) = drafts.get(index..).and_then(<[_]>::split_first) else { return false };
    if run.max == Some(run.min) {
        return false;
    }
    let optional = others.iter().take_while(|other| other.min == 0).count();
    others.iter().take(optional + 1).any(|other| {
        let mut both = run.class.clone();
        both.intersect(other.class);
        !both.ranges().is_empty()
    })
}

/// `None` if a text is too long.
fn runs(drafts: &[Draft<'_>]) -> Option<(Box<[Run]>, ByteClasses)> {
    let mut runs: Vec<Run> = Vec::new();
    let mut classes = ByteClasses::new();
    let mut class: u8 = 1;
    for draft in drafts {
        if draft.is_text() {
            add_text(&mut runs, draft)?;
            continue;
        }
        let mut beyond_ascii = Vec::new();
        for range in draft.class.ranges() {
            for c in range.start()..=range.end().min('\x7f') {
                classes = classes.with(class, &[u8::try_from(c).ok()?]);
            }
            if range.end() > '\x7f' {
                beyond_ascii.push((range.start().max('\u{80}'), range.end()));
            }
        }
        let (min, max) = (draft.min, draft.max.unwrap_or(usize::MAX));
        runs.push(Run::Set { class, beyond_ascii: beyond_ascii.into(), min, max });
        class = class.wrapping_mul(2);
    }
    Some((runs.into(), classes))
}

/// Adds a text, to that before it if there is one.
fn add_text(runs: &mut Vec<Run>, draft: &Draft<'_>) -> Option<()> {
    let character = draft.class.ranges().first()?.start();
    let mut text = match runs.pop() {
        Some(Run::Text(before)) => before.into_string(),
        Some(set @ Run::Set { .. }) => {
            runs.push(set);
            String::new()
        }
        None => String::new(),
    };
    if draft.min.saturating_mul(character.len_utf8()).saturating_add(text.len()) > LONGEST_TEXT {
        return None;
    }
    text.extend(std::iter::repeat_n(character, draft.min));
    runs.push(Run::Text(text.into()));
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::config;
    use super::super::{Match, linear, parser};
    use super::compile;

    fn is_runs(source: &str) -> bool {
        compile(&parser::parse(source).unwrap().node).is_some()
    }

    #[test]
    fn which_patterns_are_runs() {
        for source in [
            "",
            "^",
            "$",
            "^$",
            ".",
            ".*",
            ".+",
            "(.*)",
            r"[\s\S]*",
            "^a",
            "a$",
            "[a-z]$",
            "abc",
            "^abc",
            "abc$",
            "^abc$",
            "^[a-z][a-z0-9]{0,29}$",
            r"^\d{4}-\d{2}-\d{2}$",
            r"^\{\{[\w][\w.\-]*\}\}$",
            "^[^:]+:[^:]+$",
            "^[@$_#]",
            "^(a)(b)$",
            "^é*a$",
            "x*a",
            "ax*",
            "^^a$$",
            "[a-z]*b?$",
            "^a{2}b?c?d$",
            "^a{0}$",
        ] {
            assert!(is_runs(source), "{source}");
        }
        for source in [
            "^[a-z]*[a-z]$",
            "^a?b?a$",
            "a|b",
            "^(a|b)$",
            "^(ab)*$",
            r"\ba",
            "(?=a)a",
            r"^(a)\1$",
            "ab.",
            "^.*\\.txt$",
            "a^b",
            "aa+b",
            "^a[bc]{2,3}c$",
            "[ab][cd]$",
            "[ab]{2}",
        ] {
            assert!(!is_runs(source), "{source}");
        }
    }

    /// Patterns that mostly are runs, over a tiny alphabet.
    fn patterns() -> impl Strategy<Value = String> {
        const SETS: &[&str] = &["a", "b", "é", "[ab]", "[bé]", "[^a]", ".", "ab", "[^bé]", r"\n", "[]"];
        const COUNTS: &[&str] = &["", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,3}", "{2,}", "*?", "{0}"];
        let (set, count) = (prop::sample::select(SETS), prop::sample::select(COUNTS));
        let terms =
            prop::collection::vec((set, count).prop_map(|(set, count)| format!("{set}{count}")), 0..5)
                .prop_map(|terms| terms.concat());
        (prop::bool::ANY, terms, prop::bool::ANY).prop_map(|(at_start, terms, at_end)| {
            format!("{}{terms}{}", if at_start { "^" } else { "" }, if at_end { "$" } else { "" })
        })
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn runs_are_found_as_the_linear_engine_finds_them(
            source in patterns(),
            texts in prop::collection::vec("[abé\n]{0,6}", 12),
        ) {
            let node = parser::parse(&source).unwrap().node;
            if let Some(runs) = compile(&node) {
                let linear = linear::compile(&node).unwrap();
                for text in &texts {
                    let expected = linear.find_in(text) == Match::Yes;
                    prop_assert_eq!(runs.are_in(text), expected, "{} on {:?}", source, text);
                }
            }
        }
    }
}
