//! Checking a payload: the entry points that services, tests and tools call.

mod find;
mod options;
mod part;
mod valid;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::{Contract, Schema};
use crate::engine::shortcut::{self, Shortcut};
use crate::engine::{self, Run};
use crate::json::Reader;
use crate::report::{Kind, Report};

pub use options::{Clock, Options};
pub use part::{Direction, Part};
pub use valid::Valid;

static DEFAULT_OPTIONS: Options = Options::DEFAULT;

/// One schema of a contract, ready to check payloads: `update_organization::REQUEST` of a generated crate, or what
/// [`Contract::checker`] gives.
///
/// ```
/// # use fineprint::contract::freeze::*;
/// # static CONTRACT: Contract = Contract { title: Frozen("t"), version: Frozen("1"), operations: Frozen(&[]), bases: Frozen(&[]),
/// #     components: Frozen(&[]), security_schemes: Frozen(&[]), has_one_way_properties: false, positions: Frozen(&[]) };
/// # static NAME: Schema = schema("#/components/schemas/Name", &[Type(STRING), MaxLength(5)]);
/// static CHECKER: Checker<'static> = Checker::new(&CONTRACT, &NAME, Part::RequestBody, Direction::Request);
///
/// let name = CHECKER.decode::<String>(br#""Ada""#)?;
/// assert_eq!(*name, "Ada");
///
/// let report = CHECKER.check_slice(br#""Ada Lovelace""#);
/// assert_eq!(report.violations()[0].message(), "12 characters, at most 5 allowed");
/// # Ok::<(), fineprint::report::Report>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Checker<'c> {
    contract: &'c Contract,
    schema: &'c Schema,
    part: Part,
    direction: Direction,
    options: &'c Options,
    /// The shortcut of the schema, if the settings leave it a say: found out here once, not by each check.
    shortcut: Option<Shortcut>,
}

impl<'c> Checker<'c> {
    /// A check of that schema, which must belong to that contract.
    pub const fn new(contract: &'c Contract, schema: &'c Schema, part: Part, direction: Direction) -> Self {
        let options = &DEFAULT_OPTIONS;
        Self { contract, schema, part, direction, options, shortcut: options.shortcut(schema) }
    }

