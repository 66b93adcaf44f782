//! What was measured, as it is kept in `docs/performance.json`: written by the benchmark, read by what draws the page. No
//! judgement of it is here.

use serde::{Deserialize, Serialize};

/// Everything that one call of the benchmark found.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Figures {
    /// Each data set, with all timings.
    pub sets: Vec<Set>,
    /// What the heap is asked for.
    pub allocations: Vec<Allocations>,
    /// The same for data sets.
    #[serde(default)]
    pub heap: Vec<Heap>,
    /// One large payload.
    pub bulk: Option<Bulk>,
    /// Own bodies, written in other ways.
    #[serde(default)]
    pub manners: Vec<Manner>,
    /// Whole HTTP messages.
    #[serde(default)]
    pub messages: Vec<Message>,
    /// How long it takes to find an operation.
    #[serde(default)]
    pub routing: Vec<Routing>,
    /// How the time grows.
    pub growth: Vec<Growth>,
    /// How long it takes until the first check.
    pub startup: Vec<Startup>,
    /// What the frozen contract adds to a program.
    pub binary: Option<Binary>,
    /// Counts that no other process disturbs.
    pub instructions: Vec<Instructions>,
}

/// One schema with payloads that meet it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Set {
    /// Its name.
    pub name: String,
    /// Whether it is a body of the contract of this repository; else it is of the corpus.
    pub home: bool,
    /// How many payloads it has.
    pub documents: usize,
    /// How long they are together.
    pub bytes: usize,
    /// How many of the payloads each competitor holds for valid.
    pub verdicts: Vec<Verdict>,
    /// The timings.
    pub timings: Vec<Timing>,
    /// Who could not take part, and why.
    pub absent: Vec<Absence>,
}

/// How many payloads are valid to somebody.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Verdict {
    /// To whom.
    pub who: Who,
    /// How many.
    pub valid: usize,
}

/// A competitor who could not take part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Absence {
    /// Who.
    pub who: Who,
    /// Why, in the words of the tool.
    pub why: String,
}

/// How long one competitor takes for one piece of work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Timing {
    /// What is done.
    pub work: Work,
    /// By whom.
    pub who: Who,
    /// The median of the rounds, for one payload.
    pub nanoseconds: f64,
    /// The time by ours, within one round; the median of the rounds. Above one, ours is faster.
    pub ratio: f64,
}

/// What is done to a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// From bytes to a verdict.
    Bytes,
    /// From a value in memory to a verdict.
    Value,
    /// From bytes to a model.
    Model,
}

/// Who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Fineprint, which always finds all violations.
    Fineprint,
    /// The same by the tables of a contract that was loaded, without the functions that generated code has of schemas.
    Loaded,
    /// `jsonschema`, with the schema compiled to Rust: `is_valid`.
    Macros,
    /// `jsonschema` at run time: `is_valid`.
    Runtime,
    /// `boon`: `validate`.
    Boon,
    /// ajv, standalone code under Node.
    Ajv,
    /// Blaze, as the command line of Sourcemeta.
    Blaze,
    /// As [`Who::Macros`], all errors.
    MacrosErrors,
    /// As [`Who::Runtime`], all errors.
    RuntimeErrors,
    /// `serde_json`, nothing kept and nothing checked: a floor.
    Ignored,
    /// `sonic-rs`, nothing kept and nothing checked: a floor.
    SonicIgnored,
    /// `serde_json` into a `Value`, nothing checked: the floor of whoever needs one.
    Parse,
    /// `serde_json` into the model, nothing checked.
    Serde,
    /// `sonic-rs` into the model, nothing checked.
    Sonic,
}

impl Who {
    /// How the page names them.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fineprint => "Fineprint",
            Self::Loaded => "Fineprint, loaded",
            Self::Macros => "jsonschema macros",
            Self::Runtime => "jsonschema",
            Self::Boon => "boon",
            Self::Ajv => "ajv",
            Self::Blaze => "Blaze",
            Self::MacrosErrors => "jsonschema macros, all errors",
            Self::RuntimeErrors => "jsonschema, all errors",
            Self::Ignored => "`IgnoredAny`",
            Self::SonicIgnored => "`IgnoredAny`, sonic-rs",
            Self::Parse => "`Value`",
            Self::Serde => "serde_json",
            Self::Sonic => "sonic-rs",
        }
    }
}

/// What the heap is asked for, for one payload.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Allocations {
    /// The payload.
    pub case: String,
    /// What is done to it.
    pub what: String,
    /// How many allocations.
    pub count: u64,
    /// Of how many bytes together.
    pub bytes: u64,
}

/// How often a data set asks the heap for memory.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Heap {
    /// Its name.
    pub set: String,
    /// How many payloads it has.
    pub documents: usize,
    /// The allocations for all of them, from bytes.
    pub by_text: u64,
    /// The same from values in memory.
    pub by_value: u64,
}

/// One array of many bodies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bulk {
    /// How many bodies.
    pub documents: usize,
    /// How long the array is.
    pub bytes: usize,
    /// The most that the heap held while it was checked, beside the input.
    pub peak: u64,
    /// How long the check takes.
    pub milliseconds: f64,
}

/// A body that is written in some way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manner {
    /// The body.
    pub body: String,
    /// The way.
    pub manner: String,
    /// How long a check of the bytes takes; the median of the rounds.
    pub nanoseconds: f64,
    /// That time by the one of a reader that keeps nothing, within one round; the median of the rounds.
    pub floors: f64,
}

/// A whole HTTP message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Message {
    /// The message.
    pub message: String,
    /// How long its body is.
    pub bytes: usize,
    /// How many nanoseconds a check of the body alone takes.
    pub body: f64,
    /// How many it takes to find the operation.
    pub find: f64,
    /// How many the check of the whole takes: operation, head and body.
    pub whole: f64,
}

/// How long it takes to find an operation among those of a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Routing {
    /// The document.
    pub document: String,
    /// How many operations it has.
    pub operations: usize,
    /// How many of them are looked for, each once: those that a request can lead to.
    pub found: usize,
    /// For one of them, on average; nothing, where there is none.
    pub nanoseconds: Option<f64>,
}

/// How the time grows with one size.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Growth {
    /// What is made larger.
    pub title: String,
    /// What the size counts.
    pub unit: String,
    /// The sizes, each with the nanoseconds for the whole payload.
    pub rows: Vec<(usize, f64)>,
}

/// How long it takes until there is a contract.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Startup {
    /// From what.
    pub what: String,
    /// How long that is.
    pub bytes: usize,
    /// How long it takes.
    pub milliseconds: f64,
}

/// What the frozen contract adds to a program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Binary {
    /// A program with the engine and a contract of one schema, in bytes.
    pub without: u64,
    /// The same with the frozen contract.
    pub with: u64,
    /// How many schemas the contract has.
    pub schemas: usize,
}

/// How many instructions one payload takes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Instructions {
    /// The payload and what is done to it.
    pub case: String,
    /// The instructions.
    pub count: u64,
}
