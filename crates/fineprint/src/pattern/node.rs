//! The tree of a parsed pattern: what it means, with all questions of notation settled.

use core::ops::Range;

use regex_syntax::hir::ClassUnicode;

/// One term of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Matches without consuming anything.
    Empty,
    /// One character out of a set; a literal is a set of one.
    Class(ClassUnicode),
    Assertion(Assertion),
    /// A capturing group, counted from 1.
    Capture(usize, Box<Node>),
    /// The text that a group captured; empty while it has captured none.
    BackReference {
        group: usize,
        ignore_case: bool,
    },
    Concat(Vec<Node>),
    Alternation(Vec<Node>),
    Repeat(Box<Repeat>),
    Look(Box<Look>),
}

/// The assertions that look at no more than the characters to their left and right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    /// `^`, the very start of the text.
    Start,
    /// `$`, the very end of the text (no line feed may follow).
    End,
    /// `\b`, for the ASCII word characters.
    WordBoundary,
    /// `\B`
    NotWordBoundary,
}

/// A quantified term.
#[derive(Clone, Debug)]
pub(super) struct Repeat {
    pub(super) body: Node,
    pub(super) min: u32,
    /// `None` is without end. Counts beyond `u32` are cut: no text is long enough to tell.
    pub(super) max: Option<u32>,
    pub(super) greedy: bool,
    /// The groups inside, which each round starts without (ECMA-262, `RepeatMatcher`, step 4).
    pub(super) groups: Range<usize>,
}

/// Look-ahead and look-behind.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub(super) behind: bool,
    pub(super) negative: bool,
    pub(super) body: Node,
}

impl Node {
    /// The terms of a sequence, also of a sequence of one.
    pub(super) fn terms(&self) -> &[Node] {
        match self {
            Self::Concat(terms) => terms,
            Self::Empty
            | Self::Class(_)
            | Self::Assertion(_)
            | Self::Capture(..)
            | Self::BackReference { .. }
            | Self::Alternation(_)
            | Self::Repeat(_)
            | Self::Look(_) => core::slice::from_ref(self),
        }
    }

    /// Whether every match begins at the start of the text, so that no other place needs a try.
    pub(super) fn is_anchored(&self) -> bool {
        match self {
            Self::Assertion(assertion) => *assertion == Assertion::Start,
            Self::Capture(_, body) => body.is_anchored(),
            Self::Concat(terms) => {
                let is_look = |term: &&Node| matches!(term, Self::Look(_));
                terms.iter().find(|term| !is_look(term)).is_some_and(Self::is_anchored)
            }
            Self::Alternation(branches) => branches.iter().all(Self::is_anchored),
            Self::Empty | Self::Class(_) | Self::BackReference { .. } | Self::Repeat(_) | Self::Look(_) => {
                false
            }
        }
    }
}
