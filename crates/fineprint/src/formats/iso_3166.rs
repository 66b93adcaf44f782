//! Country codes: ISO 3166-1 alpha-2.
//!
//! The 249 codes officially assigned. Source: the crate `rust_iso3166` 0.2.0; the time zone database's
//! `iso3166.tab` (2025b) and Debian's `iso-codes` 4.15 have the same. Exceptional reservations (`UK`, `EU`),
//! codes for users' own purposes (`XK`) and withdrawn ones (`AN`) are not in it. Upper case is part of the
//! code.

/// For each first letter from `A`, the second letters of the codes.
const SECOND_LETTERS: [&str; 26] = [
    "DEFGILMOQRSTUWXZ",        // A
    "ABDEFGHIJLMNOQRSTVWYZ",   // B
    "ACDFGHIKLMNORUVWXYZ",     // C
    "EJKMOZ",                  // D
    "CEGHRST",                 // E
    "IJKMOR",                  // F
    "ABDEFGHILMNPQRSTUWY",     // G
    "KMNRTU",                  // H
    "DELMNOQRST",              // I
    "EMOP",                    // J
    "EGHIMNPRWYZ",             // K
    "ABCIKRSTUVY",             // L
    "ACDEFGHKLMNOPQRSTUVWXYZ", // M
    "ACEFGILOPRUZ",            // N
    "M",                       // O
    "AEFGHKLMNRSTWY",          // P
    "A",                       // Q
    "EOSUW",                   // R
    "ABCDEGHIJKLMNORSTVXYZ",   // S
    "CDFGHJKLMNORTVWZ",        // T
    "AGMSYZ",                  // U
    "ACEGINU",                 // V
    "FS",                      // W
    "",                        // X
    "ET",                      // Y
    "AMW",                     // Z
];

/// For each first letter, a bit for each second one.
static CODES: [u32; 26] = {
    let mut codes = [0; 26];
    let mut first = 0;
    while first < codes.len() {
        let mut letters = SECOND_LETTERS[first].as_bytes();
        while let [letter, rest @ ..] = letters {
            codes[first] |= 1 << (*letter - b'A');
            letters = rest;
        }
        first += 1;
    }
    codes
};

/// The format `iso-3166-1-alpha-2`.
pub(super) fn is_country_code(text: &str) -> bool {
    let &[first, second @ b'A'..=b'Z'] = text.as_bytes() else { return false };
    CODES
        .get(usize::from(first.wrapping_sub(b'A')))
        .is_some_and(|seconds| seconds >> (second - b'A') & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn country_codes() {
        check(
            Format::Iso3166Alpha2,
            &["AD", "DE", "GB", "SS", "TL", "US", "ZW"],
            &[
                "", "D", "DEU", "de", "De", "UK", "EU", "XK", "AN", "ZZ", "AA", "D ", "@A", "A@", "[A", "A[",
                "é", "00",
            ],
        );
        assert_eq!(super::CODES.iter().map(|seconds| seconds.count_ones()).sum::<u32>(), 249);
    }
}
