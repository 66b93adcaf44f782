//! The kinds of values as `serde_json` tells them apart, for each of which a schema becomes other code.

use fineprint::contract::{Type, TypeSet};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use super::function::mentions;
use super::test::Test;

/// A variant of `serde_json::Value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    pub(super) const ALL: [Self; 6] =
        [Self::Null, Self::Boolean, Self::Number, Self::String, Self::Array, Self::Object];

    /// Whether the keyword `type` admits it, at least some of it.
    pub(super) const fn is_admitted(self, types: TypeSet) -> bool {
        types.admits(match self {
            Self::Null => Type::Null,
            Self::Boolean => Type::Boolean,
            Self::Number => Type::Integer,
            Self::String => Type::String,
            Self::Array => Type::Array,
            Self::Object => Type::Object,
        })
    }

    pub(super) const fn is_container(self) -> bool {
        matches!(self, Self::Array | Self::Object)
    }

    /// What the value is called, once its kind is known.
    pub(super) fn variable(self) -> Option<Ident> {
        let name = match self {
            Self::Null => return None,
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "text",
            Self::Array => "items",
            Self::Object => "object",
        };
        Some(format_ident!("{name}"))
    }

    /// As a parameter.
    pub(super) fn parameter(self) -> Option<TokenStream> {
        let ty = match self {
            Self::Null => return None,
            Self::Boolean => quote! { bool },
            Self::Number => quote! { &Number },
            Self::String => quote! { &str },
            Self::Array => quote! { &[Value] },
            Self::Object => quote! { &Object },
        };
        Some(ty)
    }

    /// Its pattern.
    pub(super) fn pattern(self) -> TokenStream {
        match self {
            Self::Null => quote! { Value::Null },
            Self::Boolean => quote! { Value::Bool(_) },
            Self::Number => quote! { Value::Number(_) },
            Self::String => quote! { Value::String(_) },
            Self::Array => quote! { Value::Array(_) },
            Self::Object => quote! { Value::Object(_) },
        }
    }

    /// The arm of a `match` that asks that of it.
    pub(super) fn arm(self, test: &TokenStream) -> TokenStream {
        if !self.variable().is_some_and(|variable| mentions(test, &variable.to_string())) {
            let pattern = self.pattern();
            return quote! { #pattern => #test, };
        }
        match self {
            Self::Null => quote! { Value::Null => #test, },
            Self::Boolean => quote! { Value::Bool(boolean) => { let boolean = *boolean; #test } },
            Self::Number => quote! { Value::Number(number) => #test, },
            Self::String => quote! { Value::String(text) => { let text = text.as_str(); #test } },
            Self::Array => quote! { Value::Array(items) => #test, },
            Self::Object => quote! { Value::Object(object) => #test, },
        }
    }

    /// Whether the value in that variable is one of the kind.
    pub(super) fn is(self, variable: &Ident) -> Test {
        Test::call(match self {
            Self::Null => quote! { #variable.is_null() },
            Self::Boolean => quote! { #variable.is_boolean() },
            Self::Number => quote! { #variable.is_number() },
            Self::String => quote! { #variable.is_string() },
            Self::Array => quote! { #variable.is_array() },
            Self::Object => quote! { #variable.is_object() },
        })
    }

    /// The same, if it also meets that test.
    pub(super) fn is_and(self, variable: &Ident, test: &TokenStream) -> Test {
        let named = self.variable().filter(|named| mentions(test, &named.to_string()));
        let Some(named) = named else { return Test::all([self.is(variable), Test::block(test.clone())]) };
        if self == Self::Boolean
            && let Some(is_true) = constant(test)
        {
            return Test::comparison(quote! { #variable.as_bool() == Some(#is_true) });
        }
        let narrowed = match self {
            Self::Null => quote! { #variable.as_null() },
            Self::Boolean => quote! { #variable.as_bool() },
            Self::Number => quote! { #variable.as_number() },
            Self::String => quote! { #variable.as_str() },
            Self::Array => quote! { #variable.as_array() },
            Self::Object => quote! { #variable.as_object() },
        };
        // What is found is a `&Vec<_>`, and the functions are of `&[_]`.
        let function = function_of(test, &named).filter(|_| self != Self::Array);
        let function = function.map_or_else(|| quote! { |#named| #test }, ToTokens::into_token_stream);
        Test::call(quote! { #narrowed.is_some_and(#function) })
    }

    /// For the name and the description of a function.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// The function that is called with nothing but that variable, if that is all there is.
fn function_of(test: &TokenStream, variable: &Ident) -> Option<Ident> {
    let mut tokens = test.clone().into_iter();
    let (Some(TokenTree::Ident(function)), Some(TokenTree::Group(group)), None) =
        (tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    let mut arguments = group.stream().into_iter();
    match (arguments.next(), arguments.next()) {
        (Some(TokenTree::Ident(argument)), None) if argument == *variable => Some(function),
        _ => None,
    }
}

/// Which boolean it must be, if the test says nothing else.
fn constant(test: &TokenStream) -> Option<bool> {
    let [is, is_not] = [quote! { boolean }, quote! { !boolean }].map(|test| test.to_string());
    let test = test.to_string();
    if test == is { Some(true) } else { (test == is_not).then_some(false) }
}
