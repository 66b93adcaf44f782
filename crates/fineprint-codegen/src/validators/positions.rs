//! `positions.rs`: where it all stands. Lines and columns are nowhere else, so that a line inserted in the document changes
//! this file alone. Those of a large document are in files of a folder `positions`.

use std::collections::HashMap;

use fineprint::contract::{PositionTable, Positioned};
use indexmap::IndexMap;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::Source;
use super::names::{file_name, idents};
use super::tables::{number_of, text, variant};
use crate::files::Item;
use crate::naming::Case;
use crate::{Error, GeneratedFile};

/// How many entries one file holds.
const MAX_ENTRIES: usize = 2000;

const DOCS: &str = "Lines and columns of everything in the document.";

/// The file, or the folder.
pub(super) fn modules(source: &Source<'_>) -> Vec<Result<GeneratedFile, Error>> {
    let entries: usize = source.contract.positions.iter().map(|table| table.entries.len()).sum();
    if entries <= MAX_ENTRIES {
        return vec![module(source)];
    }
    let mut groups: IndexMap<String, Vec<&PositionTable>> = IndexMap::new();
    for table in source.contract.positions.iter() {
        groups.entry(group(&table.root)).or_default().push(table);
    }
    let modules = idents(&["mod"], groups.keys().map(String::as_str), Case::Value);
    let mut list = Vec::new();
    let mut places: HashMap<&str, TokenStream> = HashMap::new();
    for (module, tables) in modules.iter().zip(groups.values()) {
        let (names, mut items) = statics(tables, &quote! { pub(super) });
        let import =
            quote! { use fineprint::contract::Hold::Frozen; use fineprint::contract::PositionTable; };
        items.insert(0, Item::plain(import));
        places
            .extend(tables.iter().zip(&names).map(|(table, name)| (&*table.root, quote! { #module::#name })));
        let path = format!("src/positions/{}", file_name(module));
        list.push(GeneratedFile::rust(&path, source.file, DOCS, &items));
    }
    // In the contract's order, whatever file they are in.
    let names = source.contract.positions.iter().filter_map(|table| places.get(&*table.root));
    let count = number_of(source.contract.positions.len());
    let items = [
        Item::plain(quote! { #(mod #modules;)* }),
        Item::plain(quote! {
            use fineprint::contract::Hold::{self, Frozen};
            use fineprint::contract::PositionTable;
        }),
        Item::plain(quote! {
            pub(crate) static POSITIONS: [Hold<PositionTable>; #count] = [#(Frozen(&#names)),*];
        }),
    ];
    list.push(GeneratedFile::rust("src/positions/mod.rs", source.file, DOCS, &items));
    list
}

/// Tables, and what they are called, behind the names that they use.
fn statics(tables: &[&PositionTable], visibility: &TokenStream) -> (Vec<Ident>, Vec<Item>) {
    let roots: Vec<String> = tables.iter().map(|table| table.root.replace("~1", "/")).collect();
    let names = idents(&["POSITIONS"], roots.iter().map(String::as_str), Case::Constant);
    let mut entries = tables.iter().flat_map(|table| table.entries.iter());
    // Keywords have the names of constraints, so the tables' vocabulary is not imported as a whole.
    let imports = if entries.any(|entry| !entry.keywords.is_empty()) {
        quote! { use fineprint::contract::Keyword::*; use fineprint::contract::freeze::{at, on}; }
    } else if tables.is_empty() {
        quote! {}
    } else {
        quote! { use fineprint::contract::freeze::at; }
    };
    let imports = (!imports.is_empty()).then(|| Item::plain(imports));
    let tables = names.iter().zip(tables).map(|(name, table)| {
        let table = self::table(table);
        Item::plain(quote! { #visibility static #name: PositionTable = #table; })
    });
    let items = imports.into_iter().chain(tables).collect();
    (names, items)
}

/// The file of a table: by the first part of a path, or by the kind and first letter of a component.
fn group(root: &str) -> String {
    let mut parts = root.trim_start_matches("#/").split('/');
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    match (first, second, third) {
        (Some("components"), Some(kind), Some(name)) => {
            format!("{kind} {}", name.chars().next().unwrap_or('_').to_ascii_lowercase())
        }
        (Some(first), Some(path), _) => {
            format!("{first} {}", path.split("~1").find(|part| !part.is_empty()).unwrap_or("root"))
        }
        (first, _, _) => first.unwrap_or("root").to_owned(),
    }
}

fn module(source: &Source<'_>) -> Result<GeneratedFile, Error> {
    let tables: Vec<&PositionTable> = source.contract.positions.iter().map(|table| &**table).collect();
    let (names, tables) = statics(&tables, &quote! {});
    let count = number_of(names.len());
    let head = [
        Item::plain(quote! {
            use fineprint::contract::Hold::{self, Frozen};
            use fineprint::contract::PositionTable;
        }),
        Item::plain(quote! {
            pub(crate) static POSITIONS: [Hold<PositionTable>; #count] = [#(Frozen(&#names)),*];
        }),
    ];
    let items: Vec<Item> = head.into_iter().chain(tables).collect();
    GeneratedFile::rust("src/positions.rs", source.file, DOCS, &items)
}

fn table(table: &PositionTable) -> TokenStream {
    let (root, file) = (text(&table.root), text(&table.file));
    let entries = table.entries.iter().map(entry);
    quote! { PositionTable { root: #root, file: #file, entries: Frozen(&[#(#entries),*]) } }
}

fn entry(entry: &Positioned) -> TokenStream {
    let pointer = &*entry.pointer;
    let (line, column) = (Literal::u32_unsuffixed(entry.at.line), Literal::u32_unsuffixed(entry.at.column));
    let keywords = entry.keywords.iter().map(|(keyword, position)| {
        let keyword = variant(keyword);
        let line = Literal::u32_unsuffixed(position.line);
        let column = Literal::u32_unsuffixed(position.column);
        quote! { on(#keyword, #line, #column) }
    });
    quote! { at(#pointer, #line, #column, &[#(#keywords),*]) }
}
