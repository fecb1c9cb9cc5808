//! Names that may look like somebody else's: letters of several scripts in one
//! name, characters that cannot be seen, letters that only look like letters.
//!
//! A mark beside the name, no more: decisions are made on object ids.
use super::text::{is_hostile, printable};

/// What in a name may deceive whoever reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// Characters that are invisible or change the order of others.
    Hidden,
    /// Letters of scripts that are not written together.
    MixedScripts,
    /// Signs with the shape of letters: full width, mathematical, circled.
    LookAlike,
}

impl Oddity {
    /// The mark beside a name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hidden => "hidden characters",
            Self::MixedScripts => "mixed scripts",
            Self::LookAlike => "look-alike letters",
        }
    }
}

/// Scripts whose letters have doubles in another one, or would be noticed in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Georgian,
    Cherokee,
    /// Han, Kana, Hangul and Bopomofo, which are written with each other and
    /// beside Latin.
    EastAsian,
}

/// First and last letter of a range, and its script.
const RANGES: &[(char, char, Script)] = &[
    ('A', 'Z', Script::Latin),
    ('a', 'z', Script::Latin),
    ('\u{aa}', '\u{aa}', Script::Latin),
    ('\u{ba}', '\u{ba}', Script::Latin),
    ('\u{c0}', '\u{d6}', Script::Latin),
    ('\u{d8}', '\u{f6}', Script::Latin),
    ('\u{f8}', '\u{2af}', Script::Latin),
    ('\u{370}', '\u{3ff}', Script::Greek),
    ('\u{400}', '\u{52f}', Script::Cyrillic),
    ('\u{531}', '\u{588}', Script::Armenian),
    ('\u{5d0}', '\u{5f2}', Script::Hebrew),
    ('\u{620}', '\u{6ff}', Script::Arabic),
    ('\u{750}', '\u{77f}', Script::Arabic),
    ('\u{8a0}', '\u{8ff}', Script::Arabic),
    ('\u{10a0}', '\u{10ff}', Script::Georgian),
    ('\u{1100}', '\u{11ff}', Script::EastAsian),
    ('\u{13a0}', '\u{13ff}', Script::Cherokee),
    ('\u{1c80}', '\u{1c8f}', Script::Cyrillic),
    ('\u{1c90}', '\u{1cbf}', Script::Georgian),
    ('\u{1d00}', '\u{1d25}', Script::Latin),
    ('\u{1e00}', '\u{1eff}', Script::Latin),
    ('\u{1f00}', '\u{1fff}', Script::Greek),
    ('\u{2c60}', '\u{2c7f}', Script::Latin),
    ('\u{2d00}', '\u{2d2f}', Script::Georgian),
    ('\u{2de0}', '\u{2dff}', Script::Cyrillic),
    ('\u{3005}', '\u{3007}', Script::EastAsian),
    ('\u{3041}', '\u{318f}', Script::EastAsian),
    ('\u{31a0}', '\u{31ff}', Script::EastAsian),
    ('\u{3400}', '\u{9fff}', Script::EastAsian),
    ('\u{a640}', '\u{a69f}', Script::Cyrillic),
    ('\u{a720}', '\u{a7ff}', Script::Latin),
    ('\u{ab30}', '\u{ab6f}', Script::Latin),
    ('\u{ab70}', '\u{abbf}', Script::Cherokee),
    ('\u{ac00}', '\u{d7ff}', Script::EastAsian),
    ('\u{f900}', '\u{faff}', Script::EastAsian),
    ('\u{fb1d}', '\u{fb4f}', Script::Hebrew),
    ('\u{fb50}', '\u{fdff}', Script::Arabic),
    ('\u{fe70}', '\u{fefc}', Script::Arabic),
    ('\u{ff66}', '\u{ff9f}', Script::EastAsian),
    ('\u{20000}', '\u{323af}', Script::EastAsian),
];

/// Ranges of signs with the shape of Latin or Greek letters.
const LOOK_ALIKES: &[(char, char)] = &[
    ('\u{2100}', '\u{214f}'),
    ('\u{2160}', '\u{2188}'),
    ('\u{24b6}', '\u{24e9}'),
    ('\u{ff21}', '\u{ff3a}'),
    ('\u{ff41}', '\u{ff5a}'),
    ('\u{1d400}', '\u{1d7ff}'),
    ('\u{1f110}', '\u{1f189}'),
];

fn script(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    RANGES
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&c))
        .map(|(_, _, script)| *script)
}

/// What in `text` may deceive; the worst of it, where there is more than one.
pub fn oddity(text: &str) -> Option<Oddity> {
    if text.contains(is_hostile) {
        return Some(Oddity::Hidden);
    }
    let mut scripts: Vec<Script> = Vec::new();
    for found in text.chars().filter_map(script) {
        if !scripts.contains(&found) {
            scripts.push(found);
        }
    }
    let beside_latin = scripts.len() == 2
        && scripts.contains(&Script::Latin)
        && scripts.contains(&Script::EastAsian);
    if scripts.len() > 1 && !beside_latin {
        return Some(Oddity::MixedScripts);
    }
    let double = |c: char| {
        let mut ranges = LOOK_ALIKES.iter();
        c.is_alphabetic() && ranges.any(|(first, last)| (*first..=*last).contains(&c))
    };
    text.contains(double).then_some(Oddity::LookAlike)
}

/// Most characters of a name in front of its mark: a long name must not push
/// the mark out of sight.
const LONGEST_MARKED: usize = 120;

/// `name` as it is, or escaped and with a mark where it may deceive.
pub fn marked(name: &str) -> String {
    match oddity(name) {
        None => name.to_owned(),
        Some(oddity) => {
            let mut shown = printable(name);
            if let Some((end, _)) = shown.char_indices().nth(LONGEST_MARKED) {
                shown.truncate(end);
                shown.push('…');
            }
            format!("{shown} ({})", oddity.words())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Oddity, RANGES, marked, oddity};

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
            "Team 7 – 5 µg",
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
        let long = format!("\u{430}{}", "x".repeat(4_000));
        assert!(marked(&long).ends_with("… (mixed scripts)"));
    }

    #[test]
    fn the_ranges_are_in_order_and_do_not_meet() {
        assert!(RANGES.is_sorted_by(|left, right| left.1 < right.0));
        assert!(RANGES.iter().all(|(first, last, _)| first <= last));
    }
}
