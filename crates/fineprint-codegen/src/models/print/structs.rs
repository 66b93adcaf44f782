//! Structs: objects with properties.

use fineprint::contract::{Decimal, Literal};
use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::types::{Need, Printer, needs_marker, states_format, text};
use super::{defaults, docs};
use crate::models::model::{Docs, Field, Model, Operand, Presence, Struct, Type, Unknown};
use crate::naming::ident;

/// The struct, and its accessors if it has defaults.
pub(super) fn structure(
    printer: &mut Printer<'_, '_>,
    model: &Model<'_>,
    structure: &Struct<'_>,
) -> Vec<TokenStream> {
    printer.needs.add(Need::Serde);
    printer.needs.add(Need::JsonSchema);
    let name = ident(&model.name);
    let docs = docs::of_model(model);
    let deprecated = model.deprecated.then(|| quote!(#[deprecated]));
    let refused = match structure.unknown {
        Unknown::Refused => Some(quote!(#[serde(deny_unknown_fields)])),
        Unknown::Dropped | Unknown::Kept { .. } => None,
    };
    let is_optional = structure.fields.iter().all(|field| !field.presence.is_required());
    let default = is_optional.then(|| quote!(Default,));
    let fields: Vec<TokenStream> = structure.fields.iter().map(|it| field(printer, it)).collect();
    let rest = match &structure.unknown {
        Unknown::Kept { field, ty } => Some(additional(printer, field, ty)),
        Unknown::Dropped | Unknown::Refused => None,
    };
    let item = quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq, Serialize, Deserialize, JsonSchema)]
        #deprecated
        #refused
        pub struct #name {
            #(#fields,)*
            #rest
        }
    };
    std::iter::once(item).chain(defaults::accessors(printer, model, structure)).collect()
}

