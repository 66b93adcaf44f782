//! Rust types as text, and what a file has to import for them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use crate::models::model::{Integer, Kind, Model, ModelId, Models, Type};
use crate::naming::ident;
use crate::{Dates, Options};

/// What generated code relies on beyond the language: crates, and small helpers of the crate itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    BTreeMap,
    Serde,
    JsonSchema,
    Chrono,
    Jiff,
    Json,
    Uuid,
    /// The type of a property that may be absent and may be null.
    Maybe,
    /// The type of bodies that are no JSON and no text.
    Bytes,
    /// The error of `FromStr`.
    UnknownValue,
    /// `wire::present`
    Present,
    /// `wire::Nullable`
    Nullable,
    /// `wire::Integer`
    Integer,
    /// `wire::Number`
    Number,
}

/// The needs of a file or of the crate.
#[derive(Debug, Default)]
pub(super) struct Needs(BTreeSet<Need>);

impl Needs {
    pub(super) fn add(&mut self, need: Need) {
        self.0.insert(need);
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(super) fn has(&self, need: Need) -> bool {
        self.0.contains(&need)
    }
}

/// Writes the types of one file.
pub(super) struct Printer<'m, 'd> {
    pub(super) models: &'m Models<'d>,
    pub(super) options: &'m Options,
    pub(super) needs: Needs,
    names: BTreeSet<String>,
}

impl<'m, 'd> Printer<'m, 'd> {
    pub(super) fn new(models: &'m Models<'d>, options: &'m Options) -> Self {
        Self { models, options, needs: Needs::default(), names: BTreeSet::new() }
    }

