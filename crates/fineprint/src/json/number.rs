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
        let mut end = start;
        let mut value = 0_u64;
        let next = loop {
            match bytes.get(end) {
                Some(digit @ b'0'..=b'9') => {
                    value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
                    end += 1;
                }
                next => break next,
            }
        };
        let is_integer = !matches!(next, Some(b'.' | b'e' | b'E'));
        let has_leading_zero = bytes.get(start) == Some(&b'0') && end > start + 1;
        if is_integer && end > start && end - start <= DIGITS && !has_leading_zero {
            self.at = end;
            return Ok(Number::of_integer(negative, value));
        }
        self.long_number()
    }

    /// Any number, at its sign or first digit.
    #[inline(never)]
    fn long_number(&mut self) -> Result<Number, Error> {
        let start = self.at;
        let shape = self.scan_number()?;
        let text = self.text.get(start..self.at).unwrap_or_default();
        if shape.is_integer
            && let Ok(value) = text.trim_start_matches('-').parse()
        {
            return Ok(Number::of_integer(shape.negative, value));
        }
        if let Some(double) = shape.exact()
            && !self.single
        {
            return Ok(Number::Double(double));
        }
        // The grammar of the standard library contains that of JSON.
        let double =
            if self.single { text.parse().map(|single: f32| single.into()) } else { text.parse::<f64>() };
        match double {
            Ok(double) if double.is_finite() => Ok(Number::Double(double)),
            Ok(_) | Err(_) => Err(Error::new(Fault::OutOfRange, self.out_of_range_at(start))),
        }
    }

    /// Reads over a number, at its sign or first digit. It is told from the text whether it is within the range of a
    /// double: only many digits or an exponent lead out of it.
    #[inline]
    pub(super) fn skip_number(&mut self) -> Result<(), Error> {
        let start = self.at;
        let shape = self.scan_number()?;
        if shape.exponent == 0 && self.at - start <= 300 {
            return Ok(());
        }
        self.at = start;
        self.long_number().map(drop)
    }

    /// Reads over a number without looking at its size.
    #[inline]
    fn scan_number(&mut self) -> Result<Shape, Error> {
        let mut shape = Shape { negative: self.byte() == Some(b'-'), is_integer: true, ..Shape::default() };
        self.at += usize::from(shape.negative);
        if self.byte() == Some(b'0') {
            self.at += 1;
            shape.digits = 1;
            if matches!(self.byte(), Some(b'0'..=b'9')) {
                return Err(self.fault_ahead(Fault::Number));
            }
        } else {
            self.scan_digits(&mut shape)?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            shape.is_integer = false;
            shape.fraction = self.scan_digits(&mut shape)?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            shape.is_integer = false;
            let negative = self.byte() == Some(b'-');
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            let mut exponent = Shape::default();
            self.scan_digits(&mut exponent)?;
            // Beyond a few digits, all are the same.
            let value =
                if exponent.digits > 9 { i64::from(i32::MAX) } else { exponent.mantissa.cast_signed() };
            shape.exponent = if negative { -value } else { value };
        }
        Ok(shape)
    }

    /// Reads over one digit or more, and adds them to the mantissa.
    #[inline]
    fn scan_digits(&mut self, shape: &mut Shape) -> Result<usize, Error> {
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.byte() {
            shape.mantissa = shape.mantissa.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        let count = self.at - start;
        shape.digits += count;
        if count == 0 { Err(self.unexpected(Fault::Number)) } else { Ok(count) }
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

    /// The digits of an integer alone, for types wider than 64 bits; at its first digit.
    pub(super) fn scan_integer(&mut self) -> Result<(), Error> {
        match self.byte() {
            Some(b'0') => {
                self.at += 1;
                match self.byte() {
                    Some(b'0'..=b'9') => Err(self.fault_ahead(Fault::Number)),
                    Some(_) | None => Ok(()),
                }
            }
            Some(b'1'..=b'9') => self.scan_digits(&mut Shape::default()).map(drop),
            Some(_) | None => Err(self.fault_ahead(Fault::Number)),
        }
    }
}

/// What a number is made of.
#[derive(Default)]
struct Shape {
    negative: bool,
    is_integer: bool,
    /// All digits before the exponent as one integer, if they are few enough.
    mantissa: u64,
    digits: usize,
    /// How many of the digits stand behind the point.
    fraction: usize,
    /// Capped far out of the range of doubles.
    exponent: i64,
}

impl Shape {
    /// The value, if mantissa and power of ten are doubles both, so that one operation rounds once.
    fn exact(&self) -> Option<f64> {
        if self.digits > DIGITS || self.mantissa >= 1 << f64::MANTISSA_DIGITS {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "it has no more bits than a double's mantissa")]
        let mantissa = self.mantissa as f64;
        let exponent = self.exponent - i64::try_from(self.fraction).ok()?;
        let power = POWERS_OF_TEN.get(usize::try_from(exponent.unsigned_abs()).ok()?)?;
        let value = if exponent < 0 { mantissa / power } else { mantissa * power };
        Some(if self.negative { -value } else { value })
    }
}

/// The powers of ten that doubles hold exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];