    /// The same check with other settings.
    #[must_use]
    pub const fn with<'o>(&self, options: &'o Options) -> Checker<'o>
    where
        'c: 'o,
    {
        Checker {
            contract: self.contract,
            schema: self.schema,
            part: self.part,
            direction: self.direction,
            options,
            shortcut: options.shortcut(self.schema),
        }
    }

    /// The schema that payloads are held to.
    pub const fn schema(&self) -> &'c Schema {
        self.schema
    }

    /// The part of a message that the payload is.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// Reads JSON text into a `T` and checks it. `T` is the generated model or any other type.
    ///
    /// `T` gets to see the text once it is known to be valid. If it is not, or this cannot be told at once, `T` reads along with the
    /// walk that finds all violations. Strings without escapes can be borrowed from the text.
    ///
    /// # Errors
    ///
    /// The report, if the text is not valid; it is the one that [`check_slice`](Self::check_slice) gives. Where the text
    /// meets the contract and `T` still refuses it, the report has one violation, with the keyword `model`.
    pub fn decode<'de, T: Deserialize<'de>>(&self, json: &'de [u8]) -> Result<Valid<T>, Report> {
        let mut run = self.run();
        let met = engine::met_text(&mut run, self.schema, json);
        if let Some(text) = met {
            let mut reader = Reader::new(text);
            if let Ok(value) = T::deserialize(&mut reader)
                && reader.end().is_ok()
            {
                return Ok(Valid::new(value));
            }
        }
        let checked = || if met.is_some() { Report::VALID } else { self.check_all(json) };
        let mut run = self.run();
        let (result, failed_at) = engine::decode::<T>(&mut run, self.schema, json);
        if let Ok(value) = result {
            // A type that goes on after an error has not shown everything to the check.
            let report = if failed_at.is_none() { run.into_report() } else { checked() };
            return if self.accepts(&report) { Ok(Valid::new(value)) } else { Err(report) };
        }
        // `T` gave up, or the text is not JSON: what lies behind was not looked at. So look again, without `T`.
        let report = checked();
        if self.accepts(&report) {
            let mut run = self.run();
            run.record_model(failed_at.unwrap_or_default());
            return Err(run.into_report());
        }
        Err(report)
    }

    /// Checks JSON text. Everything in it is looked at, also what no constraint speaks of: it must be JSON (RFC 8259), in
    /// UTF-8, without a key that stands twice in its object.
    pub fn check_slice(&self, json: &[u8]) -> Report {
        let mut run = self.run();
        if engine::is_met_by_text(&mut run, self.schema, json) {
            return Report::VALID;
        }
        self.check_all(json)
    }

    /// The same, with all that is to be said.
    #[cold]
    fn check_all(&self, json: &[u8]) -> Report {
        let mut run = self.run();
        let (result, _) = engine::decode::<IgnoredAny>(&mut run, self.schema, json);
        match result {
            Ok(IgnoredAny) => run.into_report(),
            // Half of a text says nothing about the whole.
            Err(kind) => {
                let mut run = self.run();
                run.record_unplaced(kind);
                run.into_report()
            }
        }
    }

    /// Checks a parsed value, by the [shortcut] of the schema first, if it was generated with one. What a [`Value`] does
    /// not show, such as a key that stood twice, cannot be found here; and of a value that is valid, parts that need not be looked at to
    /// know it are not, so that only what is read as text ([`check_slice`](Self::check_slice), [`check`](Self::check)) is held all over to the
    /// limit of depth, and to there being no reserved keys.
    #[inline]
    pub fn check_value(&self, value: &Value) -> Report {
        if self.is_met_by_shortcut(value) { Report::VALID } else { self.check_value_by_tables(value) }
    }

    /// Whether the shortcut says that a value is certain to be valid.
    #[inline]
    pub(crate) fn is_met_by_shortcut(&self, value: &Value) -> bool {
        match self.shortcut {
            Some(Shortcut::Plain(is_met)) => is_met(value),
            Some(Shortcut::Walking(is_met)) => shortcut::walk(is_met, value, self.options, self.direction),
            None => false,
        }
    }

    /// The same, without a shortcut.
    #[inline(never)]
    fn check_value_by_tables(&self, value: &Value) -> Report {
        let mut run = self.run();
        if engine::is_met_by_tree(&mut run, self.schema, value) {
            return Report::VALID;
        }
        engine::walk_tree(&mut run, self.schema, value);
        run.into_report()
    }

    /// Checks what a value serializes to.
    pub fn check<T: Serialize + ?Sized>(&self, value: &T) -> Report {
        match self.encode_unchecked(value) {
            Ok(json) => self.check_slice(&json),
            Err(report) => report,
        }
    }

    /// Serializes a value to JSON and checks it: the mirror of [`decode`](Self::decode).
    ///
    /// # Errors
    ///
    /// The report, if what would be sent is not valid. Where `T` cannot be serialized at all, it has one violation, with
    /// the keyword `model`.
    pub fn encode<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>, Report> {
        let json = self.encode_unchecked(value)?;
        let report = self.check_slice(&json);
        if self.accepts(&report) { Ok(json) } else { Err(report) }
    }

    /// Whether JSON text is valid.
    pub fn is_valid_slice(&self, json: &[u8]) -> bool {
        self.check_slice(json).is_valid()
    }

    /// Whether a parsed value is valid.
    #[inline]
    pub fn is_valid_value(&self, value: &Value) -> bool {
        self.is_met_by_shortcut(value) || self.check_value_by_tables(value).is_valid()
    }

    /// Whether what a value serializes to is valid.
    pub fn is_valid<T: Serialize + ?Sized>(&self, value: &T) -> bool {
        self.check(value).is_valid()
    }

    fn encode_unchecked<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>, Report> {
        serde_json::to_vec(value).map_err(|_| {
            let mut run = self.run();
            run.record_unplaced(Kind::Unwritable);
            run.into_report()
        })
    }

    fn accepts(&self, report: &Report) -> bool {
        self.options.accepts(report.verdict())
    }

    fn run(&self) -> Run<'c> {
        Run::new(self.contract, self.options, self.part, self.direction)
    }
}
