//! The command line's grammar and its help. What the arguments mean is carried out elsewhere.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::reading::Reading;

mod check;

pub use check::{CheckArguments, CheckFormat, Choice};

/// The arguments of `fineprint`.
#[derive(Debug, Parser)]
#[command(
    name = "fineprint",
    version,
    about = "Holds JSON to the fine print of its OpenAPI contract",
    after_help = "\
Examples:
  fineprint lint spec/organizations.yaml   find the mistakes in a document
  fineprint codegen                        write the models and validators
  fineprint codegen --check                in CI: are they up to date?
  fineprint check --spec spec/organizations.yaml traffic.har
                                           judge recorded requests and responses
  fineprint check --spec spec/organizations.yaml \\
      --at '#/components/schemas/UpdateOrganizationRequest' body.json
  fineprint check --schema config.schema.json config.json

Exit status:
  0  all is well
  1  something differs, is invalid or was not checked, or lint or codegen found errors in a document
  2  could not run: wrong arguments, a file that is missing or cannot be read or written, or a document with errors \
as the yardstick of check"
)]
pub struct Arguments {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// How to say it
    #[command(flatten)]
    pub manner: Manner,
}

/// Options of every command.
#[derive(Debug, Clone, Copy, Args)]
pub struct Manner {
    /// When to use colours
    #[arg(
        long,
        help = "When to use colours; NO_COLOR and CLICOLOR_FORCE are respected",
        global = true,
        value_name = "auto|always|never",
        value_enum,
        default_value_t,
        hide_possible_values = true,
        display_order = 100
    )]
    pub color: Color,
    /// Say only what is wrong, without summaries
    #[arg(long, short, global = true, display_order = 101)]
    pub quiet: bool,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the models and validators of the workspace's OpenAPI documents
    Codegen(CodegenArguments),
    /// Report every mistake in OpenAPI documents
    Lint(LintArguments),
    /// Judge recorded HTTP exchanges by an OpenAPI document, or JSON by one schema
    Check(CheckArguments),
}

/// The arguments of `codegen`.
#[derive(Debug, Args)]
#[command(after_help = "\
The workspace's root is found upwards from the working directory: the first folder that has a fineprint.yaml, or a \
Cargo.toml with [workspace].

Without fineprint.yaml, each spec/NAME.yaml, .yml or .json there becomes the crates crates/NAME-models and \
crates/NAME-validators. A fineprint.yaml says otherwise; all keys but `spec` are optional:

  contracts:
    - spec: spec/organizations.yaml
      name: organizations
      models: crates/organizations-models
      validators: crates/organizations-validators
      # Operations and schemas, with what they refer to:
      only: [updateOrganization, Money]
      # And all operations with these tags:
      tags: [billing]
      # How dates are held: chrono, jiff or string.
      dates: chrono
      # Whether enums of responses take values that are not listed:
      open_enums: false
      # Whether requests and responses have types of their own:
      split_directions: false
      # Whether operations have types of whole requests:
      request_types: false
      # Whether schemas become functions, too, by which parsed values are checked faster:
      shortcuts: false
      # Where references to other files lead:
      resolve: {https://example.com/: vendor}
      # Whether they may leave the document's folder:
      allow_outside: false
      # Whether nullable and readOnly count beside a $ref of 3.0:
      ref_siblings: false
      # Types in place of generated ones, and where they are:
      types:
        formats: {uuid: String}
        schemas: {Money: money::Money}
      dependencies:
        money: {path: crates/money}
  # The runtime: {path: FOLDER} of a clone, or {version: \"0.1\"}.
  fineprint: {path: ../fineprint/crates/fineprint}

A document with errors leaves all files as they are. A file without the `@generated` header is not removed, and \
overwritten only by --force. Generated files that no document asks for any more are removed, and so are whole crates, if their document is gone.

Examples:
  fineprint codegen                           write what has changed
  fineprint codegen --check                   write nothing, show what would change
  fineprint codegen --watch                   write again whenever a document is saved
  fineprint codegen spec/organizations.yaml   only this document
  fineprint codegen --only updateOrganization spec/organizations.yaml
                                              only this operation, and what it refers to; for good, name it
                                              in fineprint.yaml, or --check will miss the rest

Exit status:
  0  written, or up to date
  1  --check found differences, or a document or fineprint.yaml has errors
  2  could not run: a file is missing, or cannot be read or written")]
pub struct CodegenArguments {
    /// Documents to generate from; all of the workspace's if none is named
    #[arg(value_name = "SPEC")]
    pub specs: Vec<PathBuf>,
    /// Generate from this operation (its id or pointer) or schema (its name or pointer), and what it refers to; repeatable
    #[arg(long, value_name = "NAME", conflicts_with = "watch")]
    pub only: Vec<String>,
    /// Generate from all operations with this tag, and what they refer to; repeatable
    #[arg(long, value_name = "TAG", conflicts_with = "watch")]
    pub tag: Vec<String>,
    /// Write nothing, show what would change, and exit with 1 if something would
    #[arg(long, conflicts_with_all = ["watch", "force"])]
    pub check: bool,
    /// Generate, and again whenever a document is saved, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    /// Overwrite files that lack the `@generated` header
    #[arg(long)]
    pub force: bool,
    /// A configuration other than the root's fineprint.yaml; its folder is then the root
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How to report
    #[arg(long, value_name = "human|json", value_enum, default_value_t, hide_possible_values = true)]
    pub format: Format,
}

/// The arguments of `lint`.
#[derive(Debug, Args)]
#[command(after_help = "\
Each finding is an error (the document cannot be used), a warning (it is probably not what its author meant), or a \
note. Notes are counted, and shown by --notes. With --format json, each is an object on a line of its own: severity, code, message, file, line, column, help. \
With --format github, each is an annotation of a GitHub workflow.

Examples:
  fineprint lint spec/*.yaml
  fineprint lint --deny-warnings --format github spec/organizations.yaml

Exit status:
  0  no errors
  1  an error; with --deny-warnings, also a warning
  2  could not run: a file is missing or cannot be read")]
pub struct LintArguments {
    /// Documents to read, or `-` for standard input
    #[arg(value_name = "SPEC", required = true)]
    pub specs: Vec<PathBuf>,
    /// Show notes too, and not only their number
    #[arg(long)]
    pub notes: bool,
    /// Exit with 1 for a warning too
    #[arg(long)]
    pub deny_warnings: bool,
    /// How to read
    #[command(flatten)]
    pub reading: Reading,
    /// How to report
    #[arg(long, value_name = "human|json|github", value_enum, default_value_t, hide_possible_values = true)]
    pub format: LintFormat,
}

/// How to report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// For machines
    Json,
}

/// How to report findings in documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// For people, with excerpts
    #[default]
    Human,
    /// An object on each line
    Json,
    /// Annotations of a GitHub workflow
    Github,
}
