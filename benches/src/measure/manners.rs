//! Own bodies, written in other ways: who expects keys in the order of the document, and is quick where text is ASCII, is to show what
//! it takes where they come in another one, and beyond ASCII. Beside the reader that keeps nothing, over the same text.

use std::error::Error;
use std::fmt;
use std::hint::black_box;

use fineprint_benches::figures::{Manner, Timing, Who, Work};
use fineprint_benches::home::Case;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::harness::{Competitor, Effort, compare};

/// The body in all manners.
pub(crate) fn all(case: &Case, effort: Effort) -> Result<Vec<Manner>, Box<dyn Error>> {
    let as_it_is: Members = serde_json::from_str(case.body)?;
    let reversed = Members(as_it_is.0.iter().rev().cloned().collect());
    let by_name: Value = serde_json::from_str(case.body)?;
    let manners = [
        ("in the document's order", serde_json::to_string(&as_it_is)?),
        ("in reverse", serde_json::to_string(&reversed)?),
        ("by name", by_name.to_string()),
        ("with spaces", spaced(&as_it_is)?),
        ("indented", serde_json::to_string_pretty(&as_it_is)?),
        ("with accents", accented(&as_it_is)?),
    ];
    manners.into_iter().map(|(manner, body)| measured(case, manner, &body, effort)).collect()
}

fn measured(case: &Case, manner: &str, body: &str, effort: Effort) -> Result<Manner, Box<dyn Error>> {
    let bytes = body.as_bytes();
    if !case.checker.check_slice(bytes).is_valid() {
        return Err(format!("{}, {manner}: not valid", case.name).into());
    }
    let ours =
        Competitor::new(Who::Fineprint, || drop(black_box(case.checker.check_slice(black_box(bytes)))));
    let floor = Competitor::new(Who::Ignored, || {
        drop(black_box(serde_json::from_slice::<IgnoredAny>(black_box(bytes))));
    });
    let timings = compare(effort, Work::Bytes, 1, &mut [ours, floor]);
    let of =
        |who, figure: fn(&Timing) -> f64| timings.iter().find(|it| it.who == who).map_or(f64::NAN, figure);
    Ok(Manner {
        body: case.name.to_owned(),
        manner: manner.to_owned(),
        nanoseconds: of(Who::Fineprint, |it| it.nanoseconds),
        floors: 1.0 / of(Who::Ignored, |it| it.ratio),
    })
}

/// The members of an object, each `e` of what people write as `é`, of two bytes: so that nothing gets longer in characters.
fn accented(members: &Members) -> serde_json::Result<String> {
    let accent = |value: &Value| match value.as_str() {
        Some(text) if text.contains(' ') => Value::from(text.replace('e', "é")),
        Some(_) | None => value.clone(),
    };
    serde_json::to_string(&Members(
        members.0.iter().map(|(key, value)| (key.clone(), accent(value))).collect(),
    ))
}

/// The members of an object as Python writes them.
fn spaced(members: &Members) -> serde_json::Result<String> {
    let members: serde_json::Result<Vec<String>> = members
        .0
        .iter()
        .map(|(key, value)| Ok(format!("{}: {}", serde_json::to_string(key)?, serde_json::to_string(value)?)))
        .collect();
    Ok(format!("{{{}}}", members?.join(", ")))
}

/// The members of an object, in order.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Members;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
