//! The timings of one data set, all competitors beside each other. First each is asked whether the payloads are valid: times of
//! competitors who disagree are times of different work, and the page says so.

use std::error::Error;
use std::hint::black_box;

use fineprint::Checker;
use fineprint::check::{Direction, Part};
use fineprint_benches::bare;
use fineprint_benches::corpus::DataSet;
use fineprint_benches::figures::{Set, Timing, Verdict, Who, Work};
use fineprint_benches::home::{self, Case};
use fineprint_benches::shortcuts;
use fineprint_openapi::Formats;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::harness::{Competitor, Effort, compare};
use super::peers::Peers;

/// One schema and its payloads, as text and in memory.
struct Payloads<'a> {
    texts: Vec<&'a [u8]>,
    values: Vec<Value>,
}

impl<'a> Payloads<'a> {
    fn new(texts: Vec<&'a str>) -> Result<Self, serde_json::Error> {
        let values = texts.iter().map(|text| serde_json::from_str(text)).collect::<Result<_, _>>()?;
        Ok(Self { texts: texts.into_iter().map(str::as_bytes).collect(), values })
    }
}

/// Ours, for what is done.
#[derive(Clone, Copy)]
struct Checkers<'c> {
    /// Own bodies by the frozen contract, the others by a loaded one: for bytes both are the same.
    bytes: &'c Checker<'c>,
    /// With the schema as a function.
    values: &'c Checker<'c>,
    /// Without.
    loaded: &'c Checker<'c>,
}

/// A body of our own contract.
pub(crate) fn home(case: &Case, effort: Effort, alone: bool) -> Result<Set, Box<dyn Error>> {
    let payloads = Payloads::new(vec![case.body])?;
    let peers = (!alone).then_some(case.schema);
    let contract = bare::home()?;
    let loaded =
        contract.checker(&case.checker.schema().pointer).ok_or("the contract is not the frozen one")?;
    let checkers = Checkers { bytes: case.checker, values: case.checker, loaded: &loaded };
    let mut set = set(case.name, true, checkers, peers, &payloads, effort)?;
    if !alone {
        set.timings.extend(models(case, effort));
    }
    Ok(set)
}

/// A data set of the corpus.
pub(crate) fn corpus(data: &DataSet, effort: Effort, alone: bool) -> Result<Set, Box<dyn Error>> {
    let contract = bare::contract(&data.name, &data.schema, Formats::Annotate)?;
    let checker = bare::checker(&contract)?;
    let schema = shortcuts::schema(&data.name);
    let of_values =
        schema.as_ref().map(|schema| Checker::new(&contract, schema, Part::Instance, Direction::None));
    let values = of_values.as_ref().unwrap_or(&checker);
    let checkers = Checkers { bytes: &checker, values, loaded: &checker };
    let payloads = Payloads::new(data.instances.iter().map(String::as_str).collect())?;
    let peers = (!alone).then_some(&*data.schema);
    set(&data.name, false, checkers, peers, &payloads, effort)
}

/// The timings that every data set has. Without a schema for the peers, ours alone.
fn set(
    name: &str,
    home: bool,
    checkers: Checkers<'_>,
    schema: Option<&str>,
    payloads: &Payloads<'_>,
    effort: Effort,
) -> Result<Set, Box<dyn Error>> {
    let peers = match schema {
        Some(schema) => Some(Peers::new(name, &serde_json::from_str(schema)?, home)),
        None => None,
    };
    let validators = peers.as_ref().map(validators).unwrap_or_default();
    let ours = payloads.texts.iter().filter(|text| checkers.bytes.check_slice(text).is_valid()).count();
    let is_valid = |value: &&Value| checkers.values.is_valid_value(value);
    let by_functions = payloads.values.iter().filter(is_valid).count();
    let mut verdicts =
        vec![Verdict { who: Who::Fineprint, valid: by_functions }, Verdict { who: Who::Loaded, valid: ours }];
    verdicts.extend(validators.iter().map(|(who, is_valid)| Verdict {
        who: *who,
        valid: payloads.values.iter().filter(|value| is_valid(value)).count(),
    }));
    let mut timings = from_bytes(checkers.bytes, &validators, payloads, effort);
    timings.extend(from_values(checkers, peers.as_ref(), &validators, payloads, effort));
    Ok(Set {
        name: name.to_owned(),
        home,
        documents: payloads.texts.len(),
        bytes: payloads.texts.iter().map(|text| text.len()).sum(),
        verdicts,
        timings,
        absent: peers.as_ref().map(|peers| peers.absent.clone()).unwrap_or_default(),
    })
}

/// What says whether a value is valid.
type IsValid<'p> = Box<dyn Fn(&Value) -> bool + 'p>;

