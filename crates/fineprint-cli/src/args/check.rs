//! The arguments of `check`, and its help.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use fineprint_openapi::Dialect;

use crate::reading::{FormatMode, Reading};

/// The arguments of `check`.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("yardstick").args(["spec", "schema"]).required(true),
    override_usage = "\
fineprint check --spec SPEC [OPTIONS] TRAFFIC...
       fineprint check --spec SPEC --at POINTER [OPTIONS] INSTANCES...
       fineprint check --schema SCHEMA [--at POINTER] [OPTIONS] INSTANCES...",
    after_help = "\
Exchanges (--spec without --at): requests and their responses, as browsers and proxies record them. A .har file is a HAR \
file (HTTP Archive 1.2); a .ndjson or .jsonl file has one entry of a HAR file on each line: \
`jq -c '.log.entries[]' x.har` makes one of the other. Standard input (`-`), and a file of any other name, is either. \
Traffic is read as a stream, so that files can be larger than the memory, and judged on all cores.

Each request is judged by the operation that its method and path belong to: parameters, credentials (presence and form), media type \
and body; its response by status, header fields, media type and body. What belongs to no operation is invalid. A body \
that was not recorded is unchecked, never valid. A request that was never answered (status 0) is judged by itself, and its response is \
unchecked. Hosts are not compared. Browsers leave Authorization and Cookie out of what they export, unless one exports with \
sensitive data: then credentials are reported as missing. For dates that must lie in the past or future, now is when the exchange was recorded (startedDateTime), if that is known. An entry \
that cannot be read is told on standard error, and the others are judged.

Instances (--at, --schema): JSON by itself. A .json file is one instance; a .ndjson or .jsonl file has one on each line. Standard \
input (`-`), and a file of any other name, is one instance if the whole of it is JSON, else one on each line. Empty lines are \
skipped. The yardstick is one schema of an OpenAPI document (--spec and --at) or a JSON Schema (--schema). Where \
the pointer leads through a request, readOnly properties are refused, and through a response writeOnly ones. A JSON Schema is of \
the dialect that its $schema names, else of --dialect: 2020-12, 2019-09, 7, 6, 4, oas-3.0 or oas-3.1. In it, formats only tell, \
unless by --formats assert; in an OpenAPI document they demand.

Formats:
  human   what is not valid, and a summary
  json    an object on each line: entry (counted from 0), exchange or instance (its file, and line or entry \
in it), operation (of exchanges; null if there is none), verdict, violations, unchecked; of an \
entry that cannot be read, exchange and error, and of a file, error
  junit   a test suite for each operation or file, a test case for each exchange or instance; \
written at the end, and in memory until then (half a kilobyte for each)
  sarif   SARIF 2.1.0: a rule for each keyword; results lie in the document, and relate to the traffic
  github  annotations of a GitHub workflow, in the document

Messages state sizes and types, and templates of paths, not values, which may be secrets, unless by --show-values.

Examples:
  fineprint check --spec api.yaml traffic.har
  fineprint check --spec api.yaml --operation createOrder --response-only monday.har tuesday.har
  zcat traffic.ndjson.gz | fineprint check --spec api.yaml --format json - > verdicts.ndjson
  fineprint check --spec api.yaml --format junit traffic.har > junit.xml
  fineprint check --spec api.yaml --at '#/components/schemas/Item' *.json
  jq -c '.items[]' list.json |
      fineprint check --spec api.yaml --at '#/components/schemas/Item' -
  fineprint check --schema order.json --resolve https://example.com/=vendor orders.ndjson

Exit status:
  0  all are valid
  1  one is invalid, or could not be checked in all respects
  2  could not run: a file or an entry of it cannot be read, there was nothing to check, the document has errors, or it has \
no such schema or operation"
)]
pub struct CheckArguments {
    /// The OpenAPI document
    #[arg(long, value_name = "SPEC")]
    pub spec: Option<PathBuf>,
    /// The JSON Schema
    #[arg(long, value_name = "SCHEMA")]
    pub schema: Option<PathBuf>,
    /// The schema: a JSON Pointer into the document, as in '#/components/schemas/Organization'
    #[arg(long, value_name = "POINTER")]
    pub at: Option<String>,
    /// The dialect of a JSON Schema that does not name its own
    #[arg(long, value_name = "DIALECT", default_value_t = Dialect::Draft202012, conflicts_with = "spec")]
    pub dialect: Dialect,
    /// What `format` is: it only tells (annotate), or demands what it says (assert)
    #[arg(long, value_name = "annotate|assert", value_enum, hide_possible_values = true)]
    pub formats: Option<FormatMode>,
    /// Files of exchanges or instances, or `-` for standard input
    #[arg(value_name = "TRAFFIC|INSTANCES", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Report what the document does not mention: properties, parameters, bodies
    #[arg(long)]
    pub strict: bool,
    /// How many violations of one message or instance to report
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub max_violations: Option<NonZeroUsize>,
    /// Show the values that are wrong
    #[arg(long)]
    pub show_values: bool,
    /// How to report
    #[arg(
        long,
        value_name = "human|json|junit|sarif|github",
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    pub format: CheckFormat,
    // Last, since the headings of their options go on to what follows.
    /// Which exchanges
    #[command(flatten)]
    pub choice: Choice,
    /// How to read
    #[command(flatten)]
    pub reading: Reading,
}

/// What of the traffic is judged.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Exchanges")]
pub struct Choice {
    /// Judge only exchanges of this operation, by its operationId or as 'PUT /orders/{id}'; repeatable
    #[arg(long, value_name = "ID", conflicts_with_all = ["at", "schema"])]
    pub operation: Vec<String>,
    /// Judge requests, and not their responses
    #[arg(long, conflicts_with_all = ["response_only", "at", "schema"])]
    pub request_only: bool,
    /// Judge responses, and not their requests
    #[arg(long, conflicts_with_all = ["at", "schema"])]
    pub response_only: bool,
}

fn at_least_one(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "it is a whole number, and at least 1".to_owned())
}

/// How to report what was judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    #[default]
    Human,
    /// An object on each line
    Json,
    /// For what shows the results of tests
    Junit,
    /// For what shows the results of static analysis
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}
