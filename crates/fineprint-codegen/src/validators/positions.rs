//! `positions.rs`: where it all stands. Lines and columns are nowhere else, so that a line inserted in the document changes
//! this file alone.

use fineprint::contract::{PositionTable, Positioned};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Source;
use super::names::idents;
use super::tables::{number_of, text, variant};
use crate::files::Item;
use crate::naming::Case;
use crate::{Error, GeneratedFile};

/// The file.
pub(super) fn module(source: &Source<'_>) -> Result<GeneratedFile, Error> {
    let tables = &source.contract.positions;
    let roots: Vec<String> = tables.iter().map(|table| table.root.replace("~1", "/")).collect();
    let names = idents(&["POSITIONS"], roots.iter().map(String::as_str), Case::Constant);
    let count = number_of(names.len());
    // Keywords have the names of constraints, so the tables' vocabulary is not imported as a whole.
    let mut items = vec![
        Item::plain(quote! {
            use fineprint::contract::Hold::{self, Frozen};
            use fineprint::contract::PositionTable;
        }),
        Item::plain(quote! {
            pub(crate) static POSITIONS: [Hold<PositionTable>; #count] = [#(Frozen(&#names)),*];
        }),
    ];
    if !names.is_empty() {
        let import =
            quote! { use fineprint::contract::Keyword::*; use fineprint::contract::freeze::{at, on}; };
        items.insert(0, Item::plain(import));
    }
    items.extend(names.iter().zip(tables.iter()).map(|(name, table)| {
        let table = self::table(table);
        Item::plain(quote! { static #name: PositionTable = #table; })
    }));
    let docs = "Lines and columns of everything in the document.";
    GeneratedFile::rust("src/positions.rs", source.file, docs, &items)
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
