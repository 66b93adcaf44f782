//! From documents to the files that are to be: pure, so that every error is found before the first write.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use fineprint_codegen::{Dependency, GeneratedFile, Options};
use fineprint_openapi::Formats;
use fineprint_openapi::diagnostic::Diagnostics;
use fineprint_openapi::document::Document;
use fineprint_openapi::source::SourceFile;

use super::overrides;
use crate::config::{ContractSettings, relative};
use crate::progress::Progress;
use crate::workspace::Workspace;

/// A document and what to make of it.
pub(super) struct Source {
    pub(super) settings: ContractSettings,
    pub(super) file: Arc<SourceFile>,
    /// Where the document is.
    pub(super) path: PathBuf,
}

/// Everything that is to be written.
pub(super) struct Plan {
    pub(super) contracts: Vec<PlannedContract>,
    /// What was found in the documents, short of an error.
    pub(super) warnings: Diagnostics,
}

/// What one document becomes.
pub(super) struct PlannedContract {
    /// The document, relative to the root.
    pub(super) spec: String,
    pub(super) operations: usize,
    pub(super) schemas: usize,
    pub(super) constraints: usize,
    pub(super) crates: [PlannedCrate; 2],
}

/// A crate that is to be.
pub(super) struct PlannedCrate {
    /// Relative to the root.
    pub(super) folder: String,
    pub(super) files: Vec<GeneratedFile>,
}

impl PlannedCrate {
    /// The path of each file, relative to the root.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.files.iter().map(|file| format!("{}/{}", self.folder, file.path))
    }
}

impl Plan {
    /// Every crate, in the order of the documents.
    pub(super) fn crates(&self) -> impl Iterator<Item = &PlannedCrate> {
        self.contracts.iter().flat_map(|contract| &contract.crates)
    }
}

/// Plans all files; of several documents, the errors of all are collected.
pub(super) fn plan(
    workspace: &Workspace,
    sources: Vec<Source>,
    fineprint: &Dependency,
    progress: &Progress,
) -> Result<Plan, Diagnostics> {
    let mut errors = shared_folders(&sources);
    let mut plan = Plan { contracts: Vec::new(), warnings: Diagnostics::new() };
    for source in sources {
        progress.say(format!("generating from {}", source.settings.spec));
        match contract(workspace, &source, fineprint) {
            Ok((contract, warnings)) => {
                plan.contracts.push(contract);
                plan.warnings.extend(warnings);
            }
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() { Ok(plan) } else { Err(errors) }
}

/// Two crates in one folder would take each other's files for orphans.
fn shared_folders(sources: &[Source]) -> Diagnostics {
    let mut taken: Vec<&str> = Vec::new();
    let mut found = Diagnostics::new();
    let mut specs = BTreeSet::new();
    for Source { settings, .. } in sources {
        let folders = [&settings.models, &settings.validators];
        if !specs.insert(&settings.spec) && folders.iter().all(|folder| taken.contains(&folder.as_str())) {
            let message = format!("{} is listed twice", settings.spec);
            found.push(
                settings.error(message).help("give the second `name`, `models` and `validators` of its own"),
            );
            continue;
        }
        for folder in folders {
            if let Some(other) = taken.iter().find(|other| overlap(other, folder)) {
                let message =
                    format!("the crate {folder} of {} and the crate {other} share a folder", settings.spec);
                found.push(settings.error(message).help("give each a folder of its own in fineprint.yaml"));
            }
            taken.push(folder);
        }
    }
    found
}

/// Whether one of the folders is the other, or is in it.
pub(super) fn overlap(left: &str, right: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(left, right) || within(right, left)
}

fn contract(
    workspace: &Workspace,
    source: &Source,
    fineprint: &Dependency,
) -> Result<(PlannedContract, Diagnostics), Diagnostics> {
    let Source { settings, file, path } = source;
    let mut reading = settings.reading.clone();
    for (_, folder) in &mut reading.resolve {
        // The configuration counts from the root, wherever the command is called.
        *folder = workspace.root().join(&folder);
    }
    let (document, mut warnings) = reading.document(workspace, Some(path), file, Formats::Assert)?;
    warnings.extend(overrides::check(settings, &document, file)?);
    let diagnosed = |errors: Vec<fineprint_codegen::Error>| -> Diagnostics {
        errors.iter().map(|error| settings.error(format!("{}: {error}", settings.spec))).collect()
    };
    known(settings, &document)?;
    let document = fineprint_codegen::prune(document, &settings.selection).map_err(diagnosed)?;
    let contract = fineprint_openapi::compile(&document);
    let mut models = options(settings, fineprint, &settings.models);
    // A schema that is left out needs no type in its place.
    models.types.schemas.retain(|name, _| document.schemas.iter().any(|schema| schema.name == *name));
    let models = fineprint_codegen::models(&document, &models);
    let validators = options(settings, fineprint, &settings.validators);
    let validators = fineprint_codegen::validators(&document, &contract, &validators);
    let planned = PlannedContract {
        spec: settings.spec.clone(),
        operations: contract.operations.len(),
        schemas: contract.components.len(),
        constraints: constraints(&contract),
        crates: [
            PlannedCrate { folder: settings.models.clone(), files: models.map_err(diagnosed)? },
            PlannedCrate { folder: settings.validators.clone(), files: validators.map_err(diagnosed)? },
        ],
    };
    Ok((planned, warnings))
}

/// Whether the document has all that is selected.
fn known(settings: &ContractSettings, document: &Document) -> Result<(), Diagnostics> {
    let unknown = settings.selection.unknown(document);
    let told = unknown.iter().map(|it| {
        let what = if it.is_tag { "operation with the tag" } else { "operation or schema" };
        let error = settings.error(format!("{} has no {what} `{}`", settings.spec, it.name));
        overrides::with_suggestion(error, it.name, it.known.iter().copied())
    });
    let found: Diagnostics = told.collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn options(settings: &ContractSettings, fineprint: &Dependency, folder: &str) -> Options {
    let mut options = Options::new(&settings.name);
    options.dates = settings.dates;
    options.open_enums = settings.open_enums;
    options.split_directions = settings.split_directions;
    options.request_types = settings.request_types;
    options.shortcuts = settings.shortcuts;
    options.types = settings.types.clone();
    options.dependencies = settings.dependencies.iter().cloned().collect();
    options.fineprint = match fineprint {
        Dependency::Version(version) => Dependency::Version(version.clone()),
        Dependency::Path(path) => Dependency::Path(relative(folder, path)),
    };
    options
}

/// How many keywords the document states: each has a position.
fn constraints(contract: &fineprint::contract::Contract) -> usize {
    let tables = contract.positions.iter();
    tables.flat_map(|table| table.entries.iter()).map(|entry| entry.keywords.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::overlap;

    #[test]
    fn folders_overlap_if_one_is_within_the_other() {
        for (left, right, expected) in [
            ("crates/a", "crates/a", true),
            ("crates/a", "crates/a/b", true),
            ("crates/a/b", "crates/a", true),
            ("crates/a", "crates/ab", false),
            ("crates/a-models", "crates/a-validators", false),
        ] {
            assert_eq!(overlap(left, right), expected, "{left} and {right}");
        }
    }
}
