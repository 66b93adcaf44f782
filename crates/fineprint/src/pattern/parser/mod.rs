//! Reads the notation of ECMA-262 (section 22.2.1, and Annex B.1.2 in its lenient reading) into a [`Node`].
//!
//! Sequences, groups and quantifiers are here; `escapes` reads what a backslash begins, `classes` what stands
//! in `[…]`, `names` the names of groups, `flags` what is borrowed from other engines in `(?i)`. Left out: one
//! name for several groups, of ES2025.

mod classes;
mod escapes;
mod flags;
mod names;

use core::ops::Range;
use std::collections::HashMap;

use flags::Flags;

use regex_syntax::hir::ClassUnicode;

use super::{
    PatternError, class,
    node::{Assertion, Look, Node, Repeat},
};

/// Longer patterns are refused: time and memory of a compiled pattern grow with its length. Of 1,616
/// real ones the longest has 1,341 bytes.
const MAX_LENGTH: usize = 16 * 1024;

/// Deeper nests of groups are refused: the tree is walked by recursion, some calls a level, on any thread's
/// stack.
const MAX_NESTING: usize = 64;

/// A pattern that was read.
pub(super) struct Parsed {
    pub(super) node: Node,
    /// Where the first notation stands that ECMA-262 lacks.
    pub(super) borrowed: Option<Range<usize>>,
}

/// How a pattern is read. They go by characters, not by UTF-16 units, all three.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// The strict one, that of the flag `u`.
    Unicode,
    /// The lenient one, that of Annex B.
    AnnexB,
    /// The lenient one, and what ECMA-262 lacks and other engines give one plain meaning.
    Borrowing,
}

/// Parses a pattern in the first reading that admits it.
pub(super) fn parse(source: &str) -> Result<Parsed, PatternError> {
    // What no reading admits is explained by the most lenient one: the others' first objection may be harmless.
    parse_ecma_262(source).or_else(|_| parse_as(source, Reading::Borrowing))
}

/// Parses a pattern of ECMA-262.
pub(super) fn parse_ecma_262(source: &str) -> Result<Parsed, PatternError> {
    parse_as(source, Reading::Unicode).or_else(|_| parse_as(source, Reading::AnnexB))
}

fn parse_as(source: &str, reading: Reading) -> Result<Parsed, PatternError> {
    if source.len() > MAX_LENGTH {
        let hint = "at most 16384 bytes are supported";
        return Err(PatternError::unsupported(MAX_LENGTH, "the pattern is too long", hint));
    }
    let group_names = &names::of_groups(source);
    let (flags, borrowed, properties) = (Flags::default(), None, HashMap::new());
    Parser { source, position: 0, reading, group_names, opened: 0, depth: 0, flags, borrowed, properties }
        .parse()
}

struct Parser<'p> {
    source: &'p str,
    position: usize,
    reading: Reading,
    /// The capturing groups of the whole pattern, since a reference may precede its group.
    group_names: &'p [Option<&'p str>],
    /// How many capturing groups have been opened so far.
    opened: usize,
    depth: usize,
    flags: Flags,
    borrowed: Option<Range<usize>>,
    /// Those met so far, as they stand between the braces, whether negated, and with the flag `i`: each takes long to make.
    properties: HashMap<(&'p str, bool, bool), ClassUnicode>,
}

/// What opens with a parenthesis.
enum Group {
    Plain,
    Capture(usize),
    Look { behind: bool, negative: bool },
}

impl<'p> Parser<'p> {
    fn parse(mut self) -> Result<Parsed, PatternError> {
        if names::has_duplicates(self.group_names) {
            return Err(self.error("two groups have the same name", "give each group a name of its own"));
        }
        let node = self.disjunction()?;
        match self.peek() {
            None => Ok(Parsed { node, borrowed: self.borrowed }),
            Some(_) => Err(self.error("an unmatched `)`", r"write `\)` for the character")),
        }
    }

