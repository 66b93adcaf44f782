//! The examples of a document's authors: which type reads each, and what must come out of it again.

use std::collections::{HashMap, HashSet};

use fineprint::Contract;
use fineprint::check::Options;
use fineprint::contract::Keyword;
use fineprint_codegen::GeneratedFile;
use fineprint_openapi::document::Document;
use serde::Deserialize;
use serde_json::Value;

use super::Generated;

/// A line of the corpus, as far as it matters here.
#[derive(Deserialize)]
struct Line {
    id: String,
    schema_pointer: String,
    instance: Value,
    expect: String,
}

/// An example that the document and its contract hold for valid.
pub(super) struct Example {
    pub(super) id: String,
    /// The model.
    pub(super) ty: String,
    pub(super) instance: Value,
    /// Pointers to properties that the document does not know, which a model may forget.
    pub(super) undocumented: HashSet<String>,
}

/// The examples of a document.
#[derive(Default)]
pub(super) struct Examples {
    pub(super) valid: Vec<Example>,
    /// How many the corpus holds for valid, and the contract does not: those with a wrong `format`, as a rule.
    pub(super) refused: usize,
}

/// Finds the types of the examples and asks the contract about each. Examples of bodies that are no JSON have no type.
pub(super) fn read(generated: &Generated, lines: &str) -> Examples {
    let types = Types::of(generated);
    let options = Options::new().strict(true).max_violations(100_000);
    let mut examples = Examples::default();
    for line in lines.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
        let pointer = format!("#{}", line.schema_pointer);
        let Some(ty) = types.at(&pointer).filter(|_| line.expect == "valid") else { continue };
        match undocumented(&generated.contract, &options, types.schema(&pointer), &line.instance) {
            Some(undocumented) => {
                let (id, ty) = (line.id, ty.to_owned());
                examples.valid.push(Example { id, ty, instance: line.instance, undocumented });
            }
            None => examples.refused += 1,
        }
    }
    examples
}

/// The properties that the document does not know; nothing if the instance is not valid.
fn undocumented(
    contract: &Contract,
    options: &Options,
    pointer: &str,
    instance: &Value,
) -> Option<HashSet<String>> {
    let report = contract.checker(pointer)?.with(options).check_value(instance);
    let mut pointers = HashSet::new();
    for violation in report.violations() {
        if violation.keyword() != Keyword::Undocumented {
            return None;
        }
        pointers.insert(violation.pointer().to_owned());
    }
    Some(pointers)
}

/// The models by the pointers of their schemas.
struct Types {
    names: HashMap<String, String>,
    /// What the bodies refer to that are nothing but a reference.
    references: HashMap<String, String>,
}

impl Types {
    fn of(generated: &Generated) -> Self {
        let names = generated.models.iter().flat_map(headings).collect();
        Self { names, references: references(&generated.document) }
    }

    fn schema<'a>(&'a self, pointer: &'a str) -> &'a str {
        self.references.get(pointer).map_or(pointer, String::as_str)
    }

    fn at(&self, pointer: &str) -> Option<&str> {
        self.names.get(self.schema(pointer)).map(String::as_str)
    }
}

/// The pointers in the comments of a generated file, each with the name of the item below it.
fn headings(file: &GeneratedFile) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut pointer = None;
    for line in file.contents.lines() {
        if let Some(heading) = line.strip_prefix("// #/") {
            pointer = Some(format!("#/{heading}"));
        }
        let item =
            ["pub struct ", "pub enum ", "pub type "].iter().find_map(|start| line.strip_prefix(start));
        if let (Some(item), Some(pointer)) = (item, pointer.take_if(|_| item.is_some())) {
            let name = item.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            found.push((pointer, name.to_owned()));
        }
    }
    found
}

fn references(document: &Document) -> HashMap<String, String> {
    let requests = document.operations.iter().flat_map(|it| &it.request_body).flat_map(|body| &body.content);
    let responses =
        document.operations.iter().flat_map(|it| &it.responses).flat_map(|response| &response.content);
    let bodies = requests.chain(responses).filter_map(|media| media.schema.as_ref());
    let targets = bodies.filter_map(|schema| {
        let target = document.schema(schema.reference?)?;
        Some((schema.place.pointer.clone(), target.schema.place.pointer.clone()))
    });
    targets.collect()
}
