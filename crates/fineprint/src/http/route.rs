//! From a method and a path to an operation (OpenAPI, *Paths Object* and *Path Templating Matching*).

use super::text::Segment as Sent;
use crate::contract::{Base, Contract, Operation, OperationId, Piece, Route, Segment};

/// An operation, with the values that the path gives its parameters.
#[derive(Clone, Debug)]
pub(super) struct Matched<'c, 'm> {
    pub(super) operation: &'c Operation,
    /// Names, and values as they were sent.
    pub(super) parameters: Vec<(&'c str, &'m str)>,
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
    let segments: Vec<Sent<'m>> = path.split('/').map(Sent::new).collect();
    let mut methods = Vec::new();
    for base in contract.bases.iter() {
        for below in below(base, &segments, base_path.is_some()) {
            let Some(first) = descend(&base.routes, below, 0) else { continue };
            // Templates that differ in the names only are told apart by their methods.
            let same = equal(&base.routes, first);
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
fn below<'s, 'm>(base: &Base, segments: &'s [Sent<'m>], is_bare: bool) -> Vec<&'s [Sent<'m>]> {
    if is_bare {
        return vec![segments];
    }
    let behind = base.paths.iter().filter_map(|path| {
        let (start, rest) = segments.split_at_checked(path.len())?;
        path.iter().zip(start).all(|(segment, sent)| is_match(segment, sent)).then_some(rest)
    });
    behind.collect()
}

/// The first route that matches from the segment at that depth on. All routes have equal segments before it; they are sorted, so
/// that those with equal segments at it stand together, and the number of steps does not depend on how many there are.
fn descend<'c>(routes: &'c [Route], segments: &[Sent<'_>], depth: usize) -> Option<&'c Route> {
    let shorter = routes.partition_point(|route| route.segments.len() <= depth);
    let Some(sent) = segments.get(depth) else {
        return routes.get(..shorter)?.first();
    };
    let longer = routes.get(shorter..)?;
    let fixed_end =
        longer.partition_point(|route| matches!(segment_at(route, depth), Some(Segment::Fixed(_))));
    let (fixed, mut templates) = longer.split_at_checked(fixed_end)?;
    let here = |route: &Route| match segment_at(route, depth) {
        Some(Segment::Fixed(fixed)) => fixed.as_bytes().cmp(sent.text().as_bytes()),
        Some(Segment::Template(_)) | None => std::cmp::Ordering::Greater,
    };
    let start = fixed.partition_point(|route| here(route).is_lt());
    let end = fixed.partition_point(|route| here(route).is_le());
    if let Some(found) = fixed.get(start..end).and_then(|fixed| descend(fixed, segments, depth + 1)) {
        return Some(found);
    }
    while let Some(first) = templates.first().and_then(|route| segment_at(route, depth)) {
        let end = templates
            .partition_point(|route| segment_at(route, depth).is_some_and(|it| it.order(first).is_le()));
        let (same, others) = templates.split_at_checked(end.max(1))?;
        templates = others;
        if is_match(first, sent)
            && let Some(found) = descend(same, segments, depth + 1)
        {
            return Some(found);
        }
    }
    None
}

fn segment_at(route: &Route, depth: usize) -> Option<&Segment> {
    route.segments.get(depth)
}

/// The routes that match the same paths as this one.
fn equal<'c>(routes: &'c [Route], route: &Route) -> &'c [Route] {
    let start = routes.partition_point(|it| it.order(route).is_lt());
    let end = routes.partition_point(|it| it.order(route).is_le());
    routes.get(start..end).unwrap_or_default()
}

/// The parameters of a route that matches.
fn values<'c, 'm>(route: &'c Route, segments: &[Sent<'m>]) -> Vec<(&'c str, &'m str)> {
    let mut values = Vec::new();
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
