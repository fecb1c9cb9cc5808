//! Splits Rust text into words and signs, without comments, strings and tests.

/// One word or sign of the code, with its line number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) text: String,
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Returns the words and signs of `text`, without comments, strings and characters.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    cut(text).0
}

/// Returns the strings of `text`, each with its quotes and the line where it starts.
pub(crate) fn strings(text: &str) -> Vec<Token> {
    cut(text).1
}

/// Returns the words and signs of `text`, and its strings.
fn cut(text: &str) -> (Vec<Token>, Vec<Token>) {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut found = Vec::new();
    let mut strings = Vec::new();
    let (mut i, mut line) = (0, 1);
    while i < chars.len() {
        let start = i;
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => i = block_comment_end(&chars, i),
            '"' => {
                i = string_end(&chars, i);
                let text = chars[start..i.min(chars.len())].iter().collect();
                strings.push(Token { line, text });
            }
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => {
                i += if at(i + 1) == '\\' { 3 } else { 2 };
                while i < chars.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            c if is_word(c) => {
                while is_word(at(i)) {
                    i += 1;
                }
                let word: String = chars[start..i].iter().collect();
                let hashes = chars[i..].iter().take_while(|c| **c == '#').count();
                let prefixed = matches!(word.as_str(), "r" | "br" | "cr" | "b" | "c");
                if prefixed && word.ends_with('r') && at(i + hashes) == '"' {
                    i = raw_string_end(&chars, i + hashes + 1, hashes);
                } else if word == "r" && hashes == 1 {
                    i += 1; // r#name is the word `name`
                } else if !prefixed || !matches!(at(i), '"' | '\'') {
                    found.push(Token { line, text: word });
                }
            }
            ':' if at(i + 1) == ':' => {
                let text = "::".to_owned();
                found.push(Token { line, text });
                i += 2;
            }
            c => {
                if !c.is_whitespace() {
                    let text = c.to_string();
                    found.push(Token { line, text });
                }
                i += 1;
            }
        }
        let end = i.min(chars.len());
        line += chars[start..end].iter().filter(|c| **c == '\n').count();
    }
    (found, strings)
}

fn block_comment_end(chars: &[char], mut i: usize) -> usize {
    let mut depth = 0;
    while i + 1 < chars.len() {
        match (chars[i], chars[i + 1]) {
            ('/', '*') => (depth, i) = (depth + 1, i + 2),
            ('*', '/') => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], mut i: usize) -> usize {
    i += 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

fn raw_string_end(chars: &[char], mut i: usize, hashes: usize) -> usize {
    while i < chars.len() {
        let after = chars.get(i + 1..i + 1 + hashes).unwrap_or_default();
        if chars[i] == '"' && after.len() == hashes && after.iter().all(|c| *c == '#') {
            return i + 1 + hashes;
        }
        i += 1;
    }
    i
}

/// Removes the code marked `#[cfg(test)]`, and returns the names of the files so marked.
pub(super) fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    let is = |i: usize, text: &str| tokens.get(i).is_some_and(|token| token.text == text);
    let starts = |i: usize, words: &[&str]| words.iter().enumerate().all(|(n, w)| is(i + n, w));
    let (mut kept, mut files, mut i) = (Vec::new(), Vec::new(), 0);
    while i < tokens.len() {
        let marked = starts(i, &["#", "[", "cfg", "(", "test", ")", "]"])
            || starts(i, &["#", "[", "cfg", "(", "all", "(", "test"]);
        if !marked {
            kept.push(tokens[i].clone());
            i += 1;
            continue;
        }
        while is(i, "#") {
            i = group_end(tokens, i + 1);
        }
        let item = i;
        while i < tokens.len() && !is(i, ";") && !is(i, "{") {
            i = if is(i, "(") || is(i, "[") {
                group_end(tokens, i)
            } else {
                i + 1
            };
        }
        if is(i, ";") {
            let module = tokens[item..i].iter().position(|token| token.text == "mod");
            files.extend(module.map(|at| tokens[item + at + 1].text.clone()));
            i += 1;
        } else {
            let import = tokens[item..i].iter().any(|token| token.text == "use");
            i = group_end(tokens, i) + usize::from(import);
        }
    }
    (kept, files)
}

/// Returns the index after the bracket that closes the one at `i`.
fn group_end(tokens: &[Token], mut i: usize) -> usize {
    let mut depth = 0_usize;
    while i < tokens.len() {
        match tokens[i].text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        i += 1;
        if depth == 0 {
            break;
        }
    }
    i
}

#[cfg(test)]
mod tests {
    use super::{tokens, without_tests};

    #[test]
    fn a_file_that_is_all_tests_is_known_by_its_module() {
        let (kept, files) = without_tests(&tokens("#[cfg(test)]\nmod tests;\nmod wire;"));
        assert_eq!(files, ["tests"]);
        assert_eq!(kept.len(), 3);
    }
}
