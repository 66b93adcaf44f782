//! Type aliases, and the structs that stand for aliases which Rust cannot have.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::{Need, Printer, needs_marker, text};
use crate::models::model::{Model, Type};
use crate::naming::ident;

pub(super) fn alias(
    printer: &mut Printer<'_, '_>,
    model: &Model<'_>,
    ty: &Type,
    nullable: bool,
) -> TokenStream {
    let name = ident(&model.name);
    let docs = docs::of_model(model);
    let deprecated = model.deprecated.then(|| quote!(#[deprecated]));
    let ty = printer.rust(&ty.clone().nullable(nullable));
    quote! {
        #docs
        #deprecated
        pub type #name = #ty;
    }
}

/// A list, map or tuple that contains itself.
pub(super) fn newtype(
    printer: &mut Printer<'_, '_>,
    model: &Model<'_>,
    ty: &Type,
    boxed: bool,
) -> TokenStream {
    printer.needs.add(Need::Serde);
    printer.needs.add(Need::JsonSchema);
    let name = ident(&model.name);
    let docs = docs::of_model(model);
    let deprecated = model.deprecated.then(|| quote!(#[deprecated]));
    let bare = printer.rust(ty);
    let rust = if boxed { quote!(Box<#bare>) } else { bare };
    let schemars = needs_marker(printer.models, ty).then(|| {
        let published = text(&printer.schema(ty));
        quote!(#[schemars(with = #published)])
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        #deprecated
        pub struct #name(#schemars pub #rust);
    }
}
