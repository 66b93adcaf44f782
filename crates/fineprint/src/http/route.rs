//! From a method and a path to an operation (OpenAPI, *Paths Object* and *Path Templating Matching*).

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use smallvec::SmallVec;

use super::text::Segment as Sent;
use crate::contract::{Base, Contract, Operation, OperationId, Piece, Route, Segment};

/// An operation, with the values that the path gives its parameters.
#[derive(Clone, Debug)]
pub(super) struct Matched<'c, 'm> {
    pub(super) operation: &'c Operation,
    pub(super) parameters: Parameters<'c, 'm>,
}

/// The names of a path's parameters, and their values as they were sent.
type Parameters<'c, 'm> = SmallVec<[(&'c str, &'m str); 4]>;

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
    let segments: SmallVec<[Sent<'m>; 8]> = path.split('/').map(Sent::new).collect();
    let mut methods = Vec::new();
    for base in contract.bases.iter() {
        for below in below(base, &segments, base_path.is_some()) {
            // Templates that differ in the names only are told apart by their methods.
            let same = descend(&base.routes, below, 0);
            let operations = || {
                let routes = same.iter();
                routes
                    .flat_map(|route| route.operations.iter().map(move |id| (route, *id)))
                    .filter_map(|(route, id)| Some((route, operation(contract, id)?)))
            };
            let of = |method: &str| operations().find(|(_, operation)| &*operation.method == method);
            let found = of(method).or_else(|| if method == "HEAD" { of("GET") } else { None });
            if let Some((route, operation)) = found {
                return Ok(Matched { operation, parameters: values(route, below) });
            }
            methods.extend(operations().map(|(_, operation)| &*operation.method));
        }
    }
    methods.sort_unstable();
    methods.dedup();
    Err(if methods.is_empty() { Miss::Path } else { Miss::Method(methods) })
}

fn operation(contract: &Contract, id: OperationId) -> Option<&Operation> {
    contract.operations.get(usize::try_from(id.0).ok()?).map(|operation| &**operation)
}

/// The segments behind each of the base paths that the path lies below, the longest first; all of them, if the base path was
/// taken away already.
fn below<'s, 'm>(base: &Base, segments: &'s [Sent<'m>], is_bare: bool) -> SmallVec<[&'s [Sent<'m>]; 2]> {
    if is_bare {
        return SmallVec::from_slice(&[segments]);
    }
    let behind = base.paths.iter().filter_map(|path| {
        let (start, rest) = segments.split_at_checked(path.len())?;
        path.iter().zip(start).all(|(segment, sent)| is_match(segment, sent)).then_some(rest)
    });
    behind.collect()
}

/// The most concrete routes that match from the segment at that depth on: one, or several that differ in nothing but the names of
/// their parameters. All routes have equal segments before it; they are sorted, so that those with equal segments at it stand
/// together, and are found by halving.
fn descend<'c>(routes: &'c [Route], segments: &[Sent<'_>], depth: usize) -> &'c [Route] {
    let Some(sent) = segments.get(depth) else {
        return split(routes, |route| route.segments.len() <= depth).0;
    };
    let place = |route: &Route| match segment_at(route, depth) {
        None => Place::Shorter,
        Some(Segment::Fixed(fixed)) => Place::Fixed(fixed.as_bytes().cmp(sent.text().as_bytes())),
        Some(Segment::Template(_)) => Place::Template,
    };
    let same = Place::Fixed(Ordering::Equal);
    let (_, rest) = split(routes, |route| place(route) < same);
    let (fixed, rest) = split(rest, |route| place(route) == same);
    if !fixed.is_empty() {
        let found = descend(fixed, segments, depth + 1);
        if !found.is_empty() {
            return found;
        }
    }
    let (_, mut templates) = split(rest, |route| place(route) < Place::Template);
    while let Some(first) = templates.first().and_then(|route| segment_at(route, depth)) {
        let is_same = |route: &Route| segment_at(route, depth).is_some_and(|it| it.order(first).is_le());
        // Mostly there is no other kind of template.
        let all_are = templates.last().is_some_and(is_same);
        let end = if all_are { templates.len() } else { templates.partition_point(is_same) };
        // At least the first, so that the search ends: of routes that are not sorted, nothing says what halving them finds.
        let Some((same, others)) = templates.split_at_checked(end.max(1)) else { return &[] };
        if is_match(first, sent) {
            let found = descend(same, segments, depth + 1);
            if !found.is_empty() {
                return found;
            }
        }
        templates = others;
    }
    &[]
}

/// What a route has for a segment that was sent, in the order of routes.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// It ends before.
    Shorter,
    /// Fixed text, beside that of the segment.
    Fixed(Ordering),
    Template,
}

/// The routes for which something holds, which come first, and the others.
fn split(routes: &[Route], holds: impl FnMut(&Route) -> bool) -> (&[Route], &[Route]) {
    routes.split_at_checked(routes.partition_point(holds)).unwrap_or_default()
}

fn segment_at(route: &Route, depth: usize) -> Option<&Segment> {
    route.segments.get(depth)
}

/// The parameters of a route that matches.
fn values<'c, 'm>(route: &'c Route, segments: &[Sent<'m>]) -> Parameters<'c, 'm> {
    let mut values = Parameters::new();
    for (segment, sent) in route.segments.iter().zip(segments) {
        if let Segment::Template(pieces) = segment {
            fill(pieces, sent, &mut |name, start, end| values.push((name, sent.sent(start, end))));
        }
    }
    values
}

fn is_match(segment: &Segment, sent: &Sent<'_>) -> bool {
    match segment {
        Segment::Fixed(fixed) => sent.text() == &**fixed,
        Segment::Template(pieces) => fill(pieces, sent, &mut |_, _, _| {}),
    }
}

/// Whether the segment matches; tells where in its text each parameter stands. A value is never empty, and ends where the text
/// that follows it begins first; the last one takes what is left.
fn fill<'c>(pieces: &'c [Piece], sent: &Sent<'_>, tell: &mut dyn FnMut(&'c str, usize, usize)) -> bool {
    let text = sent.text();
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
                let next = rest.peek().copied();
                let Some(length) = value_length(remaining, next, rest.len() == 1) else { return false };
                tell(name, start, start + length);
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
