//! Names that may look like somebody else's: letters of several scripts in one
//! name, characters that cannot be seen, letters that only look like letters.
//!
//! A mark beside the name, no more: decisions are made on object ids.
use crate::text::{is_hostile, printable};

/// What in a name may deceive whoever reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// Characters that are invisible or change the order of others.
    Hidden,
    /// Letters of scripts that are not written together.
    MixedScripts,
    /// Signs with the shape of letters or digits: full width, mathematical,
    /// circled; or a name of nothing but letters that have a Latin double.
    LookAlike,
    /// Letters that no living language is commonly written with: many of them
    /// have the shape of Latin ones.
    Rare,
}

impl Oddity {
    /// The mark beside a name.
    pub fn words(self) -> &'static str {
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

/// Ranges of signs with the shape of letters or digits. They are looked up
/// before the scripts.
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

/// Cyrillic, Greek and Armenian letters that cannot be told from a Latin one.
const DOUBLES: &str = "\
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

/// What in `text` may deceive; the worst of it, where there is more than one.
pub fn oddity(text: &str) -> Option<Oddity> {
    if text.is_ascii() && !text.contains(is_hostile) {
        return None;
    }
    if text.contains(is_hostile) {
        return Some(Oddity::Hidden);
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
        return Some(Oddity::MixedScripts);
    }
    if rare {
        return Some(Oddity::Rare);
    }
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    let all_double = letters.peek().is_some() && letters.all(|c| DOUBLES.contains(c));
    (look_alike || all_double).then_some(Oddity::LookAlike)
}

/// Most characters of a name in front of its mark: a long name must not push
/// the mark out of sight.
const MAX_MARKED: usize = 120;

/// `name` as it is, or escaped and with a mark where it may deceive.
pub fn marked(name: &str) -> String {
    match oddity(name) {
        None => name.to_owned(),
        Some(oddity) => {
            let mut shown = printable(name);
            if let Some((end, _)) = shown.char_indices().nth(MAX_MARKED) {
                shown.truncate(end);
                shown.push('…');
            }
            format!("{shown} ({})", oddity.words())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LOOK_ALIKES, Oddity, RANGES, marked, oddity};

    #[test]
    fn a_letter_of_another_script_in_a_name_is_marked() {
        // The first letter of each is not the Latin one.
        for name in [
            "\u{430}da Admin",
            "Ad\u{430} Admin",
            "\u{391}da",
            "Sam \u{531}da",
        ] {
            assert_eq!(oddity(name), Some(Oddity::MixedScripts), "{name}");
        }
        assert_eq!(marked("Ad\u{430} Admin"), "Ad\u{430} Admin (mixed scripts)");
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
            assert_eq!(oddity(name), None, "{name}");
            assert_eq!(marked(name), name);
        }
    }

    #[test]
    fn what_cannot_be_seen_and_what_only_looks_like_a_letter_is_marked() {
        assert_eq!(oddity("Ada\u{202e}nimdA"), Some(Oddity::Hidden));
        assert_eq!(oddity("Ada\u{200b} Admin"), Some(Oddity::Hidden));
        assert_eq!(oddity("\u{1d400}da"), Some(Oddity::LookAlike));
        assert_eq!(oddity("\u{ff21}da"), Some(Oddity::LookAlike));
        assert_eq!(marked("a\u{200b}b"), "a\\u{200b}b (hidden characters)");
        for (name, oddity) in [
            // Digits of other scripts, of full width and of mathematics.
            ("Team \u{9ea}", Oddity::MixedScripts),
            ("Team \u{ff11}", Oddity::LookAlike),
            ("Team \u{1d7d9}", Oddity::LookAlike),
            // Lisu, Cherokee, Coptic, Canadian, Deseret, Old Italic, Vai.
            ("\u{a4ee}da", Oddity::Rare),
            ("\u{13aa}\u{13de}\u{13e2}", Oddity::Rare),
            ("\u{2c80}da", Oddity::Rare),
            ("\u{15c5}\u{15ea}", Oddity::Rare),
            ("\u{10404}", Oddity::Rare),
            ("\u{10300}da", Oddity::Rare),
            ("\u{a549}", Oddity::Rare),
            // Small capitals, subscripts, circles, ligatures.
            ("\u{1d00}da", Oddity::LookAlike),
            ("a\u{2091}", Oddity::LookAlike),
            ("\u{24b6}da", Oddity::LookAlike),
            ("\u{fb01}nn", Oddity::LookAlike),
            // Each letter of a whole name has a Latin double.
            ("\u{430}\u{435}\u{441} 12", Oddity::LookAlike),
            ("\u{391}\u{39d}\u{39d}\u{391}", Oddity::LookAlike),
            // No character at all.
            ("Ada\u{ffff}", Oddity::Hidden),
            ("Ada\u{fdd0}", Oddity::Hidden),
        ] {
            assert_eq!(super::oddity(name), Some(oddity), "{name}");
        }
        let long = format!("\u{430}{}", "x".repeat(4_000));
        assert!(marked(&long).ends_with("… (mixed scripts)"));
    }

    #[test]
    fn the_ranges_are_in_order_and_do_not_meet() {
        assert!(RANGES.is_sorted_by(|left, right| left.1 < right.0));
        assert!(RANGES.iter().all(|(first, last, _)| first <= last));
        assert!(LOOK_ALIKES.is_sorted_by(|left, right| left.1 < right.0));
        assert!(LOOK_ALIKES.iter().all(|(first, last)| first <= last));
    }
}
