//! Trees of `OpenAPI` documents and of JSON Schemas to a [`Document`].
//!
//! In passes: [`shape`] holds every object to its table, [`references`] follows every `$ref`, [`lint`] looks for what
//! contradicts itself; where all that found no error, [`structure`] and [`schema`] make the document. Findings of the
//! first three are all collected, so that one run shows every mistake.

mod cycles;
mod dialects;
mod keywords;
mod lint;
mod located;
mod name;
mod operations;
mod references;
mod report;
mod resources;
mod schema;
mod scopes;
mod shape;
mod structure;
mod view;

use located::Located;
use operations::FoundPath;
use references::References;
use report::Report;
use resources::{ResourceId, Rules};
use schema::Schemas;
use shape::{SCHEMA, Survey, Walker};
use structure::Structure;

use crate::compile::compile;
use crate::diagnostic::{Code, Diagnostics};
use crate::dialect::Dialect;
use crate::document::{Document, Info, NamedSchema, Schema};
use crate::files::{File, Files};
use crate::version;

/// What `format` and `contentEncoding` are to a schema (JSON Schema 2020-12 Validation, sections 7.2 and 8.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formats {
    /// They demand what they say, as in an OpenAPI document.
    #[default]
    Assert,
    /// They tell people and tools something.
    Annotate,
}

/// How a document is read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) formats: Formats,
    /// Whether `nullable`, `readOnly` and the like count beside OpenAPI 3.0's `$ref`.
    pub(crate) siblings: bool,
}

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// An `OpenAPI` document; its version is that of its schemas' dialect.
    OpenApi(Dialect),
    /// A JSON Schema of that dialect, if it does not name another.
    Schema(Dialect),
}

/// Reads a document.
///
/// # Errors
///
/// Every mistake that was found, warnings and notes among them, if one of them is an error.
pub(crate) fn read<'a>(
    files: &'a Files<'a>,
    subject: Subject,
    settings: Settings,
) -> Result<(Document, Diagnostics), Diagnostics> {
    let mut report = Report::new(files);
    let document = files.document().and_then(|file| match subject {
        Subject::OpenApi(version) => open_api(file, version, settings, &mut report),
        Subject::Schema(dialect) => schema(file, dialect, settings, &mut report),
    });
    match document {
        Some(document) if !report.has_errors() => Ok((document, report.into_diagnostics())),
        Some(_) | None => Err(report.into_diagnostics()),
    }
}

/// What the passes over the tree found.
struct Found<'a> {
    survey: Survey<'a>,
    references: References<'a>,
    resource: ResourceId,
}

/// Walks the document, and whatever its references lead to.
fn survey<'a>(file: &'a File, subject: Subject, report: &mut Report<'a>) -> Found<'a> {
    let root = Located::root(file);
    let (shape, dialect) = match subject {
        Subject::OpenApi(version) => (&shape::OPENAPI, version),
        Subject::Schema(dialect) => (&SCHEMA, dialect),
    };
    let named =
        file.root.get("jsonSchemaDialect").filter(|_| subject == Subject::OpenApi(Dialect::OpenApi31));
    let rules = Rules::of(dialect);
    let rules = named.map_or(rules, |named| dialects::rules_of(named, rules, report));
    let mut walker = Walker::new(report, file, dialect, rules);
    walker.only_schemas = *shape == SCHEMA;
    let resource = walker.resource();
    walker.object(shape, &root, resource);
    let mut references = References::default();
    references::check(&mut walker, &mut references);
    let resource = walker.survey.resource_of(&file.root).unwrap_or(resource);
    Found { survey: walker.survey, references, resource }
}

