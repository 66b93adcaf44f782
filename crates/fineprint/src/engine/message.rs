//! A check that goes through the parts of a whole message. What it finds between the payloads is recorded here.

use super::path::Path;
use super::run::Run;
use crate::check::{Options, Part};
use crate::contract::{Contract, Keyword};
use crate::report::{Kind, Reason, Unchecked, Violation};

/// How much was found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    violations: usize,
    unchecked: usize,
    truncated: bool,
}

impl<'c> Run<'c> {
    /// Goes on to another part of the same message.
    pub(crate) fn enter(&mut self, part: Part) {
        self.part = part;
        self.direction = part.direction();
        self.input = 0..0;
        self.forget_nodes();
    }

    /// Records a violation of what the document states of an item, or in a field of it.
    pub(crate) fn record_at(&mut self, pointer: String, item: &str, field: &str, kind: Kind) {
        if !self.is_full() {
            let is_item = field.is_empty();
            self.violations.push(Violation {
                part: self.part,
                pointer,
                kind,
                schema_pointer: Some(if is_item { item.to_owned() } else { format!("{item}/{field}") }),
                source: self.contract.source(item, Keyword::from_name(field)),
                value: None,
            });
        }
    }

    /// Records that what the document states at `place` could not be checked.
    pub(crate) fn record_unchecked_at(
        &mut self,
        pointer: String,
        place: &str,
        keyword: Keyword,
        reason: Reason,
    ) {
        if self.unchecked.len() >= self.options.max_violations {
            self.truncated = true;
            return;
        }
        self.unchecked.push(Unchecked {
            part: self.part,
            pointer,
            keyword,
            schema_pointer: place.to_owned(),
            source: self.contract.source(place, None),
            reason,
        });
    }

    /// How much is recorded, to go back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark { violations: self.violations.len(), unchecked: self.unchecked.len(), truncated: self.truncated }
    }

    /// Forgets what was recorded since.
    pub(crate) fn forget_since(&mut self, mark: Mark) {
        self.violations.truncate(mark.violations);
        self.unchecked.truncate(mark.unchecked);
        self.truncated = mark.truncated;
    }

    /// Forgets what was recorded since at one of these places, or within it.
    pub(crate) fn forget_below(&mut self, mark: Mark, places: &[String]) {
        let is_within = |pointer: &str| {
            let mut rests = places.iter().filter_map(|place| pointer.strip_prefix(&**place));
            rests.any(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let found = self.violations.split_off(mark.violations.min(self.violations.len()));
        self.violations.extend(found.into_iter().filter(|it| !is_within(&it.pointer)));
        let found = self.unchecked.split_off(mark.unchecked.min(self.unchecked.len()));
        self.unchecked.extend(found.into_iter().filter(|it| !is_within(&it.pointer)));
    }

    /// Says of what was recorded since that it lies within that place.
    pub(crate) fn move_below(&mut self, mark: Mark, place: &str) {
        if !place.is_empty() {
            let violations = self.violations.iter_mut().skip(mark.violations).map(|it| &mut it.pointer);
            let unchecked = self.unchecked.iter_mut().skip(mark.unchecked).map(|it| &mut it.pointer);
            violations.chain(unchecked).for_each(|pointer| pointer.insert_str(0, place));
        }
    }

    pub(crate) const fn contract(&self) -> &'c Contract {
        self.contract
    }

    pub(crate) const fn options(&self) -> &'c Options {
        self.options
    }

    /// Remembers that the type that is decoded into gave up at the member of that name.
    pub(crate) fn note_failure_at(&mut self, name: &str) {
        self.note_failure(&Path::ROOT.key(name));
    }

    /// Where the type that was decoded into gave up, if it did.
    pub(crate) fn failed_at(&mut self) -> Option<(Part, String)> {
        let part = self.part;
        self.take_failure().map(|pointer| (part, pointer))
    }
}
