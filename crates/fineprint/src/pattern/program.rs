//! The program that the backtracking engine runs: steps compiled from the tree, repetitions counted instead
//! of unrolled, so that it is no longer than the pattern.

use core::ops::Range;

use super::node::{Assertion, Look, Node, Repeat};

/// One step. Addresses are indices of steps; registers hold positions, counts and heights of the stack.
#[derive(Debug)]
pub(super) enum Step {
    /// Consumes one character of the ranges, which are sorted.
    Class {
        ranges: Box<[(char, char)]>,
        backward: bool,
    },
    Assert(Assertion),
    /// Tries `first`, then `second`.
    Split {
        first: usize,
        second: usize,
    },
    Jump(usize),
    /// Stores the position.
    Save(usize),
    /// Stores that there is nothing, in each register of the range.
    Clear(Range<usize>),
    BackReference {
        group: usize,
        ignore_case: bool,
        backward: bool,
    },
    /// Enters or leaves a loop, by its count.
    Loop(Loop),
    /// Counts a round of a loop, in a register that is empty before the first.
    CountRound(usize),
    /// Fails if a round beyond the least number consumed nothing (ECMA-262, `RepeatMatcher`, step 2.b).
    CheckProgress {
        count: usize,
        min: u32,
        position: usize,
    },
    /// Begins look-around: notes stack and position. For the negative kind, failing to match goes on at
    /// `otherwise`.
    LookBegin {
        height: usize,
        position: usize,
        otherwise: Option<usize>,
    },
    /// The body of look-around has matched.
    LookEnd {
        height: usize,
        position: usize,
        negative: bool,
    },
    Match,
}

/// The head of a loop.
#[derive(Debug)]
pub(super) struct Loop {
    /// The register that counts the rounds.
    pub(super) count: usize,
    pub(super) min: u32,
    pub(super) max: Option<u32>,
    pub(super) greedy: bool,
    /// Where the loop goes on when it is over; the body follows its head.
    pub(super) after: usize,
}

#[derive(Debug)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) registers: usize,
    /// Only the start of the text is worth a try.
    pub(super) anchored: bool,
}

pub(super) fn compile(node: &Node) -> Program {
    let mut compiler = Compiler { steps: Vec::new(), registers: 2 * groups_in(node) };
    compiler.node(node, false);
    compiler.steps.push(Step::Match);
    Program { steps: compiler.steps, registers: compiler.registers, anchored: node.is_anchored() }
}

/// The registers of a group's start and end; groups are counted from 1.
pub(super) fn capture_registers(group: usize) -> (usize, usize) {
    (2 * (group - 1), 2 * (group - 1) + 1)
}

fn groups_in(node: &Node) -> usize {
    match node {
        Node::Capture(index, body) => groups_in(body).max(*index),
        Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().map(groups_in).max().unwrap_or(0),
        Node::Repeat(repeat) => groups_in(&repeat.body),
        Node::Look(look) => groups_in(&look.body),
        Node::BackReference { .. } | Node::Empty | Node::Class(_) | Node::Assertion(_) => 0,
    }
}

struct Compiler {
    steps: Vec<Step>,
    registers: usize,
}

impl Compiler {
    /// `backward` is the direction inside look-behind: right to left.
    fn node(&mut self, node: &Node, backward: bool) {
        match node {
            Node::Empty => {}
            Node::Class(class) => {
                let ranges = class.ranges().iter().map(|range| (range.start(), range.end())).collect();
                self.steps.push(Step::Class { ranges, backward });
            }
            Node::Assertion(assertion) => self.steps.push(Step::Assert(*assertion)),
            Node::Capture(index, body) => {
                let (start, end) = capture_registers(*index);
                let (first, last) = if backward { (end, start) } else { (start, end) };
                self.steps.push(Step::Save(first));
                self.node(body, backward);
                self.steps.push(Step::Save(last));
            }
            Node::BackReference { group, ignore_case } => {
                let (group, ignore_case) = (*group, *ignore_case);
                self.steps.push(Step::BackReference { group, ignore_case, backward });
            }
            Node::Concat(terms) if backward => terms.iter().rev().for_each(|term| self.node(term, backward)),
            Node::Concat(terms) => terms.iter().for_each(|term| self.node(term, backward)),
            Node::Alternation(branches) => self.alternation(branches, backward),
            Node::Repeat(repeat) => self.repeat(repeat, backward),
            Node::Look(look) => self.look(look),
        }
    }

    fn alternation(&mut self, branches: &[Node], backward: bool) {
        let Some((last, others)) = branches.split_last() else { return };
        let mut exits = Vec::new();
        for branch in others {
            let split = self.placeholder();
            self.node(branch, backward);
            exits.push(self.placeholder());
            let second = self.steps.len();
            self.set(split, Step::Split { first: split + 1, second });
        }
        self.node(last, backward);
        let end = self.steps.len();
        for exit in exits {
            self.set(exit, Step::Jump(end));
        }
    }

    fn repeat(&mut self, repeat: &Repeat, backward: bool) {
        let Repeat { body, min, max, greedy, groups } = repeat;
        let (count, position) = (self.register(), self.register());
        self.steps.push(Step::Clear(count..count + 1));
        let head = self.placeholder();
        self.steps.push(Step::CountRound(count));
        if !groups.is_empty() {
            self.steps.push(Step::Clear(capture_registers(groups.start).0..capture_registers(groups.end).0));
        }
        // The most common body, one character, makes progress by its nature.
        if let Node::Class(_) = body {
            self.node(body, backward);
        } else {
            self.steps.push(Step::Save(position));
            self.node(body, backward);
            self.steps.push(Step::CheckProgress { count, min: *min, position });
        }
        self.steps.push(Step::Jump(head));
        let after = self.steps.len();
        self.set(head, Step::Loop(Loop { count, min: *min, max: *max, greedy: *greedy, after }));
    }

    fn look(&mut self, look: &Look) {
        let (height, position) = (self.register(), self.register());
        let begin = self.placeholder();
        self.node(&look.body, look.behind);
        self.steps.push(Step::LookEnd { height, position, negative: look.negative });
        let otherwise = look.negative.then_some(self.steps.len());
        self.set(begin, Step::LookBegin { height, position, otherwise });
    }

    fn register(&mut self) -> usize {
        self.registers += 1;
        self.registers - 1
    }

    /// A step to be set once its target is known.
    fn placeholder(&mut self) -> usize {
        self.steps.push(Step::Match);
        self.steps.len() - 1
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.steps.get_mut(at) {
            *place = step;
        }
    }
}
