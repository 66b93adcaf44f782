//! Models → the files of a crate. What they are is decided; here they become Rust.

mod aliases;
mod defaults;
mod docs;
mod enums;
mod manifest;
mod structs;
mod support;
mod types;
mod unions;

use std::collections::BTreeMap;

use fineprint_openapi::document::Document;
use proc_macro2::TokenStream;
use quote::quote;

use self::types::Printer;
use super::model::{Home, Kind, Model, Models};
use crate::files::Item;
use crate::naming::{Case, Scope, ident};
use crate::{Error, GeneratedFile, Options};

/// Names that modules of the crate, or crates it uses, have already, and those that no file can have everywhere.
const MODULES_IN_USE: [&str; 20] = [
    "lib",
    "main",
    "mod",
    "aliases",
    "operations",
    "maybe",
    "unknown_value",
    "wire",
    "serde",
    "serde_json",
    "schemars",
    "chrono",
    "jiff",
    "uuid",
    "std",
    "core",
    "aux",
    "con",
    "nul",
    "prn",
];

/// How many types of bodies one file holds: beyond, each group of operations has its own.
const MAX_BODIES: usize = 150;

/// A module of the crate.
struct Module {
    name: String,
    docs: String,
    items: Vec<Item>,
    imports: TokenStream,
}

