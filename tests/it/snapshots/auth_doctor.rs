//! Output of `entractl auth doctor`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_checks() {
    assert_snapshot!(ordinary("auth doctor"), @"
    $ entractl auth doctor
    -- stdout --
     Check                 State   Found
    ───────────────────────────────────────────────────────────────────────
     settings              good    profile default, cloud sandbox
     guard-rails           good    config.toml; this machine has no policy
     keyring               good    memory (this command only)
     proxy                 good    none is set
     roots                 good    the system's
     sign-in name          good    reached
     sign-in connection    good    reached
     sign-in certificate   good    reached
     sign-in answer        good    it is the tenant's own
     graph name            good    reached
     graph connection      good    reached
     graph certificate     good    reached
     graph answer          good    it asks for a token, as it should
     clock                 good    as the service's

    Next:
      # see who is signed in
      entractl --sandbox auth status
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("auth doctor"), @r#"
    $ entractl auth doctor -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "auth.doctor",
      "sandbox": true,
      "checks": [
        {"name":"settings","state":"good","found":"profile default, cloud sandbox","remedy":null},
        {"name":"guard-rails","state":"good","found":"config.toml; this machine has no policy","remedy":null},
        {"name":"keyring","state":"good","found":"memory (this command only)","remedy":null},
        {"name":"proxy","state":"good","found":"none is set","remedy":null},
        {"name":"roots","state":"good","found":"the system's","remedy":null},
        {"name":"sign-in name","state":"good","found":"reached","remedy":null},
        {"name":"sign-in connection","state":"good","found":"reached","remedy":null},
        {"name":"sign-in certificate","state":"good","found":"reached","remedy":null},
        {"name":"sign-in answer","state":"good","found":"it is the tenant's own","remedy":null},
        {"name":"graph name","state":"good","found":"reached","remedy":null},
        {"name":"graph connection","state":"good","found":"reached","remedy":null},
        {"name":"graph certificate","state":"good","found":"reached","remedy":null},
        {"name":"graph answer","state":"good","found":"it asks for a token, as it should","remedy":null},
        {"name":"clock","state":"good","found":"as the service's","remedy":null}
      ],
      "authority": "https://login.sandbox.example",
      "graph": "https://graph.sandbox.example",
      "next": "entractl --sandbox auth status"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_profile() {
    assert_snapshot!(refusal("auth doctor -p nowhere"), @r#"
    $ entractl auth doctor -p nowhere
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no profile "nowhere" in config.toml
    Next:
      entractl --sandbox profile list
    -- exit 2 --
    "#);
}
