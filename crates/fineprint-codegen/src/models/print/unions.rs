//! Enums of types: `oneOf` and `anyOf`.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::{Need, Printer, needs_marker, text};
use crate::models::model::{Model, Union};
use crate::naming::ident;

/// The enum; with a discriminator, also how it is read.
pub(super) fn union(printer: &mut Printer<'_, '_>, model: &Model<'_>, union: &Union) -> Vec<TokenStream> {
    printer.needs.add(Need::Serde);
    printer.needs.add(Need::JsonSchema);
    let name = ident(&model.name);
    let docs = docs::of_model(model);
    let deprecated = model.deprecated.then(|| quote!(#[deprecated]));
    let variants: Vec<TokenStream> = (union.variants.iter())
        .map(|variant| {
            let name = ident(&variant.name);
            let bare = printer.rust(&variant.ty);
            let ty = if variant.boxed { quote!(Box<#bare>) } else { bare };
            let schemars = needs_marker(printer.models, &variant.ty).then(|| {
                let published = text(&printer.schema(&variant.ty));
                quote!(#[schemars(with = #published)])
            });
            quote!(#name(#schemars #ty))
        })
        .collect();
    let read = union.tag.is_none().then(|| quote!(Deserialize,));
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize, #read JsonSchema)]
        #[serde(untagged)]
        #[allow(missing_docs, reason = "the variants are types, which have docs")]
        #deprecated
        pub enum #name { #(#variants),* }
    };
    let read = union.tag.as_ref().map(|tag| {
        printer.needs.add(Need::Json);
        tagged(&name, union, tag)
    });
    std::iter::once(item).chain(read).collect()
}

/// The property decides which variant is read, and stays a field of it.
fn tagged(name: &proc_macro2::Ident, union: &Union, tag: &str) -> TokenStream {
    let arms = union.variants.iter().filter(|variant| !variant.tags.is_empty()).map(|variant| {
        let name = ident(&variant.name);
        let tags = &variant.tags;
        quote!(Some(#(#tags)|*) => serde_json::from_value(value).map(Self::#name))
    });
    let values: Vec<String> =
        union.variants.iter().flat_map(|variant| &variant.tags).map(|tag| format!("`{tag}`")).collect();
    let values = values.join(", ");
    let unknown = format!("`{tag}` must be one of {values}");
    // Not the text of the variant's own reader, which quotes values.
    let unlike = format!("the value is not what its `{tag}`, one of {values}, says");
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error as _;

                let value = serde_json::Value::deserialize(deserializer)?;
                let read = match value.get(#tag).and_then(serde_json::Value::as_str) {
                    #(#arms,)*
                    _ => return Err(D::Error::custom(#unknown)),
                };
                read.map_err(|_| D::Error::custom(#unlike))
            }
        }
    }
}
