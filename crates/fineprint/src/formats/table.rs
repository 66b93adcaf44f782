//! The one table of formats: name, check and description of each.

use super::{
    Format, base64, date_time, duration, e164, email, hostname, http_date, ip, is_char, is_regex, iso_3166,
    iso_4217, json_pointer, language, media, number, structured_fields, uri, uri_template, uuid,
};

/// What there is to know of a format.
pub(super) struct Row {
    pub(super) format: Format,
    pub(super) name: &'static str,
    /// How strings are checked, if it speaks of them.
    pub(super) strings: Option<fn(&str) -> bool>,
    /// How numbers are checked, if it speaks of them.
    pub(super) numbers: Option<Numbers>,
    pub(super) description: &'static str,
}

/// The numbers that a format admits.
#[derive(Clone, Copy)]
pub(super) enum Numbers {
    Integers { min: i128, max: i128 },
    Those(fn(f64) -> bool),
}

impl Row {
    /// The format also speaks of numbers in strings.
    const fn or_string(self, check: fn(&str) -> bool) -> Self {
        Self { strings: Some(check), ..self }
    }
}

const fn string(
    format: Format,
    name: &'static str,
    check: fn(&str) -> bool,
    description: &'static str,
) -> Row {
    Row { format, name, strings: Some(check), numbers: None, description }
}

const fn integer(format: Format, name: &'static str, min: i128, max: i128, description: &'static str) -> Row {
    Row { format, name, strings: None, numbers: Some(Numbers::Integers { min, max }), description }
}

const fn number(
    format: Format,
    name: &'static str,
    check: fn(f64) -> bool,
    description: &'static str,
) -> Row {
    Row { format, name, strings: None, numbers: Some(Numbers::Those(check)), description }
}

