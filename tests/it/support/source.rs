//! Parses the Rust code under `src` for the architecture test: words without comments,
//! strings and tests, and every path that the code names.
pub(crate) mod tokens;

use self::tokens::{Token, is_word, tokens, without_tests};
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A path as the code names it, with `crate`, `self` and `super` resolved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named {
    pub(crate) line: usize,
    /// Path from the root: `["crate", "graph", "Client"]`, `["std", "fs", "*"]`.
    pub(crate) path: Vec<String>,
    /// The short name under which a `use` imports the path.
    pub(crate) import: Option<String>,
}

/// One parsed file of `src`.
#[derive(Debug)]
pub(crate) struct Source {
    /// Path from the root of the repository, with `/`.
    pub(crate) file: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) named: Vec<Named>,
}

impl Source {
    /// Parses `text` as the contents of `file`, without its tests.
    pub(crate) fn read(file: &str, text: &str) -> Self {
        let (tokens, _) = without_tests(&tokens(text));
        Self::of_tokens(file, tokens)
    }

    /// Parses `text` as the contents of `file`, including tests.
    pub(crate) fn read_with_tests(file: &str, text: &str) -> Self {
        Self::of_tokens(file, tokens(text))
    }

    fn of_tokens(file: &str, tokens: Vec<Token>) -> Self {
        Self {
            file: file.to_owned(),
            named: in_full(paths(&tokens, &module_path(file))),
            tokens,
        }
    }

    /// Returns the top-level module that the file belongs to.
    pub(crate) fn module(&self) -> String {
        module_path(&self.file).get(1).cloned().unwrap_or_default()
    }
}

/// Returns every `.rs` file of `src` that is part of the product, in order.
pub(crate) fn product() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files: Vec<(String, String)> = rust_files(root, "src");
    let tests: BTreeSet<String> = files
        .iter()
        .flat_map(|(file, text)| {
            let folder = module_path(file)[1..].join("/");
            let (_, modules) = without_tests(&tokens(text));
            modules
                .into_iter()
                .map(move |name| ["src", &folder, &name].join("/").replace("//", "/"))
        })
        .collect();
    files
        .into_iter()
        .filter(|(file, _)| {
            let stem = file.trim_end_matches(".rs").trim_end_matches("/mod");
            !tests
                .iter()
                .any(|test| stem == test || stem.starts_with(&format!("{test}/")))
        })
        .map(|(file, text)| Source::read(&file, &text))
        .collect()
}

