//! Numbers of the payload: how they were read, and how they compare with the contract's.

use std::cmp::Ordering;
use std::fmt;

use serde::de::Error;

use crate::contract::Decimal;
use crate::formats::Format;
use crate::json;

/// A number as readers hand it over.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
    Unsigned(u64),
    Signed(i64),
    /// Any other number, and every number that was written with a fraction or an exponent.
    Double(f64),
}

impl Number {
    /// A number that the reader kept as text, unless it is beyond what a double holds: readers refuse such a number where they
    /// do not keep the text, and one verdict must not depend on that.
    pub(super) fn of_text<E: Error>(text: &str) -> Result<Self, E> {
        // Zero has a sign only as a double.
        let signed = || text.parse().ok().filter(|value| *value != 0).map(Self::Signed);
        let double = || text.parse().ok().filter(|value: &f64| value.is_finite()).map(Self::Double);
        let number = text.parse().ok().map(Self::Unsigned).or_else(signed).or_else(double);
        number.ok_or_else(|| E::custom("number out of range"))
    }

    #[inline]
    pub(super) fn is_integer(self) -> bool {
        match self {
            Self::Unsigned(_) | Self::Signed(_) => true,
            Self::Double(value) => is_whole(value),
        }
    }

    /// Whether it was written with a fraction or an exponent, and is an integer all the same.
    #[inline]
    pub(super) fn is_whole_double(self) -> bool {
        matches!(self, Self::Double(value) if is_whole(value))
    }

    /// The exact value; of a double, the shortest decimal that stands for it. Nothing for NaN and the infinities, which
    /// JSON does not have.
    #[inline]
    pub(super) fn to_decimal(self) -> Option<Decimal> {
        match self {
            Self::Unsigned(value) => Some(value.into()),
            Self::Signed(value) => Some(value.into()),
            Self::Double(value) => Decimal::from_f64(value),
        }
    }

    /// The number as an integer, if it is one of 64 bits.
    pub(super) fn as_integer(self) -> Self {
        let Self::Double(value) = self else { return self };
        let integer = Decimal::from_f64(value).and_then(Decimal::to_i128);
        let unsigned = integer.and_then(|integer| u64::try_from(integer).ok()).map(Self::Unsigned);
        let signed = || integer.and_then(|integer| i64::try_from(integer).ok()).map(Self::Signed);
        unsigned.or_else(signed).unwrap_or(self)
    }

    /// Whether it is that number of the contract.
    #[inline]
    pub(super) fn is(self, expected: Decimal) -> bool {
        self.compare(expected) == Some(Ordering::Equal)
    }

    /// How the number compares with one of the contract.
    #[inline]
    fn compare(self, limit: Decimal) -> Option<Ordering> {
        if limit.exponent() == 0 {
            // Most limits are integers, as most numbers are.
            match self {
                Self::Unsigned(value) => return Some(i128::from(value).cmp(&limit.mantissa())),
                Self::Signed(value) => return Some(i128::from(value).cmp(&limit.mantissa())),
                Self::Double(value) => {
                    if let Some(limit) = exact_double(limit.mantissa()) {
                        return value.partial_cmp(&limit);
                    }
                }
            }
        }
        self.to_decimal().map(|number| number.cmp(&limit))
    }
}

impl From<json::Number> for Number {
    #[inline]
    fn from(number: json::Number) -> Self {
        match number {
            json::Number::Unsigned(value) => Self::Unsigned(value),
            json::Number::Signed(value) => Self::Signed(value),
            json::Number::Double(value) => Self::Double(value),
        }
    }
}

impl From<&serde_json::Number> for Number {
    #[inline]
    fn from(number: &serde_json::Number) -> Self {
        if let Some(value) = number.as_u64() {
            Self::Unsigned(value)
        } else if let Some(value) = number.as_i64() {
            Self::Signed(value)
        } else {
            Self::Double(number.as_f64().unwrap_or(f64::NAN))
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(value) => value.fmt(f),
            Self::Signed(value) => value.fmt(f),
            Self::Double(value) => value.fmt(f),
        }
    }
}