fn open_api<'a>(
    file: &'a File,
    version: Dialect,
    settings: Settings,
    report: &mut Report<'a>,
) -> Option<Document> {
    let root = Located::root(file);
    if let Some(written) = root.node.get("openapi").filter(|version| version::is_3_2(version)) {
        let message = "OpenAPI 3.2 is read as 3.1";
        let note = report.note(Code::UnsupportedVersion, written.span, message, "");
        report.push(note.help("what only 3.2 has is told where it stands"));
    }
    let found = survey(file, Subject::OpenApi(version), report);
    cycles::check(&found.survey, &found.references, report);
    let Some(paths) = operations::paths(&root, &found.references) else {
        let message = "the document has too many parameters when its references are followed";
        report.push(report.error(Code::TooLarge, root.at, message, ""));
        return None;
    };
    lint::run(&root, &found.survey, &found.references, &paths, report);
    if report.has_errors() {
        return None;
    }
    let Found { survey, references, resource } = found;
    let mut schemas = Schemas::new(report.files(), settings, survey, references, resource);
    schemas.add_components(&root);
    let document = make(&root, paths, &mut schemas, report);
    if !report.has_errors() {
        lint::values::check(report.files(), &compile(&document), &schemas.references, report);
    }
    Some(document)
}

/// A schema alone: the first of the document's schemas, and all that it refers to.
fn schema<'a>(
    file: &'a File,
    dialect: Dialect,
    settings: Settings,
    report: &mut Report<'a>,
) -> Option<Document> {
    let root = Located::root(file);
    // It would be a schema of unknown keywords, which everything meets.
    if let Some(entry) = root.node.as_mapping().and_then(|mapping| mapping.entry("openapi")) {
        let message = "this is an OpenAPI document, not a JSON Schema";
        let error = report.error(Code::UnsupportedVersion, entry.key_span, message, "");
        report.push(error.help("check by a schema of the document: `--spec`, and a pointer"));
        return None;
    }
    let found = survey(file, Subject::Schema(dialect), report);
    cycles::check(&found.survey, &found.references, report);
    lint::run_on_schemas(&found.survey, report);
    if report.has_errors() {
        return None;
    }
    let Found { survey, references, resource } = found;
    let mut schemas = Schemas::new(report.files(), settings, survey, references, resource);
    schemas.id_of(root.clone());
    // Definitions are there to be used, by whoever checks by one of them, too.
    for list in ["$defs", "definitions"] {
        for (_, definition) in schemas.references.members_of(&root, list) {
            schemas.id_of(definition);
        }
    }
    let mut lowered = Vec::new();
    lower_targets(&mut lowered, &mut schemas);
    let title = keywords::text(root.node, "title").unwrap_or_default();
    let info = Info { title, version: String::new(), description: None };
    Some(assemble(info, lowered, &schemas, &root, report))
}

fn make<'a>(
    root: &Located<'a>,
    paths: Vec<FoundPath<'a>>,
    schemas: &mut Schemas<'a>,
    report: &mut Report<'a>,
) -> Document {
    // Components come first, so that what only they refer to is numbered next.
    let mut lowered = Vec::new();
    lower_targets(&mut lowered, schemas);
    let mut structure = Structure::new(root.clone(), schemas, report);
    let info = structure.info();
    let security_schemes = structure.security_schemes();
    let operations = structure.operations(paths);
    lower_targets(&mut lowered, schemas);
    let document = assemble(info, lowered, schemas, root, report);
    Document { operations, security_schemes, ..document }
}

fn assemble(
    info: Info,
    lowered: Vec<Schema>,
    schemas: &Schemas<'_>,
    root: &Located<'_>,
    report: &mut Report<'_>,
) -> Document {
    if schemas.overflow() {
        let message = "the document grows beyond all bounds when its references are followed";
        report.push(report.error(Code::TooLarge, root.at, message, ""));
    }
    let names = name::names(schemas.target_pointers());
    let targets = names.into_iter().zip(lowered).map(|(name, schema)| NamedSchema { name, schema }).collect();
    let mut files = report.files().names();
    let (_, file) = files.remove(0);
    Document { file, files, info, schemas: targets, operations: Vec::new(), security_schemes: Vec::new() }
}

/// Lowers the targets that are not yet; that may add targets, which follow.
fn lower_targets(lowered: &mut Vec<Schema>, schemas: &mut Schemas<'_>) {
    while !schemas.overflow() {
        let Some(schema) = schemas.lower_target(lowered.len()) else { break };
        lowered.push(schema);
    }
}
