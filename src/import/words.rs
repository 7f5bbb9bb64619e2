//! Comparing words as people mean them: without case, accents or spacing; and the words of a header.

/// A text without case, accents, typographic quotes and dashes, and with single spaces: what two spellings share.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        // Most cells are: one pass over bytes.
        return tidy(text).to_ascii_lowercase().replace('`', "'");
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ţ' | 'ť' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            '‘' | '’' | 'ʼ' | '`' => out.push('\''),
            '“' | '”' | '«' | '»' => out.push('"'),
            '‐'..='―' | '−' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    if out.starts_with(' ') { out.trim_start().to_owned() } else { out }
}

/// A text with single spaces, as it is shown; line breaks become spaces too.
pub(super) fn tidy(text: &str) -> String {
    let visible = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        for word in text.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        return out;
    }
    for word in text.split_whitespace() {
        let at = out.len();
        out.extend(word.chars().filter(visible));
        if out.len() > at && at > 0 {
            out.insert(at, ' ');
        }
    }
    out
}

/// The words of a header, folded: `spoken_languages`, `SpokenLanguages` and `Spoken languages?` are the same.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading(String);

impl Heading {
    pub fn new(header: &str) -> Self {
        let mut spaced = String::with_capacity(header.len() + 8);
        let mut before_small = false;
        for c in header.chars() {
            if c.is_uppercase() && before_small {
                spaced.push(' ');
            }
            before_small = c.is_lowercase();
            spaced.push(c);
        }
        let folded = fold(&spaced);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        // A space on either side, so that a phrase is found as whole words.
        Heading(words.fold(String::from(" "), |all, word| all + word + " "))
    }

    /// Whether one of the phrases, which bars separate, occurs as whole words.
    pub fn says(&self, phrases: &str) -> bool {
        phrases.split('|').any(|phrase| self.0.match_indices(phrase).any(|(at, _)| self.whole_words(at, phrase.len())))
    }

    fn whole_words(&self, at: usize, length: usize) -> bool {
        self.0[..at].ends_with(' ') && self.0[at + length..].starts_with(' ')
    }

    /// Whether the header is one of the phrases and nothing else.
    pub fn is(&self, phrases: &str) -> bool {
        phrases.split('|').any(|phrase| phrase == self.0.trim())
    }

    /// Whether the header ends in one of the words.
    pub fn ends(&self, words: &str) -> bool {
        self.0.split_whitespace().next_back().is_some_and(|last| words.split('|').any(|word| word == last))
    }

    /// The words joined with `_`, at most so many characters: an id that reads like the header. Empty when the
    /// header has no letter or digit.
    pub fn slug(&self, most: usize) -> String {
        let words = self.0.split_whitespace().collect::<Vec<_>>().join("_");
        words.chars().take(most).collect::<String>().trim_end_matches('_').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_the_same() {
        assert_eq!(fold("  São\u{a0}Paulo "), fold("sao  paulo"));
        assert_eq!(fold("e\u{301}te\u{301}"), fold("ÉTÉ"));
        assert_eq!(fold("don’t – know"), "don't - know");
    }

    #[test]
    fn plain_and_accented_texts_are_folded_alike() {
        for text in [" A  b\t`C'\u{b}", "x\u{b}", "\u{b}", "-- N/A ."] {
            let accented = fold(&format!("é {text} é"));
            assert_eq!(accented, format!("e {} e", fold(text)).replace("  ", " "), "{text:?}");
            assert_eq!(tidy(&format!("é {text} é")), format!("é {} é", tidy(text)).replace("  ", " "), "{text:?}");
        }
    }

    #[test]
    fn headers_are_read_as_words_however_they_are_joined() {
        for header in ["spoken_languages", "SpokenLanguages", "Spoken languages?", " spoken-Languages"] {
            assert!(Heading::new(header).says("languages"), "{header}");
            assert!(Heading::new(header).is("spoken words|spoken languages"), "{header}");
        }
        assert!(!Heading::new("learner").says("learn"));
        assert_eq!(Heading::new("What's your région?").slug(40), "what_s_your_region");
        assert_eq!(Heading::new("???").slug(40), "");
    }

    #[test]
    fn tidying_keeps_the_spelling_and_drops_the_spacing() {
        assert_eq!(tidy(" Côte\u{a0}\n d’Ivoire\u{200b} "), "Côte d’Ivoire");
        assert_eq!(tidy("\u{200b} a"), "a");
    }
}
