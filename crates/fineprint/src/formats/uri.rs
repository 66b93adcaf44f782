//! URIs and IRIs: RFC 3986, appendix A, and RFC 3987, section 2.2; references and those with a scheme.
//!
//! The generic grammar in full, and nothing beyond it: no scheme's own rules, no look at whether a host
//! exists. Ports are digits of any number. Bidirectional text (RFC 3987, section 4) is not looked at.

use super::classes::{ByteClasses, DIGITS, HEX_DIGITS, LETTERS};
use super::ip;

const SCHEME: u8 = 1;
/// `userinfo`, without the percent-encoding that all classes from here on come with.
const USERINFO: u8 = 2;
/// `reg-name`.
const HOST: u8 = 4;
/// `pchar`, and the slash between segments.
const PATH: u8 = 8;
/// `query` and `fragment`.
const QUERY: u8 = 16;
const DIGIT: u8 = 32;
const HEX: u8 = 64;
/// Beyond ASCII: allowed in IRIs, each character on conditions that [`Alphabet::allows_beyond_ascii`] states.
const BEYOND_ASCII: u8 = 128;

static CLASSES: ByteClasses = ByteClasses::new()
    .with(SCHEME | USERINFO | HOST | PATH | QUERY, LETTERS)
    .with(SCHEME | USERINFO | HOST | PATH | QUERY | DIGIT, DIGITS)
    .with(SCHEME, b"+-.")
    .with(USERINFO | HOST | PATH | QUERY, b"-._~") // The rest of `unreserved`.
    .with(USERINFO | HOST | PATH | QUERY, b"!$&'()*+,;=") // `sub-delims`.
    .with(USERINFO | PATH | QUERY, b":")
    .with(PATH | QUERY, b"@/")
    .with(QUERY, b"?")
    .with(HEX, HEX_DIGITS)
    .with_range(BEYOND_ASCII, &(0x80..=0xff));

/// The format `uri`: with a scheme.
pub(super) fn is_uri(text: &str) -> bool {
    is_reference(text, Alphabet::Uri, Scheme::Required)
}

/// The format `uri-reference`: with a scheme or relative to another URI.
pub(super) fn is_uri_reference(text: &str) -> bool {
    is_reference(text, Alphabet::Uri, Scheme::Optional)
}

/// The format `iri`.
pub(super) fn is_iri(text: &str) -> bool {
    is_reference(text, Alphabet::Iri, Scheme::Required)
}

/// The format `iri-reference`.
pub(super) fn is_iri_reference(text: &str) -> bool {
    is_reference(text, Alphabet::Iri, Scheme::Optional)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Required,
    Optional,
}

/// Which characters there are: all that the two grammars differ in.
#[derive(Clone, Copy)]
enum Alphabet {
    Uri,
    Iri,
}

impl Alphabet {
    /// What follows the characters of `class` and percent-encoded octets at the start of `bytes`.
    fn after_run(self, class: u8, bytes: &[u8]) -> &[u8] {
        match self {
            Self::Uri => after_encoded_run(&CLASSES, class, bytes),
            Self::Iri => after_encoded_run(&CLASSES, class | BEYOND_ASCII, bytes),
        }
    }

    /// Whether `bytes` are made of characters of `class` and percent-encoded octets.
    fn all(self, class: u8, bytes: &[u8]) -> bool {
        self.after_run(class, bytes).is_empty()
    }

    /// Whether the characters beyond ASCII are those of `ucschar`, or of `iprivate` in a query.
    fn allows_beyond_ascii(self, text: &str) -> bool {
        match self {
            // No class of the URI grammar has them.
            Self::Uri => true,
            Self::Iri if text.is_ascii() => true,
            Self::Iri => {
                let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
                let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
                rest.chars().chain(fragment.chars()).all(|c| c.is_ascii() || is_ucschar(c))
                    && query.chars().all(|c| c.is_ascii() || is_ucschar(c) || is_iprivate(c))
            }
        }
    }
}

