//! What generated types share: small modules of the crate itself, each there only if something uses it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::types::{Need, Needs};
use crate::files::Item;

/// The modules that are needed.
pub(super) fn modules(needs: &Needs) -> Vec<Module> {
    let mut modules = Vec::new();
    if needs.has(Need::Maybe) {
        modules.push(module(
            "maybe",
            "A property that may be absent and may be null.",
            quote! {
                use std::borrow::Cow;
                use schemars::{JsonSchema, Schema, SchemaGenerator};
                use serde::{Deserialize, Deserializer, Serialize, Serializer};
            },
            vec![
                maybe(),
                maybe_functions(),
                maybe_from(),
                maybe_serialize(),
                maybe_deserialize(),
                maybe_schema(),
            ],
        ));
    }
    if needs.has(Need::Bytes) {
        modules.push(module(
            "binary_body",
            "A body that is no JSON and no text.",
            quote! {
                use std::borrow::Cow;
                use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
                use serde::de::{Deserialize, Deserializer, Error, Visitor};
                use serde::{Serialize, Serializer};
            },
            vec![bytes(), bytes_serialize(), bytes_deserialize(), bytes_schema()],
        ));
    }
    if needs.has(Need::UnknownValue) {
        let items = vec![
            unknown_value(),
            unknown_value_display(),
            quote!(impl std::error::Error for UnknownValue {}),
        ];
        modules.push(module(
            "unknown_value",
            "The error of reading an enum from text.",
            TokenStream::new(),
            items,
        ));
    }
    let mut wire = Vec::new();
    for (need, items) in [
        (Need::Present, vec![present()]),
        (Need::Nullable, nullable()),
        (Need::Integer, plain("Integer", "integer")),
        (Need::Number, plain("Number", "number")),
    ] {
        if needs.has(need) {
            wire.extend(items);
        }
    }
    if !wire.is_empty() {
        let publishes = [Need::Nullable, Need::Integer, Need::Number].into_iter().any(|need| needs.has(need));
        let mut imports = TokenStream::new();
        if publishes {
            imports.extend(
                quote! { use std::borrow::Cow; use schemars::{JsonSchema, Schema, SchemaGenerator}; },
            );
        }
        if needs.has(Need::Present) {
            imports.extend(quote! { use serde::{Deserialize, Deserializer}; });
        }
        modules.push(module("wire", "How fields are read, and what is published of them, where derives would differ from the document.", imports, wire));
    }
    modules
}

fn module(name: &str, docs: &str, imports: TokenStream, items: Vec<TokenStream>) -> Module {
    let items = items.into_iter().map(Item::plain).collect();
    Module { name: name.to_owned(), docs: docs.to_owned(), items, imports }
}

fn maybe() -> TokenStream {
    quote! {
        /// A property that may be absent and may be null, which are different things: in an update, "leave it" and "clear it".
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Maybe<T> {
            /// Not there.
            #[default]
            Absent,
            /// There, and null.
            Null,
            /// There, with a value.
            Value(T),
        }
    }
}

fn maybe_functions() -> TokenStream {
    quote! {
        impl<T> Maybe<T> {
            /// Whether it is not there.
            #[must_use]
            pub const fn is_absent(&self) -> bool {
                matches!(self, Self::Absent)
            }

            /// The value, if there is one.
            #[must_use]
            pub const fn value(&self) -> Option<&T> {
                match self {
                    Self::Absent | Self::Null => None,
                    Self::Value(value) => Some(value),
                }
            }

            /// The value, if there is one.
            #[must_use]
            pub fn into_value(self) -> Option<T> {
                match self {
                    Self::Absent | Self::Null => None,
                    Self::Value(value) => Some(value),
                }
            }
        }
    }
}

fn maybe_from() -> TokenStream {
    quote! {
        impl<T> From<T> for Maybe<T> {
            fn from(value: T) -> Self {
                Self::Value(value)
            }
        }
    }
}

fn maybe_serialize() -> TokenStream {
    quote! {
        impl<T: Serialize> Serialize for Maybe<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.value().serialize(serializer)
            }
        }
    }
}

fn maybe_deserialize() -> TokenStream {
    quote! {
        impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
            }
        }
    }
}

fn maybe_schema() -> TokenStream {
    quote! {
        impl<T: JsonSchema> JsonSchema for Maybe<T> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                Option::<T>::schema_name()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                Option::<T>::json_schema(generator)
            }
        }
    }
}

fn bytes() -> TokenStream {
    quote! {
        /// Bytes as they were sent. JSON has no such values: this is of use for the bodies of requests alone.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub struct BinaryBody(pub Vec<u8>);
    }
}

fn bytes_serialize() -> TokenStream {
    quote! {
        impl Serialize for BinaryBody {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_bytes(&self.0)
            }
        }
    }
}

fn bytes_deserialize() -> TokenStream {
    quote! {
        impl<'de> Deserialize<'de> for BinaryBody {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;

                impl Visitor<'_> for Reader {
                    type Value = BinaryBody;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("bytes")
                    }

                    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<BinaryBody, E> {
                        Ok(BinaryBody(bytes.to_vec()))
                    }

                    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<BinaryBody, E> {
                        Ok(BinaryBody(bytes))
                    }

                    fn visit_str<E: Error>(self, text: &str) -> Result<BinaryBody, E> {
                        Ok(BinaryBody(text.as_bytes().to_vec()))
                    }
                }

                deserializer.deserialize_byte_buf(Reader)
            }
        }
    }
}

fn bytes_schema() -> TokenStream {
    quote! {
        impl JsonSchema for BinaryBody {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed("BinaryBody")
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "format": "binary"})
            }
        }
    }
}

fn unknown_value() -> TokenStream {
    quote! {
        /// A text is none of an enum's values. The text itself is not kept: it may be a secret.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct UnknownValue {
            /// The values that there are.
            pub allowed: &'static [&'static str],
        }
    }
}

fn unknown_value_display() -> TokenStream {
    quote! {
        impl std::fmt::Display for UnknownValue {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "not one of {}", self.allowed.join(", "))
            }
        }
    }
}

fn present() -> TokenStream {
    quote! {
        /// Reads a property that may be absent but not null.
        pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
            deserializer: D,
        ) -> Result<Option<T>, D::Error> {
            T::deserialize(deserializer).map(Some)
        }
    }
}

fn nullable() -> Vec<TokenStream> {
    let item = quote! {
        /// Publishes a property that must be there and may be null.
        pub(crate) struct Nullable<T>(std::marker::PhantomData<T>);
    };
    let publish = quote! {
        impl<T: JsonSchema> JsonSchema for Nullable<T> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                Option::<T>::schema_name()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                Option::<T>::json_schema(generator)
            }
        }
    };
    vec![item, publish]
}

/// A type that publishes `type` without a `format`.
fn plain(name: &str, ty: &str) -> Vec<TokenStream> {
    let name = crate::naming::ident(name);
    let docs = format!(" Publishes `{ty}` without a format.");
    let item = quote! {
        #[doc = #docs]
        pub(crate) struct #name;
    };
    let publish = quote! {
        impl JsonSchema for #name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed(#ty)
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schemars::json_schema!({ "type": #ty })
            }
        }
    };
    vec![item, publish]
}
