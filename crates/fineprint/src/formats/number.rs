//! Formats of numbers: the OpenAPI format registry, `int8` to `decimal128`.
//!
//! A JSON number is a decimal of any size; these say which of them a receiver's type holds. Rounding is no
//! violation: 0.1 is a `double`, and a `float`.
//!
//! For `int64`, `uint64`, `decimal` and `decimal128`, the registry also has numbers in strings. These are written as in
//! JSON (RFC 8259, section 6), integers without a fraction or an exponent.

/// Integers that a double holds with all their neighbours (the registry's `double-int`).
pub(super) const DOUBLE_INT_MAX: i128 = (1 << 53) - 1;
/// Integers of fifteen digits (RFC 8941, section 3.3.1).
pub(super) const SF_INTEGER_MAX: i128 = 999_999_999_999_999;
/// Decimals have twelve digits before the point (RFC 8941, section 3.3.2).
const SF_DECIMAL_LIMIT: f64 = 1e12;
/// The greatest `decimal128` is 34 nines and 6111 zeros (IEEE 754).
const DECIMAL128_MAGNITUDE: i64 = 34 + 6111;

/// The format `float`: a number that rounds to a finite binary32 (IEEE 754).
#[allow(clippy::cast_possible_truncation, reason = "rounding is what is asked about")]
pub(super) const fn is_float(number: f64) -> bool {
    (number as f32).is_finite()
}

/// Any finite number: `double` has no other, and `decimal` and `decimal128` (34 digits, exponents beyond
/// 6,000) hold every double.
pub(super) const fn is_finite(number: f64) -> bool {
    number.is_finite()
}

/// The format `sf-decimal` (RFC 8941, section 3.3.2): at most twelve digits before the point and three after
/// it.
#[allow(clippy::float_cmp, reason = "the same double, or not a number of thousandths")]
pub(super) const fn is_sf_decimal(number: f64) -> bool {
    // Below the limit, a number of thousandths is a whole double, and division rounds to the double next to
    // the quotient: the one that the decimal was read as.
    number.abs() < SF_DECIMAL_LIMIT && (number * 1000.0).round() / 1000.0 == number
}

/// Whether `number` is a whole number from `min` to `max`.
#[allow(clippy::float_cmp, reason = "a whole number is its own floor, exactly")]
pub(super) const fn is_integer_within(number: f64, min: i128, max: i128) -> bool {
    // The cast saturates, and is exact for whole numbers that i128 holds; no range here reaches as far.
    #[allow(clippy::cast_possible_truncation, reason = "whole, or refused")]
    let whole = number as i128;
    number.floor() == number && min <= whole && whole <= max
}

/// The format `int64` in a string.
pub(super) fn is_int64(text: &str) -> bool {
    is_int(unsigned(text)) && text.parse::<i64>().is_ok()
}

/// The format `uint64` in a string.
pub(super) fn is_uint64(text: &str) -> bool {
    is_int(text) && text.parse::<u64>().is_ok()
}

/// The format `decimal` in a string: its precision and its range are not specified.
pub(super) fn is_decimal(text: &str) -> bool {
    magnitude(text).is_some()
}

/// The format `decimal128` in a string, with the special values that the registry names.
pub(super) fn is_decimal128(text: &str) -> bool {
    matches!(text, "NaN" | "INF" | "-INF")
        || magnitude(text).is_some_and(|magnitude| magnitude <= DECIMAL128_MAGNITUDE)
}

/// The number of digits before the point, were the number in the text written without an exponent; less than 1 if it has
/// none there but 0. No magnitude if the text is no number (RFC 8259, section 6).
fn magnitude(text: &str) -> Option<i64> {
    let text = unsigned(text);
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if !is_int(whole) || !is_digits(fraction) || !is_digits(power) {
        return None;
    }
    if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        return Some(i64::MIN);
    }
    let before_point = match whole {
        "0" => -fraction.bytes().take_while(|byte| *byte == b'0').map(|_| 1).sum::<i64>(),
        _ => i64::try_from(whole.len()).ok()?,
    };
    // Only a number too long for i64 fails to parse here.
    let power = power.parse::<i64>().unwrap_or(i64::MAX);
    Some(before_point.saturating_add(if exponent.starts_with('-') { -power } else { power }))
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix('-').unwrap_or(text)
}

