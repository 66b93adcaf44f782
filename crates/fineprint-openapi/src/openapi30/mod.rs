//! `OpenAPI` 3.0: the tree of a document to a [`Document`].
//!
//! In passes: [`shape`] holds every object to its table, [`references`] follows every `$ref`, [`lint`] looks for what
//! contradicts itself; where all that found no error, [`structure`] and [`schema`] make the document. Findings of the
//! first three are all collected, so that one run shows every mistake.

mod lint;
mod located;
mod name;
mod operations;
mod references;
mod report;
mod schema;
mod shape;
mod structure;
mod view;

use std::sync::Arc;

use located::Located;
use operations::FoundPath;
use references::References;
use report::Report;
use schema::Schemas;
use shape::{Survey, Walker};
use structure::Structure;

use crate::compile::compile;
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{Document, Formats, NamedSchema, Schema};
use crate::source::{Node, SourceFile};

/// Reads a document of that version.
///
/// # Errors
///
/// Every mistake that was found, warnings and notes among them, if one of them is an error.
pub(crate) fn read(file: &Arc<SourceFile>, root: &Node) -> Result<(Document, Diagnostics), Diagnostics> {
    let mut report = Report::new(file);
    let document = find_mistakes(root, &mut report).and_then(|(paths, references)| {
        let schemas = Schemas::new(file, root, references);
        make(root, paths, schemas, &mut report)
    });
    match document {
        Some(document) if !report.has_errors() => Ok((document, report.into_diagnostics())),
        Some(_) | None => Err(report.into_diagnostics()),
    }
}

/// All passes that report; what the document is made from, if they found no error.
fn find_mistakes<'a>(root: &'a Node, report: &mut Report) -> Option<(Vec<FoundPath<'a>>, References<'a>)> {
    let mut references = References::new(root);
    let mut walker = Walker { survey: Survey::default(), report };
    walker.object(&shape::OPENAPI, root);
    references::check(&mut walker, &mut references);
    let survey = walker.survey;
    references::cycles(&survey, &mut references, report);
    let Some(paths) = operations::paths(root, &mut references) else {
        let message = "the document has too many parameters when its references are followed";
        report.push(report.error(Code::TooLarge, root.span, message, ""));
        return None;
    };
    lint::run(root, &survey, &mut references, &paths, report);
    (!report.has_errors()).then_some((paths, references))
}

fn make<'a>(
    root: &'a Node,
    paths: Vec<FoundPath<'a>>,
    mut schemas: Schemas<'a>,
    report: &mut Report,
) -> Option<Document> {
    // Components come first, so that what only they refer to is numbered next.
    let mut lowered = Vec::new();
    lower_targets(&mut lowered, &mut schemas);
    let mut structure = Structure::new(Located::root(root), &mut schemas, report);
    let info = structure.info();
    let security_schemes = structure.security_schemes();
    let operations = structure.operations(paths);
    lower_targets(&mut lowered, &mut schemas);
    if schemas.overflow() {
        let message = "the document grows beyond 2,000,000 schemas when its references are followed";
        report.push(report.error(Code::TooLarge, root.span, message, ""));
    }
    let names =
        name::names((0..lowered.len()).filter_map(|index| schemas.target(index)).map(|at| at.pointer));
    let targets = names.into_iter().zip(lowered).map(|(name, schema)| NamedSchema { name, schema }).collect();
    let file = report.file().name().to_owned();
    let document = Document {
        file,
        info: info?,
        schemas: targets,
        operations,
        security_schemes,
        formats: Formats::Assert,
    };
    if !report.has_errors() {
        lint::values::check(root, &compile(&document), &mut schemas.references, report);
    }
    Some(document)
}

/// Lowers the targets that are not yet; that may add targets, which follow.
fn lower_targets(lowered: &mut Vec<Schema>, schemas: &mut Schemas<'_>) {
    while let Some(target) = schemas.target(lowered.len()).filter(|_| !schemas.overflow()) {
        lowered.push(schemas.lower(&target));
    }
}
