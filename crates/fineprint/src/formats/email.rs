//! Mailboxes: RFC 5321, section 4.1.2 (`Mailbox`), and RFC 6531, section 3.3 for those beyond ASCII.
//!
//! The address as a mail server takes it, without display name, comments or folded white space. Lengths are
//! those of RFC 5321, section 4.5.3.1. A domain need not exist, nor have a dot.

use super::classes::{ByteClasses, DIGITS, LETTERS};
use super::{hostname, ip};

/// `atext` of RFC 5322, section 3.2.3.
const ATOM: u8 = 1;
/// `qtextSMTP`: what stands in a quoted string as itself.
const QUOTED: u8 = 2;
/// What may follow a backslash in `quoted-pairSMTP`.
const ESCAPED: u8 = 4;
/// Beyond ASCII, which RFC 6531 adds to the first two.
const BEYOND_ASCII: u8 = 8;

static CLASSES: ByteClasses = ByteClasses::new()
    .with(ATOM, LETTERS)
    .with(ATOM, DIGITS)
    .with(ATOM, b"!#$%&'*+-/=?^_`{|}~")
    .with_range(QUOTED, &(b' '..=b'!'))
    .with_range(QUOTED, &(b'#'..=b'['))
    .with_range(QUOTED, &(b']'..=b'~'))
    .with_range(ESCAPED, &(b' '..=b'~'))
    .with_range(BEYOND_ASCII, &(0x80..=0xff));

/// A path has 256 octets, two of which are its angle brackets.
const LONGEST_MAILBOX: usize = 254;
const LONGEST_LOCAL_PART: usize = 64;

/// The format `email`.
pub(super) fn is_email(text: &str) -> bool {
    split_mailbox(text, 0).is_some_and(|domain| is_domain(domain, hostname::is_hostname))
}

/// The format `idn-email`.
pub(super) fn is_idn_email(text: &str) -> bool {
    split_mailbox(text, BEYOND_ASCII).is_some_and(|domain| is_domain(domain, hostname::is_idn_hostname))
}

/// The domain, if a valid local part and an `@` stand before it. Bytes of the class `more` count as letters.
fn split_mailbox(text: &str, more: u8) -> Option<&str> {
    if text.len() > LONGEST_MAILBOX {
        return None;
    }
    let bytes = text.as_bytes();
    let end = match bytes {
        [b'"', quoted @ ..] => 1 + quoted_string_end(quoted, more)?,
        _ => dot_atom_end(bytes, more)?,
    };
    let domain = text.get(end..)?.strip_prefix('@')?;
    (end <= LONGEST_LOCAL_PART).then_some(domain)
}

/// Where the `Dot-string` at the start of `bytes` ends: atoms with single dots between them.
fn dot_atom_end(bytes: &[u8], more: u8) -> Option<usize> {
    let mut atom_length = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if CLASSES.has(ATOM | more, byte) {
            atom_length += 1;
        } else if atom_length == 0 {
            return None;
        } else if byte == b'.' {
            atom_length = 0;
        } else {
            return Some(at);
        }
    }
    None
}

/// Where the quoted string whose opening quote has been taken ends, its closing quote included.
fn quoted_string_end(bytes: &[u8], more: u8) -> Option<usize> {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [b'"', tail @ ..] => return Some(bytes.len() - tail.len()),
            [b'\\', escaped, tail @ ..] if CLASSES.has(ESCAPED, *escaped) => tail,
            [byte, tail @ ..] if CLASSES.has(QUOTED | more, *byte) => tail,
            _ => return None,
        };
    }
}

/// A domain name or an address literal (RFC 5321, section 4.1.3). Of the literals with a tag, only `IPv6` is
/// registered, so no other has a meaning.
fn is_domain(domain: &str, is_name: impl Fn(&str) -> bool) -> bool {
    let Some(literal) = domain.strip_prefix('[') else { return is_name(domain) };
    let Some(literal) = literal.strip_suffix(']') else { return false };
    match literal.split_at_checked("IPv6:".len()) {
        Some((tag, address)) if tag.eq_ignore_ascii_case("IPv6:") => ip::is_ipv6(address),
        Some(_) | None => ip::is_ipv4(literal),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn mailboxes() {
        let local = "l".repeat(64);
        check(
            Format::Email,
            &[
                "joe.bloggs@example.com",
                "a@b",
                "!#$%&'*+-/=?^_`{|}~@example.com",
                "\"joe bloggs\"@example.com",
                "\"a@b\"@c.com",
                "\"\\\"\\\\\"@example.com",
                "\"\"@example.com",
                "a@[127.0.0.1]",
                "a@[IPv6:::1]",
                "a@[ipv6:2001:db8::1]",
                &format!("{local}@example.com"),
            ],
            &[
                "",
                "@",
                "a",
                "a@",
                "@b",
                ".a@b",
                "a.@b",
                "a..b@c",
                "a b@c",
                "a@b@c",
                "a@b_c",
                "a@-b",
                "a@b.",
                "a@[127.0.0.300]",
                "a@[::1]",
                "a@[127.0.0.1",
                "a@127.0.0.1]",
                "a@[tag:content]",
                "\"a@b.com",
                "\"a\"b@c.com",
                "\"\\",
                "a\"b\"@c.com",
                "\"\n\"@c.com",
                "Joe <joe@example.com>",
                "a@b.com, c@d.com",
                "dörte@example.com",
                "a@exämple.com",
                "a@b\n",
                "a@[é1]",
                "a@[IPv6é::1]",
                &format!("{local}l@example.com"),
                &format!("abcd@{0}.{0}.{0}.{0}", "d".repeat(62)),
            ],
        );
    }

    #[test]
    fn internationalized_mailboxes() {
        check(
            Format::IdnEmail,
            &[
                "joe.bloggs@example.com",
                "실례@실례.테스트",
                "δοκιμή@example.com",
                "\"δ οκ\"@example.com",
                "a@[127.0.0.1]",
            ],
            &[
                "",
                "2962",
                "@실례",
                "실례@",
                "δ..δ@a",
                "user＠example.com",
                "a b@c",
                "δ@-δ",
                "δ@δ..δ",
                "δ@a_b",
            ],
        );
    }
}
