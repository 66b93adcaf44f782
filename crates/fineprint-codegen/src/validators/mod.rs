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
mod tables;

use std::cell::Cell;

use fineprint::contract::Contract;
use fineprint_openapi::document::Document;

use self::names::Names;
use self::shared::Shared;
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
    let source = Source { file: &document.file, document, contract, names, shared, needs_patterns };
    let mut files = vec![krate::root(&source, options)];
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

/// What everything is printed from.
struct Source<'d> {
    file: &'d str,
    document: &'d Document,
    contract: &'d Contract,
    names: Names,
    shared: Shared<'d>,
    /// Whether the crate needs the feature `patterns`. Set by whoever prints what does; known once all tables are printed.
    needs_patterns: Cell<bool>,
}
