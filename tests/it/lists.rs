//! Lists as other programs write them: whatever a cell holds, a record is one
//! record, and only its columns of object ids, UPNs and mail addresses name an
//! account.
use crate::support::bench::{Bench, Ran, writes};
use crate::support::files::write_file;
use crate::support::text::one_line_of;
use crate::support::users::{id_of, is_enabled, ordinary_users, signed_in};

/// Disables the accounts of a list and returns which of `people` are disabled.
fn disabled(bench: &mut Bench, text: &str, people: &[String], exit: u8) -> (Vec<bool>, Ran) {
    let file = write_file(bench, "list.csv", text);
    let ran = bench
        .run(&format!("users disable --from {file} --skip-invalid --yes"))
        .exits(exit);
    let off = people.iter().map(|upn| !is_enabled(bench, upn)).collect();
    (off, ran)
}

#[test]
fn lines_of_a_quoted_cell_name_no_account() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let text = format!(
        "userPrincipalName,notes\n{},\"Phished 12:30.\n{},reported it and is fine\nplease lock\"\n{},ok\n",
        people[0], people[1], people[2]
    );
    let (off, ran) = disabled(&mut bench, &text, &people, 0);
    assert_eq!(off, [true, false, true], "{}", ran.all());
}

#[test]
fn lines_of_a_json_record_name_no_account() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let text = format!(
        "{{\"userPrincipalName\":\"{}\",\"manager\":\n{{\"userPrincipalName\":\"{}\"}}\n}}\n",
        people[0], people[1]
    );
    let (off, ran) = disabled(&mut bench, &text, &people, 2);
    assert_eq!(off, [false, false], "{}", ran.all());
    assert!(one_line_of(&ran).contains("-o jsonl"), "{}", ran.all());
}

#[test]
fn unclear_quotes_refuse_the_list_and_name_the_line() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let [one, two, three] = [&people[0], &people[1], &people[2]];
    for (text, line) in [
        // Not closed.
        (format!("upn,notes\n{one},\"phished\n{two},is fine\n"), 2),
        // In the middle of a cell, open at the end of the line.
        (
            format!("upn,notes\n{one},said \"phished\n{two},is fine\n{three},today\" ok\n"),
            2,
        ),
        // Closed in the middle of a cell.
        (
            format!("upn,notes\n{one},ok\n{two},\"said \"hi\n{three},x\n\" today\"\n"),
            3,
        ),
        // A record that was made a comment only in its first line.
        (
            format!("upn,notes\n#{one},\"phished\n{two},is fine\n\"\n"),
            2,
        ),
        // No header.
        (format!("{one}\n\"phished\n{two}\n\"\n"), 2),
        // A carriage return that ends a line for some programs only.
        (format!("upn,notes\n{one},phished\r{two},is fine\n"), 2),
    ] {
        let (off, ran) = disabled(&mut bench, &text, &people, 2);
        assert_eq!(off, [false; 3], "{text}: {}", ran.all());
        let told = one_line_of(&ran);
        assert!(told.contains(&format!("line {line}")), "{text}: {told}");
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn text_that_is_not_utf8_refuses_the_list() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 1);
    let text = format!("upn\r\n{}\r\n", people[0]);
    let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(order);
        order(0xfeff).into_iter().chain(units).collect()
    };
    for (bytes, way) in [
        (wide(u16::to_le_bytes), "UTF-16"),
        (wide(u16::to_be_bytes), "UTF-16"),
        (wide(u16::to_le_bytes).split_off(2), "UTF-16"),
        (
            format!("{text}a\0b@meridian.example\n").into_bytes(),
            "line 3",
        ),
        (
            [text.as_bytes(), b"caf\xe9@meridian.example\n"].concat(),
            "line 3",
        ),
    ] {
        let file = write_file(&bench, "wide.csv", &bytes);
        let ran = bench
            .run(&format!("users disable --from {file} --skip-invalid --yes"))
            .exits(2);
        let told = one_line_of(&ran);
        assert!(told.contains(way), "{told}");
        assert!(told.contains("UTF-8"), "{told}");
        assert!(is_enabled(&bench, &people[0]));
    }
}

