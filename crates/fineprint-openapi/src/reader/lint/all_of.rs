//! `allOf`: keywords of different branches that contradict each other, so that no value meets all.
//!
//! Looks at the schema itself and at its branches, behind their references, and no deeper. Warnings, as for limits of one
//! schema.

use fineprint::contract::TypeSet;

use super::super::keywords::types;
use super::super::references::References;
use super::super::report::Report;
use super::super::shape::decimal;
use super::key;
use super::limits::{self, Bound};
use crate::diagnostic::Code;
use crate::source::Node;

/// Keywords that bound the same count.
const BOUNDS: [[&str; 2]; 3] =
    [["minLength", "maxLength"], ["minItems", "maxItems"], ["minProperties", "maxProperties"]];

pub(super) fn check<'a>(schema: &'a Node, references: &References<'a>, report: &mut Report<'_>) {
    let list = schema.get("allOf").map(|list| references.value(list));
    let Some(branches) = list.and_then(Node::as_sequence) else { return };
    let branches = branches.iter().filter_map(|branch| references.follow_node(branch));
    let parts: Vec<&Node> = std::iter::once(schema).chain(branches).collect();
    disjoint_types(&parts, report);
    for [least, most] in BOUNDS {
        let count = |part: &Node, keyword| {
            let value = part.get(keyword).and_then(decimal)?;
            Some(Bound { value, excluded: false, keyword })
        };
        contradicting_bounds(&parts, |part| count(part, least), |part| count(part, most), report);
    }
    contradicting_bounds(&parts, limits::lower, limits::upper, report);
}

fn disjoint_types(parts: &[&Node], report: &mut Report<'_>) {
    let mut typed = parts.iter().filter_map(|part| Some((*part, types(part)?)));
    let Some((first, first_types)) = typed.next() else { return };
    let Some((other, other_types)) = typed.find(|(part, types)| {
        // Null meets what is nullable.
        are_disjoint(first_types, *types) && !(is(first, "nullable") && is(part, "nullable"))
    }) else {
        return;
    };
    let sides = [(first, "type", first_types.to_string()), (other, "type", other_types.to_string())];
    contradict(parts, sides, report);
}

/// An integer is a number, too.
fn are_disjoint(left: TypeSet, right: TypeSet) -> bool {
    !left.iter().any(|ty| right.admits(ty)) && !right.iter().any(|ty| left.admits(ty))
}

fn is(schema: &Node, keyword: &str) -> bool {
    schema.get(keyword).and_then(Node::as_bool).unwrap_or_default()
}

fn contradicting_bounds(
    parts: &[&Node],
    lower: impl Fn(&Node) -> Option<Bound>,
    upper: impl Fn(&Node) -> Option<Bound>,
    report: &mut Report<'_>,
) {
    let lowest = parts.iter().filter_map(|part| Some((part, lower(part)?)));
    let highest = parts.iter().filter_map(|part| Some((part, upper(part)?)));
    let (Some((at_low, low)), Some((at_high, high))) = (
        lowest.max_by_key(|(_, bound)| (bound.value, bound.excluded)),
        highest.min_by_key(|(_, bound)| (bound.value, !bound.excluded)),
    ) else {
        return;
    };
    let crossed = low.value > high.value || (low.value == high.value && (low.excluded || high.excluded));
    if crossed && !std::ptr::eq(*at_low, *at_high) {
        let sides = [
            (*at_low, low.keyword, format!("at least {}", low.value)),
            (*at_high, high.keyword, format!("at most {}", high.value)),
        ];
        contradict(parts, sides, report);
    }
}

fn contradict(parts: &[&Node], sides: [(&Node, &str, String); 2], report: &mut Report<'_>) {
    let Some(schema) = parts.first() else { return };
    let [(first, first_keyword, first_text), (other, other_keyword, other_text)] = sides;
    let message = if first_keyword == other_keyword {
        format!("no value meets every `{first_keyword}` of this `allOf`")
    } else {
        format!("no value meets both `{first_keyword}` and `{other_keyword}` of this `allOf`")
    };
    let span = key(schema, "allOf");
    let found = report.warning(Code::ContradictingLimits, span, message, "");
    let found = report.also(found, key(first, first_keyword), first_text);
    report.push(report.also(found, key(other, other_keyword), other_text));
}
