//! The components: a file for each with its tables, their numbers by name, and a checker for each.

use proc_macro2::Ident;
use quote::quote;

use super::Source;
use super::names::file_name;
use super::schema::Printer;
use super::tables::number_of;
use crate::files::Item;
use crate::{Error, GeneratedFile};

/// `ids.rs`: what a reference from one table to another is called.
pub(super) fn numbers(source: &Source<'_>) -> Result<GeneratedFile, Error> {
    let consts = source.names.components.iter().zip(0..).map(|(name, number)| {
        let number = proc_macro2::Literal::u32_unsuffixed(number);
        quote! { pub(crate) const #name: ComponentId = ComponentId(#number); }
    });
    let docs = "The components' numbers: their places in the contract.";
    let import = quote! { use fineprint::contract::ComponentId; };
    let mut items = Vec::new();
    if !source.names.components.is_empty() {
        items = vec![Item::plain(import), Item::plain(quote! { #(#consts)* })];
    }
    GeneratedFile::rust("src/ids.rs", source.file, docs, &items)
}

/// `components.rs`: a checker for each component, for JSON that is no message.
pub(super) fn checkers(source: &Source<'_>) -> Result<GeneratedFile, Error> {
    let mut items = Vec::new();
    if !source.names.components.is_empty() {
        items.push(Item::plain(quote! {
            use fineprint::contract::freeze::*;
            use crate::{CONTRACT, schemas};
        }));
    }
    for ((module, name), schema) in names(source).zip(source.contract.components.iter()) {
        let doc = format!(" `{}`", &*schema.pointer);
        items.push(Item::plain(quote! {
            #[doc = #doc]
            pub static #name: Checker<'static> =
                Checker::new(&CONTRACT, &schemas::#module::#name, Part::Instance, Direction::None);
        }));
    }
    let docs = "Checks of single components, whatever message they are part of.";
    GeneratedFile::rust("src/components.rs", source.file, docs, &items)
}

/// `schemas/`: the tables.
pub(super) fn schemas(source: &Source<'_>) -> Vec<Result<GeneratedFile, Error>> {
    let modules = &source.names.component_modules;
    let count = number_of(modules.len());
    let all = names(source).map(|(module, name)| quote! { Frozen(&#module::#name) });
    let items = [
        Item::plain(quote! { #(pub(crate) mod #modules;)* }),
        Item::plain(quote! { use fineprint::contract::freeze::*; }),
        Item::plain(quote! { pub(crate) static SCHEMAS: [Hold<Schema>; #count] = [#(#all),*]; }),
    ];
    let docs = "The tables of the components, one file for each.";
    let root = GeneratedFile::rust("src/schemas/mod.rs", source.file, docs, &items);
    let tables = names(source).zip(source.contract.components.iter()).map(|((module, name), schema)| {
        let taken = name.to_string();
        let mut printer = Printer::new(source, &schema.pointer, [&*taken]);
        let (table, shortcut) = (printer.schema(schema), source.shortcut(schema));
        let (parts, uses_ids) = printer.finish();
        let ids = uses_ids.then(|| quote! { use crate::ids; });
        let mut items = vec![Item::plain(quote! { use fineprint::contract::freeze::*; #ids })];
        items.push(Item::plain(quote! { pub(crate) static #name: Schema = #table #shortcut; }));
        items.extend(parts);
        let path = format!("src/schemas/{}", file_name(module));
        GeneratedFile::rust(&path, source.file, &format!("`{}`", &*schema.pointer), &items)
    });
    [root].into_iter().chain(tables).collect()
}

fn names<'s>(source: &'s Source<'_>) -> impl Iterator<Item = (&'s Ident, &'s Ident)> {
    source.names.component_modules.iter().zip(&source.names.components)
}