/// An integer as a double, if all its neighbours are doubles too. The shortest decimals of doubles have the order of the doubles, so
/// that it need not be written out to be compared.
#[inline]
fn exact_double(integer: i128) -> Option<f64> {
    i32::try_from(integer).ok().map(f64::from)
}

/// Whether a double has no fraction. To cut one off takes a call on machines that have no instruction for it; by a call of its own,
/// so that nobody does it who has no double.
#[inline(never)]
#[allow(
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "what is cut off is what is asked for"
)]
fn is_whole(value: f64) -> bool {
    const LARGEST_WITH_FRACTION: f64 = (1_u64 << f64::MANTISSA_DIGITS) as f64;
    (value as i64) as f64 == value || (value.abs() >= LARGEST_WITH_FRACTION && value.is_finite())
}

/// `minimum`
#[inline]
pub(super) fn is_at_least(number: Number, limit: Decimal) -> bool {
    number.compare(limit).is_some_and(Ordering::is_ge)
}

/// `exclusiveMinimum`
#[inline]
pub(super) fn is_above(number: Number, limit: Decimal) -> bool {
    number.compare(limit).is_some_and(Ordering::is_gt)
}

/// `maximum`
#[inline]
pub(super) fn is_at_most(number: Number, limit: Decimal) -> bool {
    number.compare(limit).is_some_and(Ordering::is_le)
}

/// `exclusiveMaximum`
#[inline]
pub(super) fn is_below(number: Number, limit: Decimal) -> bool {
    number.compare(limit).is_some_and(Ordering::is_lt)
}

/// `format`
#[inline]
pub(super) fn has_format(number: Number, format: Format) -> bool {
    match number {
        Number::Unsigned(value) => format.check_i128(value.into()),
        Number::Signed(value) => format.check_i128(value.into()),
        Number::Double(value) => format.check_f64(value),
    }
}

/// Whether the number is a whole multiple of the divisor.
pub(super) fn is_multiple_of(number: Number, divisor: Decimal) -> bool {
    number.to_decimal().is_some_and(|number| number.is_multiple_of(divisor))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doubles are compared with integers as their decimals are.
    #[test]
    #[allow(clippy::cast_precision_loss, reason = "the nearest double is what is wanted")]
    fn doubles_beside_integers() {
        let limits = [
            0,
            1,
            -1,
            10,
            2_147_483_647,
            -2_147_483_648,
            2_147_483_648,
            -2_147_483_649,
            9_007_199_254_740_993,
        ];
        for limit in limits.map(|limit: i64| Decimal::from(limit)) {
            let near = limit.to_i128().unwrap() as f64;
            for double in [
                near,
                near.next_up(),
                near.next_down(),
                near + 0.5,
                -0.0,
                1e300,
                -1e300,
                5e-324,
                f64::NAN,
                f64::INFINITY,
            ] {
                let number = Number::Double(double);
                let expected = number.to_decimal().map(|number| number.cmp(&limit));
                if double.is_finite() {
                    assert_eq!(number.compare(limit), expected, "{double} beside {limit:?}");
                } else {
                    assert!(!number.is(limit), "{double}");
                }
            }
        }
    }

    #[test]
    fn doubles_without_a_fraction() {
        for value in [0.0, -0.0, 1.0, -1.0, 4e15, 1e16, 9.2e18, 1e19, -1e300, f64::MAX] {
            assert!(is_whole(value) && value.fract() == 0.0, "{value}");
        }
        for value in [0.5, -0.5, 1e-300, 4_503_599_627_370_495.5, f64::NAN, f64::INFINITY, -f64::INFINITY] {
            assert!(!is_whole(value), "{value}");
        }
    }
}
