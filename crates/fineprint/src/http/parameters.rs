//! Parameters and header fields: found where they stand, read by their style, and judged by their schema.

use std::borrow::Cow;

use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use smallvec::SmallVec;

use super::guide::{Guide, Shape};
use super::security;
use super::style::{Malformed, Members, Written};
use super::text::{Pair, decoded};
use crate::check::Part;
use crate::contract::media::is_json;
use crate::contract::{Keyword, Location, MediaType, Operation, Parameter, ParameterValue, Style};
use crate::engine::{self, Run};
use crate::report::pointer::{shown, to_member};
use crate::report::{Kind, Reason};

/// Where the parameters of a request stand.
pub(super) struct Sources<'m> {
    pub(super) path: &'m [(&'m str, &'m str)],
    pub(super) query: &'m [Pair<'m>],
    pub(super) headers: &'m HeaderMap,
    pub(super) cookies: &'m [Pair<'m>],
}

/// The values that were read, each with its parameter.
pub(super) type Values<'c> = SmallVec<[(&'c Parameter, Value); 8]>;

/// Checks the parameters of an operation, and gives their values.
pub(super) fn check<'c>(run: &mut Run<'c>, operation: &'c Operation, sources: &Sources<'_>) -> Values<'c> {
    let mut values = Values::new();
    for parameter in operation.parameters.iter() {
        run.enter(Part::of_parameter(parameter.location));
        let found = match parameter.location {
            // A path that has no place for it cannot lack it.
            Location::Path if !sources.path.iter().any(|(name, _)| **name == *parameter.name) => continue,
            Location::Path | Location::Header => single(parameter, sources).map(Found::Text),
            Location::Query => Some(Found::Pairs(sources.query)),
            Location::Cookie => Some(Found::Pairs(sources.cookies)),
        };
        let value = match found {
            Some(found) => one(run, operation, parameter, found),
            None => missing(run, parameter),
        };
        values.extend(value.map(|value| (parameter, value)));
    }
    undocumented(run, operation, sources);
    values
}

/// Checks the header fields of a response, or of a part of a form, which has that pointer.
pub(super) fn check_headers<'c>(
    run: &mut Run<'c>,
    described: &'c [Parameter],
    headers: &HeaderMap,
    below: &str,
) {
    let mark = run.mark();
    for header in described {
        let is_single = header.name.eq_ignore_ascii_case("set-cookie");
        let texts: Vec<Text<'_>> = if is_single {
            // The one field whose values cannot be joined (RFC 9110, section 5.3).
            headers.get_all(&*header.name).iter().map(text).collect()
        } else {
            field(headers, &header.name).into_iter().collect()
        };
        if texts.is_empty() {
            missing(run, header);
        }
        for text in texts {
            of_value(run, header, Found::Text(text), &|_| true);
        }
    }
    run.move_below(mark, below);
}

/// A text as a message has it, if it is one.
type Text<'m> = Result<Cow<'m, str>, Malformed>;

/// What a message has for a parameter.
enum Found<'m> {
    /// Its text.
    Text(Text<'m>),
    /// All pairs, some of which may be its.
    Pairs(&'m [Pair<'m>]),
}

/// The text of a parameter that stands alone.
fn single<'m>(parameter: &Parameter, sources: &Sources<'m>) -> Option<Text<'m>> {
    if parameter.location == Location::Header {
        return field(sources.headers, &parameter.name);
    }
    let (_, text) = sources.path.iter().find(|(name, _)| **name == *parameter.name)?;
    Some(Ok(Cow::Borrowed(text)))
}

/// The values of all header fields of that name, joined (RFC 9110, section 5.3).
fn field<'m>(headers: &'m HeaderMap, name: &str) -> Option<Text<'m>> {
    let fields = headers.get_all(name);
    let mut texts = fields.iter().map(text);
    let first = texts.next()?;
    if texts.next().is_none() {
        return Some(first);
    }
    let texts: Result<Vec<Cow<'_, str>>, Malformed> = fields.iter().map(text).collect();
    Some(texts.map(|texts| Cow::Owned(texts.join(", "))))
}

fn text(value: &HeaderValue) -> Text<'_> {
    std::str::from_utf8(value.as_bytes()).map(Cow::Borrowed).map_err(|_| Malformed)
}

