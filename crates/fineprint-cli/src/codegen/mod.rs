//! `codegen`: the workspace's documents become crates.
//!
//! `plan` makes every file in memory, `compare` looks at those on disk, then `apply` writes or `diff` shows the
//! difference. Nothing is written before everything is known to be right.

mod abandoned;
mod apply;
mod compare;
mod diff;
mod overrides;
mod plan;
mod report;
mod watch;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Instant;

use fineprint_codegen::{Dependency, Selection};
use fineprint_openapi::diagnostic::{Diagnostics, Severity};

use crate::args::{CodegenArguments, Format};
use crate::config::{Config, ContractSettings};
use crate::output::{Failure, Outcome, Output};
use crate::progress::Progress;
use crate::workspace::{CONFIG, Workspace};
use compare::Comparison;
use plan::{Plan, Source};
use report::Report;

/// The workspace of a call in the folder `working`.
///
/// # Errors
///
/// There is none around it.
pub fn workspace(arguments: &CodegenArguments, working: &Path) -> Result<Workspace, Failure> {
    if let Some(config) = &arguments.config {
        let config = Workspace::new(working, working).argument(config);
        let root = config.parent().unwrap_or(&config);
        return Ok(Workspace::new(root, working));
    }
    Workspace::find(working).ok_or_else(|| {
        Failure::Unfit(format!(
            "{} is in no workspace: neither it nor a folder above it has a {CONFIG}, or a Cargo.toml with [workspace]",
            working.display()
        ))
    })
}

/// Carries out `codegen` in a workspace; `command` is what people call to do so.
///
/// # Errors
///
/// A document has errors, or a file cannot be read or written. All generated files are then as they were.
pub fn run(
    workspace: &Workspace,
    arguments: &CodegenArguments,
    command: &str,
    output: &mut Output<'_>,
) -> Result<Outcome, Failure> {
    if arguments.watch {
        watch::run(workspace, arguments, output)
    } else {
        once(workspace, arguments, command, output)
    }
}

fn once(
    workspace: &Workspace,
    arguments: &CodegenArguments,
    command: &str,
    output: &mut Output<'_>,
) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let progress = output.progress();
    let loaded = load(workspace, arguments, &progress);
    drop(progress);
    let plan = match loaded {
        Err(Failure::Documents(diagnostics)) if arguments.format == Format::Json => {
            report::refusal(&diagnostics, output)?;
            return Ok(Outcome::Found);
        }
        loaded => loaded?,
    };
    let mut comparison = Comparison::of(workspace, &plan)?;
    if knows_all_contracts(arguments) {
        comparison.add(abandoned::find(workspace, &plan)?);
    }
    if !arguments.check {
        apply::write(workspace, &comparison, arguments.force)?;
    }
    let report =
        Report { plan: &plan, comparison: &comparison, check: arguments.check, time: started.elapsed() };
    match arguments.format {
        Format::Json => report.json(output)?,
        Format::Human => {
            warn(&plan, output)?;
            if arguments.check && comparison.differs() {
                diff::show(&comparison, output)?;
                report.advise(command, output)?;
            } else if !output.quiet {
                report.human(output)?;
            }
        }
    }
    Ok(if arguments.check && comparison.differs() { Outcome::Found } else { Outcome::Fine })
}

/// Whether what the run does not ask for is asked for by nobody. Not so where it was told to look at some documents only, or
/// at another configuration; and while a file is being saved, it may be gone for a moment.
fn knows_all_contracts(arguments: &CodegenArguments) -> bool {
    arguments.specs.is_empty() && arguments.config.is_none() && !arguments.watch
}

/// Notes and excerpts are left to `lint`: they would be the same in every run.
fn warn(plan: &Plan, output: &mut Output<'_>) -> Result<(), Failure> {
    let warnings = plan.warnings.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning);
    for diagnostic in warnings.clone() {
        writeln!(output.error()?, "{diagnostic}")?;
    }
    let files = || warnings.clone().filter_map(|warning| Some(warning.primary.as_ref()?.file.name()));
    let specs = plan.contracts.iter().map(|contract| contract.spec.as_str());
    let doubtful: Vec<&str> = specs.filter(|spec| files().any(|file| file == *spec)).collect();
    if !doubtful.is_empty() {
        writeln!(output.error()?, "run `fineprint lint {}` for excerpts", doubtful.join(" "))?;
    }
    Ok(())
}

