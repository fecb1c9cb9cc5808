//! What was typed before a question is no answer to it. `tests/real/terminal.py`
//! shows the same at a real terminal.

use crate::support::bench::writes;
use crate::support::files::write_list;
use crate::support::users::{PLAIN, enlarge_tenant, ordinary_users, signed_in};

#[test]
fn yes_typed_before_the_question_is_no_consent() {
    let mut bench = signed_in();
    for answer in ["n\n", "\n", ""] {
        bench.typed_ahead = Some("y\ny\n".to_owned());
        bench.typed = Some(answer.to_owned());
        bench.run(&format!("users disable {PLAIN}")).exits(13);
        bench.typed_ahead = Some("y\ny\n".to_owned());
        bench.typed = Some(answer.to_owned());
        bench.run("grant search").exits(13);
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn number_typed_before_the_question_is_no_consent() {
    let mut bench = signed_in();
    let file = write_list(&bench, &ordinary_users(&bench, 51));
    enlarge_tenant(&bench, 51);
    bench.typed_ahead = Some("51\n51\n".to_owned());
    bench.typed = Some("\n".to_owned());
    bench
        .run(&format!("users sign-out --from {file}"))
        .exits(13);
    assert_eq!(writes(&bench.requests()), 0);
}
