//! Accessors for properties with a default: `Option` stays what was sent, the accessor is what it means.

use fineprint::contract::Literal;
use proc_macro2::{Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::types::{Need, Printer, holds, is_copy};
use crate::models::model::{Field, Kind, Model, Presence, Struct, Type};
use crate::naming::ident;

/// An `impl` with a function for each default that the type of its property can hold.
pub(super) fn accessors(
    printer: &mut Printer<'_, '_>,
    model: &Model<'_>,
    structure: &Struct<'_>,
) -> Option<TokenStream> {
    let functions: Vec<TokenStream> =
        structure.fields.iter().filter_map(|field| accessor(printer, field)).collect();
    let name = ident(&model.name);
    (!functions.is_empty()).then(|| quote! { impl #name { #(#functions)* } })
}

fn accessor(printer: &mut Printer<'_, '_>, field: &Field<'_>) -> Option<TokenStream> {
    let literal = field.default.filter(|_| !field.boxed)?;
    let value = expression(printer, &field.ty, literal);
    let name = ident(&field.name);
    let function = format_ident!("{}_or_default", field.name);
    let is_text = *printer.resolved(&field.ty) == Type::String;
    let is_copy = is_copy(printer.resolved(&field.ty)) || is_enum(printer, &field.ty);
    let ty = printer.rust(&field.ty);
    let result = if is_text { quote!(&str) } else { ty };
    let docs = format!(" `{}`, or the default `{literal}` where it is absent.", field.wire)
        .replace(['\n', '\r'], " ");
    let (result, body) = match (field.presence, literal) {
        (Presence::Required | Presence::RequiredNullable, _) => return None,
        (Presence::Optional, _) if is_text => {
            let value = value?;
            (result, quote!(self.#name.as_deref().unwrap_or(#value)))
        }
        (Presence::Optional, _) if is_copy => {
            let value = value?;
            (result, quote!(self.#name.unwrap_or(#value)))
        }
        (Presence::OptionalNullable, literal) if is_text || is_copy => {
            printer.needs.add(Need::Maybe);
            let binding = if is_text { quote!(value) } else { quote!(*value) };
            let body = match (literal, value) {
                (Literal::Null, _) => quote! {
                    match &self.#name { Maybe::Absent | Maybe::Null => None, Maybe::Value(value) => Some(#binding) }
                },
                (_, value) => {
                    let value = value?;
                    quote! {
                        match &self.#name {
                            Maybe::Absent => Some(#value),
                            Maybe::Null => None,
                            Maybe::Value(value) => Some(#binding),
                        }
                    }
                }
            };
            (quote!(Option<#result>), body)
        }
        (Presence::Optional | Presence::OptionalNullable, _) => return None,
    };
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    Some(quote! {
        #[doc = #docs]
        #deprecated
        #[must_use]
        pub fn #function(&self) -> #result { #body }
    })
}

fn is_enum(printer: &Printer<'_, '_>, ty: &Type) -> bool {
    printer.model_of(ty).is_some_and(|model| matches!(&model.kind, Kind::Enum(it) if !it.is_open))
}

/// The default as a value of the type, if it is one.
fn expression(printer: &mut Printer<'_, '_>, ty: &Type, literal: &Literal) -> Option<TokenStream> {
    match (printer.resolved(ty), literal) {
        (Type::Boolean, Literal::Boolean(value)) => Some(quote!(#value)),
        (Type::Integer { rust, .. }, Literal::Number(number)) => {
            let value = number.to_i128().filter(|value| holds(*rust, *value))?;
            let token = Token::u128_unsuffixed(value.unsigned_abs());
            Some(if value < 0 { quote!(-#token) } else { quote!(#token) })
        }
        (Type::Number { .. }, Literal::Number(number)) => {
            let value: f64 = number.to_string().parse().ok().filter(|value: &f64| value.is_finite())?;
            let token = Token::f64_unsuffixed(value.abs());
            Some(if value < 0.0 { quote!(-#token) } else { quote!(#token) })
        }
        (Type::String, Literal::String(text)) => {
            let text: &str = text;
            Some(quote!(#text))
        }
        (Type::Model(_), Literal::String(text)) => {
            let model = printer.model_of(ty)?;
            let Kind::Enum(enumeration) = &model.kind else { return None };
            let variant = ident(&enumeration.values.iter().find(|value| *value.wire == **text)?.name);
            let name = printer.rust(ty);
            Some(quote!(#name::#variant))
        }
        _ => None,
    }
}
