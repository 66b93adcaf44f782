//! Exact decimal numbers: the limits of a contract, and payload numbers as far as they are compared with them.
//!
//! Not arithmetic in general: order, equality and divisibility are all that constraints ask for.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// A decimal number, `mantissa × 10^exponent`, kept without trailing zeros so that equal numbers are equal values.
///
/// ```
/// use fineprint::contract::Decimal;
///
/// let tenth: Decimal = "0.1".parse()?;
/// assert!(Decimal::from_f64(0.3).is_some_and(|number| number.is_multiple_of(tenth)));
/// assert_eq!("1.50e2".parse(), Ok(Decimal::from(150_i64)));
/// assert!(tenth < Decimal::from(1_i64));
/// # Ok::<(), fineprint::contract::DecimalError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    exponent: i32,
}

/// The largest count of significant digits. One digit of an `i128` is left over, for the step of a long division.
const MAX_DIGITS: u32 = 37;

/// The largest exponent, either way, of a number as it is written.
const MAX_EXPONENT: i32 = 10_000;

/// Why a text is no [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// The text is not a JSON number (RFC 8259, section 6).
    NotANumber,
    /// More than 37 significant digits, or an exponent beyond ±10,000.
    TooLong,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not a JSON number",
            Self::TooLong => "more than 37 significant digits, or an exponent beyond ±10,000",
        })
    }
}

impl std::error::Error for DecimalError {}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, exponent: 0 };

    /// `mantissa × 10^exponent`.
    pub const fn new(mut mantissa: i128, mut exponent: i32) -> Self {
        if mantissa == 0 {
            return Self::ZERO;
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        Self { mantissa, exponent }
    }

    /// The significant digits, as an integer with the sign.
    pub const fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// The power of ten that the mantissa is multiplied by.
    pub const fn exponent(self) -> i32 {
        self.exponent
    }

    /// The decimal that is the shortest way to write the double: 0.3 is three tenths. `None` for NaN and the infinities.
    pub fn from_f64(value: f64) -> Option<Self> {
        let mut text = Shortest::default();
        write!(text, "{value:e}").ok()?;
        text.as_str().parse().ok()
    }

    /// Whether the number has no fractional part.
    pub const fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// The number as an `i128`, if it is an integer of that size.
    pub fn to_i128(self) -> Option<i128> {
        let power = 10_i128.checked_pow(u32::try_from(self.exponent).ok()?)?;
        self.mantissa.checked_mul(power)
    }

    /// Whether the number is a whole multiple of `divisor`. No number is a multiple of zero, except zero.
    pub const fn is_multiple_of(self, divisor: Self) -> bool {
        if self.mantissa == 0 {
            return true;
        }
        // The mantissa does not end in zero, so it cannot make up for powers of ten that the divisor has more.
        if divisor.mantissa == 0 || self.exponent < divisor.exponent {
            return false;
        }
        let mut rest = self.mantissa % divisor.mantissa;
        // A divisor below 2^127 has no more than 127 factors 2 or 5: more powers of ten change nothing.
        let mut powers = self.exponent - divisor.exponent;
        if powers > 127 {
            powers = 127;
        }
        while powers > 0 && rest != 0 {
            rest = match rest.checked_mul(10) {
                Some(shifted) => shifted % divisor.mantissa,
                None => return false,
            };
            powers -= 1;
        }
        rest == 0
    }

    const fn digits(self) -> u32 {
        match self.mantissa.unsigned_abs().checked_ilog10() {
            Some(digits) => digits + 1,
            None => 0,
        }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::new(value.into(), 0)
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self::new(value.into(), 0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = (self.mantissa.signum(), other.mantissa.signum());
        if left != right || left == 0 {
            return left.cmp(&right);
        }
        let magnitude = |number: &Self| i64::from(number.digits()) + i64::from(number.exponent);
        let by_size = match magnitude(self).cmp(&magnitude(other)) {
            // Of equal size, the longer mantissa has the smaller exponent, and the other one grows to the same length.
            Ordering::Equal => {
                let shift = self.exponent.abs_diff(other.exponent);
                let grown =
                    |mantissa: i128| mantissa.unsigned_abs().saturating_mul(10_u128.saturating_pow(shift));
                if self.exponent > other.exponent {
                    grown(self.mantissa).cmp(&other.mantissa.unsigned_abs())
                } else {
                    self.mantissa.unsigned_abs().cmp(&grown(other.mantissa))
                }
            }
            unequal @ (Ordering::Less | Ordering::Greater) => unequal,
        };
        if left < 0 { by_size.reverse() } else { by_size }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Reads a JSON number (RFC 8259, section 6), exactly.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (number, power) = match unsigned.split_once(['e', 'E']) {
            Some((number, power)) => (number, exponent(power)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match number.split_once('.') {
            Some((_, "")) => return Err(DecimalError::NotANumber),
            Some(parts) => parts,
            None => (number, ""),
        };
        if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(DecimalError::NotANumber);
        }
        let mut exponent = power;
        let mut mantissa = 0_i128;
        let mut zeros = 0_u32;
        for (index, digit) in whole.bytes().chain(fraction.bytes()).enumerate() {
            if !digit.is_ascii_digit() {
                return Err(DecimalError::NotANumber);
            }
            if index >= whole.len() {
                exponent -= 1;
            }
            // Zeros wait until a digit follows, so that `1.000…0` of any length is one.
            if digit == b'0' {
                zeros += u32::from(mantissa != 0);
                continue;
            }
            mantissa = 10_i128
                .checked_pow(zeros + 1)
                .and_then(|power| mantissa.checked_mul(power))
                .and_then(|shifted| shifted.checked_add(i128::from(digit - b'0')))
                .ok_or(DecimalError::TooLong)?;
            zeros = 0;
        }
        exponent = i32::try_from(zeros)
            .ok()
            .and_then(|zeros| exponent.checked_add(zeros))
            .ok_or(DecimalError::TooLong)?;
        let number = Self::new(if negative { -mantissa } else { mantissa }, exponent);
        if number.digits() > MAX_DIGITS { Err(DecimalError::TooLong) } else { Ok(number) }
    }
}

/// The digits behind the `e` of a number.
fn exponent(text: &str) -> Result<i32, DecimalError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DecimalError::NotANumber);
    }
    match text.parse::<i32>() {
        Ok(power) if power.abs() <= MAX_EXPONENT => Ok(power),
        Ok(_) | Err(_) => Err(DecimalError::TooLong),
    }
}

