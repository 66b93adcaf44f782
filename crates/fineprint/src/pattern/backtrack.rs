//! Runs a [`Program`]: backtracking with a stack of its own, in the order of ECMA-262 (section 22.2.2), so
//! that captures, and with them back-references, are what the standard says.
//!
//! Each step counts against a limit, wherever it is spent; a limit on backtracks alone would not bound the
//! time, since a look-ahead may read the whole text at each place.

use super::{
    Match, class,
    node::Assertion,
    program::{Loop, Program, Step, capture_registers},
};

/// Steps for a text of no length, about a millisecond. Real patterns take tens of thousands on 25 characters
/// where two repetitions side by side admit the same characters, as in `[a-z]+[a-z-]*`.
const BASE_STEPS: usize = 100_000;

/// Further steps for each byte of the text: in proportion, so that a payload cannot buy much time with many
/// short texts.
const STEPS_PER_BYTE: usize = 500;

/// No text gets more steps than these, about 20 ms.
const MAX_STEPS: usize = 2_000_000;

/// Bounds the memory of the stack, 24 bytes an entry.
const MAX_STACK: usize = 200_000;

/// Whether the program matches somewhere in `text`.
pub(super) fn find_in(program: &Program, text: &str) -> Match {
    let steps = STEPS_PER_BYTE.saturating_mul(text.len()).saturating_add(BASE_STEPS).min(MAX_STEPS);
    let mut machine =
        Machine { program, text, steps, registers: vec![None; program.registers], stack: Vec::new() };
    let starts = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
    let tries = if program.anchored { 1 } else { usize::MAX };
    for start in starts.take(tries) {
        match machine.run(start) {
            Some(true) => return Match::Yes,
            Some(false) => {}
            None => return Match::GaveUp,
        }
    }
    Match::No
}

struct Machine<'r> {
    program: &'r Program,
    text: &'r str,
    /// How many are left.
    steps: usize,
    registers: Vec<Option<usize>>,
    stack: Vec<Undo>,
}

/// What failing goes back to.
enum Undo {
    /// Another way to go on.
    Choice { step: usize, position: usize },
    /// The earlier content of a register.
    Register { index: usize, value: Option<usize> },
}

/// What a step leads to.
enum Next {
    Step,
    Goto(usize),
    Fail,
}

