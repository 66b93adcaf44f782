//! Path templates of which each is more concrete than the other somewhere: `/{entity}/me` and `/books/{id}` both match
//! `/books/me` (*Path Templating Matching*).

use std::collections::BTreeMap;

use super::super::operations::FoundPath;
use super::super::report::Report;
use crate::diagnostic::Code;

/// How many pairs are looked at: documents with more paths of one length than that takes are nobody's.
const PAIRS: usize = 2_000_000;

pub(super) fn check(paths: &[FoundPath<'_>], report: &mut Report<'_>) {
    let mut by_length: BTreeMap<usize, Vec<(&FoundPath<'_>, Vec<&str>)>> = BTreeMap::new();
    for path in paths.iter().filter(|path| !path.is_webhook) {
        let segments: Vec<&str> = path.path.split('/').collect();
        by_length.entry(segments.len()).or_default().push((path, segments));
    }
    let pairs = by_length.values().flat_map(|paths| {
        paths
            .iter()
            .enumerate()
            .flat_map(move |(index, left)| paths.iter().skip(index + 1).map(move |right| (left, right)))
    });
    for ((left, left_segments), (right, right_segments)) in pairs.take(PAIRS) {
        let Some(example) = crossing(left_segments, right_segments) else { continue };
        // The one that is more concrete where they first differ.
        let (taken, other) =
            if is_first(left_segments, right_segments) { (left, right) } else { (right, left) };
        let message = format!("`{}` and `{}` both match `{example}`", left.path, right.path);
        let label = format!("`{}` is taken, since it is more concrete further to the left", taken.path);
        let found = report.warning(Code::AmbiguousPath, other.at, message, &label);
        report.push(report.also(found, taken.at, "the one that is taken"));
    }
}

/// A path that both match, if each is more concrete than the other in some segment.
fn crossing(left: &[&str], right: &[&str]) -> Option<String> {
    let (mut left_is_concrete, mut right_is_concrete) = (false, false);
    let mut example = Vec::new();
    for (left, right) in left.iter().zip(right) {
        match (is_parameter(left), is_parameter(right)) {
            (true, true) => example.push("x"),
            (true, false) => {
                right_is_concrete = true;
                example.push(right);
            }
            (false, true) => {
                left_is_concrete = true;
                example.push(left);
            }
            (false, false) if left == right => example.push(left),
            (false, false) => return None,
        }
    }
    // What has text beside its parameter is compared as text: that such segments overlap is rare, and hard to say.
    (left_is_concrete && right_is_concrete && !example.iter().any(|segment| segment.contains('{')))
        .then(|| example.join("/"))
}

fn is_first(left: &[&str], right: &[&str]) -> bool {
    let mut pairs = left.iter().zip(right);
    pairs.find_map(|(left, right)| (is_parameter(left) != is_parameter(right)).then(|| !is_parameter(left)))
        == Some(true)
}

/// Whether the whole segment is one parameter.
fn is_parameter(segment: &str) -> bool {
    segment
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .is_some_and(|name| !name.contains(['{', '}']))
}
