//! Numbers: integers as far as 64 bits reach, and all others rounded to the nearest double.

use super::{Error, Fault, Reader};

/// A number of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Unsigned(u64),
    /// Less than zero.
    Signed(i64),
    /// Written with a fraction or an exponent, or as an integer that is out of reach, or `-0`.
    Double(f64),
}

impl Number {
    #[inline]
    fn of_integer(negative: bool, value: u64) -> Self {
        if !negative {
            return Self::Unsigned(value);
        }
        match 0_i64.checked_sub_unsigned(value) {
            Some(signed) if value != 0 => Self::Signed(signed),
            #[allow(clippy::cast_precision_loss, reason = "that is the nearest double")]
            Some(_) | None => Self::Double(-(value as f64)),
        }
    }
}

/// As many decimal digits as every `u64` can hold.
const DIGITS: usize = 19;

impl Reader<'_> {
    /// A number, at its sign or first digit.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<Number, Error> {
        let bytes = self.text.as_bytes();
        let negative = self.byte() == Some(b'-');
        let start = self.at + usize::from(negative);
        let (value, end) = digits(bytes, start, 0);
        let count = end - start;
        let is_sound = count == 1 || count > 1 && count <= DIGITS && bytes.get(start) != Some(&b'0');
        match bytes.get(end) {
            Some(b'.') => {
                let (value, fraction_end) = digits(bytes, end + 1, value);
                let decimals = fraction_end - end - 1;
                if is_sound && decimals > 0 && !matches!(bytes.get(fraction_end), Some(b'e' | b'E')) {
                    let number = self.at;
                    self.at = fraction_end;
                    return match decimal(negative, value, decimals) {
                        Some(double) if count + decimals <= DIGITS && !self.single => {
                            Ok(Number::Double(double))
                        }
                        Some(_) | None => self.round(number),
                    };
                }
            }
            Some(b'e' | b'E') => {}
            Some(_) | None if is_sound => {
                self.at = end;
                return Ok(Number::of_integer(negative, value));
            }
            Some(_) | None => {}
        }
        self.any_number()
    }

    /// The same for numbers that are longer than most, and for what is none.
    #[inline(never)]
    fn any_number(&mut self) -> Result<Number, Error> {
        let start = self.at;
        let is_integer = self.scan_number()?;
        let text = self.text.get(start..self.at).unwrap_or_default();
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        if is_integer && let Ok(value) = digits.parse() {
            return Ok(Number::of_integer(negative, value));
        }
        self.round(start)
    }

    /// What is nearest to the number that has just been read, from `start` on.
    #[inline(never)]
    fn round(&self, start: usize) -> Result<Number, Error> {
        let text = self.text.get(start..self.at).unwrap_or_default();
        // The grammar of the standard library contains that of JSON.
        let double =
            if self.single { text.parse().map(|single: f32| single.into()) } else { text.parse::<f64>() };
        match double {
            Ok(double) if double.is_finite() => Ok(Number::Double(double)),
            Ok(_) | Err(_) => Err(Error::new(Fault::OutOfRange, self.out_of_range_at(start))),
        }
    }

    /// Reads over a number, at its sign or first digit.
    #[inline]
    pub(super) fn skip_number(&mut self) -> Result<(), Error> {
        let bytes = self.text.as_bytes();
        let start = self.at + usize::from(self.byte() == Some(b'-'));
        let mut end = digits_end(bytes, start);
        let is_integer = end == start + 1 || end > start && bytes.get(start) != Some(&b'0');
        let mut is_sound = is_integer;
        if bytes.get(end) == Some(&b'.') {
            let point = end;
            end = digits_end(bytes, point + 1);
            is_sound = is_integer && end > point + 1;
        }
        // Without an exponent, it takes more than 300 digits to leave the range of doubles.
        if is_sound && end - start <= 300 && !matches!(bytes.get(end), Some(b'e' | b'E')) {
            self.at = end;
            return Ok(());
        }
        self.any_number().map(drop)
    }

    /// Reads over a number without looking at its size, and says whether it is written as an integer.
    fn scan_number(&mut self) -> Result<bool, Error> {
        let mut is_integer = true;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        self.scan_integer()?;
        if self.byte() == Some(b'.') {
            self.at += 1;
            is_integer = false;
            self.scan_digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            is_integer = false;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.scan_digits()?;
        }
        Ok(is_integer)
    }

    /// Reads over the digits of an integer: no zero before others.
    #[inline]
    pub(super) fn scan_integer(&mut self) -> Result<(), Error> {
        if self.byte() != Some(b'0') {
            return self.scan_digits();
        }
        self.at += 1;
        match self.byte() {
            Some(b'0'..=b'9') => Err(self.fault_ahead(Fault::Number)),
            Some(_) | None => Ok(()),
        }
    }

    /// Reads over one digit or more.
    #[inline]
    fn scan_digits(&mut self) -> Result<(), Error> {
        let start = self.at;
        self.at = digits_end(self.text.as_bytes(), start);
        if self.at == start { Err(self.unexpected(Fault::Number)) } else { Ok(()) }
    }

    /// Where it shows that the number just read is too large: at its end, or where its exponent is out of all reason.
    #[cold]
    fn out_of_range_at(&self, start: usize) -> usize {
        let text = self.text.get(start..self.at).unwrap_or_default();
        let Some(mark) = text.find(['e', 'E']) else { return self.at };
        let mut value = 0_i32;
        for (index, byte) in text.bytes().enumerate().skip(mark + 1).filter(|(_, byte)| byte.is_ascii_digit())
        {
            let digit = i32::from(byte - b'0');
            match value.checked_mul(10).and_then(|tens| tens.checked_add(digit)) {
                Some(sum) => value = sum,
                None => return start + index + 1,
            }
        }
        self.at
    }
}

#[inline]
fn digits_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while let Some(b'0'..=b'9') = bytes.get(end) {
        end += 1;
    }
    end
}

/// Appends the digits from `start` on to those of `value`, and says where they end. If there are too many, the value is
/// anything.
#[inline]
fn digits(bytes: &[u8], start: usize, mut value: u64) -> (u64, usize) {
    let mut end = start;
    while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        end += 1;
    }
    (value, end)
}

/// `value` with its last digits behind the point, if both it and the power of ten are doubles, so that the division rounds
/// once, and right.
#[inline]
fn decimal(negative: bool, value: u64, decimals: usize) -> Option<f64> {
    const POWERS_OF_TEN: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18, 1e19, 1e20, 1e21, 1e22,
    ];
    if value > 1 << f64::MANTISSA_DIGITS {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "it has no more bits than a double's mantissa")]
    let double = value as f64 / POWERS_OF_TEN.get(decimals)?;
    Some(if negative { -double } else { double })
}
