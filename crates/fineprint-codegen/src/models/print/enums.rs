//! String enums: closed ones, and open ones that also hold values which the document does not list.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use super::docs;
use super::types::{Need, Printer};
use crate::models::model::{Docs, Model, Value};
use crate::naming::ident;

/// The enum, and what makes it convenient: its values, to text and from text.
pub(super) fn enumeration(
    printer: &mut Printer<'_, '_>,
    model: &Model<'_>,
    values: &[Value<'_>],
) -> Vec<TokenStream> {
    for need in [Need::Serde, Need::JsonSchema, Need::UnknownValue] {
        printer.needs.add(need);
    }
    let name = ident(&model.name);
    let docs = docs::of_model(model);
    let deprecated = model.deprecated.then(|| quote!(#[deprecated]));
    let names: Vec<_> = values.iter().map(|value| ident(&value.name)).collect();
    let wires: Vec<&str> = values.iter().map(|value| value.wire).collect();
    let variants = variants(values, &names);
    let count = Token::usize_unsuffixed(values.len());
    let item = quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[allow(missing_docs, reason = "the values are all that the document says")]
        #deprecated
        pub enum #name { #(#variants),* }
    };
    let values = quote! {
        impl #name {
            /// Every value, in the document's order.
            pub const ALL: [Self; #count] = [#(Self::#names),*];

            /// The value as it is in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#names => #wires,)* }
            }
        }
    };
    let display = quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
    let from = quote! {
        impl std::str::FromStr for #name {
            type Err = UnknownValue;

            fn from_str(text: &str) -> Result<Self, UnknownValue> {
                match text {
                    #(#wires => Ok(Self::#names),)*
                    _ => Err(UnknownValue { allowed: &[#(#wires),*] }),
                }
            }
        }
    };
    vec![item, values, display, from]
}

/// The enum with a variant for any other value.
pub(super) fn open(
    printer: &mut Printer<'_, '_>,
    model: &Model<'_>,
    values: &[Value<'_>],
) -> Vec<TokenStream> {
    for need in [Need::Serde, Need::JsonSchema] {
        printer.needs.add(need);
    }
    let name = ident(&model.name);
    let docs = docs::of_model(model);
    let deprecated = model.deprecated.then(|| quote!(#[deprecated]));
    let names: Vec<_> = values.iter().map(|value| ident(&value.name)).collect();
    let wires: Vec<&str> = values.iter().map(|value| value.wire).collect();
    let variants = variants(values, &names);
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[allow(missing_docs, reason = "the values are all that the document says")]
        #deprecated
        pub enum #name {
            #(#variants,)*
            /// A value that the document does not list.
            #[serde(untagged)]
            Unknown(String),
        }
    };
    let text = quote! {
        impl #name {
            /// The value as it is in JSON.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #wires,)*
                    Self::Unknown(value) => value,
                }
            }
        }
    };
    let display = quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
    let from = quote! {
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#wires => Self::#names,)*
                    _ => Self::Unknown(text.to_owned()),
                }
            }
        }
    };
    vec![item, text, display, from]
}

/// The variants, each under the name that it has in JSON.
fn variants(values: &[Value<'_>], names: &[Ident]) -> Vec<TokenStream> {
    let variant = |(value, name): (&Value<'_>, &Ident)| {
        let wire = value.wire;
        let rename = (value.name != wire).then(|| quote!(#[serde(rename = #wire)]));
        let docs = described(value);
        quote!(#docs #rename #name)
    };
    values.iter().zip(names).map(variant).collect()
}

/// What the author says of a single value.
fn described(value: &Value<'_>) -> Option<TokenStream> {
    let docs = Docs { description: value.description, notes: Vec::new() };
    value.description.map(|_| docs::attributes(&docs, value.wire))
}
