//! Schemas as Rust functions, for parsed values: a schema is worked out for each kind of value, so that of a value whose kind is known
//! only what that kind leaves is asked.
//!
//! What keywords mean is said by the engine; here stands in what order they are asked. What cannot be told here (`unevaluated*`)
//! makes the function give up, and leave the verdict to the tables; a plain function, which nobody draws conclusions from, just says no.
//! A function never says yes to what breaks a schema: tests compile
//! functions of random schemas, and hold them against the tables.

mod array;
mod function;
mod glance;
mod kind;
mod manner;
mod members;
mod missing;
mod object;
mod others;
mod parts;
mod scalar;
mod test;
mod tried;
mod union;
mod value;
mod written;

use std::collections::{HashMap, HashSet, VecDeque};

use fineprint::contract::{Contract, Schema};
use proc_macro2::Ident;
use quote::quote;

use self::function::Function;
use self::kind::Kind;
use self::manner::Manner;
use self::written::Written;
use super::names::statics;
use crate::files::Item;
use crate::naming::{Case, Scope, ident};
use crate::{Error, GeneratedFile};

/// The functions of a contract's schemas.
#[derive(Debug)]
pub struct Shortcuts {
    /// The module. It has no imports but from the runtime, and can stand anywhere.
    pub file: GeneratedFile,
    names: HashMap<String, Ident>,
}

impl Shortcuts {
    /// What the [`Shortcut`](fineprint::shortcut::Shortcut) of the schema at that pointer is called: a constant.
    pub fn name(&self, pointer: &str) -> Option<String> {
        self.ident(pointer).map(Ident::to_string)
    }

    pub(super) fn ident(&self, pointer: &str) -> Option<&Ident> {
        self.names.get(pointer)
    }
}

/// A function for each of these schemas, which belong to the contract of the document in that file.
///
/// ```
/// use std::sync::Arc;
/// use fineprint_openapi::source::SourceFile;
///
/// let text = r##"{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {},
///     "components": {"schemas": {"Name": {"type": "string", "maxLength": 5}}}}"##;
/// let (document, _) = fineprint_openapi::read(&Arc::new(SourceFile::new("a.json", text)))?;
/// let contract = fineprint_openapi::compile(&document);
/// let schemas = contract.components.iter().map(|schema| &**schema);
/// let shortcuts = fineprint_codegen::shortcuts(&contract, schemas, "a.json")?;
/// assert_eq!(shortcuts.name("#/components/schemas/Name").as_deref(), Some("NAME"));
/// assert!(shortcuts.file.contents.contains("value.as_str().is_some_and(|text| has_at_most(text, 5))"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// One that should not be possible: what is written is no Rust.
pub fn shortcuts<'c>(
    contract: &'c Contract,
    schemas: impl IntoIterator<Item = &'c Schema>,
    file: &str,
) -> Result<Shortcuts, Error> {
    let schemas: Vec<&Schema> = schemas.into_iter().collect();
    let mut printer = Printer {
        contract,
        tried: tried::tried(contract, schemas.iter().copied()),
        manners: manner::manners(contract, schemas.iter().copied()),
        names: Scope::without(VOCABULARY),
        statics: statics([]),
        items: Vec::new(),
        functions: HashMap::new(),
        waiting: VecDeque::new(),
        values: HashMap::new(),
        patterns: HashMap::new(),
    };
    let mut names = HashMap::new();
    for schema in schemas {
        let name = printer.shortcut(schema);
        printer.write_waiting();
        names.insert(schema.pointer.to_string(), name);
    }
    let mut items = Vec::new();
    if !names.is_empty() {
        items.push(Item::plain(quote! { use fineprint::shortcut::*; }));
    }
    items.extend(written::called(printer.items, names.values()).into_iter().map(Item::plain));
    let docs = "The schemas as functions, for values in memory: whether a value is certain to be valid.";
    Ok(Shortcuts { file: GeneratedFile::rust("src/shortcuts.rs", file, docs, &items)?, names })
}

/// Functions of the runtime, and variables, that no function here may be called like.
const VOCABULARY: [&str; 38] = [
    "are_unique",
    "begins_reserved",
    "below",
    "boolean",
    "crate",
    "fineprint",
    "has_at_least",
    "has_at_most",
    "has_format",
    "has_number_format",
    "is_above",
    "is_array",
    "is_at_least",
    "is_at_most",
    "is_below",
    "is_encoded",
    "is_integer",
    "is_met",
    "is_multiple_of",
    "is_number",
    "is_object",
    "is_regex",
    "is_when",
    "item",
    "items",
    "key",
    "looks_reserved",
    "matches_pattern",
    "member",
    "missing",
    "number",
    "object",
    "others",
    "self",
    "super",
    "text",
    "value",
    "walk",
];

/// Writes the functions.
struct Printer<'c> {
    contract: &'c Contract,
    tried: HashSet<*const Schema>,
    manners: HashMap<*const Schema, Manner>,
    names: Scope,
    statics: Scope,
    items: Vec<Written>,
    /// The functions of schemas for values of one kind, by the schema's address.
    functions: HashMap<(*const Schema, Kind), Function>,
    /// Those of them that are to be written.
    waiting: VecDeque<(&'c Schema, Kind)>,
    /// The shortcuts of schemas: their functions for all values.
    values: HashMap<*const Schema, Ident>,
    /// The statics of patterns.
    patterns: HashMap<String, Ident>,
}

impl Printer<'_> {
    /// How the functions of a schema go through a value.
    fn manner(&self, schema: &Schema) -> Manner {
        self.manners.get(&std::ptr::from_ref(schema)).copied().unwrap_or(Manner::Counting)
    }

    /// Whether a schema becomes a plain function.
    fn is_plain(&self, schema: &Schema) -> bool {
        self.manner(schema) == Manner::Plain
    }

    /// The name of a new function for what stands at that pointer.
    fn take(&mut self, pointer: &str, suffix: &str) -> Ident {
        ident(&self.names.take(&format!("{} {suffix}", place(pointer)), Case::Value))
    }

    /// The name of a new static.
    fn take_static(&mut self, pointer: &str, suffix: &str) -> Ident {
        ident(&self.statics.take(&format!("{} {suffix}", place(pointer)), Case::Constant))
    }
}

/// What a pointer comes to in a name.
fn place(pointer: &str) -> String {
    const FOLDERS: [&str; 4] = ["#/components/schemas/", "#/definitions/", "#/$defs/", "#/"];
    if pointer == "#" {
        return String::from("root");
    }
    let place = FOLDERS.iter().find_map(|folder| pointer.strip_prefix(folder)).unwrap_or(pointer);
    place.replace("~1", " ").replace("~0", " ").replace("properties/", "")
}