fn field(printer: &mut Printer<'_, '_>, field: &Field<'_>) -> TokenStream {
    let name = ident(&field.name);
    let docs = docs::attributes(&field.docs, &fallback(&field.wire));
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let bare = printer.rust(&field.ty);
    let inner = if field.boxed { quote!(Box<#bare>) } else { bare };
    let ty = match field.presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => quote!(Option<#inner>),
        Presence::OptionalNullable => {
            printer.needs.add(Need::Maybe);
            quote!(Maybe<#inner>)
        }
    };
    let serde = serde(printer, field);
    let schemars = schemars(printer, field);
    quote! {
        #docs
        #deprecated
        #serde
        #schemars
        pub #name: #ty
    }
}

/// What stands for the description that a property does not have.
fn fallback(wire: &str) -> String {
    if wire.is_empty() {
        String::from("The property without a name.")
    } else {
        format!("`{}`", wire.replace('`', "'"))
    }
}

/// Absent, null and present are told apart, and only what the document admits is read.
fn serde(printer: &mut Printer<'_, '_>, field: &Field<'_>) -> Option<TokenStream> {
    let mut attributes = Vec::new();
    let wire = &*field.wire;
    if ident(&field.name).to_string().trim_start_matches("r#") != wire {
        attributes.push(quote!(rename = #wire));
    }
    match field.presence {
        Presence::Required => {}
        // With a function of its own the field is not taken for `None` when it is missing.
        Presence::RequiredNullable => attributes.push(quote!(deserialize_with = "Option::deserialize")),
        Presence::Optional => {
            printer.needs.add(Need::Present);
            attributes.push(quote!(default));
            attributes.push(quote!(skip_serializing_if = "Option::is_none"));
            attributes.push(quote!(deserialize_with = "wire::present"));
        }
        Presence::OptionalNullable => {
            attributes.push(quote!(default));
            attributes.push(quote!(skip_serializing_if = "Maybe::is_absent"));
        }
    }
    if attributes.is_empty() { None } else { Some(quote!(#[serde(#(#attributes),*)])) }
}

/// Where the published schema would differ from the document's: another type to publish, further keywords.
fn schemars(printer: &mut Printer<'_, '_>, field: &Field<'_>) -> Option<TokenStream> {
    let mut attributes = Vec::new();
    let marked = needs_marker(printer.models, &field.ty);
    let published = match field.presence {
        Presence::Required if !marked => None,
        Presence::OptionalNullable if !marked => None,
        Presence::Required | Presence::Optional => Some(printer.schema(&field.ty)),
        Presence::RequiredNullable => {
            printer.needs.add(Need::Nullable);
            let ty = printer.schema(&field.ty);
            Some(quote!(wire::Nullable<#ty>))
        }
        Presence::OptionalNullable => {
            let ty = printer.schema(&field.ty);
            Some(quote!(Maybe<#ty>))
        }
    };
    if let Some(ty) = published {
        let ty = text(&ty);
        attributes.push(quote!(with = #ty));
    }
    let resolved = printer.resolved(&field.ty);
    let has_format = states_format(resolved);
    let keywords: Vec<TokenStream> = (field.keywords.iter())
        .filter(|(keyword, _)| !(has_format && *keyword == "format"))
        .filter_map(|(keyword, operand)| {
            let operand = expression(operand)?;
            Some(quote!(#keyword = #operand))
        })
        .collect();
    if !keywords.is_empty() {
        attributes.push(quote!(extend(#(#keywords),*)));
    }
    if attributes.is_empty() { None } else { Some(quote!(#[schemars(#(#attributes),*)])) }
}

/// The operand as an expression that `serde_json::json!` takes; `None` for numbers that no JSON library holds, and values
/// that would not fit on a line.
fn expression(operand: &Operand<'_>) -> Option<TokenStream> {
    Some(match operand {
        Operand::Text(text) => quote!(#text),
        Operand::Flag => quote!(true),
        Operand::Number(number) => number_expression(*number)?,
        Operand::Value(Literal::String(text)) => {
            let text: &str = text;
            quote!(#text)
        }
        Operand::Value(Literal::Boolean(value)) => quote!(#value),
        Operand::Value(Literal::Number(number)) => number_expression(*number)?,
        Operand::Value(Literal::Null) => quote!(null),
        Operand::Values(values) => {
            let values: Vec<TokenStream> =
                values.iter().map(|value| expression(&Operand::Value(value))).collect::<Option<_>>()?;
            quote!([#(#values),*])
        }
        Operand::Value(Literal::Array(_) | Literal::Object(_)) => return None,
    })
}

fn number_expression(number: Decimal) -> Option<TokenStream> {
    let (is_negative, token) = match number.to_i128() {
        Some(whole) if i32::try_from(whole).is_ok() => {
            (whole < 0, Token::u32_unsuffixed(u32::try_from(whole.unsigned_abs()).ok()?))
        }
        Some(whole) if i64::try_from(whole).is_ok() => {
            (whole < 0, Token::i64_suffixed(i64::try_from(whole.checked_abs()?).ok()?))
        }
        Some(whole) if u64::try_from(whole).is_ok() => {
            (false, Token::u64_suffixed(u64::try_from(whole).ok()?))
        }
        Some(_) | None => {
            let value: f64 = number.to_string().parse().ok()?;
            if !value.is_finite() {
                return None;
            }
            (value < 0.0, Token::f64_unsuffixed(value.abs()))
        }
    };
    Some(if is_negative { quote!(-#token) } else { quote!(#token) })
}

fn additional(printer: &mut Printer<'_, '_>, field: &str, ty: &Type) -> TokenStream {
    printer.needs.add(Need::BTreeMap);
    let name = ident(field);
    let docs = docs::attributes(&Docs::default(), "Properties that are not listed, by name.");
    let rust = printer.rust(ty);
    let schemars = needs_marker(printer.models, ty).then(|| {
        let published = printer.schema(ty);
        let published = text(&quote!(BTreeMap<String, #published>));
        quote!(#[schemars(with = #published)])
    });
    quote! {
        #docs
        #[serde(flatten)]
        #schemars
        pub #name: BTreeMap<String, #rust>,
    }
}
