//! Names that may imitate another name: mixed scripts, invisible characters, look-alike
//! letters.
//!
//! Only marks the names: decisions use object ids.
use crate::text::{is_hostile, printable};

/// A reason why a name may deceive its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRisk {
    /// Characters that are invisible or change the order of others.
    Hidden,
    /// Letters of scripts that are not used together.
    MixedScripts,
    /// Full-width, mathematical or circled characters; or a name that consists of
    /// non-Latin letters with a Latin double.
    LookAlike,
    /// Letters of scripts that are not in common use: many look like Latin ones.
    Rare,
}

impl NameRisk {
    /// The mark that follows the name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Hidden => "hidden characters",
            Self::MixedScripts => "mixed scripts",
            Self::LookAlike => "look-alike letters",
            Self::Rare => "rare letters",
        }
    }
}

/// The scripts that names are written in today (Unicode's recommended ones), each
/// with its block of letters and digits. Letters outside of them are rare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Thaana,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Ethiopic,
    Khmer,
    /// Han, Kana, Hangul and Bopomofo, which are written with each other and
    /// beside Latin.
    EastAsian,
    /// Signs that are written in every script, such as a modifier apostrophe.
    Common,
}

/// First and last letter of a range, and its script.
const RANGES: &[(char, char, Script)] = &[
    ('A', 'Z', Script::Latin),
    ('a', 'z', Script::Latin),
    ('\u{aa}', '\u{aa}', Script::Latin),
    ('\u{b5}', '\u{b5}', Script::Common),
    ('\u{ba}', '\u{ba}', Script::Latin),
    ('\u{c0}', '\u{d6}', Script::Latin),
    ('\u{d8}', '\u{f6}', Script::Latin),
    ('\u{f8}', '\u{2af}', Script::Latin),
    ('\u{2b0}', '\u{36f}', Script::Common),
    ('\u{370}', '\u{3ff}', Script::Greek),
    ('\u{400}', '\u{52f}', Script::Cyrillic),
    ('\u{531}', '\u{588}', Script::Armenian),
    ('\u{5d0}', '\u{5f2}', Script::Hebrew),
    ('\u{620}', '\u{6ff}', Script::Arabic),
    ('\u{750}', '\u{77f}', Script::Arabic),
    ('\u{780}', '\u{7bf}', Script::Thaana),
    ('\u{870}', '\u{8ff}', Script::Arabic),
    ('\u{900}', '\u{97f}', Script::Devanagari),
    ('\u{980}', '\u{9ff}', Script::Bengali),
    ('\u{a00}', '\u{a7f}', Script::Gurmukhi),
    ('\u{a80}', '\u{aff}', Script::Gujarati),
    ('\u{b00}', '\u{b7f}', Script::Oriya),
    ('\u{b80}', '\u{bff}', Script::Tamil),
    ('\u{c00}', '\u{c7f}', Script::Telugu),
    ('\u{c80}', '\u{cff}', Script::Kannada),
    ('\u{d00}', '\u{d7f}', Script::Malayalam),
    ('\u{d80}', '\u{dff}', Script::Sinhala),
    ('\u{e00}', '\u{e7f}', Script::Thai),
    ('\u{e80}', '\u{eff}', Script::Lao),
    ('\u{f00}', '\u{fff}', Script::Tibetan),
    ('\u{1000}', '\u{109f}', Script::Myanmar),
    ('\u{10a0}', '\u{10ff}', Script::Georgian),
    ('\u{1100}', '\u{11ff}', Script::EastAsian),
    ('\u{1200}', '\u{139f}', Script::Ethiopic),
    ('\u{1780}', '\u{17ff}', Script::Khmer),
    ('\u{1c80}', '\u{1c8f}', Script::Cyrillic),
    ('\u{1c90}', '\u{1cbf}', Script::Georgian),
    ('\u{1e00}', '\u{1eff}', Script::Latin),
    ('\u{1f00}', '\u{1fff}', Script::Greek),
    ('\u{2c60}', '\u{2c7f}', Script::Latin),
    ('\u{2d00}', '\u{2d2f}', Script::Georgian),
    ('\u{2d80}', '\u{2ddf}', Script::Ethiopic),
    ('\u{2de0}', '\u{2dff}', Script::Cyrillic),
    ('\u{3005}', '\u{3007}', Script::EastAsian),
    ('\u{3021}', '\u{3029}', Script::EastAsian),
    ('\u{3031}', '\u{303c}', Script::EastAsian),
    ('\u{3041}', '\u{318f}', Script::EastAsian),
    ('\u{31a0}', '\u{31ff}', Script::EastAsian),
    ('\u{3400}', '\u{9fff}', Script::EastAsian),
    ('\u{a640}', '\u{a69f}', Script::Cyrillic),
    ('\u{a720}', '\u{a7ff}', Script::Latin),
    ('\u{a8e0}', '\u{a8ff}', Script::Devanagari),
    ('\u{a960}', '\u{a97f}', Script::EastAsian),
    ('\u{a9e0}', '\u{a9ff}', Script::Myanmar),
    ('\u{aa60}', '\u{aa7f}', Script::Myanmar),
    ('\u{ab00}', '\u{ab2f}', Script::Ethiopic),
    ('\u{ab30}', '\u{ab6f}', Script::Latin),
    ('\u{ac00}', '\u{d7ff}', Script::EastAsian),
    ('\u{f900}', '\u{faff}', Script::EastAsian),
    ('\u{fb1d}', '\u{fb4f}', Script::Hebrew),
    ('\u{fb50}', '\u{fdff}', Script::Arabic),
    ('\u{fe70}', '\u{fefc}', Script::Arabic),
    ('\u{ff66}', '\u{ff9f}', Script::EastAsian),
    ('\u{1b000}', '\u{1b16f}', Script::EastAsian),
    ('\u{20000}', '\u{3347f}', Script::EastAsian),
];

/// Characters with the shape of letters or digits; checked before the scripts.
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
    ('\u{fb20}', '\u{fb29}'),
    ('\u{ff10}', '\u{ff19}'),
    ('\u{ff21}', '\u{ff3a}'),
    ('\u{ff41}', '\u{ff5a}'),
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

/// The script of a letter, or of a digit that belongs to one.
fn script(c: char) -> Option<Script> {
    if !c.is_alphanumeric() {
        return None;
    }
    RANGES
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&c))
        .map(|(_, _, script)| *script)
}

/// Returns why `text` may deceive: the worst reason if there are several.
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
        match script(c) {
            Some(Script::Common) => {}
            Some(found) if scripts.contains(&found) => {}
            Some(found) => scripts.push(found),
            None => rare |= c.is_alphabetic(),
        }
    }
    let beside_latin = scripts.len() == 2
        && scripts.contains(&Script::Latin)
        && scripts.contains(&Script::EastAsian);
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

/// Maximum number of characters of a name before its mark, so that a long name cannot
/// hide the mark.
const MAX_NAME_BEFORE_RISK: usize = 120;

/// Returns `name` unchanged, or escaped and with a mark if it may deceive.
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
    use super::{LOOK_ALIKES, NameRisk, RANGES, name_risk, with_name_risk};

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
        assert!(RANGES.is_sorted_by(|left, right| left.1 < right.0));
        assert!(RANGES.iter().all(|(first, last, _)| first <= last));
        assert!(LOOK_ALIKES.is_sorted_by(|left, right| left.1 < right.0));
        assert!(LOOK_ALIKES.iter().all(|(first, last)| first <= last));
    }
}
