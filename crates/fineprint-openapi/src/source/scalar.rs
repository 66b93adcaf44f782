//! What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2, to the letter.

use super::{Number, Value};

/// A number that JSON has no form for, with the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotInJson(pub(super) &'static str);

/// Resolves a scalar without quotes and without a tag.
pub(super) fn resolve(text: &str) -> Result<Value, NotInJson> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        _ => {}
    }
    let number = number(text).transpose()?;
    Ok(number.map_or_else(|| Value::String(text.to_owned()), Value::Number))
}

/// Reads one of the core schema's numbers and puts it in JSON's grammar; none if it is no number.
fn number(text: &str) -> Option<Result<Number, NotInJson>> {
    if !text.starts_with(|first: char| matches!(first, '0'..='9' | '-' | '+' | '.')) {
        return None;
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(Err(NotInJson("JSON has no infinity"))),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => {
            return Some(Err(NotInJson("JSON has no NaN")));
        }
        _ => {}
    }
    decimal(sign, unsigned).map(Ok)
}

/// `[0-9]+`, or with a point and an exponent: `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
fn decimal(sign: &str, unsigned: &str) -> Option<Number> {
    let (whole, rest) = split_digits(unsigned);
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => {
            let (digits, rest) = split_digits(rest);
            (Some(digits), rest)
        }
        None => (None, rest),
    };
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return None;
    }
    if !is_exponent(rest) {
        return None;
    }
    // JSON wants a digit on both sides of the point, and no zeros in front.
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let fraction = match fraction {
        None => String::new(),
        Some("") => ".0".to_owned(),
        Some(digits) => format!(".{digits}"),
    };
    Some(Number::from_json_text(format!("{sign}{whole}{fraction}{rest}")))
}

/// Nothing, or `[eE] [-+]? [0-9]+`, which JSON takes as it is.
fn is_exponent(text: &str) -> bool {
    let Some(power) = text.strip_prefix(['e', 'E']) else { return text.is_empty() };
    let (digits, rest) = split_digits(power.strip_prefix(['-', '+']).unwrap_or(power));
    !digits.is_empty() && rest.is_empty()
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// `0x` and `0o` numbers, which have no sign in YAML 1.2.
fn radix(digits: &str, radix: u32) -> Option<Result<Number, NotInJson>> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let value = u128::from_str_radix(digits, radix);
    Some(
        value
            .map(|value| Number::from_json_text(value.to_string()))
            .map_err(|_| NotInJson("it has over 128 bits")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_schema() {
        let null = Ok(Value::Null);
        for text in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(resolve(text), null, "{text}");
        }
        for (text, value) in [
            ("true", true),
            ("True", true),
            ("TRUE", true),
            ("false", false),
            ("False", false),
            ("FALSE", false),
        ] {
            assert_eq!(resolve(text), Ok(Value::Bool(value)), "{text}");
        }
    }

    #[test]
    fn numbers_are_put_in_the_grammar_of_json() {
        for (text, json) in [
            ("0", "0"),
            ("-0", "-0"),
            ("+12", "12"),
            ("017", "17"),
            ("000", "0"),
            ("-007.50", "-7.50"),
            ("1.", "1.0"),
            (".5", "0.5"),
            ("-.5e3", "-0.5e3"),
            ("1.e-2", "1.0e-2"),
            ("1E+05", "1E+05"),
            ("12345678901234567890123.4500", "12345678901234567890123.4500"),
            ("1e400", "1e400"),
            ("0x1F", "31"),
            ("0xffffffffffffffffffffffffffffffff", "340282366920938463463374607431768211455"),
            ("0o17", "15"),
        ] {
            assert_eq!(resolve(text), Ok(Value::Number(Number::from_json_text(json))), "{text}");
        }
    }

    #[test]
    fn what_the_core_schema_does_not_list_is_a_string() {
        for text in [
            "NO",
            "no",
            "yes",
            "on",
            "off",
            "y",
            "n",
            "nUll",
            "tRue",
            "1_000",
            "0b11",
            "0x",
            "0xG",
            "0o8",
            "-0x1F",
            "+0o7",
            "0X1F",
            "2024-01-01",
            "12:30:45",
            "1.2.3",
            "1e",
            "1e+",
            "e5",
            ".",
            "-",
            "+",
            "+-1",
            "--1",
            ".e1",
            "1 2",
            "١",
            ".Inf.",
            "inf",
            "NaN",
            "-.nan",
            "+.NaN",
            "--.inf",
            "0x+1",
            "1e5.0",
        ] {
            assert_eq!(resolve(text), Ok(Value::String(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_json_cannot_say_is_refused() {
        for text in [".inf", "-.INF", "+.Inf", ".nan", ".NaN", ".NAN", "0x100000000000000000000000000000000"]
        {
            assert!(resolve(text).is_err(), "{text}");
        }
    }
}
