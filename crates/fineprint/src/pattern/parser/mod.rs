//! Reads the notation of ECMA-262 (section 22.2.1, and Annex B.1.2 in its lenient reading) into a [`Node`].
//!
//! Sequences, groups and quantifiers are here; `escapes` reads what a backslash begins, `classes` what stands
//! in `[…]`, `names` the names of groups. Left out: modifiers as in `(?i:…)` and one name for several groups,
//! both of ES2025.

mod classes;
mod escapes;
mod names;

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

/// Parses a pattern, in unicode mode if it is valid there.
pub(super) fn parse(source: &str) -> Result<Node, PatternError> {
    if source.len() > MAX_LENGTH {
        return Err(PatternError::new(
            MAX_LENGTH,
            "the pattern is too long",
            "at most 16384 bytes are supported",
        ));
    }
    let group_names = names::of_groups(source);
    let parse_as = |unicode| {
        Parser { source, position: 0, unicode, group_names: &group_names, opened: 0, depth: 0 }.parse()
    };
    // What neither reading admits is explained by the lenient one: the strict one's first objection may be
    // harmless.
    parse_as(true).or_else(|_| parse_as(false))
}

struct Parser<'p> {
    source: &'p str,
    position: usize,
    /// The strict reading, that of the flag `u`. The lenient one goes by characters too, not by UTF-16 units.
    unicode: bool,
    /// The capturing groups of the whole pattern, since a reference may precede its group.
    group_names: &'p [Option<&'p str>],
    /// How many capturing groups have been opened so far.
    opened: usize,
    depth: usize,
}

/// What opens with a parenthesis.
enum Group {
    Plain,
    Capture(usize),
    Look { behind: bool, negative: bool },
}

impl<'p> Parser<'p> {
    fn parse(mut self) -> Result<Node, PatternError> {
        if names::has_duplicates(self.group_names) {
            return Err(self.error("two groups have the same name", "give each group a name of its own"));
        }
        let node = self.disjunction()?;
        match self.peek() {
            None => Ok(node),
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
        while let Some(first) = self.peek().filter(|&c| c != '|' && c != ')') {
            terms.push(self.term(first)?);
        }
        Ok(if terms.is_empty() { Node::Empty } else { one_or(terms, Node::Concat) })
    }

    /// An atom or an assertion, with its quantifier.
    fn term(&mut self, first: char) -> Result<Node, PatternError> {
        let opened_before = self.opened;
        let (atom, repeatable) = match first {
            '^' => (self.bump(first, Node::Assertion(Assertion::Start)), false),
            '$' => (self.bump(first, Node::Assertion(Assertion::End)), false),
            '.' => (self.bump(first, Node::Class(class::dot())), true),
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
            '{' | '}' | ']' if self.unicode => {
                return Err(self.error("a lone bracket", r"put a backslash before it"));
            }
            literal => (self.bump(first, Node::Class(class::literal(literal.into()))), true),
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
        if self.depth == MAX_NESTING {
            return Err(self.error("groups nest too deeply", "at most 64 levels are supported"));
        }
        let start = self.position;
        let group = self.group_prefix()?;
        self.depth += 1;
        let body = self.disjunction()?;
        self.depth -= 1;
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
                (Node::Look(Box::new(Look { behind, negative, body })), !self.unicode && !behind)
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
        if let Some(rest) = self.rest().strip_prefix("(?<") {
            let name = names::leading(rest)
                .ok_or_else(|| self.error("a malformed name of a group", "write `(?<name>…)`"))?;
            self.position += "(?<>".len() + name.len();
        } else if self.rest().starts_with("(?P") {
            return Err(
                self.error("a named group in Python's notation", r"write `(?<name>…)` and `\k<name>`")
            );
        } else if self.rest().starts_with("(?") {
            let hint = "flags and comments have no place here; for `(?i)` write both cases, as in `[Aa]`";
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
