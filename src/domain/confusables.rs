//! Names that may imitate another name: mixed scripts, invisible characters, look-alike
//! letters.
//!
//! Only marks the names: decisions use object ids.
use unicode_script::{Script, UnicodeScript as _};

use crate::text::{is_hostile, printable};

/// A reason why a name may deceive its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRisk {
    /// Characters that are invisible or change the order of others.
    Hidden,
    /// Letters of scripts that are not used together.
    MixedScripts,
    /// Full-width, mathematical or circled characters; or only non-Latin letters that
    /// look like Latin ones.
    LookAlike,
    /// Letters of scripts that are not in common use: many look like Latin ones.
    Rare,
}

impl NameRisk {
    /// Returns the warning that follows the name in parentheses.
    pub fn label(self) -> &'static str {
        match self {
            Self::Hidden => "hidden characters",
            Self::MixedScripts => "mixed scripts",
            Self::LookAlike => "look-alike letters",
            Self::Rare => "rare letters",
        }
    }
}

/// Ranges of characters that look like other letters or digits; checked before scripts.
const LOOK_ALIKES: &[(char, char)] = &[
    ('\u{1d00}', '\u{1dbf}'),
    ('\u{2071}', '\u{209c}'),
    ('\u{2100}', '\u{214f}'),
    ('\u{2160}', '\u{2188}'),
    ('\u{2460}', '\u{24ff}'),
    ('\u{2776}', '\u{2793}'),
    ('\u{a69c}', '\u{a69d}'),
    ('\u{a7f2}', '\u{a7f4}'),
    ('\u{a7f8}', '\u{a7f9}'),
    ('\u{fb00}', '\u{fb06}'),
    ('\u{fb13}', '\u{fb17}'),
    ('\u{fb20}', '\u{fb29}'),
    ('\u{ff10}', '\u{ff19}'),
    ('\u{ff21}', '\u{ff3a}'),
    ('\u{ff41}', '\u{ff5a}'),
    ('\u{ffa1}', '\u{ffdc}'),
    ('\u{1d400}', '\u{1d7ff}'),
    ('\u{1ee00}', '\u{1eef1}'),
    ('\u{1f100}', '\u{1f189}'),
    ('\u{1fbf0}', '\u{1fbf9}'),
];

/// Cyrillic, Greek and Armenian letters that look the same as a Latin one.
const LATIN_DOUBLES: &str = "\
    АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝӏӀԌԚԜ\
    ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ\
    ՕՍՏօսոց";

fn is_look_alike(c: char) -> bool {
    let mut ranges = LOOK_ALIKES.iter();
    c.is_alphanumeric() && ranges.any(|(first, last)| (*first..=*last).contains(&c))
}

/// Returns the script of a letter or digit if names are written in it today (one of
/// Unicode's recommended scripts), else `None`. Chinese, Japanese and Korean scripts, which
/// are mixed in writing, all count as [`Script::Han`].
fn script_in_names(c: char) -> Option<Script> {
    c.script_extension().iter().find_map(|script| match script {
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
            Some(Script::Han)
        }
        Script::Latin
        | Script::Greek
        | Script::Cyrillic
        | Script::Armenian
        | Script::Hebrew
        | Script::Arabic
        | Script::Thaana
        | Script::Devanagari
        | Script::Bengali
        | Script::Gurmukhi
        | Script::Gujarati
        | Script::Oriya
        | Script::Tamil
        | Script::Telugu
        | Script::Kannada
        | Script::Malayalam
        | Script::Sinhala
        | Script::Thai
        | Script::Lao
        | Script::Tibetan
        | Script::Myanmar
        | Script::Georgian
        | Script::Ethiopic
        | Script::Khmer
            // Historic letters and mathematical alphabets are above this.
            if c <= '\u{ffff}' =>
        {
            Some(script)
        }
        _ => None,
    })
}

/// Whether `c` is a sign that is used with every script, such as a modifier apostrophe.
fn is_script_neutral(c: char) -> bool {
    matches!(c, 'µ' | '\u{2b0}'..='\u{36f}')
}

/// Returns why the name `text` may deceive: the worst reason if there are several.
pub fn name_risk(text: &str) -> Option<NameRisk> {
    if text.is_ascii() && !text.contains(is_hostile) {
        return None;
    }
    if text.contains(is_hostile) {
        return Some(NameRisk::Hidden);
    }
    let mut scripts: Vec<Script> = Vec::new();
    let (mut look_alike, mut rare) = (false, false);
    for c in text.chars() {
        if is_look_alike(c) {
            look_alike = true;
            continue;
        }
        if !c.is_alphanumeric() || is_script_neutral(c) {
            continue;
        }
        match script_in_names(c) {
            Some(found) if scripts.contains(&found) => {}
            Some(found) => scripts.push(found),
            None => rare |= c.is_alphabetic(),
        }
    }
    let beside_latin =
        scripts.len() == 2 && scripts.contains(&Script::Latin) && scripts.contains(&Script::Han);
    if scripts.len() > 1 && !beside_latin {
        return Some(NameRisk::MixedScripts);
    }
    if rare {
        return Some(NameRisk::Rare);
    }
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    let all_double = letters.peek().is_some() && letters.all(|c| LATIN_DOUBLES.contains(c));
    (look_alike || all_double).then_some(NameRisk::LookAlike)
}

