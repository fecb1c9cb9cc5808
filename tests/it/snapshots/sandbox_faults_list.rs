//! Output of `entractl sandbox faults list`.
use crate::support::snapshots::{Case, json, refusal};
use insta::assert_snapshot;

#[test]
fn prints_faults() {
    let screen = Case::new()
        .after("sandbox faults set throttle:rate=0.3,seed=7")
        .ordinary("sandbox faults list");
    assert_snapshot!(screen, @"
    $ entractl sandbox faults list
    -- stdout --
    Set

     Fault                      What it does                                 Struck
    ────────────────────────────────────────────────────────────────────────────────
     throttle:rate=0.3,seed=7   429 with Retry-After (seconds=N;             0
                                form=seconds, decimal, date or none), also
                                inside batches

    Available

     Fault                  What it does
    ────────────────────────────────────────────────────────────────────────────────
     throttle               429 with Retry-After (seconds=N; form=seconds, decimal,
                            date or none), also inside batches
     throttle-batch         429 with Retry-After for items of a batch only
     quota                  429 with the rest of the window as Retry-After for all
                            writes beyond writes=N (3000) in seconds=N (150)
     error-before           503 (status=N) before the request is applied
     error-after            503 (status=N) after the request was applied
     refuse                 the connection is not made
     drop-before            the connection breaks before the request is applied
     drop-after             the connection breaks after the request was applied
     slow                   the answer takes seconds=N (120) longer
     truncated              the answer's JSON stops in the middle
     html                   an HTML page in place of JSON
     expired-token          401: the access token has expired
     cae                    401 with a claims challenge (times=1; times=0 for ever)
     slow-down              the device sign-in answers `slow_down`
     pending                the device sign-in answers `authorization_pending`
     declined               the person declines the sign-in
     device-expired         the device code has expired
     foreign-link           a nextLink that leads to another host
     cyclic-link            a nextLink that leads to its own page
     tiny-pages             pages of at most two entries
     wrong-id               an answer about another object than the one asked for
     stale                  reads=N (3) reads or seconds=N after a write still show
                            the old state
     audit-lag              the directory audit log is seconds=N behind
     missing-after-create   writes to what was just created answer 404
     hostile-names          display names and error messages with escape,
                            bidirectional and newline characters
     roles-denied           role reads and role assignments are denied
     permissions-denied     reads and writes of permissions are denied
     duplicate              a grant that is written says that it exists already
     extra-grant            another administrator grants something in between
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox faults list"), @r#"
    $ entractl sandbox faults list -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "sandbox.faults",
      "sandbox": true,
      "set": [],
      "available": [
        {
          "name": "throttle",
          "description": "429 with Retry-After (seconds=N; form=seconds, decimal, date or none), also inside batches"
        },
        {"name":"throttle-batch","description":"429 with Retry-After for items of a batch only"},
        {
          "name": "quota",
          "description": "429 with the rest of the window as Retry-After for all writes beyond writes=N (3000) in seconds=N (150)"
        },
        {"name":"error-before","description":"503 (status=N) before the request is applied"},
        {"name":"error-after","description":"503 (status=N) after the request was applied"},
        {"name":"refuse","description":"the connection is not made"},
        {"name":"drop-before","description":"the connection breaks before the request is applied"},
        {"name":"drop-after","description":"the connection breaks after the request was applied"},
        {"name":"slow","description":"the answer takes seconds=N (120) longer"},
        {"name":"truncated","description":"the answer's JSON stops in the middle"},
        {"name":"html","description":"an HTML page in place of JSON"},
        {"name":"expired-token","description":"401: the access token has expired"},
        {"name":"cae","description":"401 with a claims challenge (times=1; times=0 for ever)"},
        {"name":"slow-down","description":"the device sign-in answers `slow_down`"},
        {"name":"pending","description":"the device sign-in answers `authorization_pending`"},
        {"name":"declined","description":"the person declines the sign-in"},
        {"name":"device-expired","description":"the device code has expired"},
        {"name":"foreign-link","description":"a nextLink that leads to another host"},
        {"name":"cyclic-link","description":"a nextLink that leads to its own page"},
        {"name":"tiny-pages","description":"pages of at most two entries"},
        {"name":"wrong-id","description":"an answer about another object than the one asked for"},
        {"name":"stale","description":"reads=N (3) reads or seconds=N after a write still show the old state"},
        {"name":"audit-lag","description":"the directory audit log is seconds=N behind"},
        {"name":"missing-after-create","description":"writes to what was just created answer 404"},
        {
          "name": "hostile-names",
          "description": "display names and error messages with escape, bidirectional and newline characters"
        },
        {"name":"roles-denied","description":"role reads and role assignments are denied"},
        {"name":"permissions-denied","description":"reads and writes of permissions are denied"},
        {"name":"duplicate","description":"a grant that is written says that it exists already"},
        {"name":"extra-grant","description":"another administrator grants something in between"}
      ]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_extra_argument() {
    assert_snapshot!(refusal("sandbox faults list throttle"), @"
    $ entractl sandbox faults list throttle
    -- stderr --
    error: unexpected argument 'throttle' found

    Usage: entractl sandbox faults list [OPTIONS]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