    /// The type as Rust has it.
    pub(super) fn rust(&mut self, ty: &Type) -> TokenStream {
        match ty {
            Type::Null => quote!(()),
            Type::Boolean => quote!(bool),
            Type::Integer { rust, .. } => ident(rust.name()).to_token_stream(),
            Type::Number { .. } => quote!(f64),
            Type::String => quote!(String),
            Type::Bytes => {
                self.needs.add(Need::Bytes);
                quote!(BinaryBody)
            }
            Type::Uuid => {
                self.needs.add(Need::Uuid);
                quote!(uuid::Uuid)
            }
            Type::Date => self.date(quote!(chrono::NaiveDate), quote!(jiff::civil::Date)),
            Type::DateTime => {
                self.date(quote!(chrono::DateTime<chrono::FixedOffset>), quote!(jiff::Timestamp))
            }
            Type::Object => {
                self.needs.add(Need::Json);
                quote!(serde_json::Map<String, serde_json::Value>)
            }
            Type::Any => {
                self.needs.add(Need::Json);
                quote!(serde_json::Value)
            }
            Type::Nullable(ty) => {
                let ty = self.rust(ty);
                quote!(Option<#ty>)
            }
            Type::List(ty) => {
                let ty = self.rust(ty);
                quote!(Vec<#ty>)
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|ty| self.rust(ty));
                quote!((#(#items,)*))
            }
            Type::Map(ty) => {
                self.needs.add(Need::BTreeMap);
                let ty = self.rust(ty);
                quote!(BTreeMap<String, #ty>)
            }
            Type::Model(id) => self.model(*id),
            Type::Foreign(ty) => ty.to_token_stream(),
        }
    }

    /// The type whose published JSON Schema is the document's, where that is not the type itself: `i64` and `f64` publish a
    /// `format` that the document does not have.
    pub(super) fn schema(&mut self, ty: &Type) -> TokenStream {
        match ty {
            Type::Integer { format: false, .. } => {
                self.needs.add(Need::Integer);
                quote!(wire::Integer)
            }
            Type::Number { format: false } => {
                self.needs.add(Need::Number);
                quote!(wire::Number)
            }
            Type::Nullable(ty) => {
                let ty = self.schema(ty);
                quote!(Option<#ty>)
            }
            Type::List(ty) => {
                let ty = self.schema(ty);
                quote!(Vec<#ty>)
            }
            Type::Tuple(items) => {
                let items =
                    items.iter().map(|ty| if names_model(ty) { self.rust(ty) } else { self.schema(ty) });
                quote!((#(#items,)*))
            }
            Type::Map(ty) => {
                self.needs.add(Need::BTreeMap);
                let ty = self.schema(ty);
                quote!(BTreeMap<String, #ty>)
            }
            Type::Model(id) => match self.models.get(*id).map(|model| &model.kind) {
                Some(Kind::Alias { ty, .. }) if needs_marker(self.models, ty) => self.schema(ty),
                _ => self.model(*id),
            },
            Type::Integer { .. }
            | Type::Number { .. }
            | Type::Null
            | Type::Boolean
            | Type::String
            | Type::Bytes
            | Type::Uuid
            | Type::Date
            | Type::DateTime
            | Type::Object
            | Type::Any
            | Type::Foreign(_) => self.rust(ty),
        }
    }

    /// The aliases of a type looked through.
    pub(super) fn resolved<'t>(&self, ty: &'t Type) -> &'t Type
    where
        'm: 't,
    {
        resolve(self.models, ty)
    }

    /// The model that a type is, if it is one.
    pub(super) fn model_of(&self, ty: &Type) -> Option<&'m Model<'d>> {
        let Type::Model(id) = resolve(self.models, ty) else { return None };
        self.models.get(*id)
    }

    /// The `use` declarations of the file, for all types written so far, in which `own` are defined.
    pub(super) fn imports(&self, own: &[&str]) -> TokenStream {
        let mut imports = TokenStream::new();
        if self.needs.has(Need::BTreeMap) {
            imports.extend(quote! { use std::collections::BTreeMap; });
        }
        if self.needs.has(Need::JsonSchema) {
            imports.extend(quote! { use schemars::JsonSchema; });
        }
        if self.needs.has(Need::Serde) {
            imports.extend(quote! { use serde::{Deserialize, Serialize}; });
        }
        let mut names = self.names.clone();
        if [Need::Present, Need::Nullable, Need::Integer, Need::Number]
            .into_iter()
            .any(|need| self.needs.has(need))
        {
            names.insert(String::from("wire"));
        }
        for (need, name) in
            [(Need::Bytes, "BinaryBody"), (Need::Maybe, "Maybe"), (Need::UnknownValue, "UnknownValue")]
        {
            if self.needs.has(need) {
                names.insert(name.to_owned());
            }
        }
        let names: Vec<_> =
            names.iter().filter(|name| !own.contains(&name.as_str())).map(|name| ident(name)).collect();
        match names.as_slice() {
            [] => {}
            [name] => imports.extend(quote! { use crate::#name; }),
            _ => imports.extend(quote! { use crate::{#(#names),*}; }),
        }
        imports
    }

    fn date(&mut self, chrono: TokenStream, jiff: TokenStream) -> TokenStream {
        match self.options.dates {
            Dates::Chrono => {
                self.needs.add(Need::Chrono);
                chrono
            }
            Dates::Jiff => {
                self.needs.add(Need::Jiff);
                jiff
            }
            Dates::String => quote!(String),
        }
    }

    /// The name of a model, or what it stands for: null is told at each place of use, so a nullable alias is spelled out.
    fn model(&mut self, id: ModelId) -> TokenStream {
        let Some(model) = self.models.get(id) else { return TokenStream::new() };
        match &model.kind {
            Kind::Foreign(ty) => ty.to_token_stream(),
            Kind::Alias { ty, nullable: true } => self.rust(ty),
            Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Alias { .. } | Kind::Newtype { .. } => {
                self.names.insert(model.name.clone());
                ident(&model.name).to_token_stream()
            }
        }
    }
}

/// Where the aliases end. They have no cycles.
fn resolve<'t>(models: &'t Models<'_>, mut ty: &'t Type) -> &'t Type {
    while let Type::Model(id) = ty {
        match models.get(*id).map(|model| &model.kind) {
            Some(Kind::Alias { ty: target, .. }) => ty = target,
            Some(
                Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Newtype { .. } | Kind::Foreign(_),
            )
            | None => break,
        }
    }
    ty
}

/// Whether a published schema needs another type than the Rust type itself.
pub(super) fn needs_marker(models: &Models<'_>, ty: &Type) -> bool {
    match resolve(models, ty) {
        Type::Integer { format, .. } | Type::Number { format } => !format,
        Type::Nullable(ty) | Type::List(ty) | Type::Map(ty) => needs_marker(models, ty),
        // Names within are not looked through: tuples of tuples would grow without bounds.
        Type::Tuple(items) => items.iter().any(|ty| !names_model(ty) && needs_marker(models, ty)),
        Type::Null
        | Type::Boolean
        | Type::String
        | Type::Bytes
        | Type::Uuid
        | Type::Date
        | Type::DateTime
        | Type::Object
        | Type::Any
        | Type::Model(_)
        | Type::Foreign(_) => false,
    }
}

fn names_model(ty: &Type) -> bool {
    match ty {
        Type::Model(_) => true,
        Type::Nullable(ty) | Type::List(ty) | Type::Map(ty) => names_model(ty),
        Type::Tuple(items) => items.iter().any(names_model),
        Type::Null
        | Type::Boolean
        | Type::Integer { .. }
        | Type::Number { .. }
        | Type::String
        | Type::Bytes
        | Type::Uuid
        | Type::Date
        | Type::DateTime
        | Type::Object
        | Type::Any
        | Type::Foreign(_) => false,
    }
}

/// Whether values of the type are copied rather than borrowed.
pub(super) fn is_copy(ty: &Type) -> bool {
    match ty {
        Type::Null | Type::Boolean | Type::Integer { .. } | Type::Number { .. } => true,
        Type::String
        | Type::Bytes
        | Type::Uuid
        | Type::Date
        | Type::DateTime
        | Type::Object
        | Type::Any
        | Type::Nullable(_)
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Model(_)
        | Type::Foreign(_) => false,
    }
}

/// Whether the type's own published schema states a format.
pub(super) fn states_format(ty: &Type) -> bool {
    match ty {
        Type::Uuid | Type::Date | Type::DateTime | Type::Foreign(_) => true,
        Type::Integer { format, .. } | Type::Number { format } => *format,
        Type::Null
        | Type::Boolean
        | Type::String
        | Type::Bytes
        | Type::Object
        | Type::Any
        | Type::Nullable(_)
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Model(_) => false,
    }
}

/// A type as text for an attribute, without the spaces that tokens have between them.
pub(super) fn text(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (spaced, tight) in
        [(" :: ", "::"), (" < ", "<"), (" >", ">"), ("< ", "<"), (" ,", ","), (":: ", "::")]
    {
        text = text.replace(spaced, tight);
    }
    text
}

/// The range of a whole-number type.
pub(super) fn holds(rust: Integer, value: i128) -> bool {
    match rust {
        Integer::I8 => i8::try_from(value).is_ok(),
        Integer::I16 => i16::try_from(value).is_ok(),
        Integer::I32 => i32::try_from(value).is_ok(),
        Integer::I64 => i64::try_from(value).is_ok(),
        Integer::U8 => u8::try_from(value).is_ok(),
        Integer::U16 => u16::try_from(value).is_ok(),
        Integer::U32 => u32::try_from(value).is_ok(),
        Integer::U64 => u64::try_from(value).is_ok(),
    }
}