/// Maximum number of characters of a name before its warning, so that a long name cannot
/// hide the warning.
const MAX_NAME_BEFORE_RISK: usize = 120;

/// Returns `name` for display: unchanged, or escaped and with a warning if it may deceive.
pub fn with_name_risk(name: &str) -> String {
    match name_risk(name) {
        None => name.to_owned(),
        Some(oddity) => {
            let mut shown = printable(name);
            if let Some((end, _)) = shown.char_indices().nth(MAX_NAME_BEFORE_RISK) {
                shown.truncate(end);
                shown.push('…');
            }
            format!("{shown} ({})", oddity.label())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LOOK_ALIKES, NameRisk, name_risk, with_name_risk};

    #[test]
    fn a_letter_of_another_script_in_a_name_is_marked() {
        // The first letter of each is not the Latin one.
        for name in [
            "\u{430}da Admin",
            "Ad\u{430} Admin",
            "\u{391}da",
            "Sam \u{531}da",
        ] {
            assert_eq!(name_risk(name), Some(NameRisk::MixedScripts), "{name}");
        }
        assert_eq!(
            with_name_risk("Ad\u{430} Admin"),
            "Ad\u{430} Admin (mixed scripts)"
        );
    }

    #[test]
    fn a_name_in_one_script_is_left_alone() {
        for name in [
            "Zoë Ångström-Søndergaard",
            "Łukowiec O'Marrow",
            "Иван Петров",
            "Αλέξης Παπαδόπουλος",
            "山田 太郎 (Yamada Taro)",
            "김민준",
            "محمد",
            "x.y+z@contoso.com",
            "Team 7 – 5 µg, 3 m², ½",
            "Kaʻahumanu Oʼbrien",
            "अर्जुन १२",
            "สมชาย",
            "தமிழ்",
            "ყიფიანი",
            "አበበ",
            "Сара Петрова",
            "Ἀλέξανδρος",
            "",
        ] {
            assert_eq!(name_risk(name), None, "{name}");
            assert_eq!(with_name_risk(name), name);
        }
    }

    #[test]
    fn what_cannot_be_seen_and_what_only_looks_like_a_letter_is_marked() {
        assert_eq!(name_risk("Ada\u{202e}nimdA"), Some(NameRisk::Hidden));
        assert_eq!(name_risk("Ada\u{200b} Admin"), Some(NameRisk::Hidden));
        assert_eq!(name_risk("\u{1d400}da"), Some(NameRisk::LookAlike));
        assert_eq!(name_risk("\u{ff21}da"), Some(NameRisk::LookAlike));
        assert_eq!(
            with_name_risk("a\u{200b}b"),
            "a\\u{200b}b (hidden characters)"
        );
        for (name, oddity) in [
            // Digits of other scripts, of full width and of mathematics.
            ("Team \u{9ea}", NameRisk::MixedScripts),
            ("Team \u{ff11}", NameRisk::LookAlike),
            ("Team \u{1d7d9}", NameRisk::LookAlike),
            // Lisu, Cherokee, Coptic, Canadian, Deseret, Old Italic, Vai.
            ("\u{a4ee}da", NameRisk::Rare),
            ("\u{13aa}\u{13de}\u{13e2}", NameRisk::Rare),
            ("\u{2c80}da", NameRisk::Rare),
            ("\u{15c5}\u{15ea}", NameRisk::Rare),
            ("\u{10404}", NameRisk::Rare),
            ("\u{10300}da", NameRisk::Rare),
            ("\u{a549}", NameRisk::Rare),
            // Small capitals, subscripts, circles, ligatures.
            ("\u{1d00}da", NameRisk::LookAlike),
            ("a\u{2091}", NameRisk::LookAlike),
            ("\u{24b6}da", NameRisk::LookAlike),
            ("\u{fb01}nn", NameRisk::LookAlike),
            // Each letter of a whole name has a Latin double.
            ("\u{430}\u{435}\u{441} 12", NameRisk::LookAlike),
            ("\u{391}\u{39d}\u{39d}\u{391}", NameRisk::LookAlike),
            // No character at all.
            ("Ada\u{ffff}", NameRisk::Hidden),
            ("Ada\u{fdd0}", NameRisk::Hidden),
        ] {
            assert_eq!(super::name_risk(name), Some(oddity), "{name}");
        }
        let long = format!("\u{430}{}", "x".repeat(4_000));
        assert!(with_name_risk(&long).ends_with("… (mixed scripts)"));
    }

    #[test]
    fn the_ranges_are_in_order_and_do_not_meet() {
        assert!(LOOK_ALIKES.is_sorted_by(|left, right| left.1 < right.0));
        assert!(LOOK_ALIKES.iter().all(|(first, last)| first <= last));
    }
}
