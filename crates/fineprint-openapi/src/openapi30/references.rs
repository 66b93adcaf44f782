//! References within the document: where they lead, and that they lead somewhere.
//!
//! A reference is a URI with a JSON Pointer in its fragment (RFC 6901, section 6). Those that lead out of the document
//! are reported: other files are not read.

use std::collections::{HashMap, HashSet};

use super::located::{Located, escaped};
use super::report::Report;
use super::shape::{FoundReference, SCHEMA, Survey, Walker, address};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Mapping, Node, Span};

/// The way from references to their targets.
pub(super) struct References<'a> {
    root: &'a Node,
    known: HashMap<&'a str, Result<Located<'a>, Failure>>,
}

/// Why a reference leads nowhere.
#[derive(Clone)]
enum Failure {
    External,
    Malformed,
    Missing { parent: String, token: String },
}

impl<'a> References<'a> {
    pub(super) fn new(root: &'a Node) -> Self {
        Self { root, known: HashMap::new() }
    }

    /// Where a reference leads, if it leads somewhere.
    pub(super) fn target(&mut self, text: &'a str) -> Option<Located<'a>> {
        self.resolve(text).ok()
    }

    /// The object that a node stands for: itself, or what its references lead to in the end.
    pub(super) fn follow(&mut self, from: Located<'a>) -> Option<Located<'a>> {
        let mut seen = HashSet::new();
        let mut at = from;
        while let Some(text) = reference_of(at.node) {
            if !seen.insert(address(at.node)) {
                return None;
            }
            at = self.target(text)?;
        }
        Some(at)
    }

    fn resolve(&mut self, text: &'a str) -> Result<Located<'a>, Failure> {
        let root = self.root;
        self.known.entry(text).or_insert_with(|| resolve(root, text, &mut STEPS.clone())).clone()
    }
}

/// The `$ref` of an object, if it has one.
pub(super) fn reference_of(node: &Node) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// How many parts of pointers one reference may make us follow.
const STEPS: u32 = 10_000;

/// Where a reference leads. Strictly, a pointer does not pass through a reference that stands on its way; bundlers write
/// such pointers, and mean what the reference leads to.
fn resolve<'a>(root: &'a Node, text: &str, steps: &mut u32) -> Result<Located<'a>, Failure> {
    let fragment = text.strip_prefix('#').ok_or(Failure::External)?;
    let fragment = percent_decoded(fragment).ok_or(Failure::Malformed)?;
    let mut target = Located::root(root);
    if fragment.is_empty() {
        return Ok(target);
    }
    for token in fragment.strip_prefix('/').ok_or(Failure::Malformed)?.split('/') {
        let key = token.replace("~1", "/").replace("~0", "~");
        let missing = Failure::Missing { parent: target.pointer.clone(), token: key.clone() };
        *steps = steps.checked_sub(1).ok_or_else(|| missing.clone())?;
        while let (None, Some(text)) = (target.child(&key), reference_of(target.node)) {
            // Half of what is left, so that references in references are not nested deeply.
            *steps /= 2;
            if *steps == 0 {
                return Err(missing);
            }
            target = resolve(root, text, steps)?;
        }
        target = target.child(&key).ok_or(missing)?;
    }
    Ok(target)
}

/// The text behind `%xx` (RFC 3986, section 2.1).
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit =
                    |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.push(digit(high)? * 16 + digit(low)?);
                rest = tail;
            }
            (b'%', _) => return None,
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// Checks every reference of the document, and walks the targets in places that the table of shapes does not know.
pub(super) fn check<'a>(walker: &mut Walker<'a, '_>, references: &mut References<'a>) {
    let mut next = 0;
    while let Some(reference) = walker.survey.references.get(next).copied() {
        next += 1;
        if is_schema_name(&reference, references.root) {
            continue;
        }
        match references.resolve(reference.text) {
            Err(failure) => {
                let error = unresolved(walker.report, &reference, &failure, references.root);
                walker.report.push(error);
            }
            Ok(target) => match walker.survey.kind_of(target.node) {
                Some(shape) if shape == reference.shape => {}
                Some(shape) => {
                    let message =
                        format!("`{}` is a {}, not a {}", reference.text, shape.name, reference.shape.name);
                    let label = format!("expected a {}", reference.shape.name);
                    let error = walker.report.error(Code::ReferenceKind, reference.span, message, &label);
                    let error = error.also(walker.report.file(), target.at, "this is what it leads to");
                    walker.report.push(error);
                }
                None => walker.object(reference.shape, target.node),
            },
        }
    }
}