fn validators(peers: &Peers) -> Vec<(Who, IsValid<'_>)> {
    let mut validators: Vec<(Who, IsValid<'_>)> = Vec::new();
    if let Some(macros) = peers.macros {
        validators.push((Who::Macros, Box::new(macros.is_valid)));
    }
    if let Some(runtime) = &peers.runtime {
        validators.push((Who::Runtime, Box::new(|value| runtime.is_valid(value))));
    }
    if let Some(boon) = &peers.boon {
        validators.push((Who::Boon, Box::new(|value| boon.is_valid(value))));
    }
    validators
}

/// From bytes to a verdict, and the floors: readers that check nothing.
fn from_bytes(
    checker: &Checker<'_>,
    validators: &[(Who, IsValid<'_>)],
    payloads: &Payloads<'_>,
    effort: Effort,
) -> Vec<Timing> {
    let texts = &payloads.texts;
    let ours = Competitor::new(Who::Fineprint, || {
        for text in texts {
            drop(black_box(checker.check_slice(black_box(text))));
        }
    });
    let mut all = vec![ours];
    for (who, is_valid) in validators {
        all.push(Competitor::new(*who, || {
            for text in texts {
                let value = serde_json::from_slice::<Value>(black_box(text));
                black_box(value.is_ok_and(|value| is_valid(&value)));
            }
        }));
    }
    if !validators.is_empty() {
        all.push(floor(Who::Ignored, texts, |text| serde_json::from_slice::<IgnoredAny>(text).is_ok()));
        all.push(floor(Who::SonicIgnored, texts, |text| sonic_rs::from_slice::<IgnoredAny>(text).is_ok()));
        all.push(floor(Who::Parse, texts, |text| black_box(serde_json::from_slice::<Value>(text)).is_ok()));
    }
    compare(effort, Work::Bytes, texts.len(), &mut all)
}

fn floor<'a>(who: Who, texts: &'a [&[u8]], read: fn(&[u8]) -> bool) -> Competitor<'a> {
    Competitor::new(who, move || {
        for text in texts {
            black_box(read(black_box(text)));
        }
    })
}

/// One of ours, on values.
fn ours<'a>(who: Who, checker: &'a Checker<'a>, values: &'a [Value]) -> Competitor<'a> {
    Competitor::new(who, move || {
        for value in values {
            drop(black_box(checker.check_value(black_box(value))));
        }
    })
}

/// From values in memory to a verdict, and to all errors.
fn from_values(
    checkers: Checkers<'_>,
    peers: Option<&Peers>,
    validators: &[(Who, IsValid<'_>)],
    payloads: &Payloads<'_>,
    effort: Effort,
) -> Vec<Timing> {
    let values = &payloads.values;
    let mut all =
        vec![ours(Who::Fineprint, checkers.values, values), ours(Who::Loaded, checkers.loaded, values)];
    for (who, is_valid) in validators {
        all.push(Competitor::new(*who, || {
            for value in values {
                black_box(is_valid(black_box(value)));
            }
        }));
    }
    if let Some(macros) = peers.and_then(|peers| peers.macros) {
        all.push(Competitor::new(Who::MacrosErrors, move || {
            for value in values {
                black_box((macros.errors)(black_box(value)));
            }
        }));
    }
    if let Some(runtime) = peers.and_then(|peers| peers.runtime.as_ref()) {
        all.push(Competitor::new(Who::RuntimeErrors, || {
            for value in values {
                black_box(runtime.iter_errors(black_box(value)).count());
            }
        }));
    }
    compare(effort, Work::Value, values.len(), &mut all)
}

/// From bytes to a model.
fn models(case: &Case, effort: Effort) -> Vec<Timing> {
    let Case { checker, body, decode, serde, sonic, .. } = *case;
    let read = |who, read: fn(&[u8]) -> bool| {
        Competitor::new(who, move || {
            black_box(read(black_box(body.as_bytes())));
        })
    };
    let ours = Competitor::new(Who::Fineprint, || {
        black_box(decode(checker, black_box(body.as_bytes())));
    });
    let mut all = [ours, read(Who::Serde, serde), read(Who::Sonic, sonic)];
    compare(effort, Work::Model, 1, &mut all)
}

/// Times one large array.
pub(crate) fn bulk(effort: Effort, documents: usize) -> Result<(usize, f64), Box<dyn Error>> {
    let (array, schema) = home::bulk(documents);
    let contract = bare::contract("bulk", &schema, Formats::Assert)?;
    let checker = bare::checker(&contract)?;
    if !checker.is_valid_slice(array.as_bytes()) {
        return Err("the array of many bodies is not valid".into());
    }
    let nanoseconds = super::harness::time(effort, || {
        drop(black_box(checker.check_slice(black_box(array.as_bytes()))));
    });
    Ok((array.len(), nanoseconds / 1e6))
}
