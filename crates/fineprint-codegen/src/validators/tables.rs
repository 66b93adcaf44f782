//! Prints the parts that all tables are made of.

use std::fmt::Debug;

use fineprint::contract::Decimal;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// A string of the contract.
pub(super) fn text(text: &str) -> TokenStream {
    quote! { Frozen(#text) }
}

/// The name of a variant without fields, as its derived `Debug` says it.
pub(super) fn variant(value: &impl Debug) -> Ident {
    format_ident!("{value:?}")
}

/// The length of a list.
pub(super) fn number_of(count: usize) -> proc_macro2::Literal {
    proc_macro2::Literal::usize_unsuffixed(count)
}

/// An exact number.
pub(super) fn decimal(value: Decimal) -> TokenStream {
    let mantissa = proc_macro2::Literal::u128_unsuffixed(value.mantissa().unsigned_abs());
    let mantissa = if value.mantissa() < 0 {
        quote! { -#mantissa }
    } else {
        quote! { #mantissa }
    };
    let power = proc_macro2::Literal::u32_unsuffixed(value.exponent().unsigned_abs());
    let power = if value.exponent() < 0 {
        quote! { -#power }
    } else {
        quote! { #power }
    };
    quote! { Decimal::new(#mantissa, #power) }
}

/// What the document says in prose, as one line of Markdown that is nothing but prose.
pub(super) fn prose(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for sign in ["\\", "<", ">", "[", "]", "`", "*", "_"] {
        line = line.replace(sign, &format!("\\{sign}"));
    }
    line
}