/// Returns every `.rs` file below `folder`, with its text.
pub(crate) fn rust_files(root: &Path, folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root.join(folder), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            (name.replace('\\', "/"), fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// Returns the module of a file: `src/graph/calls/mod.rs` is `crate::graph::calls`.
fn module_path(file: &str) -> Vec<String> {
    let inner = file
        .trim_start_matches("src/")
        .trim_start_matches("tests/it/")
        .trim_end_matches(".rs");
    let mut path = vec!["crate".to_owned()];
    path.extend(inner.split('/').map(str::to_owned));
    if matches!(
        path.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        path.pop();
    }
    path
}

/// Returns every path in `tokens`, which belong to the module `at`.
fn paths(tokens: &[Token], at: &[String]) -> Vec<Named> {
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    // Inline modules, each with the depth at which it starts.
    let mut inner: Vec<(String, usize)> = Vec::new();
    let (mut depth, mut i) = (0, 0);
    while i < tokens.len() {
        let here = || {
            let names = inner.iter().map(|(name, _)| name.clone());
            at.iter().cloned().chain(names).collect::<Vec<_>>()
        };
        match text(i) {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inner.retain(|(_, began)| *began <= depth);
            }
            "mod" if text(i + 2) == "{" => inner.push((text(i + 1).to_owned(), depth + 1)),
            "use" if text(i + 1) != "<" => {
                let here = here();
                i = use_tree(tokens, i + 1, &[], &here, &mut found);
                continue;
            }
            word if word.starts_with(is_word) && text(i + 1) == "::" => {
                let (line, mut path) = (tokens[i].line, vec![word.to_owned()]);
                while text(i + 1) == "::" && text(i + 2).starts_with(is_word) {
                    path.push(text(i + 2).to_owned());
                    i += 2;
                }
                let path = resolve(path, &here());
                found.push(Named {
                    line,
                    path,
                    import: None,
                });
            }
            _ => {}
        }
        i += 1;
    }
    found
}

/// Completes paths that start with a name that a `use` of the file imports.
fn in_full(named: Vec<Named>) -> Vec<Named> {
    let imports: Vec<(String, Vec<String>)> = named
        .iter()
        .filter_map(|named| Some((named.import.clone()?, named.path.clone())))
        .collect();
    let written_out = |mut named: Named| {
        let import = imports
            .iter()
            .find(|(short, _)| named.path.first() == Some(short));
        if let (None, Some((_, path))) = (&named.import, import) {
            named.path = path.iter().chain(&named.path[1..]).cloned().collect();
        }
        named
    };
    named.into_iter().map(written_out).collect()
}

/// Parses one tree of a `use` from `i` on and returns the index after it.
fn use_tree(
    tokens: &[Token],
    mut i: usize,
    before: &[String],
    here: &[String],
    found: &mut Vec<Named>,
) -> usize {
    let (mut path, mut short) = (before.to_vec(), None);
    let line = tokens.get(i).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(i) {
        match token.text.as_str() {
            "::" => i += 1,
            "{" => {
                i += 1;
                while tokens.get(i).is_some_and(|token| token.text != "}") {
                    let end = use_tree(tokens, i, &path, here, found);
                    let comma = tokens.get(end).is_some_and(|token| token.text == ",");
                    i = if comma { end + 1 } else { end.max(i + 1) };
                }
                return i + 1;
            }
            "as" => {
                short = tokens.get(i + 1).map(|token| token.text.clone());
                i += 2;
            }
            "self" if !path.is_empty() => i += 1,
            word if word.starts_with(is_word) || word == "*" => {
                path.push(word.to_owned());
                i += 1;
            }
            _ => break,
        }
    }
    let import = short.or_else(|| path.last().cloned());
    let path = resolve(path, here);
    found.push(Named { line, path, import });
    i
}

/// Replaces `self` and `super` at the start by the path of the module `here`.
fn resolve(path: Vec<String>, here: &[String]) -> Vec<String> {
    let ups = path.iter().filter(|part| *part == "super").count();
    match path.first().map(String::as_str) {
        Some("self" | "super") => {
            let base = &here[..here.len().saturating_sub(ups)];
            let rest = path
                .into_iter()
                .filter(|part| part != "self" && part != "super");
            base.iter().cloned().chain(rest).collect()
        }
        _ => path,
    }
}

/// Counts every test below `folder`, by file name and test name.
pub(crate) fn test_names(folder: &Path, found: &mut BTreeMap<String, usize>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            test_names(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let file = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                if line == "#[test]" || line == "#[tokio::test]" {
                    is_test = true;
                } else if let Some((_, rest)) = line.split_once("fn ") {
                    let name = rest.split('(').next().unwrap_or_default();
                    if is_test {
                        *found.entry(format!("{file}::{name}")).or_default() += 1;
                    }
                    is_test = false;
                } else if line == "#[ignore]" || line.starts_with("#[ignore ") {
                    is_test = false;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn named(file: &str, text: &str) -> Vec<String> {
        let source = Source::read(file, text);
        source
            .named
            .iter()
            .map(|named| format!("{}:{}", named.line, named.path.join("::")))
            .collect()
    }

    #[test]
    fn a_use_tree_is_every_path_in_it() {
        let text = "use crate::{auth::{self, Token as T}, clock::*};\nuse super::super::io::{\n    self, Io,\n};";
        let expected = [
            "1:crate::auth",
            "1:crate::auth::Token",
            "1:crate::clock::*",
            "3:crate::io",
            "3:crate::io::Io",
        ];
        assert_eq!(named("src/graph/client.rs", text), expected);
    }

    #[test]
    fn paths_in_code_count_as_well_and_super_is_resolved() {
        let text = "fn a() -> super::Client { crate::auth::go(); std::fs::read(x) }\nmod b { fn c() { super::d::e() } }";
        let expected = [
            "1:crate::graph::Client",
            "1:crate::auth::go",
            "1:std::fs::read",
            "2:crate::graph::wire::d::e",
        ];
        assert_eq!(named("src/graph/wire.rs", text), expected);
    }

    #[test]
    fn comments_strings_and_tests_name_nothing() {
        let text = r##"
            // crate::auth
            /* crate::a /* crate::b */ crate::c */
            const A: &str = "crate::auth \" crate::b";
            const B: &str = r#"crate::auth " crate::b"#;
            const C: (char, char, &[u8]) = ('"', '\'', b"crate::x");
            fn life<'a>(a: &'a str) -> &'a str { a }
            #[cfg(test)]
            #[expect(dead_code, reason = "crate::x")]
            mod tests { use crate::auth; fn t() { std::fs::read("x"); } }
            #[cfg(test)]
            use crate::{auth, b};
            fn last() { std::mem::drop(1) }
        "##;
        assert_eq!(named("src/graph/mod.rs", text), ["13:std::mem::drop"]);
    }
}