/// Reads the configuration and the documents, and plans the files.
fn load(workspace: &Workspace, arguments: &CodegenArguments, progress: &Progress) -> Result<Plan, Failure> {
    let config = read_config(workspace, arguments)?;
    let contracts = match config.contracts {
        Some(contracts) => contracts,
        None => found_contracts(workspace)?,
    };
    let mut contracts = selected(contracts, workspace, &arguments.specs)?;
    choose(&mut contracts, arguments)?;
    if contracts.is_empty() {
        return Err(Failure::Unfit(format!(
            "nothing to generate from: {} has neither spec/*.yaml, .yml or .json, nor a {CONFIG} that names documents",
            workspace.root().display()
        )));
    }
    let mut sources = Vec::new();
    let mut missing = Diagnostics::new();
    for settings in contracts {
        let path = workspace.path(&settings.spec);
        // A document that the configuration names in vain is the configuration's mistake.
        if settings.place.is_some() && !path.exists() {
            missing.push(settings.error(format!("there is no file {}", settings.spec)));
            continue;
        }
        let file = workspace.read(&path)?;
        sources.push(Source { settings, file, path });
    }
    if !missing.is_empty() {
        return Err(Failure::Missing(missing));
    }
    Ok(plan::plan(workspace, sources, &config.fineprint, progress)?)
}

fn read_config(workspace: &Workspace, arguments: &CodegenArguments) -> Result<Config, Failure> {
    let path = config_path(workspace, arguments);
    if arguments.config.is_none() && !path.exists() {
        return Ok(Config::default());
    }
    if let Some(named) = arguments.config.as_ref().filter(|_| !path.exists()) {
        return Err(Failure::reading(named, ErrorKind::NotFound.into()));
    }
    let config = Config::read(&workspace.read(&path)?)?;
    if let Dependency::Path(runtime) = &config.fineprint
        && !workspace.path(runtime).join("Cargo.toml").is_file()
    {
        let name = workspace.shown(&path);
        return Err(Failure::Unfit(format!(
            "{name}: `fineprint` has the path {runtime}, where there is no crate"
        )));
    }
    Ok(config)
}

fn config_path(workspace: &Workspace, arguments: &CodegenArguments) -> PathBuf {
    arguments.config.as_ref().map_or_else(|| workspace.path(CONFIG), |config| workspace.argument(config))
}

/// Every document in `spec/`, by name.
fn found_contracts(workspace: &Workspace) -> Result<Vec<ContractSettings>, Failure> {
    let folder = workspace.path("spec");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    let reading = |error| Failure::reading(Path::new("spec"), error);
    for entry in fs::read_dir(&folder).map_err(reading)? {
        let path = entry.map_err(reading)?.path();
        if path.is_file() && is_document(&path) {
            names.extend(workspace.name(&path));
        }
    }
    names.sort();
    Ok(names.iter().map(|name| ContractSettings::new(name)).collect())
}

/// A document by its name; hidden files are what editors leave beside it.
fn is_document(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let extension = path.extension().and_then(|extension| extension.to_str());
    !hidden && matches!(extension, Some("yaml" | "yml" | "json"))
}

/// Puts what the command line chooses in place of what the configuration does.
fn choose(contracts: &mut [ContractSettings], arguments: &CodegenArguments) -> Result<(), Failure> {
    let selection = Selection { only: arguments.only.clone(), tags: arguments.tag.clone() };
    match contracts {
        _ if selection.is_everything() => Ok(()),
        [contract] => {
            contract.selection = selection;
            Ok(())
        }
        _ => Err(Failure::Unfit("--only and --tag are about one document: name it".to_owned())),
    }
}

/// Those of the contracts that the arguments name, in their order; a document that no setting names has the defaults.
fn selected(
    mut contracts: Vec<ContractSettings>,
    workspace: &Workspace,
    specs: &[PathBuf],
) -> Result<Vec<ContractSettings>, Failure> {
    if specs.is_empty() {
        return Ok(contracts);
    }
    let mut chosen: Vec<ContractSettings> = Vec::new();
    for spec in specs {
        let name = workspace.name(&workspace.argument(spec)).ok_or_else(|| {
            Failure::Unfit(format!("{} is not below {}", spec.display(), workspace.root().display()))
        })?;
        if chosen.iter().any(|settings| settings.spec == name) {
            continue;
        }
        let (named, others): (Vec<_>, Vec<_>) =
            contracts.into_iter().partition(|settings| settings.spec == name);
        contracts = others;
        if named.is_empty() {
            chosen.push(ContractSettings::new(&name));
        }
        chosen.extend(named);
    }
    Ok(chosen)
}