/// `int` of RFC 8259, section 6: digits without a leading zero.
fn is_int(text: &str) -> bool {
    text == "0" || is_digits(text) && !text.starts_with('0')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[track_caller]
    fn check_numbers(format: Format, accepted: &[f64], rejected: &[f64]) {
        for &number in accepted {
            assert!(format.check_f64(number), "{format:?} refuses {number}");
        }
        for &number in rejected {
            assert!(!format.check_f64(number), "{format:?} accepts {number}");
        }
    }

    #[test]
    fn doubles() {
        check_numbers(Format::Int8, &[-128.0, 127.0, 1.0, -0.0], &[-129.0, 128.0, 1.5, 1e300, -1e300]);
        check_numbers(
            Format::Int64,
            &[-9_223_372_036_854_775_808.0, 9e18],
            &[9_223_372_036_854_775_808.0, 0.5, 1e39],
        );
        check_numbers(
            Format::Uint64,
            &[0.0, 18_446_744_073_709_549_568.0],
            &[-1.0, 18_446_744_073_709_551_616.0, f64::MAX],
        );
        check_numbers(Format::Float, &[0.1, -3.4e38, f64::from(f32::MAX), 1e-300], &[3.5e38, -1e300]);
        // The shortest way to write the greatest `f32` is a little more than it is.
        check_numbers(Format::Float, &[3.402_823_5e38, -3.402_823_5e38], &[3.402_823_6e38]);
        check_numbers(Format::Double, &[f64::MAX, 0.1, f64::MIN_POSITIVE], &[f64::INFINITY, f64::NAN]);
        check_numbers(Format::Decimal128, &[f64::MAX, 5e-324], &[f64::NAN]);
        check_numbers(Format::DoubleInt, &[9_007_199_254_740_991.0], &[9_007_199_254_740_992.0, 0.5]);
        check_numbers(Format::SfInteger, &[999_999_999_999_999.0], &[1e15, -1e15, 0.1]);
        check_numbers(
            Format::SfDecimal,
            &[0.1, 0.123, -999_999_999_999.999, 4.35],
            &[1e12, 0.1234, 0.000_1, 1e300],
        );
        check_numbers(Format::Date, &[0.5], &[]);
    }

    #[test]
    fn integers() {
        for (format, min, max) in [
            (Format::Int8, -128, 127),
            (Format::Int16, -32_768, 32_767),
            (Format::Int32, -2_147_483_648, 2_147_483_647),
            (Format::Int64, i64::MIN.into(), i64::MAX.into()),
            (Format::Uint8, 0, 255),
            (Format::Uint16, 0, 65_535),
            (Format::Uint32, 0, 4_294_967_295),
            (Format::Uint64, 0, u64::MAX.into()),
            (Format::DoubleInt, -9_007_199_254_740_991, 9_007_199_254_740_991),
            (Format::SfInteger, -999_999_999_999_999, 999_999_999_999_999),
        ] {
            assert_eq!(format.integer_range(), Some((min, max)));
            assert!(format.check_i128(min) && format.check_i128(max), "{format:?}");
            assert!(!format.check_i128(min - 1) && !format.check_i128(max + 1), "{format:?}");
        }
        assert!(Format::Float.check_i128(i128::MAX) && Format::Float.integer_range().is_none());
        assert!(
            Format::SfDecimal.check_i128(999_999_999_999) && !Format::SfDecimal.check_i128(1_000_000_000_000)
        );
    }

    #[test]
    fn integers_in_strings() {
        let no_integers = ["", "-", "+1", "01", "-01", " 1", "1 ", "1.0", "1e2", "0x1", "1_0", "١", "one"];
        let signed = ["0", "-0", "7", "9223372036854775807", "-9223372036854775808"];
        check(Format::Int64, &signed, &no_integers);
        check(
            Format::Int64,
            &[],
            &["9223372036854775808", "-9223372036854775809", "99999999999999999999999"],
        );
        check(Format::Uint64, &["0", "18446744073709551615"], &no_integers);
        check(Format::Uint64, &[], &["-1", "-0", "18446744073709551616"]);
        // The registry has these as JSON numbers only.
        check(Format::Int32, &["", "one"], &[]);
        check(Format::Double, &["", "one"], &[]);
    }

    #[test]
    fn decimals_in_strings() {
        let decimals = [
            "0",
            "-0.0",
            "1.50",
            "-12.345",
            "1E+2",
            "1e-07",
            "0.1e00",
            "123456789012345678901234567890123456.7",
        ];
        let others = [
            "", "-", ".", ".5", "5.", "1.e1", "+1", "01", "00.1", "1,5", "1.2.3", "1e", "1e+", "e1", "--1",
            "1e1.0", "Infinity", "inf", "nan", " 1", "1\n", "1_000",
        ];
        for format in [Format::Decimal, Format::Decimal128] {
            check(format, &decimals, &others);
        }
        check(Format::Decimal, &["1e9999", "1e99999999999999999999"], &["NaN", "INF", "-INF"]);
        check(
            Format::Decimal128,
            &[
                "NaN",
                "INF",
                "-INF",
                "9.999e6144",
                "0.00001e6149",
                "0e99999999999999999999",
                "1e-99999999999999999999",
            ],
            &["-NaN", "+INF", "1e6145", "-10.0e6144", "0.01e6147", "1e99999999999999999999"],
        );
    }
}
