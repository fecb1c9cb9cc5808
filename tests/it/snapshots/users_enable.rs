//! Output of `entractl users enable`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn enables_account() {
    let screen = Case::new()
        .after("users disable rowan.reyes-vale@meridian.example --yes")
        .ordinary("users enable rowan.reyes-vale@meridian.example --yes --reason INC-1");
    assert_snapshot!(screen, @"
    $ entractl users enable rowan.reyes-vale@meridian.example --yes --reason INC-1
    -- stdout --
    Enable, task 2

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   unblock sign-in   done

    rowan.reyes-vale@meridian.example (8b2bef09-a0be-4e04-afc2-9604d83276f8): may
    sign in again

    Status  Successful

    Next:
      entractl --sandbox tasks verify 2
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_plan() {
    let screen = Case::new()
        .after("users disable rowan.reyes-vale@meridian.example --yes")
        .ordinary("users enable rowan.reyes-vale@meridian.example --dry-run");
    assert_snapshot!(screen, @r#"
    $ entractl users enable rowan.reyes-vale@meridian.example --dry-run
    -- stdout --
    Enable this account

    Principal name  rowan.reyes-vale@meridian.example
    Object id       8b2bef09-a0be-4e04-afc2-9604d83276f8
    Name            Rowan Reyes-Vale
    Sign-in         blocked
    Tier            no directory role
    Tenant          5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f

    First  unblock sign-in

    These calls would be sent; none was:

    - PATCH /users/8b2bef09-a0be-4e04-afc2-9604d83276f8 {"accountEnabled":true}

    Next:
      entractl --sandbox users enable rowan.reyes-vale@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    "#);
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("users disable rowan.reyes-vale@meridian.example --yes")
        .json("users enable rowan.reyes-vale@meridian.example --yes --reason INC-1");
    assert_snapshot!(screen, @r#"
    $ entractl users enable rowan.reyes-vale@meridian.example --yes --reason INC-1 -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "users.action",
      "sandbox": true,
      "task": 2,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "action": "enable",
      "via": "search",
      "reason": "INC-1",
      "status": "successful",
      "stopped": null,
      "counts": {"accounts":1,"done":1,"refused":0,"notVerified":0,"notSent":0},
      "stages": [{"kind":"enable","done":1,"notVerified":0,"refused":0,"notSent":0,"notPossible":0}],
      "accounts": [
        {
          "id": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "userPrincipalName": "rowan.reyes-vale@meridian.example",
          "name": "Rowan Reyes-Vale",
          "done": true,
          "verdict": "may sign in again",
          "steps": [
            {
              "kind": "enable",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 204,
              "requestId": "1c903d02-6bc7-4e72-89b7-2426cbc04cd3",
              "code": null,
              "detail": null
            }
          ],
          "staysOpen": []
        }
      ],
      "skipped": [],
      "skippedCount": 0,
      "staysOpen": [],
      "passwordFile": null,
      "notChecked": [],
      "next": ["entractl --sandbox tasks verify 2"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn runs_list() {
    let screen = Case::new()
        .after("users disable rowan.reyes-vale@meridian.example --yes")
        .file(
            "list.csv",
            "upn\nrowan.reyes-vale@meridian.example\nsam.rivers@meridian.example\n",
        )
        .ordinary("users enable --from {folder}/list.csv --yes --reason INC-1");
    assert_snapshot!(screen, @"
    $ entractl users enable --from {folder}/list.csv --yes --reason INC-1
    -- stdout --
    Enable, task 2

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   unblock sign-in   done
     sam.rivers@meridian.example         unblock sign-in   done

    rowan.reyes-vale@meridian.example (8b2bef09-a0be-4e04-afc2-9604d83276f8): may
    sign in again

    sam.rivers@meridian.example (8735b65d-52e4-471a-8efc-a2995cf0e80c): may sign in
    again

    Status                  Successful
    Accounts                2
    Done                    2
    Refused                 0
    Not verified            0
    Not sent, or result unknown  0

    Next:
      entractl --sandbox tasks verify 2
      entractl --sandbox tasks export 2
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn refuses_protected_account() {
    let screen = Case::new()
        .file(
            "policy.toml",
            "[guard_rails]\nprotected = ['rowan.reyes-vale@meridian.example']\n",
        )
        .refusal("users enable rowan.reyes-vale@meridian.example --yes");
    assert_snapshot!(screen, @"
    $ entractl users enable rowan.reyes-vale@meridian.example --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: refused by a guard-rail: nothing was sent
    - because: rowan.reyes-vale@meridian.example
      (8b2bef09-a0be-4e04-afc2-9604d83276f8) is protected by this machine's policy
    Next:
      - no flag overrides a guard-rail; where it must be, another administrator can
        do it in the Entra admin center
    -- exit 12 --
    ");
}

#[test]
fn refuses_own_account() {
    assert_snapshot!(refusal("users enable ada.admin@meridian.example --yes"), @"
    $ entractl users enable ada.admin@meridian.example --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: refused by a guard-rail: nothing was sent
    - because: ada.admin@meridian.example (5a506278-9342-47e1-964a-d99264caa4da) is
      you
    Next:
      - no flag overrides a guard-rail; where it must be, another administrator can
        do it in the Entra admin center
    -- exit 12 --
    ");
}

#[test]
fn refuses_unknown_user() {
    assert_snapshot!(refusal("users enable rowan@meridian.example --yes"), @"
    $ entractl users enable rowan@meridian.example --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: user rowan@meridian.example not found in this tenant
    Next:
      entractl --sandbox users list row
    -- exit 5 --
    ");
}

#[test]
fn refuses_list_with_unknown_user() {
    let screen = Case::new()
        .file(
            "list.csv",
            "upn\nrowan.reyes-vale@meridian.example\nmissing@meridian.example\n",
        )
        .refusal("users enable --from {folder}/list.csv --yes");
    assert_snapshot!(screen, @"
    $ entractl users enable --from {folder}/list.csv --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: 1 line of the list cannot be processed: nothing was sent
    Next:
      - line 3 (missing@meridian.example): not found in this tenant
      entractl --sandbox users enable --from /folder_________________________________/list.csv --skip-invalid
    -- exit 2 --
    ");
}

#[test]
fn refuses_without_confirmation() {
    let screen = Case::new()
        .after("users disable rowan.reyes-vale@meridian.example --yes")
        .refusal("users enable rowan.reyes-vale@meridian.example");
    assert_snapshot!(screen, @"
    $ entractl users enable rowan.reyes-vale@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    Enable this account

    Principal name  rowan.reyes-vale@meridian.example
    Object id       8b2bef09-a0be-4e04-afc2-9604d83276f8
    Name            Rowan Reyes-Vale
    Sign-in         blocked
    Tier            no directory role
    Tenant          5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f

    First  unblock sign-in
    error: confirmation required: nothing was changed
    Next:
      entractl --sandbox users enable rowan.reyes-vale@meridian.example --dry-run
      entractl --sandbox users enable rowan.reyes-vale@meridian.example --yes
    -- exit 13 --
    ");
}
