//! Bytes to text: UTF-8, UTF-16 with a byte order mark, and Windows-1252 for everything else.

use serde::{Deserialize, Serialize};

/// How the bytes of a table were read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; also a table that was given as text.
    #[default]
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, the Latin-1 of spreadsheet programs: a guess, for bytes that are not UTF-8.
    Windows1252,
}

/// Text, how it was read, and how many of its characters could not be read (they became U+FFFD).
pub(super) struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    pub unreadable: usize,
}

/// Well-formed sequences of several bytes for each broken one from which on a text counts as damaged UTF-8.
/// Text in Windows-1252 has such sequences by rare accident only ("Ã©" and the like).
const WELL_FORMED_PER_BROKEN: usize = 4;

/// Windows-1252 from 0x80 to 0x9F; below and above it is Latin-1. The five unassigned bytes keep their control code.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub(super) fn decode(data: &[u8]) -> Decoded {
    match data {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, Encoding::Utf16Be),
        [0xef, 0xbb, 0xbf, rest @ ..] => eight_bit(rest),
        _ => eight_bit(data),
    }
}

fn utf16(data: &[u8], unit: fn([u8; 2]) -> u16, encoding: Encoding) -> Decoded {
    let (pairs, odd) = data.as_chunks::<2>();
    let mut unreadable = odd.len();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|c| {
            c.unwrap_or_else(|_| {
                unreadable += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    Decoded { text, encoding, unreadable }
}

fn eight_bit(data: &[u8]) -> Decoded {
    let (mut broken, mut well_formed) = (0, 0);
    for chunk in data.utf8_chunks() {
        well_formed += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if broken == 0 || well_formed >= WELL_FORMED_PER_BROKEN * broken {
        let text = String::from_utf8_lossy(data).into_owned();
        return Decoded { text, encoding: Encoding::Utf8, unreadable: broken };
    }
    let text = data.iter().map(|&byte| windows_1252(byte)).collect();
    Decoded { text, encoding: Encoding::Windows1252, unreadable: 0 }
}

fn windows_1252(byte: u8) -> char {
    let high = byte.checked_sub(0x80).and_then(|at| HIGH.get(usize::from(at)));
    high.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_are_read_as_windows_1252() {
        let read = decode(b"pr\xe9nom,co\xfbt \x80");
        assert_eq!((read.text.as_str(), read.encoding), ("prénom,coût €", Encoding::Windows1252));
    }

    #[test]
    fn byte_order_marks_choose_the_encoding_and_vanish() {
        assert_eq!(decode(b"\xef\xbb\xbfa,b").text, "a,b");
        assert_eq!(decode(b"\xff\xfea\0,\0").text, "a,");
        let big = decode(b"\xfe\xff\0a\0\xe9");
        assert_eq!((big.text.as_str(), big.encoding), ("aé", Encoding::Utf16Be));
    }

    #[test]
    fn one_broken_byte_does_not_turn_a_utf8_table_into_another_encoding() {
        let mut data = "éàüö ñ".as_bytes().to_vec();
        data.push(0xff);
        let read = decode(&data);
        assert_eq!((read.encoding, read.unreadable), (Encoding::Utf8, 1));
        assert!(read.text.starts_with("éàüö"));
    }

    #[test]
    fn every_byte_has_a_character_in_windows_1252() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(all.iter().map(|&b| windows_1252(b)).collect::<std::collections::BTreeSet<_>>().len(), 256);
    }
}
