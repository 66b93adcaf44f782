//! Currency codes: ISO 4217, alphabetic.
//!
//! Currencies and funds in force, and the `X` codes for metals, units of account, testing and no currency.
//! Source: the data of the crate `iso_currency` 0.7.1, without the codes since withdrawn that it keeps (BGN
//! on 2026-01-01, HRK, SLL, ZWL, CUC); compared with Debian's `iso-codes` 4.15, from which it differs by
//! those, by ANG (withdrawn) and by XAD, XCG and ZWG (added). State of 2026-01-01; not read off the
//! maintenance agency's own list. Upper case is part of the code.

/// The codes in force, in order.
const ALPHABETIC_CODES: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN \
    BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
    CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK \
    DJF DKK DOP DZD \
    EGP ERN ETB EUR \
    FJD FKP \
    GBP GEL GHS GIP GMD GNF GTQ GYD \
    HKD HNL HTG HUF \
    IDR ILS INR IQD IRR ISK \
    JMD JOD JPY \
    KES KGS KHR KMF KPW KRW KWD KYD KZT \
    LAK LBP LKR LRD LSL LYD \
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN \
    NAD NGN NIO NOK NPR NZD \
    OMR \
    PAB PEN PGK PHP PKR PLN PYG \
    QAR \
    RON RSD RUB RWF \
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL \
    THB TJS TMT TND TOP TRY TTD TWD TZS \
    UAH UGX USD USN UYI UYU UYW UZS \
    VED VES VND VUV \
    WST \
    XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX \
    YER \
    ZAR ZMW ZWG";

/// For the first two letters of a code, a bit for each third one.
static CODES: [u32; 26 * 26] = {
    let mut codes = [0; 26 * 26];
    let mut text = ALPHABETIC_CODES.as_bytes();
    while let [first, second, third, rest @ ..] = text {
        codes[first_two(*first, *second)] |= 1 << (*third - b'A');
        text = match rest {
            [b' ', rest @ ..] => rest,
            rest => rest,
        };
    }
    codes
};

/// The index of two upper-case letters.
const fn first_two(first: u8, second: u8) -> usize {
    (first - b'A') as usize * 26 + (second - b'A') as usize
}

/// The format `iso-4217`.
pub(super) fn is_currency_code(text: &str) -> bool {
    let &[first @ b'A'..=b'Z', second @ b'A'..=b'Z', third @ b'A'..=b'Z'] = text.as_bytes() else {
        return false;
    };
    CODES.get(first_two(first, second)).is_some_and(|thirds| thirds >> (third - b'A') & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn currency_codes() {
        check(
            Format::Iso4217,
            &["AED", "EUR", "USD", "USN", "SLE", "XAU", "XCG", "XXX", "ZWG"],
            &[
                "", "EU", "EURO", "eur", "Eur", "HRK", "BGN", "SLL", "ZWL", "ANG", "CUC", "DEM", "BTC",
                "AAA", "ZZZ", "EU€", "978", "EU ", "@AA", "A[A",
            ],
        );
        assert_eq!(super::CODES.iter().map(|thirds| thirds.count_ones()).sum::<u32>(), 178);
        assert!(
            super::ALPHABETIC_CODES.split(' ').is_sorted_by(|a, b| a < b && a.len() == 3 && b.len() == 3)
        );
    }
}
