//! Parameters and header fields: found where they stand, read by their style, and judged by their schema.

use std::borrow::Cow;

use http::HeaderMap;
use serde_json::Value;

use super::guide::Guide;
use super::style::{Malformed, Reading, Written};
use super::text::{Pair, decoded};
use crate::check::Part;
use crate::contract::media::is_json;
use crate::contract::{Keyword, Location, MediaType, Operation, Parameter, ParameterValue, Style};
use crate::engine::{self, Run};
use crate::report::pointer::{push_key, shown};
use crate::report::{Kind, Reason};

/// Where the parameters of a request stand.
pub(super) struct Sources<'m> {
    pub(super) path: &'m [(&'m str, Cow<'m, str>)],
    pub(super) query: &'m [Pair<'m>],
    pub(super) headers: &'m HeaderMap,
    pub(super) cookies: &'m [Pair<'m>],
}

/// The values that were read, each with its parameter.
pub(super) type Values<'c> = Vec<(&'c Parameter, Value)>;

/// Checks the parameters of an operation, and gives their values.
pub(super) fn check<'c>(run: &mut Run<'c>, operation: &'c Operation, sources: &Sources<'_>) -> Values<'c> {
    let mut values = Vec::new();
    for parameter in operation.parameters.iter() {
        run.enter(part(parameter.location));
        let found = match parameter.location {
            // A path that has no place for it cannot lack it.
            Location::Path if !sources.path.iter().any(|(name, _)| **name == *parameter.name) => continue,
            Location::Path | Location::Header => {
                let text = single(parameter, sources);
                text.map_or(Found::Nothing, Found::Text)
            }
            Location::Query => Found::Pairs(sources.query),
            Location::Cookie => Found::Pairs(sources.cookies),
        };
        values.extend(one(run, operation, parameter, found).map(|value| (parameter, value)));
    }
    undocumented(run, operation, sources);
    values
}

/// Checks the header fields of a response, or of a part of a form.
pub(super) fn check_headers<'c>(run: &mut Run<'c>, described: &'c [Parameter], headers: &HeaderMap) {
    for header in described {
        let text = field(headers, &header.name);
        let found = text.map_or(Found::Nothing, Found::Text);
        of_value(run, header, found, &|_| true);
    }
}

pub(super) const fn part(location: Location) -> Part {
    match location {
        Location::Path => Part::RequestPath,
        Location::Query => Part::RequestQuery,
        Location::Header => Part::RequestHeader,
        Location::Cookie => Part::RequestCookie,
    }
}

/// What a message has for a parameter.
enum Found<'m> {
    Nothing,
    /// Its text.
    Text(Result<Cow<'m, str>, Malformed>),
    /// All pairs, some of which may be its.
    Pairs(&'m [Pair<'m>]),
}

/// The text of a parameter that stands alone.
fn single<'m>(parameter: &Parameter, sources: &Sources<'m>) -> Option<Result<Cow<'m, str>, Malformed>> {
    if parameter.location == Location::Header {
        return field(sources.headers, &parameter.name);
    }
    let (_, text) = sources.path.iter().find(|(name, _)| **name == *parameter.name)?;
    Some(Ok(text.clone()))
}

/// The values of all header fields of that name, joined (RFC 9110, section 5.3).
fn field<'m>(headers: &'m HeaderMap, name: &str) -> Option<Result<Cow<'m, str>, Malformed>> {
    let mut fields = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()));
    let first = fields.next()?;
    let joined = fields.try_fold(first.map(Cow::Borrowed), |joined, next| match (joined, next) {
        (Ok(joined), Ok(next)) => Some(Ok(Cow::Owned(format!("{joined}, {next}")))),
        (Err(error), _) | (_, Err(error)) => Some(Err(error)),
    });
    Some(joined?.map_err(|_| Malformed))
}

fn one<'c>(
    run: &mut Run<'c>,
    operation: &'c Operation,
    parameter: &'c Parameter,
    found: Found<'_>,
) -> Option<Value> {
    let is_others = |name: &str| {
        let mut others = operation.parameters.iter().filter(|it| it.location == parameter.location);
        others.any(|it| *it.name == *name)
    };
    of_value(run, parameter, found, &is_others)
}

fn of_value<'c>(
    run: &mut Run<'c>,
    parameter: &'c Parameter,
    found: Found<'_>,
    is_others: &dyn Fn(&str) -> bool,
) -> Option<Value> {
    match &parameter.value {
        ParameterValue::Content(media_type) => content(run, parameter, media_type, found),
        ParameterValue::Styled { style, explode, allow_empty_value, schema, .. } => {
            let guide = Guide::new(run.contract(), schema);
            let percent = parameter.location != Location::Header;
            let written = |reading| Written { style: *style, explode: *explode, percent, reading };
            let name = &*parameter.name;
            let read = |reading| match &found {
                Found::Nothing => Ok(None),
                Found::Text(Ok(text)) => written(reading).read(name, text, &guide).map(Some),
                Found::Text(Err(Malformed)) => Err(Malformed),
                Found::Pairs(pairs) => written(reading).read_pairs(name, pairs, &guide, is_others),
            };
            let is_empty =
                |pairs: &[Pair<'_>]| pairs.iter().any(|(it, value)| it == name && value.is_empty());
            if *allow_empty_value && matches!(found, Found::Pairs(pairs) if is_empty(pairs)) {
                return None;
            }
            match read(Reading::Typed) {
                Ok(Some(value)) => {
                    let text = || read(Reading::Text).ok().flatten();
                    let check = &mut |run: &mut Run<'c>, value: &Value| {
                        engine::check_member(run, schema, name, value);
                    };
                    Some(check_either(run, value, text, check))
                }
                Ok(None) => missing(run, parameter),
                Err(Malformed) => malformed(run, parameter, *style),
            }
        }
    }
}

