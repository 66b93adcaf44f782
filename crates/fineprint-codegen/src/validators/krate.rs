//! The crate itself: its root with the contract, and its manifest.

use fineprint::contract::{MediaType, SecurityKind, SecurityScheme};
use proc_macro2::TokenStream;
use quote::quote;

use super::Source;
use super::operation::body_name;
use super::tables::{prose, text, variant};
use crate::files::Item;
use crate::naming::{Case, name};
use crate::options::Dependency;
use crate::{Error, GeneratedFile, Options};
use fineprint::contract::media::first_json;

/// `lib.rs`
pub(super) fn root(source: &Source<'_>, options: &Options) -> Result<GeneratedFile, Error> {
    let contract = source.contract;
    let operations = &source.names.operations;
    let reexport = (!operations.is_empty()).then(|| quote! { pub use operations::{#(#operations),*}; });
    let (title, version) = (text(&contract.title), text(&contract.version));
    let schemes = contract.security_schemes.iter().map(security_scheme);
    let has_one_way_properties = contract.has_one_way_properties;
    let shared = (!source.shared.is_empty()).then(|| quote! { mod shared; });
    let shortcuts = source.shortcuts.is_some().then(|| quote! { mod shortcuts; });
    let doc = format!(" {}, version {}.", prose(&contract.title), prose(&contract.version));
    let items = [
        Item::plain(quote! {
            pub mod components;
            #[allow(dead_code, reason = "not every component is referred to")]
            mod ids;
            mod operations;
            mod positions;
            mod routes;
            mod schemas;
            #shared
            #shortcuts
        }),
        Item::plain(quote! { pub use fineprint; #reexport }),
        Item::plain(quote! { use fineprint::contract::freeze::*; }),
        Item::plain(quote! {
            #[doc = #doc]
            pub static CONTRACT: Contract = Contract {
                title: #title,
                version: #version,
                operations: Frozen(&operations::OPERATIONS),
                bases: Frozen(&routes::BASES),
                components: Frozen(&schemas::SCHEMAS),
                security_schemes: Frozen(&[#(#schemes),*]),
                has_one_way_properties: #has_one_way_properties,
                positions: Frozen(&positions::POSITIONS),
            };
        }),
    ];
    GeneratedFile::rust("src/lib.rs", source.file, &docs(source, options), &items)
}

/// `Cargo.toml`. All tables have been printed before.
pub(super) fn manifest(source: &Source<'_>, options: &Options) -> GeneratedFile {
    let origin = match &options.fineprint {
        Dependency::Version(version) => format!("version = {}", quoted(version)),
        Dependency::Path(path) => format!("path = {}", quoted(path)),
    };
    let features = if source.needs_patterns.get() { ", features = [\"patterns\"]" } else { "" };
    let name = &options.name;
    let description = quoted(&format!("Holds JSON to the contract of {}", source.contract.title));
    let text = format!(
        "\
[package]
name = \"{name}-validators\"
description = {description}
version = \"0.1.0\"
edition = \"2024\"
publish = false

[dependencies]
fineprint = {{ {origin}, default-features = false{features} }}
"
    );
    GeneratedFile::toml("Cargo.toml", source.file, &text)
}

/// A TOML string: JSON's escapes are TOML's, but for DEL.
fn quoted(text: &str) -> String {
    let text: String = text.chars().map(|c| if c == '\u{7f}' { ' ' } else { c }).collect();
    serde_json::Value::String(text).to_string()
}

/// What the crate is, and how its first request body is checked.
fn docs(source: &Source<'_>, options: &Options) -> String {
    let contract = source.contract;
    let mut docs = format!(
        "The contract of {}, version {}: every limit that `{}` states, as a check.\n",
        prose(&contract.title),
        prose(&contract.version),
        source.file.replace('`', ""),
    );
    let crate_name = format!("{}_validators", options.name.replace('-', "_"));
    let first =
        source.names.operations.iter().zip(contract.operations.iter()).find_map(|(module, operation)| {
            let content = &operation.request_body.as_ref()?.content;
            let with_schema: Vec<&MediaType> = content.iter().filter(|it| it.schema.is_some()).collect();
            let body = with_schema.get(first_json(with_schema.iter().map(|it| &*it.range))?)?;
            Some((module, name(&body_name("REQUEST", content, body), Case::Constant)))
        });
    if let Some((module, checker)) = first {
        let example = format!(
            "
```
use {crate_name}::{module};

let report = {module}::{checker}.check_slice(b\"[\");
for violation in report.violations() {{
    println!(\"{{violation}}\");
}}
assert_eq!(report.violations().len(), 1);
```
"
        );
        docs.push_str(&example);
    }
    docs
}

fn security_scheme(scheme: &SecurityScheme) -> TokenStream {
    let (pointer, name) = (text(&scheme.pointer), text(&scheme.name));
    let kind = match &scheme.kind {
        SecurityKind::ApiKey { location, name } => {
            let (location, name) = (variant(location), text(name));
            quote! { ApiKey { location: Location::#location, name: #name } }
        }
        SecurityKind::Http { scheme } => {
            let scheme = text(scheme);
            quote! { Http { scheme: #scheme } }
        }
        SecurityKind::OAuth2 => quote! { OAuth2 },
        SecurityKind::OpenIdConnect => quote! { OpenIdConnect },
        SecurityKind::MutualTls => quote! { MutualTls },
    };
    quote! { SecurityScheme { pointer: #pointer, name: #name, kind: SecurityKind::#kind } }
}
