//! Dates of HTTP headers: RFC 9110, section 5.6.7.
//!
//! Case matters in every name. The day of the week must be that of the date, except in the obsolete form of
//! RFC 850: its two-digit year leaves the century open.

use super::classes::two_digits;
use super::date_time::Date;

/// Monday first, as the remainder of days since the epoch (a Thursday) with an offset has it.
const DAYS: [&[u8; 3]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
const LONG_DAYS: [&[u8]; 7] =
    [b"Monday", b"Tuesday", b"Wednesday", b"Thursday", b"Friday", b"Saturday", b"Sunday"];
const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// The format `http-date`: `IMF-fixdate`, or one of the two obsolete forms that recipients must accept.
pub(super) fn is_http_date(text: &str) -> bool {
    is_imf_fixdate(text) || is_rfc850_date(text.as_bytes()) || is_asctime_date(text.as_bytes())
}

/// `IMF-fixdate`, the form that senders must use: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn is_imf_fixdate(text: &str) -> bool {
    let &[
        w1,
        w2,
        w3,
        b',',
        b' ',
        d1,
        d2,
        b' ',
        m1,
        m2,
        m3,
        b' ',
        y1,
        y2,
        y3,
        y4,
        b' ',
        ref time @ ..,
        b' ',
        b'G',
        b'M',
        b'T',
    ] = text.as_bytes()
    else {
        return false;
    };
    is_day([w1, w2, w3], [y1, y2, y3, y4], [m1, m2, m3], [d1, d2]) && is_time(time)
}

/// `rfc850-date`: `Sunday, 06-Nov-94 08:49:37 GMT`.
fn is_rfc850_date(bytes: &[u8]) -> bool {
    let Some((day_name, rest)) =
        bytes.iter().position(|&byte| byte == b',').and_then(|end| bytes.split_at_checked(end))
    else {
        return false;
    };
    let &[b',', b' ', d1, d2, b'-', m1, m2, m3, b'-', y1, y2, b' ', ref time @ .., b' ', b'G', b'M', b'T'] =
        rest
    else {
        return false;
    };
    // 1904 and 2004 are leap years, 1900 is not and 2000 is: any century will do, but one with a leap day in
    // year 0.
    LONG_DAYS.contains(&day_name)
        && date([b'2', b'0', y1, y2], [m1, m2, m3], [d1, d2]).is_some()
        && is_time(time)
}

/// `asctime-date`: `Sun Nov  6 08:49:37 1994`.
fn is_asctime_date(bytes: &[u8]) -> bool {
    let &[w1, w2, w3, b' ', m1, m2, m3, b' ', d1, d2, b' ', ref time @ .., b' ', y1, y2, y3, y4] = bytes
    else {
        return false;
    };
    let tens = match d1 {
        b' ' => b'0',
        b'0' => return false,
        tens => tens,
    };
    is_day([w1, w2, w3], [y1, y2, y3, y4], [m1, m2, m3], [tens, d2]) && is_time(time)
}

fn is_day(day_name: [u8; 3], year: [u8; 4], month: [u8; 3], day: [u8; 2]) -> bool {
    date(year, month, day).is_some_and(|date| {
        let day_of_week = (date.days_since_epoch() + 3).rem_euclid(7);
        DAYS.iter().zip(0..).any(|(&name, number)| number == day_of_week && *name == day_name)
    })
}

fn date(year: [u8; 4], month: [u8; 3], day: [u8; 2]) -> Option<Date> {
    let [y1, y2, y3, y4] = year;
    let year = u16::from(two_digits(y1, y2)?) * 100 + u16::from(two_digits(y3, y4)?);
    let month = MONTHS.iter().zip(1..).find_map(|(&name, number)| (*name == month).then_some(number))?;
    Date::new(year, month, two_digits(day[0], day[1])?)
}

/// `time-of-day`: the second may be a leap second, at the end of a day.
fn is_time(bytes: &[u8]) -> bool {
    let &[h1, h2, b':', m1, m2, b':', s1, s2] = bytes else { return false };
    match (two_digits(h1, h2), two_digits(m1, m2), two_digits(s1, s2)) {
        (Some(23), Some(59), Some(60)) => true,
        (Some(hour), Some(minute), Some(second)) => hour <= 23 && minute <= 59 && second <= 59,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn dates() {
        let fixdates = [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Thu, 31 Dec 1998 23:59:60 GMT",
            "Thu, 29 Feb 2024 12:00:00 GMT",
        ];
        let obsolete = [
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Friday, 29-Feb-00 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Wed Nov 16 08:49:37 1994",
        ];
        let neither = [
            "",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:60 GMT",
            "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
            "Sunday, 06-Nov-1994 08:49:37 GMT",
            "Sun, 06-Nov-94 08:49:37 GMT",
            "Sun Nov 06 08:49:37 1994",
            "Sun Nov 6 08:49:37 1994",
            "Mon Nov  6 08:49:37 1994",
            "Sunday, 31-Nov-94 08:49:37 GMT",
        ];
        check(Format::HttpDate, &[&fixdates[..], &obsolete].concat(), &neither);
        check(Format::ImfFixdate, &fixdates, &[&neither[..], &obsolete].concat());
    }
}
