//! `check`: recorded exchanges are judged by a document, or JSON by one of its schemas. How they are judged is the runtime's
//! business; what is judged by what is decided here.

mod body;
mod cut;
mod exchanges;
mod har;
mod input;
mod instances;
mod judge;
mod judged;
mod message;
mod report;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use fineprint::check::Options;
use fineprint::contract::Contract;
use fineprint_openapi::diagnostic::{Diagnostic, Diagnostics, Severity, Style};
use fineprint_openapi::source::SourceFile;

use crate::args::CheckArguments;
use crate::at;
use crate::output::{Failure, Outcome, Output, count};
use crate::reading::FormatMode;
use crate::workspace::Workspace;

/// Judges exchanges or instances.
///
/// # Errors
///
/// The document has errors, or no such schema or operation, or something cannot be read; the rest has been judged then.
pub fn run(
    workspace: &Workspace,
    arguments: &CheckArguments,
    output: &mut Output<'_>,
) -> Result<Outcome, Failure> {
    let (contract, file) = load(workspace, arguments, output)?;
    let mut options = Options::new().strict(arguments.strict).show_values(arguments.show_values);
    if let Some(limit) = arguments.max_violations {
        options = options.max_violations(limit.get());
    }
    let at = match &arguments.at {
        Some(at) => at,
        None if arguments.schema.is_some() => "#",
        None => return exchanges::run(workspace, arguments, (&contract, options), output),
    };
    let checker = at::checker(&contract, &file, at)?;
    instances::run(workspace, arguments, checker.with(&options), output)
}

/// A document that has errors is no yardstick: then nothing is judged.
fn load(
    workspace: &Workspace,
    arguments: &CheckArguments,
    output: &mut Output<'_>,
) -> Result<(Contract, Arc<SourceFile>), Failure> {
    let CheckArguments { spec, schema, dialect, formats, reading, .. } = arguments;
    let Some(yardstick) = schema.as_ref().or(spec.as_ref()) else {
        return Err(Failure::Unfit("there is no document to check by".to_owned()));
    };
    let path = workspace.argument(yardstick);
    let read = workspace.read(&path).and_then(|file| {
        let formats = |by_default: FormatMode| formats.unwrap_or(by_default).into();
        let read = if schema.is_some() {
            reading.schema(workspace, &path, &file, *dialect, formats(FormatMode::Annotate))
        } else {
            reading.document(workspace, Some(&path), &file, formats(FormatMode::Assert))
        };
        Ok((read?, file))
    });
    match read {
        Ok(((document, found), file)) => {
            let is_warning = |found: &&Diagnostic| found.severity == Severity::Warning;
            let warnings: Diagnostics = found.iter().filter(is_warning).cloned().collect();
            if !output.quiet && !warnings.is_empty() {
                // `lint` tells them of a document, and takes no bare schema.
                if schema.is_some() {
                    writeln!(output.error()?, "{}", warnings.render(Style::Coloured))?;
                } else {
                    let (name, number) = (workspace.shown(&path), warnings.iter().count());
                    let warnings = count(number, "warning", "warnings");
                    writeln!(output.error()?, "{name} has {warnings}: run `fineprint lint {name}`")?;
                }
            }
            Ok((fineprint_openapi::compile(&document), file))
        }
        Err(failure @ Failure::Documents(_)) => {
            failure.tell(output)?;
            let name = workspace.shown(&path);
            Err(Failure::Unfit(format!("{name} has errors, so that nothing was checked")))
        }
        Err(failure) => Err(failure),
    }
}
