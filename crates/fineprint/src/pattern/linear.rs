//! Patterns that run in linear time, on the engines of the crate `regex`: all without look-around and
//! back-references, and those whose look-around stands at an end of the text that is fixed.
//!
//! `^(?!aws:)[a-z:]+(?<!:)$` matches exactly if `^aws:` does not match, `^[a-z:]+$` does, and `:$` does not.
//! Most look-around in real specs is of this kind.

use regex_automata::meta::{Config, Regex};
use regex_syntax::hir::{Class, Hir, Look as HirLook, Repetition};

use super::{
    Match,
    node::{Assertion, Look, Node},
};

/// Larger programs are left to the other engine, which does not unroll repetitions: the time of this one is
/// the product of program and text. Enough for `^.{1,2000}$`.
const SIZE_LIMIT: usize = 4 << 20;

/// Bounds the memory of one pattern, together with [`SIZE_LIMIT`]. Rules for passwords have about five.
const MAX_CONDITIONS: usize = 12;

/// Conditions that must all hold.
#[derive(Debug)]
pub(super) struct Linear(Vec<Condition>);

#[derive(Debug)]
struct Condition {
    regex: Regex,
    matches: bool,
}

impl Linear {
    pub(super) fn find_in(&self, text: &str) -> Match {
        let holds = |condition: &Condition| condition.regex.is_match(text) == condition.matches;
        if self.0.iter().all(holds) { Match::Yes } else { Match::No }
    }
}

/// `None` if the pattern needs the other engine.
pub(super) fn compile(node: &Node) -> Option<Linear> {
    let (leading, trailing, middle) = split(node.terms());
    if leading.len() + trailing.len() >= MAX_CONDITIONS {
        return None;
    }
    let mut conditions = vec![condition(&hir_of_all(middle)?, true)?];
    for look in leading {
        let at_start = Hir::concat(vec![Hir::look(HirLook::Start), hir(&look.body)?]);
        conditions.push(condition(&at_start, !look.negative)?);
    }
    for look in trailing {
        let at_end = Hir::concat(vec![hir(&look.body)?, Hir::look(HirLook::End)]);
        conditions.push(condition(&at_end, !look.negative)?);
    }
    Some(Linear(conditions))
}

/// Splits look-ahead off the start and look-behind off the end of a sequence, where `^` and `$` fix the
/// place.
fn split(terms: &[Node]) -> (Vec<&Look>, Vec<&Look>, Vec<&Node>) {
    let zero_width = |term: &&Node| matches!(term, Node::Look(_) | Node::Assertion(_));
    let head = terms.iter().take_while(zero_width).count();
    let tail = terms.iter().skip(head).rev().take_while(zero_width).count();
    let (head, rest) = terms.split_at(head);
    let (body, tail) = rest.split_at(rest.len() - tail);
    let holds =
        |terms: &[Node], wanted| terms.iter().any(|t| matches!(t, Node::Assertion(a) if *a == wanted));
    let (at_start, at_end) = (holds(head, Assertion::Start), holds(tail, Assertion::End));

    let (mut leading, mut trailing, mut middle) = (Vec::new(), Vec::new(), Vec::new());
    for term in head {
        if let Node::Look(look) = term
            && at_start
            && !look.behind
        {
            leading.push(&**look);
        } else {
            middle.push(term);
        }
    }
    middle.extend(body);
    for term in tail {
        if let Node::Look(look) = term
            && at_end
            && look.behind
        {
            trailing.push(&**look);
        } else {
            middle.push(term);
        }
    }
    (leading, trailing, middle)
}

/// `None` when the program becomes too large. Nothing else can fail: the tree is past all questions of
/// syntax.
fn condition(hir: &Hir, matches: bool) -> Option<Condition> {
    // The tree is handed over as it is. Printed and parsed again it would change: `(?:a+)?` prints as the
    // lazy `a+?`.
    let config = Config::new().nfa_size_limit(Some(SIZE_LIMIT));
    let regex = Regex::builder().configure(config).build_from_hir(hir).ok()?;
    Some(Condition { regex, matches })
}

fn hir_of_all<'n>(nodes: impl IntoIterator<Item = &'n Node>) -> Option<Hir> {
    Some(Hir::concat(nodes.into_iter().map(hir).collect::<Option<_>>()?))
}

/// The same in the terms of `regex-syntax`. `None` if it has no such thing.
fn hir(node: &Node) -> Option<Hir> {
    Some(match node {
        Node::Empty => Hir::empty(),
        Node::Class(class) => Hir::class(Class::Unicode(class.clone())),
        Node::Assertion(Assertion::Start) => Hir::look(HirLook::Start),
        Node::Assertion(Assertion::End) => Hir::look(HirLook::End),
        Node::Assertion(Assertion::WordBoundary) => Hir::look(HirLook::WordAscii),
        // ASCII `\B` also holds between the bytes of one character, where `is_match` stops and overlooks the
        // `é` of `é|\B`.
        Node::Assertion(Assertion::NotWordBoundary) => return None,
        // Only back-references ask what a group captured, and they are not for this engine.
        Node::Capture(_, body) => hir(body)?,
        Node::Concat(terms) => hir_of_all(terms)?,
        Node::Alternation(branches) => Hir::alternation(branches.iter().map(hir).collect::<Option<_>>()?),
        Node::Repeat(repeat) => {
            let sub = Box::new(hir(&repeat.body)?);
            Hir::repetition(Repetition { min: repeat.min, max: repeat.max, greedy: repeat.greedy, sub })
        }
        Node::BackReference { .. } | Node::Look(_) => return None,
    })
}
