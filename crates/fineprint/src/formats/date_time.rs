//! Dates and times of the Internet: RFC 3339, section 5.6.
//!
//! Strictly that grammar, which is narrower than ISO 8601: all digits are there, a date-time has its offset,
//! and `T` stands between date and time (no space, though section 5.6 lets applications agree on one). `t`
//! and `z` are the same as `T` and `Z`. The days of a month and leap seconds are checked (section 5.7).
//!
//! The parsed values serve comparisons with a clock; this is not a calendar library.

use super::classes::two_digits;

const SECONDS_PER_MINUTE: i64 = 60;
const SECONDS_PER_DAY: i64 = 86_400;
const MINUTES_PER_DAY: i16 = 24 * 60;
/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;
const NANOS_PER_SECOND: u32 = 1_000_000_000;

/// A day of the proleptic Gregorian calendar, years 0 to 9999 (RFC 3339, section 5.6, `full-date`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The date, if the month has that day (RFC 3339, section 5.7).
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year <= 9999 && day >= 1 && day <= days_in_month(year, month) {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// The year, 0 to 9999 (`date-fullyear`).
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12 (`date-month`).
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1 (`date-mday`).
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01; negative before it.
    ///
    /// ```
    /// use fineprint::formats::date_time::parse_date;
    /// assert_eq!(parse_date("1970-01-02").map(|date| date.days_since_epoch()), Some(1));
    /// ```
    pub const fn days_since_epoch(self) -> i64 {
        // Years that begin in March put the leap day last, so that the days before a month need no case for
        // it.
        let (month, year) = if self.month > 2 {
            (self.month as i64 - 3, self.year as i64)
        } else {
            (self.month as i64 + 9, self.year as i64 - 1)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let days_before_month = (153 * month + 2) / 5;
        year * 365 + leap_days + days_before_month + self.day as i64 - 1 - DAYS_TO_EPOCH
    }
}

/// The days of a month, none if there is no such month.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// A time of day with its offset from UTC (RFC 3339, section 5.6, `full-time`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    local: LocalTime,
    offset_minutes: i16,
}

impl Time {
    /// Minutes that local time is ahead of UTC (`time-offset`).
    pub const fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// Seconds since local midnight, a leap second being in the second before it.
    const fn seconds_since_midnight(self) -> i64 {
        self.local.minute_of_day as i64 * SECONDS_PER_MINUTE + self.local.second as i64
    }
}

/// A time of day that does not say where (RFC 3339, section 5.6, `partial-time`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LocalTime {
    minute_of_day: i16,
    /// 0 to 59, a leap second being 59 with `nanos` of a second and more.
    second: u8,
    nanos: u32,
}

/// A point in time (RFC 3339, section 5.6, `date-time`), ordered.
///
/// A leap second has the `seconds` of the second before it and `nanos` from 1,000,000,000, which keeps the
/// order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    pub seconds: i64,
    /// Nanoseconds after it; further digits of the fraction are cut.
    pub nanos: u32,
}

/// Reads a `full-date` (RFC 3339, section 5.6).
///
/// ```
/// use fineprint::formats::date_time::parse_date;
/// assert!(parse_date("2024-02-29").is_some());
/// assert!(parse_date("2023-02-29").is_none());
/// ```
pub fn parse_date(text: &str) -> Option<Date> {
    date(text.as_bytes().try_into().ok()?)
}

/// Reads a `full-time` (RFC 3339, section 5.6).
///
/// ```
/// use fineprint::formats::date_time::parse_time;
/// assert!(parse_time("08:30:06.283185-08:00").is_some());
/// assert!(parse_time("08:30:06").is_none());
/// ```
pub fn parse_time(text: &str) -> Option<Time> {
    full_time(text.as_bytes())
}

/// Reads a `date-time` (RFC 3339, section 5.6).
///
/// ```
/// use fineprint::formats::date_time::parse_date_time;
/// assert_eq!(parse_date_time("1970-01-01T01:00:00+01:00").map(|instant| instant.seconds), Some(0));
/// assert!(parse_date_time("1970-01-01 00:00:00Z").is_none());
/// ```
pub fn parse_date_time(text: &str) -> Option<Instant> {
    let (date, time) = split_date(text)?;
    let time = full_time(time)?;
    let local = date.days_since_epoch() * SECONDS_PER_DAY + time.seconds_since_midnight();
    let seconds = local - i64::from(time.offset_minutes) * SECONDS_PER_MINUTE;
    Some(Instant { seconds, nanos: time.local.nanos })
}

/// The format `date`.
pub(super) fn is_date(text: &str) -> bool {
    parse_date(text).is_some()
}

/// The format `time`.
pub(super) fn is_time(text: &str) -> bool {
    parse_time(text).is_some()
}

/// The format `date-time`.
pub(super) fn is_date_time(text: &str) -> bool {
    split_date(text).is_some_and(|(_, time)| full_time(time).is_some())
}

