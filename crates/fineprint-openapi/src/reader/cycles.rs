//! References that lead back to where they started without a step into the value.

use std::collections::HashSet;

use super::located::Located;
use super::references::References;
use super::report::Report;
use super::shape::{Survey, address};
use crate::diagnostic::Code;
use crate::source::{Node, Span};

/// Finds references that lead back to where they started without a step into the value.
///
/// A step into the value (`properties`, `items`, …) makes recursion end with the payload; without one, nothing ends it.
pub(super) fn check<'a>(survey: &Survey<'a>, references: &References<'a>, report: &mut Report<'_>) {
    let mut done = HashSet::new();
    for reference in &survey.references {
        if reference.holder.as_mapping().is_some() {
            search(reference.holder, references, &mut done, report);
        }
    }
}

/// The next node of a search, and the reference that leads to it, if it was one.
type Successor<'a> = (&'a Node, Option<Span>);

/// A node on the way of the search, the reference that led to it, and the nodes that are still to be visited from there.
struct Step<'a> {
    node: &'a Node,
    by: Option<Span>,
    next: std::vec::IntoIter<Successor<'a>>,
}

/// A depth-first search on a stack of its own: a chain of references may be as long as the document.
fn search<'a>(
    start: &'a Node,
    references: &References<'a>,
    done: &mut HashSet<usize>,
    report: &mut Report<'_>,
) {
    if done.contains(&address(start)) {
        return;
    }
    let mut way = vec![Step { node: start, by: None, next: successors(start, references) }];
    let mut on_way = HashSet::from([address(start)]);
    while let Some(step) = way.last_mut() {
        let Some((node, by)) = step.next.next() else {
            on_way.remove(&address(step.node));
            done.insert(address(step.node));
            way.pop();
            continue;
        };
        if on_way.contains(&address(node)) {
            let cycle = way.iter().skip_while(|step| address(step.node) != address(node)).skip(1);
            let places: Vec<Span> = cycle.filter_map(|step| step.by).chain(by).collect();
            report_cycle(&places, report);
        } else if !done.contains(&address(node)) {
            on_way.insert(address(node));
            way.push(Step { node, by, next: successors(node, references) });
        }
    }
}

/// What a node stands for at the same value: the target of its reference, or the members of its compositions.
fn successors<'a>(node: &'a Node, references: &References<'a>) -> std::vec::IntoIter<Successor<'a>> {
    let mut found = Vec::new();
    for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
        let Some(reference) = node.get(keyword) else { continue };
        found.extend(references.target(reference).map(|target| (target.node, Some(reference.span))));
    }
    // Where nothing counts beside a reference, nothing else was walked, and no reference in it has a target.
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let list = node.get(keyword).map(|list| references.value(list));
        let members = list.and_then(Node::as_sequence).unwrap_or_default();
        found.extend(members.iter().map(|member| (member, None)));
    }
    let conditional: &[&str] =
        if node.get("if").is_some() { &["not", "if", "then", "else"] } else { &["not"] };
    found.extend(conditional.iter().filter_map(|keyword| Some((node.get(keyword)?, None))));
    for keyword in ["dependentSchemas", "dependencies"] {
        let dependent = node.get(keyword).map(|map| references.members(Located::of(map)));
        found.extend(dependent.into_iter().flatten().map(|(_, schema)| (schema.node, None)));
    }
    found.into_iter()
}

fn report_cycle(places: &[Span], report: &mut Report<'_>) {
    let Some((first, others)) = places.split_first() else { return };
    let message = "the references lead in a circle, and never to a schema that a value could meet";
    let mut error = report.error(Code::ReferenceCycle, *first, message, "the circle starts here");
    for (index, span) in others.iter().enumerate().take(8) {
        let label = if index + 1 == others.len() { "and leads back" } else { "leads on" };
        error = report.also(error, *span, label);
    }
    report.push(error.help("recursion has to pass through `properties`, `items` or `additionalProperties`"));
}
