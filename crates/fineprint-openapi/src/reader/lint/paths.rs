//! Path templates and the parameters that fill them.

use std::collections::{HashMap, HashSet};

use super::super::operations::{FoundParameter, FoundPath};
use super::super::report::Report;
use super::super::shape::head;
use crate::diagnostic::Code;
use crate::source::Span;

pub(super) fn check(paths: &[FoundPath<'_>], report: &mut Report<'_>) {
    let mut known: HashMap<String, &FoundPath<'_>> = HashMap::new();
    let mut reported = HashSet::new();
    for path in paths.iter().filter(|path| !path.is_webhook) {
        let Some(template) = Template::read(path.path) else {
            let message = format!("the braces of `{}` do not match", path.path);
            report.push(report.error(Code::InvalidPath, path.at, message, "not a path template"));
            continue;
        };
        if let Some(other) = known.get(&template.skeleton) {
            ambiguous(path, other, report);
        } else {
            known.insert(template.skeleton.clone(), path);
        }
        unmatched(path, &template, report);
        undeclared(path, &template, report);
        unused(path, &template, &mut reported, report);
        twice(path, &mut reported, report);
    }
}

/// A path or a server's URL taken apart.
pub(in crate::reader) struct Template<'a> {
    pub(in crate::reader) names: Vec<&'a str>,
    /// The template without the names: what tells it from others.
    skeleton: String,
}

impl<'a> Template<'a> {
    pub(in crate::reader) fn read(path: &'a str) -> Option<Self> {
        let mut names = Vec::new();
        let mut skeleton = String::new();
        let mut rest = path;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            if before.contains('}') || name.contains('{') || name.is_empty() {
                return None;
            }
            skeleton.push_str(before);
            skeleton.push_str("{}");
            names.push(name);
            rest = after;
        }
        skeleton.push_str(rest);
        (!rest.contains('}')).then_some(Self { names, skeleton })
    }
}

/// Two templates that differ in the names only match the same paths (section 4.7.8.1).
fn ambiguous(path: &FoundPath<'_>, other: &FoundPath<'_>, report: &mut Report<'_>) {
    let methods: HashSet<&str> = other.operations.iter().map(|operation| operation.method).collect();
    let shared = path.operations.iter().find(|operation| methods.contains(operation.method));
    let message = format!("`{}` and `{}` match the same paths", path.path, other.path);
    let found = match shared {
        Some(shared) => {
            let label = format!("which of the two a `{}` request means is undecided", shared.method);
            report.error(Code::AmbiguousPath, path.at, message, &label)
        }
        None => report.warning(Code::AmbiguousPath, path.at, message, "told apart by the method only"),
    };
    report.push(report.also(found, other.at, "the other one"));
}

/// What no request can have: a query or a fragment in its path, or a name that stands for two parts of it.
fn unmatched(path: &FoundPath<'_>, template: &Template<'_>, report: &mut Report<'_>) {
    if path.path.contains(['?', '#']) {
        let message = format!("`{}` has a query or a fragment", path.path);
        let found = report.warning(Code::InvalidPath, path.at, message, "no request has such a path");
        report.push(found.help("declare what stands in the query as parameters with `in: query`"));
    }
    let mut seen = HashSet::new();
    for name in template.names.iter().filter(|name| !seen.insert(**name)) {
        let message = format!("`{{{name}}}` stands twice in `{}`", path.path);
        report.push(report.warning(Code::InvalidPath, path.at, message, "which of the two is undecided"));
    }
}

fn undeclared(path: &FoundPath<'_>, template: &Template<'_>, report: &mut Report<'_>) {
    let declared: Vec<HashSet<&str>> = path
        .operations
        .iter()
        .map(|operation| operation.parameters.iter().filter(|found| found.location == "path"))
        .map(|parameters| parameters.map(|found| found.name).collect())
        .collect();
    for name in &template.names {
        let lacking: Vec<&str> = path
            .operations
            .iter()
            .zip(&declared)
            .filter(|(_, declared)| !declared.contains(name))
            .map(|(operation, _)| operation.method)
            .collect();
        if let Some(first) = lacking.first() {
            let message = format!("the parameter `{name}` of `{}` is not declared", path.path);
            let label = match lacking.len() {
                1 => format!("by `{first}`"),
                count => format!("by `{first}` and {} other operation(s)", count - 1),
            };
            // Nothing is dropped from the contract: it says nothing of this part of the path.
            let found = report.warning(Code::UndeclaredPathParameter, path.at, message, &label);
            report.push(found.help(format!("add a parameter `name: {name}`, `in: path`, `required: true`")));
        }
    }
}

fn unused<'a>(
    path: &FoundPath<'a>,
    template: &Template<'_>,
    reported: &mut HashSet<(Span, &'a str)>,
    report: &mut Report<'_>,
) {
    let own = path.operations.iter().flat_map(|operation| &operation.parameters);
    for parameter in path.parameters.iter().chain(own) {
        let used = parameter.location != "path" || template.names.contains(&parameter.name);
        if used || !reported.insert((parameter.listed, path.path)) {
            continue;
        }
        // No request can have it, and so nothing is lost without it.
        let message = format!("`{}` has no `{{{}}}`", path.path, parameter.name);
        let found = report.warning(Code::UnusedPathParameter, place(parameter), message, "ignored");
        let found = report.also(found, path.at, "the path");
        report.push_with_suggestion(found, parameter.name, template.names.iter().copied());
    }
}

/// A list has each name once for each location (sections 4.7.9.1 and 4.7.10.1, `parameters`).
fn twice<'a>(path: &FoundPath<'a>, reported: &mut HashSet<(Span, &'a str)>, report: &mut Report<'_>) {
    let lists = path.operations.iter().map(|operation| &operation.parameters);
    for list in lists.chain([&path.parameters]) {
        let mut first: HashMap<_, &FoundParameter<'_>> = HashMap::new();
        for parameter in list {
            let identity = parameter.identity();
            if let Some(other) = first.get(&identity) {
                if reported.insert((parameter.listed, "")) {
                    let message = format!("the parameter `{}` is declared twice", parameter.name);
                    let error =
                        report.error(Code::DuplicateParameter, place(parameter), message, "here again");
                    report.push(report.also(error, place(other), "first here"));
                }
            } else {
                first.insert(identity, parameter);
            }
        }
    }
}

/// Where the list has the parameter.
fn place(parameter: &FoundParameter<'_>) -> Span {
    if parameter.listed == parameter.at.at { head(parameter.at.node) } else { parameter.listed }
}