#[test]
fn what_is_left_out_is_shown_as_typed_before_the_question() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let text = format!(
        "name,userPrincipalName\n\"A\nB\",{}\nVale, Rowan,{}\nLast,\"no\nname\"\n",
        people[0], people[1]
    );
    let file = write_file(&bench, "list.csv", &text);
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(2);
    let told = one_line_of(&ran);
    assert!(told.contains("line 4"), "{told}");
    assert!(
        told.contains(&format!("Vale, Rowan,{}", people[1])),
        "{told}"
    );
    assert!(told.contains("lines 5 to 6"), "{told}");
    bench.typed = Some("n\n".to_owned());
    let ran = bench
        .run(&format!("users disable --from {file} --skip-invalid"))
        .exits(13);
    let told = one_line_of(&ran);
    let content = told.find("Vale, Rowan,").expect("the content is shown");
    let question = told.find("[y/N]").expect("the question is shown");
    assert!(content < question, "{told}");
    let plan = bench
        .run(&format!(
            "users disable --from {file} --skip-invalid --dry-run -o json"
        ))
        .exits(0)
        .json();
    let skipped = &plan["skipped"];
    assert_eq!(skipped[0]["line"], 4);
    assert_eq!(skipped[0]["record"], 2);
    assert_eq!(skipped[0]["content"], format!("Vale, Rowan,{}", people[1]));
    assert_eq!(skipped[1]["line"], 5);
    assert_eq!(skipped[1]["record"], 3);
}

#[test]
fn passwords_of_a_list_are_never_shown() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 1);
    let text = format!(
        "version:v1.0,,\nName [displayName] Required,User name [userPrincipalName] Required,\
         Initial password [passwordProfile] Required\nA,{},Hunter2!\nB,nobody here,Hunter2!\n",
        people[0]
    );
    let file = write_file(&bench, "list.csv", &text);
    for flags in [
        "--yes",
        "--skip-invalid --yes",
        "--skip-invalid --dry-run -o json",
    ] {
        let ran = bench.run(&format!("users disable --from {file} {flags}"));
        assert!(!ran.all().contains("Hunter2"), "{}", ran.all());
    }
}

