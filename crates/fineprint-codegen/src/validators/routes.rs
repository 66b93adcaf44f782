//! The ways from a path to its operations: a static for the operations that have the same servers.

use std::collections::BTreeSet;

use fineprint::contract::{Base, OperationId, Piece, Route, Segment};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Source;
use super::names::idents;
use super::tables::{number_of, text};
use crate::files::Item;
use crate::naming::Case;
use crate::{Error, GeneratedFile};

/// `routes.rs`: the tables, and the numbers of the operations that they name.
pub(super) fn module(source: &Source<'_>) -> Result<GeneratedFile, Error> {
    let modules: Vec<String> = source.names.operations.iter().map(Ident::to_string).collect();
    let modules = modules.iter().map(|name| name.trim_start_matches("r#"));
    let taken = (1..=source.contract.bases.len()).map(|number| format!("BASE_{number}"));
    let taken: Vec<String> = taken.chain(["BASES", "BASE"].map(str::to_owned)).collect();
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    let names = idents(&taken, modules, Case::Constant);
    let bases = &source.contract.bases;
    let statics = (1..).take(bases.len()).map(|number: usize| {
        if bases.len() == 1 { format_ident!("BASE") } else { format_ident!("BASE_{number}") }
    });
    let statics: Vec<Ident> = statics.collect();
    let count = number_of(bases.len());
    let mut items = vec![Item::plain(quote! { use fineprint::contract::freeze::*; })];
    items.push(Item::plain(quote! {
        pub(crate) static BASES: [Hold<Base>; #count] = [#(Frozen(&#statics)),*];
    }));
    items.extend(statics.iter().zip(bases.iter()).map(|(name, table)| {
        let table = base(table, &names);
        Item::plain(quote! { static #name: Base = #table; })
    }));
    // No path leads to a webhook.
    let routes = bases.iter().flat_map(|base| base.routes.iter());
    let reached: BTreeSet<OperationId> = routes.flat_map(|route| route.operations.iter().copied()).collect();
    let numbers = names.iter().zip((0..).map(OperationId)).filter(|(_, id)| reached.contains(id));
    let numbers = numbers.map(|(name, OperationId(number))| {
        let number = proc_macro2::Literal::u32_unsuffixed(number);
        quote! { const #name: OperationId = OperationId(#number); }
    });
    items.push(Item::plain(quote! { #(#numbers)* }));
    let docs = "The ways from a path to its operations.";
    GeneratedFile::rust("src/routes.rs", source.file, docs, &items)
}

fn base(base: &Base, names: &[Ident]) -> TokenStream {
    let paths = base.paths.iter().map(|path| {
        let segments = path.iter().map(segment);
        quote! { Frozen(&[#(#segments),*]) }
    });
    let routes = base.routes.iter().map(|it| route(it, names));
    quote! {
        Base { paths: Frozen(&[#(#paths),*]), routes: Frozen(&[#(#routes),*]) }
    }
}

fn route(route: &Route, names: &[Ident]) -> TokenStream {
    let segments = route.segments.iter().map(segment);
    let operations = route.operations.iter().map(|OperationId(number)| {
        let name = usize::try_from(*number).ok().and_then(|number| names.get(number));
        name.map_or_else(|| quote! { OperationId(#number) }, |name| quote! { #name })
    });
    quote! {
        Route { segments: Frozen(&[#(#segments),*]), operations: Frozen(&[#(#operations),*]) }
    }
}

fn segment(segment: &Segment) -> TokenStream {
    match segment {
        Segment::Fixed(fixed) => {
            let fixed = text(fixed);
            quote! { Fixed(#fixed) }
        }
        Segment::Template(pieces) => {
            let pieces = pieces.iter().map(piece);
            quote! { Template(Frozen(&[#(#pieces),*])) }
        }
    }
}

fn piece(piece: &Piece) -> TokenStream {
    match piece {
        Piece::Text(it) => {
            let it = text(it);
            quote! { Piece::Text(#it) }
        }
        Piece::Parameter(name) => {
            let name = text(name);
            quote! { Piece::Parameter(#name) }
        }
    }
}
