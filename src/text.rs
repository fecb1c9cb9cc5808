//! Escapes untrusted text for display, and quotes words for the shell.
//!
//! Display names, UPNs and error texts of a tenant are chosen by others. [`printable`]
//! is applied to text for a terminal, [`shell_word`] to words of a command to copy.

/// Maximum number of characters of an untrusted value that are shown.
pub const MAX_SHOWN_CHARS: usize = 256;

/// Returns `text` in Unicode's compatibility form (NFKC): full-width and decomposed
/// letters become the ones that directories store.
pub fn to_nfkc(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let normalizer = icu_normalizer::ComposingNormalizerBorrowed::new_nfkc();
    normalizer.normalize(text).into_owned()
}

/// Whether `c` may move the cursor, hide or reorder text, or is not a valid character
/// (in XML, for example).
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{13430}'..='\u{1345f}' | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether all of `text` is visible ASCII: one column per byte, nothing to escape.
pub fn is_plain(text: &str) -> bool {
    // Checks chunks for speed: nearly every text is plain to its end.
    text.as_bytes().chunks(64).all(|piece| {
        let visible = |plain: bool, byte: &u8| plain & matches!(byte, b' '..=b'~');
        piece.iter().fold(true, visible)
    })
}

/// Returns `text` as a harmless line: escapes control, bidirectional and invisible
/// characters as `\u{..}`, and truncates it to [`MAX_SHOWN_CHARS`] characters.
pub fn printable(text: &str) -> String {
    if text.len() <= MAX_SHOWN_CHARS && is_plain(text) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for (count, c) in text.chars().enumerate() {
        if count == MAX_SHOWN_CHARS {
            shown.push('…');
            break;
        }
        if is_hostile(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Returns [`printable`] text in which viewers find no link or mention: replaces `://`,
/// `www.` and the `@` of a mention, and splits `](`.
pub fn break_links(text: &str) -> String {
    let shown = printable(text).replace("](", "] (");
    let shown = shown.replace("://", ":(U+002F)/");
    let mut safe = String::with_capacity(shown.len());
    let mut before = None;
    for (index, c) in shown.char_indices() {
        let rest = shown.get(index..).unwrap_or_default();
        let within_word = before.is_some_and(char::is_alphanumeric);
        let after_www = index
            .checked_sub(3)
            .and_then(|start| shown.get(start..index))
            .is_some_and(|word| word.eq_ignore_ascii_case("www"));
        match c {
            '@' if !within_word && rest.len() > 1 => safe.push_str("(U+0040)"),
            '.' if after_www => safe.push_str("(U+002E)"),
            c => safe.push(c),
        }
        before = Some(c);
    }
    safe
}

/// Escapes the commands of CI services in a log: `::` at the start of a line (GitHub
/// Actions, after optional spaces), and `##[`, `##vso[` and the like anywhere (Azure
/// Pipelines, `TeamCity`, GitHub Actions).
pub fn escape_ci_commands(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_start();
        if let Some(rest) = body.strip_prefix("::") {
            safe.push_str(line.strip_suffix(body).unwrap_or_default());
            safe.push_str("\\u{3a}:");
            safe.push_str(&break_hash_commands(rest, "\\u{23}"));
        } else {
            safe.push_str(&break_hash_commands(line, "\\u{23}"));
        }
    }
    safe
}

/// Replaces the second of two `#` before letters and `[` with `mark`.
pub fn break_hash_commands(text: &str, mark: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('#') {
        safe.push_str(before);
        safe.push('#');
        rest = after;
        if let Some(word) = rest.strip_prefix('#')
            && word
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .starts_with('[')
        {
            safe.push_str(mark);
            rest = word;
        }
    }
    safe.push_str(rest);
    safe
}

/// Formats a time with seconds for display; JSON has the exact one.
pub fn moment(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// Quotes `text` as one word of a POSIX shell command, if necessary.
pub fn shell_word(text: &str) -> String {
    // Words that look like words stay so; shlex quotes more than it must.
    let plain = |c: char| c.is_ascii_alphanumeric() || "@%+=:,./_-".contains(c);
    if !text.is_empty() && text.chars().all(plain) && !text.starts_with('-') {
        return text.to_owned();
    }
    shlex::try_quote(text).map_or_else(
        // A word cannot have a NUL.
        |_| shell_word(&text.replace('\0', "")),
        std::borrow::Cow::into_owned,
    )
}

/// Returns up to three entries of `known` that are similar to `wrong`, most similar
/// first.
pub fn near<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wrong = wrong.to_lowercase();
    let mut ranked: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let distance = strsim::levenshtein(&wrong, &lower);
            let part =
                wrong.chars().count() >= 3 && (lower.contains(&wrong) || wrong.contains(&lower));
            let allowed = (wrong.chars().count() / 3).max(1);
            (part || distance <= allowed).then_some((if part { 0 } else { distance }, name))
        })
        .collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        break_links, escape_ci_commands, is_hostile, near, printable, shell_word, to_nfkc,
    };

    #[test]
    fn full_width_and_decomposed_letters_become_the_usual_ones() {
        for (text, usual) in [
            ("\u{ff41}\u{ff20}b.example", "a@b.example"),
            ("jose\u{301}@b.example", "jos\u{e9}@b.example"),
            ("Zo\u{eb}", "Zo\u{eb}"),
            ("a@b.example", "a@b.example"),
        ] {
            assert_eq!(to_nfkc(text), usual);
        }
    }

    #[test]
    fn control_and_bidirectional_characters_are_spelled_out() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(printable("a\u{202e}b\r\n"), "a\\u{202e}b\\u{d}\\u{a}");
        assert_eq!(printable("Zoë Ünïcode 李"), "Zoë Ünïcode 李");
        assert_eq!(printable(&"x".repeat(1000)).chars().count(), 257);
    }

    #[test]
    fn noncharacters_and_invisible_signs_are_spelled_out() {
        for plane in 0..=16_u32 {
            for last in [0xfffe, 0xffff] {
                let c = char::from_u32((plane << 16) | last).unwrap();
                assert!(is_hostile(c), "{c:?}");
            }
        }
        for c in [
            '\u{fdd0}',
            '\u{fdef}',
            '\u{1bca0}',
            '\u{16fe4}',
            '\u{1d159}',
            '\u{13430}',
        ] {
            assert!(is_hostile(c), "{c:?}");
        }
        assert_eq!(printable("a\u{ffff}b"), "a\\u{ffff}b");
        assert!(!is_hostile('\u{fffd}') && !is_hostile('\u{fdf0}'));
    }

    #[test]
    fn plain_text_has_no_link_and_no_mention() {
        for (text, shown) in [
            (
                "see https://evil.example",
                "see https:(U+002F)/evil.example",
            ),
            ("WWW.evil.example", "WWW(U+002E)evil.example"),
            ("@org/team and (@me)", "(U+0040)org/team and ((U+0040)me)"),
            ("[fix](https://x)", "[fix] (https:(U+002F)/x)"),
            ("a@b.example at 5 @", "a@b.example at 5 @"),
        ] {
            assert_eq!(break_links(text), shown);
        }
    }

    #[test]
    fn a_ci_service_finds_no_command_of_an_outsider() {
        for (text, shown) in [
            ("::error::x\n", "\\u{3a}:error::x\n"),
            (
                "a\n \t::set-output name=x::y",
                "a\n \t\\u{3a}:set-output name=x::y",
            ),
            ("a ##vso[task.x]b", "a #\\u{23}vso[task.x]b"),
            ("###[group]", "##\\u{23}[group]"),
            ("a :: b ## c #[d] ##1[", "a :: b ## c #[d] ##1["),
        ] {
            assert_eq!(escape_ci_commands(text), shown);
            assert_eq!(escape_ci_commands(shown), shown);
        }
    }

    #[test]
    fn a_word_survives_the_shell() {
        assert_eq!(shell_word("a.b@c.com"), "a.b@c.com");
        assert_eq!(shell_word("o'brien; rm -rf"), r#""o'brien; rm -rf""#);
        assert_eq!(shell_word("$(id)"), "'$(id)'");
        assert_eq!(shell_word(""), "''");
    }

    #[test]
    fn near_names_are_found() {
        let known = ["search", "risk-insights", "mobile-security"];
        assert_eq!(near("serch", known), ["search"]);
        assert_eq!(near("mobile", known), ["mobile-security"]);
        assert!(near("zzz", known).is_empty());
    }
}