    fn disjunction(&mut self) -> Result<Node, PatternError> {
        let mut branches = vec![self.alternative()?];
        while self.eat("|") {
            branches.push(self.alternative()?);
        }
        Ok(one_or(branches, Node::Alternation))
    }

    fn alternative(&mut self) -> Result<Node, PatternError> {
        let mut terms = Vec::new();
        let mut flags_within = false;
        while let Some(first) = self.peek().filter(|&c| c != '|' && c != ')') {
            if self.eat_flags(')')? {
                flags_within |= !terms.is_empty();
            } else {
                terms.push(self.term(first)?);
            }
        }
        // Ruby would read `a(?i)b|c` as `a(?i:b|c)`, the others as `a(?i:b)|(?i:c)`.
        if flags_within && self.peek() == Some('|') {
            return Err(self.error("flags amid an alternative", "write `(?i:…)` around what they are for"));
        }
        Ok(if terms.is_empty() { Node::Empty } else { one_or(terms, Node::Concat) })
    }

    /// An atom or an assertion, with its quantifier.
    fn term(&mut self, first: char) -> Result<Node, PatternError> {
        let opened_before = self.opened;
        let (atom, repeatable) = match first {
            '^' => (self.bump(first, Node::Assertion(Assertion::Start)), false),
            '$' => (self.bump(first, Node::Assertion(Assertion::End)), false),
            '.' => (self.bump(first, Node::Class(class::dot(self.flags.dot_all))), true),
            '[' => (Node::Class(self.bracketed_class()?), true),
            '(' => self.group()?,
            '\\' => {
                let atom = self.atom_escape()?;
                let is_assertion = matches!(atom, Node::Assertion(_));
                (atom, !is_assertion)
            }
            '*' | '+' | '?' | '{' if self.is_at_quantifier() => {
                let hint = "put a backslash before it to mean the character";
                return Err(self.error("a quantifier with nothing to repeat", hint));
            }
            '{' | '}' | ']' if self.is_strict() => {
                return Err(self.error("a lone bracket", r"put a backslash before it"));
            }
            literal => {
                let class = self.with_case(class::literal(literal.into()));
                (self.bump(first, Node::Class(class)), true)
            }
        };
        let start = self.position;
        let Some((min, max)) = self.quantifier() else { return Ok(atom) };
        let greedy = !self.eat("?");
        if !repeatable {
            return Err(PatternError::new(start, "an assertion is repeated", "remove the quantifier"));
        }
        if max.is_some_and(|max| max < min) {
            return Err(PatternError::new(start, "the counts are out of order", "write `{least,most}`"));
        }
        Ok(Node::Repeat(Box::new(Repeat {
            body: atom,
            min,
            max,
            greedy,
            groups: opened_before + 1..self.opened + 1,
        })))
    }

    /// A group, and whether a quantifier may follow: Annex B repeats look-ahead, though nothing is gained by
    /// it.
    fn group(&mut self) -> Result<(Node, bool), PatternError> {
        let (start, flags_around) = (self.position, self.flags);
        self.deepen()?;
        let group = self.group_prefix()?;
        let body = self.disjunction()?;
        self.depth -= 1;
        self.flags = flags_around;
        if !self.eat(")") {
            return Err(PatternError::new(
                start,
                "an unclosed group",
                r"add `)`, or write `\(` for the character",
            ));
        }
        Ok(match group {
            Group::Plain => (body, true),
            Group::Capture(index) => (Node::Capture(index, Box::new(body)), true),
            Group::Look { behind, negative } => {
                (Node::Look(Box::new(Look { behind, negative, body })), !self.is_strict() && !behind)
            }
        })
    }