/// The format `time-local`: `partial-time`, and nothing after it.
pub(super) fn is_time_local(text: &str) -> bool {
    is_partial_time(text.as_bytes())
}

/// The format `date-time-local`: a `full-date` and a `partial-time`.
pub(super) fn is_date_time_local(text: &str) -> bool {
    split_date(text).is_some_and(|(_, time)| is_partial_time(time))
}

/// A `partial-time` with nothing after it. A leap second is taken in any minute: which one is the last of a
/// day in UTC depends on the offset, and offsets are free in their minutes.
fn is_partial_time(bytes: &[u8]) -> bool {
    partial_time(bytes).is_some_and(|(_, rest)| rest.is_empty())
}

/// The date, and what follows the `T`.
fn split_date(text: &str) -> Option<(Date, &[u8])> {
    match text.as_bytes().split_first_chunk()? {
        (day, [b'T' | b't', time @ ..]) => Some((date(day)?, time)),
        _ => None,
    }
}

fn date(bytes: &[u8; 10]) -> Option<Date> {
    const SHAPE: Shape = Shape::of(*b"0000-00-");
    let &[y1, y2, y3, y4, s1, m1, m2, s2, d1, d2] = bytes;
    let [century, _, year, _, _, month, ..] = SHAPE.pairs([y1, y2, y3, y4, s1, m1, m2, s2])?;
    Date::new(u16::from(century) * 100 + u16::from(year), month, two_digits(d1, d2)?)
}

/// Eight bytes, of which some are digits and the others certain signs, to be read at once.
struct Shape {
    /// The signs, and zeros in place of digits.
    signs: u64,
    /// For each byte, what takes it beyond 127 if it is not what it should be.
    room: u64,
}

impl Shape {
    /// The shape in which each zero stands for a digit.
    const fn of(pattern: [u8; 8]) -> Self {
        let mut room = 0;
        let mut rest = u64::from_be_bytes(pattern);
        while rest > 0 {
            room = room << 8 | if rest & 0xff == b'0' as u64 { 0x7f - 9 } else { 0x7f };
            rest >>= 8;
        }
        Self { signs: u64::from_le_bytes(pattern), room }
    }

    /// For each byte, the number that it and the one behind it stand for, as far as both are digits.
    #[inline]
    fn pairs(&self, bytes: [u8; 8]) -> Option<[u8; 8]> {
        const HIGH_BITS: u64 = u64::from_ne_bytes([0x80; 8]);
        // A digit becomes its value, and the sign that is wanted becomes zero.
        let digits = u64::from_le_bytes(bytes) ^ self.signs;
        // What is carried to the next byte comes from one that has its own high bit.
        if (digits | digits.wrapping_add(self.room)) & HIGH_BITS != 0 {
            return None;
        }
        Some((digits * 10 + (digits >> 8)).to_le_bytes())
    }
}

fn full_time(bytes: &[u8]) -> Option<Time> {
    let (local, rest) = partial_time(bytes)?;
    let offset_minutes = offset(rest)?;
    let time = Time { local, offset_minutes };
    let is_leap_second = local.nanos >= NANOS_PER_SECOND;
    // Leap seconds are inserted at the end of a day in UTC, whatever the clock on the wall says.
    let utc_minute = (local.minute_of_day - offset_minutes).rem_euclid(MINUTES_PER_DAY);
    (!is_leap_second || utc_minute == MINUTES_PER_DAY - 1).then_some(time)
}

/// The time at the start of `bytes`, and what follows it.
fn partial_time(bytes: &[u8]) -> Option<(LocalTime, &[u8])> {
    const SHAPE: Shape = Shape::of(*b"00:00:00");
    let (time, rest) = bytes.split_first_chunk()?;
    let [hour, _, _, minute, _, _, second, _] = SHAPE.pairs(*time)?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (fraction, rest) = match rest {
        [b'.', fraction @ ..] => nanoseconds(fraction)?,
        rest => (0, rest),
    };
    let leap = if second == 60 { NANOS_PER_SECOND } else { 0 };
    let minute_of_day = i16::from(hour) * 60 + i16::from(minute);
    Some((LocalTime { minute_of_day, second: second.min(59), nanos: leap + fraction }, rest))
}

/// The digits at the start of `bytes` as the fraction of a second, at least one, and what follows them.
fn nanoseconds(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut rest = bytes;
    let mut nanos = 0;
    let mut unit = NANOS_PER_SECOND;
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        unit /= 10;
        nanos += u32::from(digit - b'0') * unit;
        rest = tail;
    }
    (rest.len() < bytes.len()).then_some((nanos, rest))
}

/// A `time-offset`, in minutes.
fn offset(bytes: &[u8]) -> Option<i16> {
    match *bytes {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let offset = i16::from(hours) * 60 + i16::from(minutes);
            Some(if sign == b'-' { -offset } else { offset })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
