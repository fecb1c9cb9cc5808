//! Tests of lists, line by line and for any text.
use proptest::prelude::*;

use super::{ListEntry, ListError, ListReader};

const ID: &str = "0f3b1c2d-0000-4000-8000-00000000abcd";

fn read(bytes: &[u8]) -> Result<(Vec<ListEntry>, usize), ListError> {
    let mut reader = ListReader::default();
    let mut entries = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        entries.extend(reader.push_line(line)?);
    }
    reader.ensure_complete()?;
    Ok((entries, reader.non_account_records()))
}

fn parse(text: &str) -> Result<Vec<ListEntry>, ListError> {
    read(text.as_bytes()).map(|(entries, _)| entries)
}

fn names(text: &str) -> Vec<String> {
    parse(text)
        .unwrap()
        .into_iter()
        .map(|entry| match entry.user {
            Ok(user) => format!("{} {user}", entry.line),
            Err(why) => format!("{} ! {why}", entry.line),
        })
        .collect()
}

#[test]
fn one_a_line_with_mark_comments_and_any_line_end() {
    assert_eq!(
        names("\u{feff}# leaked\r\na@b.example\r\n\r\n  c@d.example \n"),
        ["2 a@b.example", "4 c@d.example"]
    );
    assert_eq!(parse(" \n# nobody\n"), Err(ListError::Empty));
    assert_eq!(parse("userPrincipalName\n"), Err(ListError::Empty));
}

#[test]
fn a_table_needs_a_head_and_takes_the_surest_cell() {
    assert_eq!(
        names(&format!(
            "Name;User principal name;\"Object Id\"\nA;a@b.example;{ID}\n\"B;b\";\"b@b.example\";\nC;;\n"
        )),
        [
            format!("2 {ID}"),
            "3 b@b.example".to_owned(),
            "4 ! it names no account".to_owned()
        ]
    );
    assert_eq!(names("E-Mail\nmailto:x@y.example"), ["2 x@y.example"]);
    assert_eq!(
        names("\"userPrincipalName\"\n\"x@y.example\""),
        ["2 x@y.example"]
    );
    let error = parse("a@b.example,disable\n").unwrap_err();
    assert!(matches!(error, ListError::NoColumn { line: 1, .. }));
}

#[test]
fn a_line_with_a_cell_too_many_or_too_few_names_nobody() {
    let shifted = "name,manager,userPrincipalName\n\
                   Wexmoor, Giulia,boss@b.example,giulia@b.example\n\
                   Giulia,giulia@b.example\n\
                   \"Wexmoor, Giulia\",boss@b.example,giulia@b.example\n";
    assert_eq!(
        names(shifted),
        [
            "2 ! it has 4 cells, the header of the table has 3: put what holds a \",\" in quotes",
            "3 ! it has 2 cells, the header of the table has 3: put what holds a \",\" in quotes",
            "4 giulia@b.example",
        ]
    );
}

#[test]
fn of_several_columns_of_a_kind_the_surest_counts_and_a_name_beside_an_id_is_kept() {
    assert_eq!(
        names("account,userPrincipalName\nx@sales.example,a@b.example\n"),
        ["2 a@b.example"]
    );
    let entries = parse(&format!("upn,id\n a@b.example ,{ID}\nc@d.example,\n")).unwrap();
    assert_eq!(entries[0].paired_upn.as_deref(), Some("a@b.example"));
    assert_eq!(entries[1].paired_upn, None);
    let json = format!("{{\"id\":\"{ID}\",\"userPrincipalName\":\"a@b.example\"}}");
    let entries = parse(&json).unwrap();
    assert_eq!(entries[0].paired_upn.as_deref(), Some("a@b.example"));
    // The id of a log's own record is not that of an account.
    let other = "11111111-2222-4333-8444-555555555555";
    assert_eq!(
        names(&format!("id,userId\n{other},{ID}\n")),
        [format!("2 {ID}")]
    );
    assert_eq!(
        names(&format!("{{\"id\":\"{other}\",\"userId\":\"\"}}")),
        ["1 ! it has no objectId, userPrincipalName or mail"]
    );
}

#[test]
fn json_lines_are_read_property_by_property() {
    assert_eq!(
        names("{\"mail\":\"m@b.example\",\"upn\":\"u@b.example\"}\n{\"x\":1}\n{"),
        [
            "1 u@b.example",
            "2 ! it has no objectId, userPrincipalName or mail",
            "3 ! it is no JSON object: it does not end on this line"
        ]
    );
    assert_eq!(
        parse("{\n\"upn\":\"u@b.example\"}\n"),
        Err(ListError::JsonDocument { line: 1 })
    );
    assert_eq!(parse("[\n"), Err(ListError::JsonDocument { line: 1 }));
}