/// What follows the bytes of `allowed` and percent-encoded octets at the start of `bytes`.
pub(super) fn after_encoded_run<'b>(classes: &ByteClasses, allowed: u8, bytes: &'b [u8]) -> &'b [u8] {
    let mut rest = classes.after_run(allowed, bytes);
    while let Some(tail) = after_percent_encoded(rest) {
        rest = classes.after_run(allowed, tail);
    }
    rest
}

/// What follows the percent-encoded octet at the start of `bytes`, if there is one (RFC 3986, section 2.1).
pub(super) fn after_percent_encoded(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'%', high, low, tail @ ..] if CLASSES.has(HEX, *high) && CLASSES.has(HEX, *low) => Some(tail),
        _ => None,
    }
}

/// `ucschar` of RFC 3987, section 2.2.
pub(super) const fn is_ucschar(c: char) -> bool {
    match c as u32 {
        0xa0..=0xd7ff | 0xf900..=0xfdcf | 0xfdf0..=0xffef | 0xe_1000..=0xe_fffd => true,
        // Planes 1 to 13 without the two noncharacters at the end of each.
        scalar @ 0x1_0000..=0xd_ffff => scalar & 0xffff <= 0xfffd,
        _ => false,
    }
}

/// `iprivate` of RFC 3987, section 2.2.
pub(super) const fn is_iprivate(c: char) -> bool {
    matches!(c as u32, 0xe000..=0xf8ff | 0xf_0000..=0xf_fffd | 0x10_0000..=0x10_fffd)
}

/// `URI` and `relative-ref`, or their namesakes in RFC 3987.
fn is_reference(text: &str, alphabet: Alphabet, scheme: Scheme) -> bool {
    let Some(rest) = after_scheme(text.as_bytes(), scheme) else { return false };
    let path = match rest {
        // Most have a host and nothing else.
        [b'/', b'/', rest @ ..]
            if let path @ ([] | [b'/' | b'?' | b'#', ..]) = alphabet.after_run(HOST, rest) =>
        {
            path
        }
        [b'/', b'/', rest @ ..] => {
            let (authority, path) = split_before(rest, |byte| matches!(byte, b'/' | b'?' | b'#'));
            if !is_authority(authority, alphabet) {
                return false;
            }
            path
        }
        path => path,
    };
    let rest = alphabet.after_run(PATH, path);
    let rest = match rest {
        [b'?', query @ ..] => alphabet.after_run(QUERY, query),
        rest => rest,
    };
    let rest = match rest {
        [b'#', fragment @ ..] => alphabet.after_run(QUERY, fragment),
        rest => rest,
    };
    rest.is_empty() && alphabet.allows_beyond_ascii(text)
}

/// Splits before the first byte that meets `is_delimiter`, or at the end.
fn split_before(bytes: &[u8], is_delimiter: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|&byte| is_delimiter(byte)).unwrap_or(bytes.len());
    bytes.split_at_checked(end).unwrap_or((bytes, &[]))
}

/// What follows the scheme and its colon. The first segment of a relative reference has no colon
/// (`path-noscheme`), so a colon there ends a scheme, or else the text is no reference.
fn after_scheme(bytes: &[u8], scheme: Scheme) -> Option<&[u8]> {
    match CLASSES.split_run(SCHEME, bytes) {
        ([b'a'..=b'z' | b'A'..=b'Z', ..], [b':', rest @ ..]) => Some(rest),
        (_, rest) => {
            let (segment, _) = split_before(rest, |byte| matches!(byte, b'/' | b'?' | b'#'));
            (scheme == Scheme::Optional && !segment.contains(&b':')).then_some(bytes)
        }
    }
}

/// `authority`: user information and port are optional, and the host may be empty.
fn is_authority(authority: &[u8], alphabet: Alphabet) -> bool {
    let (userinfo, host_and_port) = match split_before(authority, |byte| byte == b'@') {
        (userinfo, [_, rest @ ..]) => (userinfo, rest),
        (host_and_port, []) => (&[][..], host_and_port),
    };
    let (is_host, port) = match host_and_port {
        [b'[', rest @ ..] => match split_before(rest, |byte| byte == b']') {
            (literal, [_, port @ ..]) => (is_ip_literal(literal), port),
            (_, []) => return false,
        },
        host_and_port => {
            let (host, port) = split_before(host_and_port, |byte| byte == b':');
            (alphabet.all(HOST, host), port)
        }
    };
    let is_port = match port {
        [] => true,
        [b':', digits @ ..] => CLASSES.all(DIGIT, digits),
        _ => false,
    };
    is_host && is_port && alphabet.all(USERINFO, userinfo)
}

