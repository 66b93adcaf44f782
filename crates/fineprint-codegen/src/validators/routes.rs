//! The ways from a path to its operations: a static for each base path.

use fineprint::contract::{Base, OperationId, Piece, Route, Segment};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Source;
use super::tables::{number_of, text};
use crate::files::Item;
use crate::naming::{Case, ident, name};
use crate::{Error, GeneratedFile};

/// `routes.rs`: the tables, and before them the numbers of the operations that they name.
pub(super) fn module(source: &Source<'_>) -> Result<GeneratedFile, Error> {
    let names: Vec<Ident> = source.names.operations.iter().map(constant).collect();
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
    let numbers = names.iter().zip(0..).map(|(name, number)| {
        let number = proc_macro2::Literal::u32_unsuffixed(number);
        quote! { const #name: OperationId = OperationId(#number); }
    });
    items.push(Item::plain(quote! { #(#numbers)* }));
    let docs = "The ways from a path to its operations.";
    GeneratedFile::rust("src/routes.rs", source.file, docs, &items)
}

/// The modules' names are unique, and so are those of constants that are called like them.
fn constant(module: &Ident) -> Ident {
    ident(&name(module.to_string().trim_start_matches("r#"), Case::Constant))
}

fn base(base: &Base, names: &[Ident]) -> TokenStream {
    let segments = base.segments.iter().map(segment);
    let routes = base.routes.iter().map(|it| route(it, names));
    quote! {
        Base { segments: Frozen(&[#(#segments),*]), routes: Frozen(&[#(#routes),*]) }
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