#[test]
fn what_names_nobody_is_a_bad_line_and_never_a_path() {
    for bad in [
        "me",
        "../a@b.example",
        "a%2f@b.example",
        "a b@c.example",
        "@",
    ] {
        let entries = parse(&format!("ok@b.example\n{bad}\n")).unwrap();
        assert!(entries[1].user.is_err(), "{bad}");
    }
}

#[test]
fn entry_has_the_lines_the_number_and_the_text_of_its_record() {
    let text = "name,upn\r\n\"A\r\n\r\n# B\",a@b.example\r\n# none\r\nx,y,z\r\n";
    let entries = parse(text).unwrap();
    let of = |entry: &ListEntry| (entry.line, entry.last_line, entry.record);
    assert_eq!(of(&entries[0]), (2, 4, 1));
    assert_eq!(entries[0].content, "\"A\\n\\n# B\",a@b.example");
    assert_eq!(of(&entries[1]), (6, 6, 2));
    assert_eq!(entries[1].content, "x,y,z");
    let long = parse(&format!("upn,note\na@b.example,{}\n", "x".repeat(900))).unwrap();
    assert_eq!(long[0].content.chars().count(), 201);
    let secret = parse("upn,Initial password\na@b.example,Hunter2\n").unwrap();
    assert!(!secret[0].content.contains("Hunter2"));
}

#[test]
fn quotes_that_programs_read_differently_refuse_the_list() {
    for (text, error) in [
        ("upn,x\n\"a@b.example,1\n", ListError::OpenQuote { line: 2 }),
        (
            "upn,x\na@b.example,1\na@b.example,\"1",
            ListError::OpenQuote { line: 3 },
        ),
        (
            "upn,x\na@b.example,5\" wide\n",
            ListError::Quote { line: 2 },
        ),
        ("upn,x\na@b.example,\"a\"b\n", ListError::Quote { line: 2 }),
        (
            "upn,x\na@b.example,\"a\n\"b\n",
            ListError::Quote { line: 3 },
        ),
        ("upn,x\ra@b.example,1\n", ListError::Return { line: 1 }),
        ("sep=|\nupn|x\n", ListError::Separator { found: '|' }),
        ("upn\n\0\n", ListError::Nul { line: 2 }),
    ] {
        assert_eq!(parse(text), Err(error), "{text:?}");
    }
    assert_eq!(read(b"upn\n\xff\n"), Err(ListError::NotUtf8 { line: 2 }));
    assert_eq!(read(b"\xff\xfeu\0"), Err(ListError::Utf16));
    // These are clear.
    for text in [
        "upn,x\na@b.example,the \"boss\" himself\n",
        "upn,x\n\"a@b.example\" ,\"x\"\n",
        "upn,x\na@b.example,\"a \"\"b\"\"\r\nc\"\n",
    ] {
        assert_eq!(names(text), ["2 a@b.example"], "{text:?}");
    }
    // A record ends somewhere.
    let endless = format!("upn,x\na@b.example,\"{}", "x\n".repeat(600_000));
    assert_eq!(parse(&endless), Err(ListError::OpenQuote { line: 2 }));
}

#[test]
fn guard_of_a_cell_is_undone_where_a_table_is_certainly_ours() {
    let header = "sequence,outcome,activity,actorId,targetId,target,hash\n";
    let line = |cells: &str| format!("{header}1,done,{cells},x\n");
    assert_eq!(
        names(&line("Disable,me,,'-a@b.example")),
        ["2 -a@b.example"]
    );
    assert_eq!(
        names(&line("Disable,me,,''a@b.example")),
        ["2 'a@b.example"]
    );
    assert_eq!(names(&line("Disable,me,,'a@b.example")), ["2 'a@b.example"]);
    assert_eq!(names("upn\n'-a@b.example\n"), ["2 '-a@b.example"]);
    let (entries, no_account) = read(
        line(&format!("Disable,me,,no single account,x\n2,done,Create,me,{ID},App,x\n3,done,Disable,me,{ID},'-a@b.example"))
            .as_bytes(),
    )
    .unwrap();
    assert_eq!((entries.len(), no_account), (1, 2));
    assert_eq!(entries[0].paired_upn.as_deref(), Some("-a@b.example"));
}

#[test]
fn separator_is_the_one_that_parts_a_known_title() {
    for text in [
        "\"Name, first; last\"\tupn\nA\ta@b.example\n",
        "a,b,c;upn\nx;a@b.example\n",
        "sep=;\nupn\na@b.example\n",
        "version:v1.0,,\n\"User\nname [userPrincipalName] Required\"\na@b.example\n",
    ] {
        let entries = parse(text).unwrap();
        assert_eq!(
            entries[0].user,
            Ok("a@b.example".parse().unwrap()),
            "{text:?}"
        );
    }
}

