//! Freezes a contract: writes its tables as the source of a validators crate.
//!
//! Only what the tables say is printed. What they mean is the engine's business, how they come about the compiler's.

mod applicators;
mod components;
mod krate;
mod names;
mod operation;
mod positions;
mod routes;
mod schema;
mod shared;
mod shortcuts;
mod tables;

use std::cell::Cell;

use fineprint::contract::media::is_json;
use fineprint::contract::{Contract, Schema};
use fineprint_openapi::document::Document;
use proc_macro2::TokenStream;
use quote::quote;

use self::names::Names;
use self::shared::Shared;
pub use self::shortcuts::{Shortcuts, shortcuts};
use crate::{Error, GeneratedFile, Options};

/// The crate of that contract, which the document was compiled into: [`CONTRACT`](Contract) as Rust source, a module for each
/// operation and a checker for each component.
///
/// # Errors
///
/// One for each option or file that is amiss.
pub fn validators(
    document: &Document,
    contract: &Contract,
    options: &Options,
) -> Result<Vec<GeneratedFile>, Vec<Error>> {
    options.check()?;
    let names = Names::of(document, contract);
    let needs_patterns = Cell::new(false);
    let shared = Shared::of(contract);
    let shortcuts = if options.shortcuts { Some(written(contract, &document.file)) } else { None };
    let shortcuts = shortcuts.transpose().map_err(|error| vec![error])?;
    let source =
        Source { file: &document.file, document, contract, names, shared, shortcuts, needs_patterns };
    let mut files = vec![krate::root(&source, options)];
    files.extend(source.shortcuts.iter().map(|shortcuts| Ok(shortcuts.file.clone())));
    files.push(components::numbers(&source));
    files.push(components::checkers(&source));
    files.extend(components::schemas(&source));
    files.extend(operation::modules(&source));
    files.push(routes::module(&source));
    files.extend(shared::modules(&source));
    files.extend(positions::modules(&source));
    files.push(Ok(krate::manifest(&source, options)));
    files.push(Ok(GeneratedFile::keep_layout(source.file)));

    let (files, errors): (Vec<_>, Vec<_>) = files.into_iter().partition(Result::is_ok);
    if errors.is_empty() {
        Ok(files.into_iter().flatten().collect())
    } else {
        Err(errors.into_iter().filter_map(Result::err).collect())
    }
}

/// The shortcuts of all that has a checker.
fn written(contract: &Contract, file: &str) -> Result<Shortcuts, Error> {
    let operations = contract.operations.iter();
    let contents = operations.flat_map(|operation| {
        let requests = operation.request_body.iter().flat_map(|body| body.content.iter());
        requests.chain(operation.responses.iter().flat_map(|response| response.content.iter()))
    });
    let bodies = contents.filter(|it| is_json(&it.range)).filter_map(|it| it.schema.as_deref());
    shortcuts(contract, contract.components.iter().map(|schema| &**schema).chain(bodies), file)
}

/// What everything is printed from.
struct Source<'d> {
    file: &'d str,
    document: &'d Document,
    contract: &'d Contract,
    names: Names,
    shared: Shared<'d>,
    shortcuts: Option<Shortcuts>,
    /// Whether the crate needs the feature `patterns`. Set by whoever prints what does; known once all tables are printed.
    needs_patterns: Cell<bool>,
}

impl Source<'_> {
    /// What adds its shortcut to the table of that schema.
    fn shortcut(&self, schema: &Schema) -> Option<TokenStream> {
        let name = self.shortcuts.as_ref()?.ident(&schema.pointer)?;
        Some(quote! { .with_shortcut(crate::shortcuts::#name) })
    }
}
