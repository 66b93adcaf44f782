//! IP addresses and networks: RFC 2673, section 3.2 (IPv4), RFC 4291, section 2.2 (IPv6), RFC 4632, section
//! 3.1 and RFC 4291, section 2.3 (prefixes).
//!
//! The standard library's parsers are these grammars: no leading zeros in IPv4, no zone identifiers in IPv6.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The format `ipv4`: four decimal octets.
pub(super) fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// The format `ipv6`, the last four octets in decimal or not.
pub(super) fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

/// The format `ipv4-cidr`: an address and the length of a prefix, which must be there.
pub(super) fn is_ipv4_cidr(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, length)| is_ipv4(address) && is_prefix_length(length, 32))
}

/// The format `ipv6-cidr`.
pub(super) fn is_ipv6_cidr(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, length)| is_ipv6(address) && is_prefix_length(length, 128))
}

/// A decimal number up to `longest`, without leading zeros.
fn is_prefix_length(text: &str, longest: u8) -> bool {
    match text.as_bytes() {
        [b'0'] => true,
        [b'1'..=b'9', ..] => text.parse::<u8>().is_ok_and(|length| length <= longest),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn addresses() {
        check(
            Format::Ipv4,
            &["0.0.0.0", "192.168.0.1", "255.255.255.255"],
            &[
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.0.0.1",
                "01.2.3.4",
                "1.2.3.04",
                "0x7f.0.0.1",
                "1.2.3.4/24",
                "1.2.3.4 ",
                "１.2.3.4",
                "::1",
            ],
        );
        check(
            Format::Ipv6,
            &[
                "::",
                "::1",
                "1:2:3:4:5:6:7:8",
                "1::8",
                "1:2:3:4:5:6:7::",
                "::ffff:192.0.2.1",
                "1:2:3:4:5:6:192.0.2.1",
                "2001:DB8::1",
            ],
            &[
                "",
                "1",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "::g",
                "fe80::1%eth0",
                "::1/64",
                "[::1]",
                "::ffff:192.0.2.01",
                "1:2:3:4:5:6:7:192.0.2.1",
                "1:2:3:4::5:6:7:8",
                ":1:2:3:4:5:6:7",
                "127.0.0.1",
            ],
        );
    }

    #[test]
    fn networks() {
        check(
            Format::Ipv4Cidr,
            &["10.0.0.0/8", "0.0.0.0/0", "192.168.1.1/32"],
            &[
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "::/8",
                "10.0.0.0/256",
            ],
        );
        check(
            Format::Ipv6Cidr,
            &["::/0", "2001:db8::/32", "::1/128"],
            &["::", "::/129", "::/00", "10.0.0.0/8", "::1/-1", "::1/999", "/64"],
        );
    }
}