/// A table as the `csv` crate writes it.
fn table(separator: u8, rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Text of a cell that would be harmful outside of it.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c,;\t\"\r\n#' =]{0,12}",
        "\\PC{0,8}",
        "(x\r?\n){0,2}evil[0-9]@b\\.example,[a-z]*\r?\n?",
        "\"?\r?\nevil@b\\.example",
    ]
}

/// Name of an account in a record, or none.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["good[0-9]{1,3}@b\\.example", "", "[a-z\"\n,]{1,6}"]
}

proptest! {
    #[test]
    fn any_text_gives_entries_or_a_reason(text in "\\PC{0,200}") {
        drop(parse(&text));
    }

    #[test]
    fn a_table_of_the_csv_crate_is_read_as_the_same_records(
        rows in prop::collection::vec((cell(), name(), cell()), 1..12),
        separator in prop::sample::select(vec![b',', b';', b'\t']),
    ) {
        let header = ["note", "userPrincipalName", "more"].map(str::to_owned).to_vec();
        let mut records = vec![header];
        records.extend(rows.iter().map(|(note, name, more)| {
            vec![note.clone(), name.clone(), more.clone()]
        }));
        // The writer does not treat a first cell like a comment as one.
        prop_assume!(rows.iter().all(|(note, ..)| !note.trim_start().starts_with('#')));
        let bytes = table(separator, &records);
        let blank = |text: &String| text.trim().is_empty();
        let rows: Vec<_> = rows
            .iter()
            .filter(|(note, name, more)| !(blank(note) && blank(name) && blank(more)))
            .collect();
        if rows.is_empty() {
            prop_assert_eq!(read(&bytes), Err(ListError::Empty));
            return Ok(());
        }
        let (entries, _) = read(&bytes).unwrap();
        prop_assert_eq!(entries.len(), rows.len());
        for ((_, name, _), entry) in rows.iter().zip(&entries) {
            match &entry.user {
                Ok(user) => prop_assert_eq!(user.as_str(), name.trim()),
                Err(_) => prop_assert!(!name.starts_with("good")),
            }
        }
    }

    #[test]
    fn what_is_read_is_what_the_csv_crate_reads(
        text in "(upn,x\n)([a-b@.,\"\r\n ]|u@b.ex,|\",\"){0,40}",
    ) {
        let Ok((entries, _)) = read(text.as_bytes()) else { return Ok(()); };
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let theirs: Vec<String> = reader
            .records()
            .map(|record| record.unwrap())
            // Records of blanks are skipped.
            .filter(|record| record.iter().any(|cell| !cell.trim().is_empty()))
            .map(|record| match record.len() {
                2 => record[0].trim().to_owned(),
                _ => String::new(),
            })
            .collect();
        let ours = entries.iter().map(|entry| match &entry.user {
            Ok(user) => user.as_str().to_owned(),
            Err(_) => String::new(),
        });
        for (ours, theirs) in ours.clone().zip(&theirs) {
            prop_assert!(ours.is_empty() || ours == *theirs, "{:?}", text);
        }
        prop_assert_eq!(ours.count(), theirs.len(), "{:?}", text);
    }

    #[test]
    fn no_cell_of_another_column_ever_names_an_account(
        notes in prop::collection::vec(cell(), 1..10),
    ) {
        let header = vec!["userPrincipalName".to_owned(), "displayName".to_owned()];
        let mut records = vec![header];
        records.extend(notes.iter().enumerate().map(|(number, note)| {
            vec![format!("good{number}@b.example"), note.clone()]
        }));
        let (entries, _) = read(&table(b',', &records)).unwrap();
        for (number, entry) in entries.iter().enumerate() {
            let wanted = format!("good{number}@b.example");
            prop_assert_eq!(entry.user.as_ref().unwrap().as_str(), wanted);
        }
    }

    #[test]
    fn no_part_of_a_list_cut_anywhere_names_who_the_list_does_not(
        notes in prop::collection::vec(cell(), 1..6),
        cut in 0.0..1.0_f64,
    ) {
        let header = vec!["userPrincipalName".to_owned(), "displayName".to_owned()];
        let mut records = vec![header];
        records.extend(notes.iter().enumerate().map(|(number, note)| {
            vec![format!("good{number}@b.example"), note.clone()]
        }));
        let bytes = table(b',', &records);
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a small number")]
        let length = (bytes.len() as f64 * cut) as usize;
        let Ok((entries, _)) = read(&bytes[..length]) else { return Ok(()); };
        for entry in entries {
            if let Ok(user) = entry.user {
                prop_assert!(user.as_str().starts_with("good"), "{}", user);
            }
        }
    }
}
