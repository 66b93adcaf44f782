//! From a method and a path to an operation (OpenAPI, *Paths Object* and *Path Templating Matching*).

use std::borrow::Cow;

use super::text::{decoded, half_decoded};
use crate::contract::{Base, Contract, Operation, OperationId, Piece, Route, Segment};

/// An operation, with the values that the path gives its parameters.
#[derive(Clone, Debug)]
pub(super) struct Matched<'c, 'm> {
    pub(super) operation: &'c Operation,
    /// Names and values; the values as [`half_decoded`] leaves them.
    pub(super) parameters: Vec<(&'c str, Cow<'m, str>)>,
}

/// Why there is no operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Miss<'c> {
    /// No path template matches.
    Path,
    /// The path has operations, of these methods.
    Method(Vec<&'c str>),
}

/// The operation that the contract has for that method and path. Without a base path, those of the servers' URLs count.
///
/// The most concrete template that matches decides, whatever its methods: what a service would answer, too. `HEAD` is `GET`
/// without an answer's body (RFC 9110, section 9.3.2) where the contract has nothing else.
pub(super) fn find<'c, 'm>(
    contract: &'c Contract,
    base_path: Option<&str>,
    method: &str,
    path: &'m str,
) -> Result<Matched<'c, 'm>, Miss<'c>> {
    let path = match base_path {
        Some(base) => path.strip_prefix(base.trim_end_matches('/')),
        None => Some(path),
    };
    let Some(path) = path.and_then(|path| path.strip_prefix('/')) else { return Err(Miss::Path) };
    let segments: Vec<Cow<'m, str>> = path.split('/').map(half_decoded).collect();
    let mut methods = Vec::new();
    for base in contract.bases.iter() {
        let mut values = Vec::new();
        let below = if base_path.is_some() { Some(&*segments) } else { below(base, &segments) };
        let Some(route) = below.and_then(|below| descend(&base.routes, below, 0, &mut values)) else {
            continue;
        };
        let operations = || route.operations.iter().filter_map(|id| operation(contract, *id));
        let of = |method: &str| operations().find(|operation| &*operation.method == method);
        let found = of(method).or_else(|| if method == "HEAD" { of("GET") } else { None });
        if let Some(operation) = found {
            return Ok(Matched { operation, parameters: values });
        }
        methods.extend(operations().map(|operation| &*operation.method));
    }
    methods.sort_unstable();
    methods.dedup();
    Err(if methods.is_empty() { Miss::Path } else { Miss::Method(methods) })
}

fn operation(contract: &Contract, id: OperationId) -> Option<&Operation> {
    contract.operations.get(usize::try_from(id.0).ok()?).map(|operation| &**operation)
}

/// The segments behind the base path, if the path lies below it.
fn below<'s, 'm>(base: &Base, segments: &'s [Cow<'m, str>]) -> Option<&'s [Cow<'m, str>]> {
    let (start, rest) = segments.split_at_checked(base.segments.len())?;
    let matches = |(segment, text): (&Segment, &Cow<'m, str>)| match segment {
        Segment::Fixed(fixed) => is_fixed(fixed, text),
        Segment::Template(pieces) => fill(pieces, text, &mut Vec::new()),
    };
    base.segments.iter().zip(start).all(matches).then_some(rest)
}

/// The first route that matches from the segment at that depth on. All routes have the same segments before it; they are sorted,
/// so that those with the same segment at it stand together, and the number of steps does not depend on how many there are.
fn descend<'c, 'm>(
    routes: &'c [Route],
    segments: &[Cow<'m, str>],
    depth: usize,
    values: &mut Vec<(&'c str, Cow<'m, str>)>,
) -> Option<&'c Route> {
    let shorter = routes.partition_point(|route| route.segments.len() <= depth);
    let Some(text) = segments.get(depth) else {
        return routes.get(..shorter)?.iter().find(|route| route.segments.len() == depth);
    };
    let longer = routes.get(shorter..)?;
    let fixed_end =
        longer.partition_point(|route| matches!(route.segments.get(depth), Some(Segment::Fixed(_))));
    let (fixed, templates) = longer.split_at_checked(fixed_end)?;
    let wanted = decoded(text).unwrap_or_else(|| Cow::Borrowed(text));
    let here = |route: &Route| match route.segments.get(depth) {
        Some(Segment::Fixed(fixed)) => fixed.as_bytes().cmp(wanted.as_bytes()),
        Some(Segment::Template(_)) | None => std::cmp::Ordering::Greater,
    };
    let start = fixed.partition_point(|route| here(route).is_lt());
    let end = fixed.partition_point(|route| here(route).is_le());
    if let Some(found) = fixed.get(start..end).and_then(|fixed| descend(fixed, segments, depth + 1, values)) {
        return Some(found);
    }
    let mut rest = templates;
    while let Some(first) = rest.first().and_then(|route| route.segments.get(depth)) {
        let end = rest.partition_point(|route| {
            route.segments.get(depth).is_some_and(|segment| segment.order(first).is_le())
        });
        let (same, others) = rest.split_at_checked(end.max(1))?;
        rest = others;
        // Templates that differ in names only stand together; each is tried with its own names.
        for names in same.chunk_by(|left, right| left.segments.get(depth) == right.segments.get(depth)) {
            let mark = values.len();
            let Some(Segment::Template(pieces)) = names.first().and_then(|route| route.segments.get(depth))
            else {
                continue;
            };
            if fill(pieces, text, values)
                && let Some(found) = descend(names, segments, depth + 1, values)
            {
                return Some(found);
            }
            values.truncate(mark);
        }
    }
    None
}

fn is_fixed(fixed: &str, text: &str) -> bool {
    text == fixed || decoded(text).is_some_and(|text| text == fixed)
}

/// Whether the segment matches; then the values of its parameters are added. A value is never empty, and ends where the text
/// that follows it begins first; the last one takes what is left.
#[allow(clippy::ptr_arg, reason = "what is borrowed stays borrowed")]
fn fill<'c, 'm>(
    pieces: &'c [Piece],
    segment: &Cow<'m, str>,
    values: &mut Vec<(&'c str, Cow<'m, str>)>,
) -> bool {
    let text: &str = segment;
    let mut start = 0;
    let mut rest = pieces.iter().peekable();
    while let Some(piece) = rest.next() {
        let remaining = text.get(start..).unwrap_or_default();
        match piece {
            Piece::Text(fixed) => {
                if !remaining.starts_with(&**fixed) {
                    return false;
                }
                start += fixed.len();
            }
            Piece::Parameter(name) => {
                let Some(length) = value_length(remaining, rest.peek().copied(), rest.len() == 1) else {
                    return false;
                };
                let value = match segment {
                    Cow::Borrowed(text) => Cow::Borrowed(text.get(start..start + length).unwrap_or_default()),
                    Cow::Owned(text) => {
                        Cow::Owned(text.get(start..start + length).unwrap_or_default().to_owned())
                    }
                };
                values.push((name, value));
                start += length;
            }
        }
    }
    start == text.len()
}

/// How long a value is that text may follow, which is the end of the segment where it is the last.
fn value_length(remaining: &str, next: Option<&Piece>, next_is_last: bool) -> Option<usize> {
    let first = remaining.chars().next().map(char::len_utf8)?;
    match next {
        None => Some(remaining.len()),
        Some(Piece::Parameter(_)) => Some(first),
        Some(Piece::Text(fixed)) if next_is_last => {
            remaining.strip_suffix(&**fixed).map(str::len).filter(|length| *length >= first)
        }
        Some(Piece::Text(fixed)) => remaining.get(first..)?.find(&**fixed).map(|index| first + index),
    }
}