/// Checks a value, and where it is not valid, another reading of the same text. The one that is valid is kept; if none is, the
/// first.
pub(super) fn check_either<'c>(
    run: &mut Run<'c>,
    value: Value,
    other: impl FnOnce() -> Option<Value>,
    check: &mut dyn FnMut(&mut Run<'c>, &Value),
) -> Value {
    let mark = run.mark();
    check(run, &value);
    if run.mark() == mark {
        return value;
    }
    let Some(other) = other().filter(|other| *other != value) else { return value };
    run.forget_nodes();
    let found = run.take_since(mark);
    check(run, &other);
    if run.mark() == mark {
        return other;
    }
    run.forget_since(mark);
    run.put_back(found);
    value
}

/// A parameter that is a document of a media type. JSON is read; what else there may be is not.
fn content<'c>(
    run: &mut Run<'c>,
    parameter: &'c Parameter,
    media_type: &'c MediaType,
    found: Found<'_>,
) -> Option<Value> {
    let text = match found {
        Found::Nothing => None,
        Found::Text(text) => Some(text),
        Found::Pairs(pairs) => {
            pairs.iter().find(|(name, _)| **name == *parameter.name).map(|(_, value)| Ok(value.clone()))
        }
    };
    let text = text.map(|text| match text {
        Ok(text) if parameter.location == Location::Header => Ok(text),
        Ok(text) => decoded(&text).map(|text| Cow::Owned(text.into_owned())).ok_or(Malformed),
        Err(error) => Err(error),
    });
    let Some(text) = text else { return missing(run, parameter) };
    let Ok(text) = text else { return malformed(run, parameter, Style::Simple) };
    let schema = media_type.schema.as_deref()?;
    if !is_json(&media_type.range) {
        let mut pointer = String::new();
        push_key(&mut pointer, &parameter.name);
        run.record_unchecked_at(pointer, &media_type.pointer, Keyword::ContentType, Reason::NoReader);
        return None;
    }
    engine::decode_member(run, schema, &parameter.name, text.as_bytes())
}

fn missing<'c>(run: &mut Run<'c>, parameter: &'c Parameter) -> Option<Value> {
    if parameter.required {
        let kind = Kind::RequiredParameter { parameter: parameter.name.to_string() };
        run.record_at(pointer(parameter), &parameter.pointer, "required", kind);
    }
    None
}

fn malformed<'c>(run: &mut Run<'c>, parameter: &'c Parameter, style: Style) -> Option<Value> {
    run.record_at(pointer(parameter), &parameter.pointer, "style", Kind::Style { style });
    None
}

fn pointer(parameter: &Parameter) -> String {
    let mut pointer = String::new();
    push_key(&mut pointer, &parameter.name);
    pointer
}

/// Strict mode: what the query has that no parameter accounts for.
fn undocumented<'c>(run: &mut Run<'c>, operation: &'c Operation, sources: &Sources<'_>) {
    if !run.options().strict {
        return;
    }
    run.enter(Part::RequestQuery);
    let documented: Vec<&Parameter> =
        operation.parameters.iter().filter(|it| it.location == Location::Query).collect();
    let contract = run.contract();
    let accounts_for = |parameter: &Parameter, name: &str| match &parameter.value {
        ParameterValue::Content(_) => *parameter.name == *name,
        ParameterValue::Styled { style, explode, schema, .. } => {
            let is_part = || {
                let guide = Guide::new(contract, schema);
                *explode
                    && guide.shape() == super::guide::Shape::Object
                    && guide.properties().binary_search(&name).is_ok()
            };
            match style {
                Style::DeepObject => {
                    name.strip_prefix(&*parameter.name).is_some_and(|rest| rest.starts_with('['))
                }
                Style::Matrix
                | Style::Label
                | Style::Simple
                | Style::Form
                | Style::SpaceDelimited
                | Style::PipeDelimited => *parameter.name == *name || is_part(),
            }
        }
    };
    let is_key = |name: &str| super::security::is_query_key(contract, operation, name);
    for (name, _) in sources.query {
        if !is_key(name) && !documented.iter().any(|parameter| accounts_for(parameter, name)) {
            let mut pointer = String::new();
            push_key(&mut pointer, name);
            let kind = Kind::UndocumentedParameter { parameter: shown(name) };
            run.record_at(pointer, &operation.pointer, "parameters", kind);
        }
    }
}