/// `IP-literal` between its brackets: `IPv6address` or `IPvFuture`.
fn is_ip_literal(literal: &[u8]) -> bool {
    let [b'v' | b'V', future @ ..] = literal else { return str::from_utf8(literal).is_ok_and(ip::is_ipv6) };
    match CLASSES.split_run(HEX, future) {
        ([_, ..], [b'.', address @ ..]) => !address.is_empty() && CLASSES.all(USERINFO, address),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    const WITH_SCHEME: &[&str] = &[
        "http://example.com/",
        "a:",
        "a:b:c",
        "a+-.1:",
        "urn:oasis:names:tc",
        "mailto:a@b.c",
        "tel:+1-816-555-1212",
        "file:///etc/hosts",
        "http://user:pw@example.com:80/a/b;c=d?e=f/?g#h/?i",
        "http://[2001:db8::7]:8080/",
        "http://[v1.a:b]",
        "http://[::ffff:192.0.2.1]",
        "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com",
        "http://example.com:",
        "http://999.1.1.1",
        "a://",
        "a:/",
        "a:?",
        "a:#",
        "a:%20",
    ];
    const RELATIVE: &[&str] =
        &["", "/", "//", "//a", "a", "a/b:c", "./a:b", "?", "#", "/a//b", "//a@b:1/", "?:"];
    const NEITHER: &[&str] = &[
        ":",
        ":a",
        "1a:b",
        "a_b:c",
        "a b:c",
        "http://a b/",
        "http://a/b c",
        "/%",
        "/%4",
        "/%4g",
        "/%g4",
        "/\"",
        "/<",
        "/>",
        "/\\",
        "/^",
        "/`",
        "/{}",
        "/|",
        "//[",
        "//[::1",
        "//[::1]a",
        "//[::1]:a",
        "//[]",
        "//[1.2.3.4]",
        "//[v1]",
        "//[v.a]",
        "//[v1.]",
        "//[vg.a]",
        "//[::1%25eth0]",
        "//a:b",
        "//a@b@c",
        "//a:1:2",
        "//[@a",
        "/[a]",
        "?[",
        "#[",
        "a:##",
        "#a#",
        "a:\u{0}",
        "a:\n",
        "a:\u{7f}",
    ];
    const BEYOND_ASCII: &[&str] =
        &["http://ƒøø.ßår/?∂=π#ü", "urn:é", "a://ü@ö/ä", "a:?\u{e000}", "a:\u{1_0000}"];
    const NEVER_ALLOWED: &[&str] = &[
        "a:\u{e000}",
        "a:#\u{e000}",
        "a://\u{f_0000}",
        "a:\u{fdd0}",
        "a:\u{fffe}",
        "a:\u{1_ffff}",
        "a:\u{80}",
        "é:a",
    ];

    #[test]
    fn uris() {
        check(Format::Uri, WITH_SCHEME, &[RELATIVE, NEITHER, BEYOND_ASCII, NEVER_ALLOWED].concat());
        check(
            Format::UriReference,
            &[WITH_SCHEME, RELATIVE].concat(),
            &[NEITHER, BEYOND_ASCII, NEVER_ALLOWED].concat(),
        );
    }

    #[test]
    fn iris() {
        check(
            Format::Iri,
            &[WITH_SCHEME, BEYOND_ASCII].concat(),
            &[RELATIVE, NEITHER, NEVER_ALLOWED, &["é", "/é"]].concat(),
        );
        check(
            Format::IriReference,
            &[WITH_SCHEME, RELATIVE, BEYOND_ASCII, &["é", "/é", "//é", "#é"]].concat(),
            &[NEITHER, NEVER_ALLOWED].concat(),
        );
    }
}