fn one<'c>(
    run: &mut Run<'c>,
    operation: &'c Operation,
    parameter: &'c Parameter,
    found: Found<'_>,
) -> Option<Value> {
    let contract = run.contract();
    let is_others = |name: &str| {
        let mut others = operation.parameters.iter().filter(|it| it.location == parameter.location);
        others.any(|it| *it.name == *name) || security::is_query_key(contract, operation, name)
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
            let guide = Guide::new(run.contract(), run.options(), schema);
            let percent = parameter.location != Location::Header;
            let written = Written { style: *style, explode: *explode, percent };
            let name = &*parameter.name;
            if *allow_empty_value && matches!(found, Found::Pairs(pairs) if is_empty(pairs, name)) {
                return None;
            }
            let value = match found {
                Found::Text(text) => text.and_then(|text| written.read(name, &text, &guide)).map(Some),
                Found::Pairs(pairs) => written.read_pairs(name, pairs, &guide, is_others),
            };
            match value {
                Ok(Some(value)) => {
                    engine::check_member(run, schema, name, &value);
                    Some(value)
                }
                Ok(None) => missing(run, parameter),
                Err(Malformed) => malformed(run, parameter, *style),
            }
        }
    }
}

/// Whether the parameter is there once, without a value.
fn is_empty(pairs: &[Pair<'_>], name: &str) -> bool {
    let mut values = pairs.iter().filter(|(it, _)| it == name);
    matches!((values.next(), values.next()), (Some((_, value)), None) if value.is_empty())
}

/// A parameter that is a document of a media type. JSON is read; what else there may be is not.
fn content<'c>(
    run: &mut Run<'c>,
    parameter: &'c Parameter,
    media_type: &'c MediaType,
    found: Found<'_>,
) -> Option<Value> {
    let text = match found {
        Found::Text(text) => Some(text),
        Found::Pairs(pairs) => {
            let mut values = pairs.iter().filter(|(name, _)| **name == *parameter.name);
            match (values.next(), values.next()) {
                (Some((_, value)), None) => Some(Ok(value.clone())),
                (None, _) => None,
                (Some(_), Some(_)) => Some(Err(Malformed)),
            }
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
        let pointer = to_member(&parameter.name);
        run.record_unchecked_at(pointer, &media_type.pointer, Keyword::ContentType, Reason::NoReader);
        return None;
    }
    engine::decode_member(run, schema, &parameter.name, text.as_bytes())
}

fn missing<'c>(run: &mut Run<'c>, parameter: &'c Parameter) -> Option<Value> {
    if parameter.required {
        let kind = Kind::RequiredParameter { parameter: parameter.name.to_string() };
        run.record_at(to_member(&parameter.name), &parameter.pointer, "required", kind);
    }
    None
}

fn malformed<'c>(run: &mut Run<'c>, parameter: &'c Parameter, style: Style) -> Option<Value> {
    run.record_at(to_member(&parameter.name), &parameter.pointer, "style", Kind::Style { style });
    None
}

/// Strict mode: what the query has that no parameter accounts for.
fn undocumented<'c>(run: &mut Run<'c>, operation: &'c Operation, sources: &Sources<'_>) {
    if !run.options().strict {
        return;
    }
    run.enter(Part::RequestQuery);
    let documented: Vec<&Parameter> =
        operation.parameters.iter().filter(|it| it.location == Location::Query).collect();
    let (contract, options) = (run.contract(), run.options());
    let is_others = |name: &str| documented.iter().any(|it| *it.name == *name);
    let accounts_for = |parameter: &Parameter, name: &str| match &parameter.value {
        ParameterValue::Content(_) => *parameter.name == *name,
        ParameterValue::Styled { style: Style::DeepObject, .. } => {
            let rest = name.strip_prefix(&*parameter.name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        }
        ParameterValue::Styled { explode, schema, .. } => {
            let guide = Guide::new(contract, options, schema);
            let is_exploded = *explode && guide.shape() == Shape::Object;
            if is_exploded { Members::of(&guide).has(name, &is_others) } else { *parameter.name == *name }
        }
    };
    let is_key = |name: &str| security::is_query_key(contract, operation, name);
    for (name, _) in sources.query {
        if !is_key(name) && !documented.iter().any(|parameter| accounts_for(parameter, name)) {
            let kind = Kind::UndocumentedParameter { parameter: shown(name) };
            run.record_at(to_member(name), &operation.pointer, "parameters", kind);
        }
    }
}
