//! What several operations take from one place: parameters of a path or of the components, headers, bodies. Each is printed
//! once, in `shared/`, however many operations refer to it.

use std::collections::{BTreeMap, HashMap};

use fineprint::contract::{Contract, MediaType, Operation, Parameter, Schema};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Source;
use super::names::{file_name, idents, statics};
use super::operation::parameter;
use super::schema::Printer;
use crate::files::Item;
use crate::naming::{Case, Scope, ident};
use crate::{Error, GeneratedFile};

/// Names that no module of `shared/` may have.
const RESERVED: [&str; 4] = ["mod", "self_", "super_", "fineprint"];

/// Functions of the tables' vocabulary that a row may call.
const FUNCTIONS: [&str; 3] = ["parameter", "schema", "media_type"];

/// Everything that lies outside of the operations that have it.
pub(super) struct Shared<'d> {
    modules: Vec<Module<'d>>,
    /// By pointer: how operations refer to it.
    places: HashMap<&'d str, TokenStream>,
}

/// One component, or one path.
struct Module<'d> {
    root: &'d str,
    name: Ident,
    parameters: Vec<(&'d Parameter, Ident)>,
    schemas: Vec<(&'d Schema, Ident)>,
}

/// What lies at and below one root, by pointer.
#[derive(Default)]
struct Found<'d> {
    parameters: BTreeMap<&'d str, &'d Parameter>,
    schemas: BTreeMap<&'d str, &'d Schema>,
}

impl<'d> Shared<'d> {
    pub(super) fn of(contract: &'d Contract) -> Self {
        let mut found: BTreeMap<&str, Found<'_>> = BTreeMap::new();
        for operation in contract.operations.iter() {
            collect(operation, &mut found);
        }
        let names = idents(&RESERVED, found.keys().map(|root| short(root)), Case::Value);
        let modules: Vec<Module<'_>> = found
            .into_iter()
            .zip(names)
            .map(|((root, found), name)| Module::new(root, name, found))
            .collect();
        let mut places = HashMap::new();
        for module in &modules {
            let name = &module.name;
            let parameters = module.parameters.iter();
            places.extend(parameters.map(|(it, item)| (&*it.pointer, quote! { shared::#name::#item() })));
            let schemas = module.schemas.iter();
            places.extend(schemas.map(|(it, item)| (&*it.pointer, quote! { shared::#name::#item })));
        }
        Self { modules, places }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.modules.is_empty()
    }

    /// How operations refer to what is at that pointer, if they share it.
    pub(super) fn at(&self, pointer: &str) -> Option<&TokenStream> {
        self.places.get(pointer)
    }
}

impl<'d> Module<'d> {
    fn new(root: &'d str, name: Ident, found: Found<'d>) -> Self {
        let below = |pointer: &'d str| pointer.strip_prefix(root).unwrap_or(pointer);
        let mut functions = Scope::without(FUNCTIONS);
        let parameters = found.parameters.into_iter().map(|(pointer, it)| {
            let text = if below(pointer).is_empty() { "row" } else { below(pointer) };
            (it, ident(&functions.take(text, Case::Value)))
        });
        let parameters = parameters.collect();
        let mut constants = statics([]);
        let schemas = found.schemas.into_iter().map(|(pointer, it)| {
            let text = below(pointer).replace("~1", "/");
            (it, ident(&constants.take(&text, Case::Constant)))
        });
        Self { root, name, parameters, schemas: schemas.collect() }
    }

    fn file(&self, source: &Source<'_>) -> Result<GeneratedFile, Error> {
        let taken: Vec<String> = self.schemas.iter().map(|(_, name)| name.to_string()).collect();
        let mut printer = Printer::new(source, self.root, taken.iter().map(String::as_str));
        let mut items = Vec::new();
        for (it, name) in &self.parameters {
            let row = parameter(&mut printer, it);
            let function = quote! { pub(crate) const fn #name() -> Parameter { #row } };
            items.push(Item::headed(&*it.pointer, function));
        }
        for (it, name) in &self.schemas {
            let (table, shortcut) = (printer.schema(it), source.shortcut(it));
            items.push(Item::plain(quote! { pub(crate) static #name: Schema = #table #shortcut; }));
        }
        let (parts, uses_ids) = printer.finish();
        let ids = uses_ids.then(|| quote! { use crate::ids; });
        items.insert(0, Item::plain(quote! { use fineprint::contract::freeze::*; #ids }));
        items.extend(parts);
        let path = format!("src/shared/{}", file_name(&self.name));
        GeneratedFile::rust(&path, source.file, &format!("`{}`", self.root.replace('`', "")), &items)
    }
}

/// `shared/`, if anything is shared.
pub(super) fn modules(source: &Source<'_>) -> Vec<Result<GeneratedFile, Error>> {
    if source.shared.is_empty() {
        return Vec::new();
    }
    let names = source.shared.modules.iter().map(|module| &module.name);
    let items = [Item::plain(quote! { #(pub(crate) mod #names;)* })];
    let docs = "What operations share, one file for each component or path.";
    let root = GeneratedFile::rust("src/shared/mod.rs", source.file, docs, &items);
    [root].into_iter().chain(source.shared.modules.iter().map(|module| module.file(source))).collect()
}

fn collect<'d>(operation: &'d Operation, found: &mut BTreeMap<&'d str, Found<'d>>) {
    let own = &*operation.pointer;
    let headers = operation.responses.iter().flat_map(|response| response.headers.iter());
    for parameter in operation.parameters.iter().chain(headers) {
        if !is_within(own, &parameter.pointer) {
            let root = root(&parameter.pointer);
            found.entry(root).or_default().parameters.insert(&parameter.pointer, parameter);
        }
    }
    let requests = operation.request_body.iter().flat_map(|body| body.content.iter());
    let responses = operation.responses.iter().flat_map(|response| response.content.iter());
    for schema in requests.chain(responses).filter_map(|it: &'d MediaType| it.schema.as_deref()) {
        if !is_within(own, &schema.pointer) {
            found.entry(root(&schema.pointer)).or_default().schemas.insert(&schema.pointer, schema);
        }
    }
}

fn is_within(own: &str, pointer: &str) -> bool {
    pointer.strip_prefix(own).is_some_and(|below| below.starts_with('/'))
}

/// The component or path that a pointer leads into: `#/components/parameters/Limit`, `#/paths/~1pets`.
fn root(pointer: &str) -> &str {
    let depth = if pointer.starts_with("#/components/") { 3 } else { 2 };
    pointer.match_indices('/').nth(depth).map_or(pointer, |(end, _)| pointer.get(..end).unwrap_or(pointer))
}

/// What a module is called after.
fn short(root: &str) -> &str {
    ["#/components/", "#/"].iter().find_map(|start| root.strip_prefix(start)).unwrap_or(root)
}