impl Machine<'_> {
    /// Whether there is a match that begins at `start`; `None` when the limit is hit. Leaves registers and
    /// stack as at first if not.
    fn run(&mut self, start: usize) -> Option<bool> {
        let program = self.program;
        let (mut at, mut position) = (0, start);
        loop {
            self.steps = self.steps.checked_sub(1)?;
            if self.stack.len() > MAX_STACK {
                return None;
            }
            let next = match program.steps.get(at) {
                Some(Step::Match) | None => return Some(true),
                Some(step) => self.step(step, at, &mut position)?,
            };
            match next {
                Next::Step => at += 1,
                Next::Goto(step) => at = step,
                Next::Fail => match self.fail() {
                    Some((step, earlier)) => (at, position) = (step, earlier),
                    None => return Some(false),
                },
            }
        }
    }

    fn step(&mut self, step: &Step, at: usize, position: &mut usize) -> Option<Next> {
        Some(match step {
            Step::Class { ranges, backward } => match self.char_at(*position, *backward) {
                Some(c) if contains(ranges, c) => {
                    *position = moved(*position, c.len_utf8(), *backward);
                    Next::Step
                }
                Some(_) | None => Next::Fail,
            },
            Step::Assert(assertion) => next_if(self.holds(*assertion, *position)),
            Step::Split { first, second } => {
                self.stack.push(Undo::Choice { step: *second, position: *position });
                Next::Goto(*first)
            }
            Step::Jump(target) => Next::Goto(*target),
            Step::Save(register) => {
                self.store(*register, Some(*position));
                Next::Step
            }
            Step::Clear(registers) => {
                self.steps = self.steps.checked_sub(registers.len())?;
                registers.clone().for_each(|register| self.store(register, None));
                Next::Step
            }
            Step::BackReference { group, ignore_case, backward } => {
                self.back_reference(*group, *ignore_case, *backward, position)?
            }
            Step::CountRound(count) => {
                let rounds = self.load(*count).unwrap_or_default();
                self.store(*count, Some(rounds + 1));
                Next::Step
            }
            Step::Loop(head) => self.enter_or_leave(head, at, *position),
            Step::CheckProgress { count, min, position: before } => {
                let is_extra_round = self.load(*count) > Some(*min as usize);
                next_if(!is_extra_round || self.load(*before) != Some(*position))
            }
            Step::LookBegin { height, position: place, otherwise } => {
                let height_before = self.stack.len();
                self.store(*height, Some(height_before));
                self.store(*place, Some(*position));
                if let Some(step) = *otherwise {
                    self.stack.push(Undo::Choice { step, position: *position });
                }
                Next::Step
            }
            Step::LookEnd { height, position: place, negative } => {
                let height = self.load(*height).unwrap_or_default();
                *position = self.load(*place).unwrap_or_default();
                self.steps = self.steps.checked_sub(self.stack.len().saturating_sub(height))?;
                if *negative {
                    self.undo_to(height);
                    Next::Fail
                } else {
                    self.forget_choices_above(height);
                    Next::Step
                }
            }
            Step::Match => Next::Step,
        })
    }

    /// At the head of a loop: another round, or on. What is not taken remains as a choice if the counts leave
    /// one.
    fn enter_or_leave(&mut self, head: &Loop, at: usize, position: usize) -> Next {
        let rounds = self.load(head.count).unwrap_or_default();
        let (enter, leave) = (at + 1, head.after);
        if rounds < head.min as usize {
            return Next::Goto(enter);
        }
        if head.max.is_some_and(|max| rounds >= max as usize) {
            return Next::Goto(leave);
        }
        let (taken, other) = if head.greedy { (enter, leave) } else { (leave, enter) };
        self.stack.push(Undo::Choice { step: other, position });
        Next::Goto(taken)
    }

    /// A group that has captured nothing is matched by nothing (`BackreferenceMatcher`, step 2.d). What differs by case
    /// only may differ in length.
    fn back_reference(
        &mut self,
        group: usize,
        ignore_case: bool,
        backward: bool,
        position: &mut usize,
    ) -> Option<Next> {
        let (start, end) = capture_registers(group);
        let (Some(start), Some(end)) = (self.load(start), self.load(end)) else { return Some(Next::Step) };
        let mut captured = self.text.get(start..end).unwrap_or_default().chars();
        let mut at = *position;
        while let Some(wanted) = if backward { captured.next_back() } else { captured.next() } {
            self.steps = self.steps.checked_sub(1)?;
            let Some(found) = self.char_at(at, backward) else { return Some(Next::Fail) };
            if found != wanted && !(ignore_case && class::differ_by_case(found, wanted)) {
                return Some(Next::Fail);
            }
            at = moved(at, found.len_utf8(), backward);
        }
        *position = at;
        Some(Next::Step)
    }

    fn char_at(&self, position: usize, backward: bool) -> Option<char> {
        let (before, after) = self.text.split_at_checked(position)?;
        if backward { before.chars().next_back() } else { after.chars().next() }
    }

    fn holds(&self, assertion: Assertion, position: usize) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let at_boundary = || is_word(self.char_at(position, true)) != is_word(self.char_at(position, false));
        match assertion {
            Assertion::Start => position == 0,
            Assertion::End => position == self.text.len(),
            Assertion::WordBoundary => at_boundary(),
            Assertion::NotWordBoundary => !at_boundary(),
        }
    }

    fn load(&self, register: usize) -> Option<usize> {
        self.registers.get(register).copied().flatten()
    }

    fn store(&mut self, index: usize, value: Option<usize>) {
        if let Some(register) = self.registers.get_mut(index) {
            let value = core::mem::replace(register, value);
            self.stack.push(Undo::Register { index, value });
        }
    }

    /// Goes back to the last choice, and says where to go on.
    fn fail(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.stack.pop()? {
                Undo::Choice { step, position } => return Some((step, position)),
                Undo::Register { index, value } => self.restore(index, value),
            }
        }
    }

    fn undo_to(&mut self, height: usize) {
        for undo in self.stack.split_off(height.min(self.stack.len())).into_iter().rev() {
            match undo {
                Undo::Choice { .. } => {}
                Undo::Register { index, value } => self.restore(index, value),
            }
        }
    }

    /// Look-around does not try again once it has matched, but what it captured is still undone by an earlier
    /// choice.
    fn forget_choices_above(&mut self, height: usize) {
        let above = self.stack.split_off(height.min(self.stack.len()));
        self.stack.extend(above.into_iter().filter(|undo| matches!(undo, Undo::Register { .. })));
    }

    fn restore(&mut self, index: usize, value: Option<usize>) {
        if let Some(register) = self.registers.get_mut(index) {
            *register = value;
        }
    }
}

fn next_if(holds: bool) -> Next {
    if holds { Next::Step } else { Next::Fail }
}

fn moved(position: usize, length: usize, backward: bool) -> usize {
    if backward { position - length } else { position + length }
}

fn contains(ranges: &[(char, char)], c: char) -> bool {
    let candidate = ranges.partition_point(|&(_, end)| end < c);
    ranges.get(candidate).is_some_and(|&(start, _)| start <= c)
}