#[test]
fn lists_of_the_portals_are_taken() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let [one, two, boss] = [&people[0], &people[1], &people[2]];
    let (id_one, id_two) = (id_of(&bench, one), id_of(&bench, two));
    let other = "0f3b1c2d-0000-4000-8000-00000000abcd";
    for (name, text) in [
        (
            "sign-in log",
            format!(
                "\u{feff}\"Date (UTC)\",\"Request ID\",\"Correlation ID\",\"User ID\",\"User\",\"Username\",\"User type\"\r\n\
                 \"2026-11-30T12:30:00Z\",\"{other}\",\"{other}\",\"{id_one}\",\"{boss}\",\"{one}\",\"Member\"\r\n\
                 \"2026-11-30T12:31:00Z\",\"{other}\",\"{other}\",\"{id_one}\",\"{boss}\",\"{one}\",\"Member\"\r\n\
                 \"2026-11-30T12:32:00Z\",\"{other}\",\"{other}\",\"{id_two}\",\"Two\",\"{two}\",\"Member\"\r\n"
            ),
        ),
        (
            "sign-in log as JSON lines",
            format!(
                "{{\"id\":\"{other}\",\"userDisplayName\":\"{boss}\",\"userPrincipalName\":\"{one}\",\"userId\":\"{id_one}\"}}\n\
                 {{\"id\":\"{other}\",\"userDisplayName\":\"{boss}\",\"userPrincipalName\":\"{two}\",\"userId\":\"{id_two}\"}}\n"
            ),
        ),
        (
            "risky users",
            format!(
                "Id,IsDeleted,RiskLevel,RiskState,UserDisplayName,UserPrincipalName\n\
                 {id_one},False,high,atRisk,{boss},{one}\n{id_two},False,high,atRisk,Two,{two}\n"
            ),
        ),
        (
            "users",
            format!(
                "userPrincipalName,displayName,surname,mail,givenName,id,userType,alternateEmailAddress\n\
                 {one},{boss},,,,{id_one},Member,{boss}\n{two},Two,,,,{id_two},Member,{boss}\n"
            ),
        ),
        (
            "active users of Microsoft 365",
            format!(
                "Block credential,Display name,Object Id,Proxy addresses,User principal name\n\
                 False,{boss},{id_one},SMTP:{boss}+smtp:x@y.example,{one}\n\
                 False,Two,{id_two},,{two}\n"
            ),
        ),
        (
            "bulk template",
            format!(
                "version:v1.0\r\nName [displayName] Required,User name [userPrincipalName] Required\r\n\
                 {boss},{one}\r\nTwo,{two}\r\n"
            ),
        ),
        (
            "bulk template through Excel",
            format!(
                "sep=;\r\n\"Name [displayName] Required\";\"Object ID [objectId] Required\"\r\n\
                 {boss};{id_one}\r\nTwo;{id_two}\r\n"
            ),
        ),
        (
            "template of members",
            format!(
                "version:v1.0\nMember object ID or user principal name [memberObjectIdOrUpn] Required\n\
                 {one}\n{id_two}\n"
            ),
        ),
        (
            "advanced hunting",
            format!(
                "\u{feff}\"Timestamp\",\"AccountName\",\"AccountDisplayName\",\"AccountUpn\",\"AccountObjectId\"\n\
                 \"x\",\"{boss}\",\"{boss}\",\"{one}\",\"{id_one}\"\n\
                 \"x\",\"two\",\"Two\",\"{two}\",\"{id_two}\"\n"
            ),
        ),
    ] {
        let file = write_file(&bench, "portal.csv", &text);
        let plan = bench
            .run(&format!("users disable --from {file} --dry-run -o json"))
            .exits(0)
            .json();
        let ids: Vec<&str> = plan["first"]
            .as_array()
            .unwrap()
            .iter()
            .map(|account| account["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, [id_one.as_str(), id_two.as_str()], "{name}");
    }
}

#[test]
fn the_example_row_of_a_template_stops_the_list() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 1);
    let text = format!(
        "version:v1.0\nUser name [userPrincipalName] Required\nExample: {0}\n{0}\n",
        people[0]
    );
    let file = write_file(&bench, "list.csv", &text);
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(2);
    assert!(one_line_of(&ran).contains("line 3"), "{}", ran.all());
}

#[test]
fn display_name_is_never_taken_for_a_upn() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 1);
    let boss = &people[0];
    for text in [
        format!("User\n{boss}\n"),
        format!("Name\n{boss}\n"),
        format!("\"Display name\"\n{boss}\n"),
        format!("User,Risk level\n{boss},high\n"),
        format!("Account;Name\n{boss};{boss}\n"),
        format!("Name [displayName] Required,x\n{boss},1\n"),
        format!("{{\"user\":\"{boss}\",\"name\":\"{boss}\",\"displayName\":\"{boss}\"}}\n"),
    ] {
        let (off, ran) = disabled(&mut bench, &text, &people, 2);
        assert_eq!(off, [false], "{text}: {}", ran.all());
        assert!(
            one_line_of(&ran).contains("userPrincipalName"),
            "{}",
            ran.all()
        );
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn two_columns_of_one_title_refuse_the_list() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let text = format!(
        "userPrincipalName,User principal name\n{},{}\n",
        people[0], people[1]
    );
    let (off, ran) = disabled(&mut bench, &text, &people, 2);
    assert_eq!(off, [false, false], "{}", ran.all());
}

#[test]
fn row_that_begins_like_a_comment_is_not_dropped_in_silence() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let text = format!(
        "ticket,upn\n# all of these are INC-4, really\n#4711,{}\n4712,{}\n",
        people[0], people[1]
    );
    let file = write_file(&bench, "list.csv", &text);
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(2);
    let told = one_line_of(&ran);
    assert!(told.contains("line 3") && told.contains("#4711"), "{told}");
    assert!(!told.contains("INC-4,"), "{told}");
}

#[test]
fn list_that_is_a_folder_is_named_in_the_error() {
    let mut bench = signed_in();
    let folder = bench.folder.path().to_string_lossy().into_owned();
    bench.requests();
    let ran = bench.run(&format!("users disable --from {folder} --yes"));
    assert!(ran.err.contains(&folder), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    ran.exits(2);
}