/// Whether it is a value of a discriminator's `mapping` that is the name of a schema.
fn is_schema_name(reference: &FoundReference<'_>, root: &Node) -> bool {
    reference.holder.as_str().is_some() && schema_named(root, reference.text).is_some()
}

/// The component of that name.
pub(super) fn schema_named<'a>(root: &'a Node, name: &str) -> Option<&'a Node> {
    root.get("components")?.get("schemas")?.get(name)
}

fn unresolved(
    report: &mut Report,
    reference: &FoundReference<'_>,
    failure: &Failure,
    root: &Node,
) -> Diagnostic {
    let (text, span) = (reference.text, reference.span);
    let is_mapped = reference.holder.as_str().is_some();
    match failure {
        // What a discriminator maps to is the name of a schema as well as a reference: a plain word is meant as a name.
        Failure::External if is_mapped && !text.contains(['.', '/', '#', ':']) => {
            let message = format!("there is no schema `{text}`");
            let label = "not among `components/schemas`";
            let error = report.error(Code::UnresolvedReference, span, message, label);
            let schemas = root.at("/components/schemas").and_then(Node::as_mapping);
            match report.suggest(text, schemas.into_iter().flat_map(Mapping::keys)) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error,
            }
        }
        Failure::External if *reference.shape == SCHEMA && schema_named(root, text).is_some() => {
            let message = format!("`{text}` is the name of a schema, not a reference to it");
            let error = report.error(Code::ExternalReference, span, message, "read as a file's name");
            error.help(format!("write `#/components/schemas/{}`", escaped(text)))
        }
        Failure::External => {
            let message = format!("`{text}` leads out of the document");
            report
                .error(
                    Code::ExternalReference,
                    span,
                    message,
                    "references to other files are not supported yet",
                )
                .help("put the target into `components`, and refer to it as `#/components/…`")
        }
        Failure::Malformed => {
            let message = format!("`{text}` is no JSON Pointer");
            report.error(Code::UnresolvedReference, span, message, "expected `#/…`")
        }
        Failure::Missing { parent, token } => {
            let message = format!("`{text}` leads nowhere");
            let holder = root.at(parent.trim_start_matches('#'));
            let label = format!("`{parent}` has no `{token}`");
            let error = report.error(Code::UnresolvedReference, span, message, &label);
            let keys = holder.and_then(Node::as_mapping);
            match report.suggest(token, keys.into_iter().flat_map(Mapping::keys)) {
                Some(near) => error.help(format!("did you mean `{parent}/{}`?", escaped(near))),
                None => error,
            }
        }
    }
}

/// Finds references that lead back to where they started without a step into the value.
///
/// A step into the value (`properties`, `items`, …) makes recursion end with the payload; without one, nothing ends it.
pub(super) fn cycles<'a>(survey: &Survey<'a>, references: &mut References<'a>, report: &mut Report) {
    let mut done = HashSet::new();
    for reference in &survey.references {
        if reference_of(reference.holder).is_some() {
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
    references: &mut References<'a>,
    done: &mut HashSet<usize>,
    report: &mut Report,
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
fn successors<'a>(node: &'a Node, references: &mut References<'a>) -> std::vec::IntoIter<Successor<'a>> {
    let mut found = Vec::new();
    if let Some(reference) = node.get("$ref") {
        let target = reference.as_str().and_then(|text| references.target(text));
        found.extend(target.map(|target| (target.node, Some(reference.span))));
    } else {
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let members = node.get(keyword).and_then(Node::as_sequence).unwrap_or_default();
            found.extend(members.iter().map(|member| (member, None)));
        }
        found.extend(node.get("not").map(|not| (not, None)));
    }
    found.into_iter()
}

fn report_cycle(places: &[Span], report: &mut Report) {
    let Some((first, others)) = places.split_first() else { return };
    let message = "the references lead in a circle, and never to a schema that a value could meet";
    let mut error = report.error(Code::ReferenceCycle, *first, message, "the circle starts here");
    for (index, span) in others.iter().enumerate().take(8) {
        let label = if index + 1 == others.len() { "and leads back" } else { "leads on" };
        error = error.also(report.file(), *span, label);
    }
    report.push(error.help("recursion has to pass through `properties`, `items` or `additionalProperties`"));
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn fragments_are_percent_decoded() {
        for (text, expected) in [
            ("/paths/~1a~1%7Bid%7D", Some("/paths/~1a~1{id}")),
            ("/a%20b", Some("/a b")),
            ("/%C3%A9", Some("/é")),
            ("/%", None),
            ("/%4", None),
            ("/%zz", None),
            ("/%ff", None),
        ] {
            assert_eq!(percent_decoded(text).as_deref(), expected, "{text}");
        }
    }
}