impl fmt::Display for Decimal {
    /// Plain digits where a person would write them, an exponent beyond.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs();
        match self.exponent {
            0 => write!(f, "{sign}{digits}"),
            exponent @ 1..=20 => {
                write!(f, "{sign}{digits}{:0>1$}", "", usize::try_from(exponent).unwrap_or(0))
            }
            exponent @ -20..=-1 => {
                let places = exponent.unsigned_abs();
                let unit = 10_u128.pow(places);
                write!(f, "{sign}{}.{:0>2$}", digits / unit, digits % unit, places as usize)
            }
            exponent => write!(f, "{sign}{digits}e{exponent}"),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A place for the shortest form of a double, which never has more than 24 characters, without the heap.
#[derive(Default)]
struct Shortest {
    text: [u8; 32],
    length: usize,
}

impl Shortest {
    fn as_str(&self) -> &str {
        self.text.get(..self.length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }
}

impl fmt::Write for Shortest {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.text.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn equal_numbers_are_equal_values() {
        for (left, right) in [
            ("1", "1.0"),
            ("1", "1.00000000000000000000000000000000000000000000000000"),
            ("100", "1e2"),
            ("-0", "0"),
            ("0.001", "1E-3"),
            ("120000000000000000000000000000000000000000000", "1.2e44"),
        ] {
            assert_eq!(decimal(left), decimal(right), "{left} {right}");
        }
    }

    #[test]
    fn what_is_no_json_number_is_refused() {
        for text in
            ["", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1_0", "NaN", "1.2.3", " 1", "1e1.0"]
        {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::NotANumber), "{text}");
        }
        for text in ["1e10001", "1e99999999999", "12345678901234567890123456789012345678"] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::TooLong), "{text}");
        }
    }

    #[test]
    fn order_is_exact() {
        let ascending = [
            "-1e300",
            "-10",
            "-9.5",
            "-1",
            "-0.1",
            "0",
            "1e-300",
            "0.1",
            "0.3",
            "1",
            "9.99",
            "10",
            "18446744073709551615",
            "18446744073709551616",
            "1e400",
        ];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(decimal(left).cmp(&decimal(right)), index.cmp(&other), "{left} {right}");
            }
        }
    }

    #[test]
    fn multiples() {
        for (value, divisor, expected) in [
            ("0.3", "0.1", true),
            ("10", "3", false),
            ("9007199254740993", "3", true),
            ("1e308", "7", false),
            ("7e300", "7", true),
            ("4.35", "0.01", true),
            ("0.0075", "0.0001", true),
            ("0.00751", "0.0001", false),
            ("0", "5", true),
            ("5", "0", false),
            ("-6", "3", true),
            ("1e300", "1024", true),
            ("1e9999", "7", false),
        ] {
            assert_eq!(decimal(value).is_multiple_of(decimal(divisor)), expected, "{value} {divisor}");
        }
    }

    #[test]
    fn doubles_are_read_as_people_write_them() {
        assert_eq!(Decimal::from_f64(0.1), Some(decimal("0.1")));
        assert_eq!(Decimal::from_f64(-2.5e-300), Some(decimal("-2.5e-300")));
        assert_eq!(Decimal::from_f64(f64::MAX), Some(decimal("1.7976931348623157e308")));
        assert_eq!(Decimal::from_f64(f64::NAN), None);
        assert_eq!(Decimal::from_f64(f64::INFINITY), None);
    }

    #[test]
    fn display_reads_back() {
        for text in ["0", "15", "-15", "0.015", "-1.5", "1500", "1e40", "-3e-40"] {
            assert_eq!(decimal(text).to_string(), text);
        }
    }
}
