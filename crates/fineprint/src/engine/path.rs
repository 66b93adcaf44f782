//! The way from the payload's root to the node at hand: a list on the stack, written out only for a violation.

use crate::report::pointer::push_key;

/// A place in the payload.
#[derive(Clone, Copy)]
pub(crate) struct Path<'p> {
    step: Step<'p>,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(crate) const ROOT: Path<'static> = Path { step: Step::Root, depth: 0 };

    #[inline]
    pub(crate) const fn key(&'p self, key: &'p str) -> Self {
        Self { step: Step::Key(self, key), depth: self.depth + 1 }
    }

    #[inline]
    pub(crate) const fn index(&'p self, index: usize) -> Self {
        Self { step: Step::Index(self, index), depth: self.depth + 1 }
    }

    /// How many arrays and objects the node lies within.
    #[inline]
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// As a JSON Pointer (RFC 6901).
    pub(crate) fn pointer(&self) -> String {
        let mut steps = Vec::with_capacity(self.depth);
        let mut path = self;
        loop {
            path = match path.step {
                Step::Root => break,
                Step::Key(parent, _) | Step::Index(parent, _) => {
                    steps.push(path.step);
                    parent
                }
            };
        }
        let mut pointer = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Root => {}
                Step::Key(_, key) => push_key(&mut pointer, key),
                Step::Index(_, index) => push_key(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }
}