/// One row for each format, in the order of the variants.
#[rustfmt::skip] // A row is a line, whatever its length.
pub(super) const TABLE: &[Row] = &[
    string(Format::Date, "date", date_time::is_date, "a calendar date such as 2023-12-25 (RFC 3339 full-date)"),
    string(Format::DateTime, "date-time", date_time::is_date_time, "a date and time with offset such as 2023-12-25T09:30:00Z (RFC 3339 date-time)"),
    string(Format::DateTimeLocal, "date-time-local", date_time::is_date_time_local, "a date and time without offset such as 2023-12-25T09:30:00"),
    string(Format::Time, "time", date_time::is_time, "a time of day with offset such as 09:30:00Z (RFC 3339 full-time)"),
    string(Format::TimeLocal, "time-local", date_time::is_time_local, "a time of day without offset such as 09:30:00 (RFC 3339 partial-time)"),
    string(Format::Duration, "duration", duration::is_duration, "a duration such as P1DT12H (RFC 3339, appendix A)"),
    string(Format::HttpDate, "http-date", http_date::is_http_date, "an HTTP date such as Sun, 06 Nov 1994 08:49:37 GMT (RFC 9110)"),
    string(Format::ImfFixdate, "imf-fixdate", http_date::is_imf_fixdate, "a date such as Sun, 06 Nov 1994 08:49:37 GMT (RFC 9110 IMF-fixdate)"),
    string(Format::Email, "email", email::is_email, "an email address such as ada@example.com (RFC 5321 Mailbox)"),
    string(Format::IdnEmail, "idn-email", email::is_idn_email, "an internationalized email address (RFC 6531)"),
    string(Format::Hostname, "hostname", hostname::is_hostname, "a host name such as www.example.com (RFC 1123)"),
    string(Format::IdnHostname, "idn-hostname", hostname::is_idn_hostname, "an internationalized host name (RFC 5890)"),
    string(Format::Ipv4, "ipv4", ip::is_ipv4, "an IPv4 address such as 192.0.2.1"),
    string(Format::Ipv4Cidr, "ipv4-cidr", ip::is_ipv4_cidr, "an IPv4 network such as 192.0.2.0/24 (RFC 4632)"),
    string(Format::Ipv6, "ipv6", ip::is_ipv6, "an IPv6 address such as 2001:db8::1 (RFC 4291)"),
    string(Format::Ipv6Cidr, "ipv6-cidr", ip::is_ipv6_cidr, "an IPv6 network such as 2001:db8::/32 (RFC 4291)"),
    string(Format::Uri, "uri", uri::is_uri, "a URI with a scheme such as https://example.com/a (RFC 3986)"),
    string(Format::UriReference, "uri-reference", uri::is_uri_reference, "a URI or a relative reference such as ../a?b#c (RFC 3986)"),
    string(Format::Iri, "iri", uri::is_iri, "an internationalized URI with a scheme (RFC 3987)"),
    string(Format::IriReference, "iri-reference", uri::is_iri_reference, "an internationalized URI or a relative reference (RFC 3987)"),
    string(Format::UriTemplate, "uri-template", uri_template::is_uri_template, "a URI template such as /users/{id} (RFC 6570)"),
    string(Format::Uuid, "uuid", uuid::is_uuid, "a UUID such as f81d4fae-7dec-11d0-a765-00a0c91e6bf6 (RFC 4122)"),
    string(Format::JsonPointer, "json-pointer", json_pointer::is_json_pointer, "a JSON Pointer such as /a/0 (RFC 6901)"),
    string(Format::RelativeJsonPointer, "relative-json-pointer", json_pointer::is_relative_json_pointer, "a relative JSON Pointer such as 1/a"),
    string(Format::Regex, "regex", is_regex, "a regular expression (ECMA-262)"),
    string(Format::Byte, "byte", base64::is_base64, "base64 with padding (RFC 4648, section 4)"),
    string(Format::Base64Url, "base64url", base64::is_base64url, "base64url (RFC 4648, section 5)"),
    string(Format::Char, "char", is_char, "a single character"),
    string(Format::Language, "language", language::is_language_tag, "a language tag such as en-GB (RFC 5646)"),
    string(Format::MediaRange, "media-range", media::is_media_range, "a media type or range such as text/* (RFC 9110)"),
    string(Format::SfString, "sf-string", structured_fields::is_string, "a quoted string of printable ASCII (RFC 8941)"),
    string(Format::SfToken, "sf-token", structured_fields::is_token, "a structured field token (RFC 8941)"),
    string(Format::SfBinary, "sf-binary", structured_fields::is_binary, "base64 between colons (RFC 8941)"),
    string(Format::SfBoolean, "sf-boolean", structured_fields::is_boolean, "?0 or ?1 (RFC 8941)"),
    string(Format::Iso3166Alpha2, "iso-3166-1-alpha-2", iso_3166::is_country_code, "an officially assigned two-letter country code such as DE (ISO 3166-1)"),
    string(Format::Iso4217, "iso-4217", iso_4217::is_currency_code, "a three-letter currency code in force such as EUR (ISO 4217)"),
    string(Format::E164, "e164", e164::is_e164, "an international telephone number such as +14155552671 (E.164)"),
    integer(Format::Int8, "int8", i8::MIN as i128, i8::MAX as i128, "a signed 8-bit integer"),
    integer(Format::Int16, "int16", i16::MIN as i128, i16::MAX as i128, "a signed 16-bit integer"),
    integer(Format::Int32, "int32", i32::MIN as i128, i32::MAX as i128, "a signed 32-bit integer"),
    integer(Format::Int64, "int64", i64::MIN as i128, i64::MAX as i128, "a signed 64-bit integer").or_string(number::is_int64),
    integer(Format::Uint8, "uint8", 0, u8::MAX as i128, "an unsigned 8-bit integer"),
    integer(Format::Uint16, "uint16", 0, u16::MAX as i128, "an unsigned 16-bit integer"),
    integer(Format::Uint32, "uint32", 0, u32::MAX as i128, "an unsigned 32-bit integer"),
    integer(Format::Uint64, "uint64", 0, u64::MAX as i128, "an unsigned 64-bit integer").or_string(number::is_uint64),
    integer(Format::DoubleInt, "double-int", -number::DOUBLE_INT_MAX, number::DOUBLE_INT_MAX, "an integer that a double holds exactly (53 bits)"),
    integer(Format::SfInteger, "sf-integer", -number::SF_INTEGER_MAX, number::SF_INTEGER_MAX, "an integer of at most 15 digits (RFC 8941)"),
    number(Format::Float, "float", number::is_float, "a number within the range of a 32-bit float"),
    number(Format::Double, "double", number::is_finite, "a number within the range of a 64-bit float"),
    number(Format::Decimal, "decimal", number::is_finite, "a decimal number").or_string(number::is_decimal),
    number(Format::Decimal128, "decimal128", number::is_finite, "a number within the range of a 128-bit decimal").or_string(number::is_decimal128),
    number(Format::SfDecimal, "sf-decimal", number::is_sf_decimal, "a number of at most 12 digits before the point and 3 after it (RFC 8941)"),
];

/// The rows stand where their variants' numbers say: without this, a row could be another format's.
const _: () = {
    let mut at = 0;
    while at < TABLE.len() {
        assert!(TABLE[at].format as usize == at, "the table is not in the order of the variants");
        at += 1;
    }
};
