//! The crate `jsonschema` as a judge, and what it says in our words.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{EmailOptions, Keyword, ValidationError, Validator};
use serde_json::Value;

use super::differences::{Difference, Differences};
use super::translate::{NUMBER_FORMAT, REFUSED};
use crate::support::NOW;

/// A schema that was translated, ready to judge payloads.
pub(crate) struct Oracle(Validator);

/// One error: pointer and keyword, as we would report it, and the errors of each branch if it is one of a union.
pub(crate) struct Wrong {
    pub(crate) found: (String, String),
    pub(crate) branches: Vec<Vec<Wrong>>,
}

impl Oracle {
    /// The judge of a translated schema.
    ///
    /// The formats of JSON Schema itself are checked by the crate's own code. Those that are not of JSON Schema have a small
    /// check here; all of them are independent of Fineprint's.
    pub(crate) fn new(schema: &Value) -> Self {
        let options = jsonschema::options()
            .offline()
            .should_validate_formats(true)
            .should_ignore_unknown_formats(false)
            .with_email_options(EmailOptions::default().without_display_text())
            .with_format("iso-3166-1-alpha-2", |text: &str| rust_iso3166::from_alpha2(text).is_some())
            .with_format("iso-4217", |text: &str| iso_currency::Currency::from_code(text).is_some())
            .with_format("e164", is_e164)
            .with_keyword(REFUSED, |_, operand, _| {
                Ok(Box::new(Own { operand: operand.clone(), meets: |_, _| false }))
            })
            .with_keyword(NUMBER_FORMAT, |_, operand, _| {
                Ok(Box::new(Own { operand: operand.clone(), meets: meets_number_format }))
            })
            .with_keyword("x-temporal", |_, operand, _| {
                Ok(Box::new(Own { operand: operand.clone(), meets: is_in_its_time }))
            });
        Self(options.build(schema).unwrap_or_else(|error| panic!("{error}: {schema:#}")))
    }

    pub(crate) fn is_valid(&self, payload: &Value) -> bool {
        self.0.is_valid(payload)
    }

    pub(crate) fn judge(&self, payload: &Value, differences: &mut Differences) -> Vec<Wrong> {
        let errors: Vec<_> = self.0.iter_errors(payload).collect();
        assert_eq!(errors.is_empty(), self.is_valid(payload), "the oracle contradicts itself: {payload}");
        errors.iter().flat_map(|error| in_our_words(error, differences)).collect()
    }
}

fn in_our_words(error: &ValidationError<'_>, differences: &mut Differences) -> Vec<Wrong> {
    let pointer = error.instance_path().to_string();
    let wrong = |found, branches| vec![Wrong { found, branches }];
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            differences.note(Difference::RequiredAtTheObject);
            let property = property.as_str().unwrap();
            wrong((format!("{pointer}/{property}"), "required".to_owned()), Vec::new())
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let branches = context
                .iter()
                .map(|errors| errors.iter().flat_map(|error| in_our_words(error, differences)).collect());
            let branches = branches.collect();
            wrong((pointer, error.kind().keyword().to_owned()), branches)
        }
        ValidationErrorKind::Custom { message, .. } => wrong((pointer, message.clone()), Vec::new()),
        kind => wrong((pointer, kind.keyword().to_owned()), Vec::new()),
    }
}

/// A keyword that JSON Schema does not have.
struct Own {
    operand: Value,
    meets: fn(&str, &Value) -> bool,
}

impl<'i> Keyword<'i> for Own {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            return Ok(());
        }
        let operand = self.operand.as_str().unwrap();
        Err(ValidationError::custom(match operand {
            "readOnly" | "writeOnly" | "discriminator" | "additionalProperties" => operand,
            "past" | "past-or-present" | "future" | "future-or-present" => "x-temporal",
            _ => "format",
        }))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        (self.meets)(self.operand.as_str().unwrap(), instance)
    }
}

/// ITU-T E.164, section 6: at most 15 digits, the first of which is not 0.
fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        digits.chars().all(|digit| digit.is_ascii_digit())
            && !digits.starts_with('0')
            && (2..=15).contains(&digits.chars().count())
    })
}

/// The ranges of the OpenAPI format registry.
fn meets_number_format(format: &str, instance: &Value) -> bool {
    let (format, ty) = format.split_once(' ').unwrap();
    if let Some(text) = instance.as_str() {
        return !["string", "any"].contains(&ty) || meets_number_format_as_string(format, text);
    }
    let Some(number) = instance.as_f64() else { return true };
    let within = |range: std::ops::RangeInclusive<f64>| number.fract() == 0.0 && range.contains(&number);
    match format {
        "int32" => within(f64::from(i32::MIN)..=f64::from(i32::MAX)),
        "uint8" => within(0.0..=255.0),
        // The limits of 64 bits are no doubles, so integers are compared as such.
        "int64" if !instance.is_f64() => instance.is_i64(),
        "int64" => number.fract() == 0.0 && (-2f64.powi(63)..2f64.powi(63)).contains(&number),
        "float" => number.abs() <= f64::from(f32::MAX),
        "double" | "decimal" => true,
        unknown => panic!("a check of the format {unknown} is missing"),
    }
}

/// Two of the formats also speak of strings; these are written as JSON numbers are.
fn meets_number_format_as_string(format: &str, text: &str) -> bool {
    let starts_as_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let is_bare = starts_as_number && !text.contains(char::is_whitespace);
    // A number that is ignored is read whatever its size.
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    match format {
        "int64" => text == "-0" || is_bare && serde_json::from_str::<i64>(text).is_ok(),
        "decimal" => is_bare && is_json,
        _ => true,
    }
}

/// `x-temporal` of dates, and of points in time.
fn is_in_its_time(term: &str, instance: &Value) -> bool {
    let Some(text) = instance.as_str() else { return true };
    let now = chrono::DateTime::from_timestamp(NOW, 0).unwrap();
    let is_date = text.len() == "2024-06-15".len() && !text.contains(['+', ' ']);
    let order = match chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(date) if is_date => date.cmp(&now.date_naive()),
        _ => match chrono::DateTime::parse_from_rfc3339(text) {
            Ok(instant) if text.as_bytes()[10] != b' ' => instant.to_utc().cmp(&now),
            _ => return true,
        },
    };
    match term {
        "past" => order.is_lt(),
        "past-or-present" => order.is_le(),
        "future" => order.is_gt(),
        "future-or-present" => order.is_ge(),
        unknown => panic!("{unknown}"),
    }
}
