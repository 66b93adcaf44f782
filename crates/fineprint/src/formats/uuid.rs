//! UUIDs: RFC 4122, section 3 (RFC 9562, section 4), in the textual form only.
//!
//! Any version and variant; no braces, no `urn:uuid:`, no form without hyphens.

/// Where the hyphens are.
const HYPHENS: [bool; 36] = {
    let mut hyphens = [false; 36];
    hyphens[8] = true;
    hyphens[13] = true;
    hyphens[18] = true;
    hyphens[23] = true;
    hyphens
};

/// The format `uuid`.
///
/// All 36 bytes are judged, without a branch between them: the compiler makes vector instructions of it.
#[allow(clippy::needless_bitwise_bool, reason = "lazy operators are branches")]
pub(super) fn is_uuid(text: &str) -> bool {
    let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else { return false };
    bytes.iter().zip(&HYPHENS).fold(true, |valid, (&byte, &hyphen)| {
        let digit = byte.wrapping_sub(b'0') < 10;
        let letter = (byte | 0x20).wrapping_sub(b'a') < 6;
        valid & ((digit | letter) & !hyphen | (byte == b'-') & hyphen)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn uuids() {
        check(
            Format::Uuid,
            &[
                "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
                "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
                "00000000-0000-0000-0000-000000000000",
            ],
            &[
                "",
                "2eb8aa08aa9811eab4aa73b441d16380",
                "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
                "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
                "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
                "2eb8aa0-8aa98-11ea-b4aa-73b441d16380",
                "2eb8aa08-aa98-11ea-b4aa-73b441d1638-",
                "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
                "2eb8aa08-aa98-11ea-b4aa-73b441d163800",
                "2eb8aa08-aa98-11ea-b4aa-73b441d163é",
                "2eb8aa08_aa98_11ea_b4aa_73b441d16380",
            ],
        );
    }

    #[test]
    fn every_byte_at_every_place() {
        let valid = *b"2eb8aa08-aa98-11ea-b4aa-73b441d16380";
        for at in 0..valid.len() {
            for byte in 0..0x80 {
                let mut bytes = valid;
                bytes[at] = byte;
                let expected = if valid[at] == b'-' { byte == b'-' } else { byte.is_ascii_hexdigit() };
                assert_eq!(super::is_uuid(str::from_utf8(&bytes).unwrap()), expected, "{byte} at {at}");
            }
        }
    }
}
