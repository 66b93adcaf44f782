//! The tables by which an operation is found: path templates taken apart, below the base paths of the servers.
//!
//! Data only; how a path is matched is in [`http`](crate::http).

use std::cmp::Ordering;

use super::{List, Text};

/// The number of an operation: its place in [`Contract::operations`](super::Contract).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(pub u32);

/// Servers and the operations that they serve.
#[derive(Debug, PartialEq)]
pub struct Base {
    /// The paths of the servers' URLs, each once, the longest first.
    pub paths: List<List<Segment>>,
    /// The paths behind any of them, sorted by [`Route::order`].
    pub routes: List<Route>,
}

/// A path template with the operations that it has.
#[derive(Debug, PartialEq)]
pub struct Route {
    /// What stands between the slashes.
    pub segments: List<Segment>,
    /// The operations, one for each method.
    pub operations: List<OperationId>,
}

/// A segment of a path template, percent signs decoded (RFC 3986, section 3.3).
#[derive(Debug, PartialEq)]
pub enum Segment {
    /// Text that stands in every path.
    Fixed(Text),
    /// Text with parameters in it.
    Template(List<Piece>),
}

/// A part of a segment that has parameters.
#[derive(Debug, PartialEq)]
pub enum Piece {
    /// Text that stands in every path.
    Text(Text),
    /// The value of the parameter of that name.
    Parameter(Text),
}

impl Route {
    /// The order of a base's routes: wherever two differ first, the more concrete segment stands first, so that it is tried
    /// first (OpenAPI, *Paths Object*).
    pub fn order(&self, other: &Self) -> Ordering {
        let mut pairs = self.segments.iter().zip(other.segments.iter());
        let first = pairs.find_map(|(left, right)| Some(left.order(right)).filter(|order| order.is_ne()));
        first.unwrap_or_else(|| self.segments.len().cmp(&other.segments.len()))
    }
}

impl Segment {
    /// The more concrete one first: fixed text before templates, and templates with more text before those with less.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Fixed(left), Self::Fixed(right)) => left.as_bytes().cmp(right.as_bytes()),
            (Self::Fixed(_), Self::Template(_)) => Ordering::Less,
            (Self::Template(_), Self::Fixed(_)) => Ordering::Greater,
            (Self::Template(left), Self::Template(right)) => {
                let concrete = |pieces: &[Piece]| pieces.iter().map(Piece::text_length).sum::<usize>();
                let texts = || left.iter().map(Piece::text).cmp(right.iter().map(Piece::text));
                concrete(right).cmp(&concrete(left)).then_with(texts)
            }
        }
    }
}

impl Piece {
    /// The text that stands in every path.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Parameter(_) => None,
        }
    }

    fn text_length(&self) -> usize {
        self.text().map_or(0, str::len)
    }
}
