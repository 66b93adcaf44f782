//! What the configuration says of one document, and what holds where it says nothing.

use std::path::Path;
use std::sync::Arc;

use fineprint_codegen::{Dates, Selection, TypeOverrides};
use fineprint_openapi::diagnostic::{Code, Diagnostic};
use fineprint_openapi::source::{SourceFile, Span};

use crate::reading::Reading;

/// What to generate from one document.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct ContractSettings {
    /// The document, relative to the root.
    pub spec: String,
    /// What the crates are named after.
    pub name: String,
    /// The folder of the models crate, relative to the root.
    pub models: String,
    /// The folder of the validators crate, relative to the root.
    pub validators: String,
    /// The types of dates and times.
    pub dates: Dates,
    /// Whether enums of responses take values that the document does not list.
    pub open_enums: bool,
    /// Whether what `readOnly` and `writeOnly` make differ has a type for each direction.
    pub split_directions: bool,
    /// Whether each operation has a type of its whole request.
    pub request_types: bool,
    /// Whether schemas are written as functions, too, by which parsed values are checked faster.
    pub shortcuts: bool,
    /// Types to use in place of generated ones.
    pub types: TypeOverrides,
    /// Where the configuration names them: for `formats` and `schemas` each, the names with their places.
    pub type_places: TypePlaces,
    /// Further dependencies of the models crate, as `Options::dependencies` wants them.
    pub dependencies: Vec<(String, String)>,
    /// How the document is read.
    pub reading: Reading,
    /// The part of the document that is generated from.
    pub selection: Selection,
    /// Where the configuration asks for it.
    pub place: Option<(Arc<SourceFile>, Span)>,
}

/// The names of formats and schemas that have types of their own, with the places of these names.
#[derive(Debug, Default)]
pub struct TypePlaces {
    /// By the value of `format`.
    pub formats: Vec<(String, Span)>,
    /// By the name in `components/schemas`.
    pub schemas: Vec<(String, Span)>,
}

impl ContractSettings {
    /// What holds for a document of which nothing else is said.
    pub fn new(spec: &str) -> Self {
        let stem = Path::new(spec).file_stem().and_then(|stem| stem.to_str()).unwrap_or(spec);
        Self::named(spec, stem)
    }

    pub(super) fn named(spec: &str, name: &str) -> Self {
        Self {
            spec: spec.to_owned(),
            name: name.to_owned(),
            models: format!("crates/{name}-models"),
            validators: format!("crates/{name}-validators"),
            dates: Dates::default(),
            open_enums: false,
            split_directions: false,
            request_types: false,
            shortcuts: false,
            types: TypeOverrides::default(),
            type_places: TypePlaces::default(),
            dependencies: Vec::new(),
            reading: Reading::default(),
            selection: Selection::default(),
            place: None,
        }
    }

    /// A finding at a place in the configuration.
    pub fn at(&self, diagnostic: Diagnostic, span: Span, label: &str) -> Diagnostic {
        match &self.place {
            Some((file, _)) => diagnostic.at(file, span, label),
            None => diagnostic,
        }
    }

    /// An error about this contract, at the place that asks for it.
    pub fn error(&self, message: impl Into<String>) -> Diagnostic {
        let diagnostic = Diagnostic::error(Code::InvalidSetting, message);
        match &self.place {
            Some((file, span)) => diagnostic.at(file, *span, ""),
            None => diagnostic,
        }
    }
}
