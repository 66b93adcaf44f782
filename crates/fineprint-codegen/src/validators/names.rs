//! The names of the modules and constants of a validators crate. They come from the document's names, never from counters,
//! unless two would be the same.

use fineprint::contract::{Contract, Operation};
use fineprint_openapi::document::Document;
use proc_macro2::Ident;

use crate::naming::{Case, Scope, ident};

/// Module names that Rust, cargo or an operating system keeps for itself.
const RESERVED: [&str; 12] =
    ["mod", "lib", "main", "self", "super", "crate", "self_", "super_", "aux", "con", "nul", "prn"];

/// Constants of the tables' vocabulary, and of the crate, that no static may hide.
const VOCABULARY: [&str; 10] =
    ["ARRAY", "BOOLEAN", "CONTRACT", "INTEGER", "NULL", "NUMBER", "OBJECT", "OPERATION", "SCHEMAS", "STRING"];

/// The names of statics in a file of tables.
pub(super) fn statics<'a>(taken: impl IntoIterator<Item = &'a str>) -> Scope {
    Scope::without(VOCABULARY.into_iter().chain(taken))
}

/// The names of components and operations, in their order.
pub(super) struct Names {
    /// The files of the components.
    pub(super) component_modules: Vec<Ident>,
    /// Their constants.
    pub(super) components: Vec<Ident>,
    /// The modules of the operations.
    pub(super) operations: Vec<Ident>,
}

impl Names {
    pub(super) fn of(document: &Document, contract: &Contract) -> Self {
        let components: Vec<&str> = document.schemas.iter().map(|named| named.name.as_str()).collect();
        let operations: Vec<String> = contract.operations.iter().map(|it| operation_name(it)).collect();
        let operations = operations.iter().map(String::as_str);
        Self {
            component_modules: idents(
                &[&RESERVED[..], &["schemas"]].concat(),
                components.iter().copied(),
                Case::Value,
            ),
            components: idents(&VOCABULARY, components.iter().copied(), Case::Constant),
            // They stand beside the crate's own modules.
            operations: idents(
                &[
                    &RESERVED[..],
                    &[
                        "components",
                        "fineprint",
                        "ids",
                        "operations",
                        "positions",
                        "routes",
                        "schemas",
                        "shared",
                        "shortcuts",
                    ],
                ]
                .concat(),
                operations,
                Case::Value,
            ),
        }
    }
}

/// Unique identifiers for siblings, none of which is reserved.
pub(super) fn idents<'a>(
    reserved: &[&str],
    texts: impl IntoIterator<Item = &'a str>,
    case: Case,
) -> Vec<Ident> {
    let names = Scope::without(reserved.iter().copied()).take_all(texts, case);
    names.iter().map(|name| ident(name)).collect()
}

/// The file of a module.
pub(super) fn file_name(module: &Ident) -> String {
    let name = module.to_string();
    format!("{}.rs", name.strip_prefix("r#").unwrap_or(&name))
}

/// `operationId`, or method and path where there is none.
fn operation_name(operation: &Operation) -> String {
    match &operation.id {
        Some(id) => id.to_string(),
        None => format!("{} {}", operation.method.to_lowercase(), &*operation.path),
    }
}