    fn group_prefix(&mut self) -> Result<Group, PatternError> {
        let prefixes = [
            ("(?:", Group::Plain),
            ("(?=", Group::Look { behind: false, negative: false }),
            ("(?!", Group::Look { behind: false, negative: true }),
            ("(?<=", Group::Look { behind: true, negative: false }),
            ("(?<!", Group::Look { behind: true, negative: true }),
        ];
        for (prefix, group) in prefixes {
            if self.eat(prefix) {
                return Ok(group);
            }
        }
        if self.eat_flags(':')? {
            return Ok(Group::Plain);
        }
        if let Some(rest) = self.rest().strip_prefix("(?<") {
            let name = names::leading(rest)
                .ok_or_else(|| self.error("a malformed name of a group", "write `(?<name>…)`"))?;
            self.position += "(?<>".len() + name.len();
        } else if self.rest().starts_with("(?P") {
            return Err(
                self.error("a named group in Python's notation", r"write `(?<name>…)` and `\k<name>`")
            );
        } else if self.rest().starts_with("(?") {
            let hint = "write `(?:…)` for a group that captures nothing";
            return Err(self.error("a kind of group that ECMA-262 lacks", hint));
        } else {
            self.position += 1;
        }
        self.opened += 1;
        Ok(Group::Capture(self.opened))
    }

    fn is_at_quantifier(&mut self) -> bool {
        let start = self.position;
        let found = self.quantifier().is_some();
        self.position = start;
        found
    }

    /// The least and the most of `*`, `+`, `?` or `{…}`; nothing is consumed if there is none.
    fn quantifier(&mut self) -> Option<(u32, Option<u32>)> {
        for (sign, counts) in [("*", (0, None)), ("+", (1, None)), ("?", (0, Some(1)))] {
            if self.eat(sign) {
                return Some(counts);
            }
        }
        let inside = self.rest().strip_prefix('{')?;
        let is_count_char = |c: char| c.is_ascii_digit() || c == ',';
        let inside = inside.get(..inside.find(|c| !is_count_char(c))?)?;
        let (min, max) = match inside.split_once(',') {
            None => (count(inside)?, Some(count(inside)?)),
            Some((min, "")) => (count(min)?, None),
            Some((min, max)) => (count(min)?, Some(count(max)?)),
        };
        let start = self.position;
        self.position += "{".len() + inside.len();
        if self.eat("}") {
            return Some((min, max));
        }
        self.position = start;
        None
    }

    /// One level of groups or classes more.
    fn deepen(&mut self) -> Result<(), PatternError> {
        if self.depth == MAX_NESTING {
            let hint = "at most 64 levels are supported";
            return Err(PatternError::unsupported(self.position, "groups nest too deeply", hint));
        }
        self.depth += 1;
        Ok(())
    }

    fn is_strict(&self) -> bool {
        self.reading == Reading::Unicode
    }

    /// From `start` to here stands something that ECMA-262 lacks.
    fn has_borrowed(&mut self, start: usize) {
        self.borrowed.get_or_insert(start..self.position);
    }

    /// The set as it is, or with the flag `i`, that of both cases.
    fn with_case(&self, set: ClassUnicode) -> ClassUnicode {
        if self.flags.ignore_case { class::both_cases(set) } else { set }
    }

    fn rest(&self) -> &'p str {
        self.source.get(self.position..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.position += expected.len();
        }
        found
    }

    /// Steps over `c`, for the sake of which there is `node`.
    fn bump(&mut self, c: char, node: Node) -> Node {
        self.position += c.len_utf8();
        node
    }

    fn error(&self, problem: &'static str, hint: &'static str) -> PatternError {
        PatternError::new(self.position, problem, hint)
    }
}

/// The only item itself, or the items wrapped.
fn one_or(mut items: Vec<Node>, wrap: fn(Vec<Node>) -> Node) -> Node {
    match items.pop() {
        Some(only) if items.is_empty() => only,
        Some(last) => {
            items.push(last);
            wrap(items)
        }
        None => Node::Empty,
    }
}

/// A decimal number, cut at the largest that fits.
fn count(digits: &str) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u32::MAX))
}