/// The manifest, `src/lib.rs` and a file for each component.
pub(super) fn crate_files(
    models: &Models<'_>,
    document: &Document,
    options: &Options,
) -> Result<Vec<GeneratedFile>, Vec<Error>> {
    let mut needs = types::Needs::default();
    let mut modules = Vec::new();
    for (place, members) in by_module(models) {
        let mut printer = Printer::new(models, options);
        let items: Vec<Item> = members
            .iter()
            .flat_map(|model| {
                let mut items = item(&mut printer, model).into_iter();
                // The heading belongs to the first of the items that a model becomes.
                let first = items.next().map(|tokens| Item::headed(model.pointer, tokens));
                first.into_iter().chain(items.map(Item::plain)).collect::<Vec<_>>()
            })
            .collect();
        let own: Vec<&str> = members.iter().map(|model| model.name.as_str()).collect();
        let imports = printer.imports(&own);
        needs.merge(printer.needs);
        modules.push(Module { name: place.name, docs: place.docs, items, imports });
    }
    modules.extend(support::modules(&needs));
    modules.sort_by(|left, right| left.name.cmp(&right.name));

    let source = &document.file;
    let mut files = vec![
        manifest::manifest(document, options, &needs),
        // The layout is the generator's, whatever the workspace's rustfmt would like.
        GeneratedFile::toml("rustfmt.toml", source, "disable_all_formatting = true\n"),
    ];
    let mut errors = Vec::new();
    let mut add = |file: Result<GeneratedFile, Error>| match file {
        Ok(file) => files.push(file),
        Err(error) => errors.push(error),
    };
    add(library(models, document, &modules));
    for module in &modules {
        let mut items = Vec::new();
        if !module.imports.is_empty() {
            items.push(Item::plain(module.imports.clone()));
        }
        items.extend(module.items.iter().cloned());
        add(GeneratedFile::rust(
            &format!("src/{}.rs", file_stem(&module.name)),
            source,
            &module.docs,
            &items,
        ));
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// Where rustc looks for the module: by its identifier, without `r#`.
fn file_stem(module: &str) -> String {
    ident(module).to_string().trim_start_matches("r#").to_owned()
}

struct Place {
    name: String,
    docs: String,
}

/// The models by the file they stand in, in the document's order. Aliases of components share one.
fn by_module<'m, 'd>(models: &'m Models<'d>) -> Vec<(Place, Vec<&'m Model<'d>>)> {
    let mut components: BTreeMap<Home, Vec<&Model<'d>>> = BTreeMap::new();
    let mut aliases = Vec::new();
    let mut operations: BTreeMap<usize, Vec<&Model<'d>>> = BTreeMap::new();
    for (index, model) in models.models.iter().enumerate() {
        match (&model.kind, model.home) {
            (Kind::Foreign(_), _) => {}
            (_, Home::Operations(group)) => operations.entry(group).or_default().push(model),
            (Kind::Alias { .. }, Home::Component(id)) if id.0 == index => aliases.push(model),
            (_, home @ Home::Component(_)) => components.entry(home).or_default().push(model),
        }
    }
    let mut scope = Scope::without(MODULES_IN_USE);
    let mut modules: Vec<(Place, Vec<&Model<'d>>)> = Vec::new();
    for (home, members) in components {
        let owner = match home {
            Home::Component(id) => models.get(id),
            Home::Operations(_) => None,
        };
        let Some(name) = owner.map(|model| model.name.as_str()) else { continue };
        let docs = format!("`{name}` and the types of its parts.");
        modules.push((Place { name: scope.take(name, Case::Value), docs }, members));
    }
    let mut shared = vec![(
        Place {
            name: String::from("aliases"),
            docs: String::from("Names for types that need no item of their own."),
        },
        aliases,
    )];
    if operations.values().map(Vec::len).sum::<usize>() <= MAX_BODIES {
        let docs = String::from("Requests, and what they and their responses carry.");
        let members = operations.into_values().flatten().collect();
        shared.push((Place { name: String::from("operations"), docs }, members));
    } else {
        for (group, members) in operations {
            let group = models.groups.get_index(group).copied().unwrap_or_default();
            let docs =
                format!("Requests of {}, and what they and their responses carry.", docs::inline(group));
            let name = scope.take(&format!("operations {group}"), Case::Value);
            shared.push((Place { name, docs }, members));
        }
    }
    modules.extend(shared.into_iter().filter(|(_, members)| !members.is_empty()));
    modules
}

fn item(printer: &mut Printer<'_, '_>, model: &Model<'_>) -> Vec<TokenStream> {
    match &model.kind {
        Kind::Struct(structure) => structs::structure(printer, model, structure),
        Kind::Enum(it) if it.is_open => enums::open(printer, model, &it.values),
        Kind::Enum(it) => enums::enumeration(printer, model, &it.values),
        Kind::Union(union) => unions::union(printer, model, union),
        Kind::Alias { ty, nullable } => vec![aliases::alias(printer, model, ty, *nullable)],
        Kind::Newtype { ty, boxed } => vec![aliases::newtype(printer, model, ty, *boxed)],
        Kind::Foreign(_) => Vec::new(),
    }
}

/// `src/lib.rs`: the modules, and everything in them under one roof.
fn library(models: &Models<'_>, document: &Document, modules: &[Module]) -> Result<GeneratedFile, Error> {
    let title = docs::inline(&document.info.title);
    let docs = format!(
        "The types of {title}, version {}.\n\nPlain data: each type reads and writes the JSON of its schema and publishes that \
         schema. Limits beyond types and\nrequired properties are in the docs, and for a validator to check.",
        docs::inline(&document.info.version)
    );
    let mut items = vec![Item::plain(quote! {
        #![allow(
            clippy::doc_lazy_continuation, clippy::doc_overindented_list_items, clippy::enum_variant_names,
            clippy::large_enum_variant, clippy::struct_field_names,
            reason = "names, descriptions and sizes are the document's"
        )]
    })];
    let is_deprecated = |model: &Model<'_>| {
        model.deprecated
            || matches!(&model.kind, Kind::Struct(structure) if structure.fields.iter().any(|field| field.deprecated))
    };
    if models.models.iter().any(is_deprecated) {
        items.push(Item::plain(quote! {
            #![allow(deprecated, reason = "the models refer to what is deprecated in them")]
        }));
    }
    if modules.is_empty() {
        return GeneratedFile::rust("src/lib.rs", &document.file, &docs, &items);
    }
    let names: Vec<_> = modules.iter().map(|module| ident(&module.name)).collect();
    items.push(Item::plain(quote! { #(mod #names;)* }));
    let public: Vec<_> =
        modules.iter().filter(|module| module.name != "wire").map(|module| ident(&module.name)).collect();
    items.push(Item::plain(quote! { #(pub use #public::*;)* }));
    GeneratedFile::rust("src/lib.rs", &document.file, &docs, &items)
}
