//! Output of `entractl tasks undo`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn enables_accounts() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .hours_later(2)
        .ordinary("tasks undo 1 --yes --reason INC-1");
    assert_snapshot!(screen, @"
    $ entractl tasks undo 1 --yes --reason INC-1
    -- stdout --
    Enable, task 2

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   unblock sign-in   done

    rowan.reyes-vale@meridian.example (8b2bef09-a0be-4e04-afc2-9604d83276f8): may
    sign in again, but has no known password: task 1 replaced it

    Status  Successful

    Next:
      entractl --sandbox tasks verify 2
      entractl --sandbox tasks export 2
      entractl --sandbox users reset-password 8b2bef09-a0be-4e04-afc2-9604d83276f8 --new-password --password-file new-passwords.csv
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .hours_later(2)
        .json("tasks undo 1 --yes --reason INC-1");
    assert_snapshot!(screen, @r#"
    $ entractl tasks undo 1 --yes --reason INC-1 -o json 2>/dev/null
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
          "name": null,
          "done": true,
          "verdict": "may sign in again, but has no known password: task 1 replaced it",
          "steps": [
            {
              "kind": "enable",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 204,
              "requestId": "f592f313-a33b-4aad-b532-67f52b4507cf",
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
      "next": [
        "entractl --sandbox tasks verify 2",
        "entractl --sandbox tasks export 2",
        "entractl --sandbox users reset-password 8b2bef09-a0be-4e04-afc2-9604d83276f8 --new-password --password-file new-passwords.csv"
      ]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_recent_task() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .refusal("tasks undo 1 --yes");
    assert_snapshot!(screen, @"
    $ entractl tasks undo 1 --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: undoing task 1 would re-enable no account
    Next:
      - rowan.reyes-vale@meridian.example: the task ended less than 15 minutes ago:
        before 03:20 UTC, Entra's audit log may not show who changed the account
        since; to re-enable it: entractl --sandbox users enable
        8b2bef09-a0be-4e04-afc2-9604d83276f8
      - wait until then, or run it at a terminal, where it asks about these accounts
      entractl --sandbox tasks undo 1
    -- exit 9 --
    ");
}

#[test]
fn refuses_unknown_task() {
    assert_snapshot!(refusal("tasks undo 7 --yes"), @"
    $ entractl tasks undo 7 --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no task 7 on this machine
    Next:
      entractl --sandbox tasks list
    -- exit 5 --
    ");
}

#[test]
fn refuses_without_confirmation() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .hours_later(2)
        .refusal("tasks undo 1");
    assert_snapshot!(screen, @"
    $ entractl tasks undo 1
    -- stderr --
    sandbox: simulated tenant, no real changes
    Enable 1 account in tenant 5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f

    Accounts       1
    First of them  rowan.reyes-vale@meridian.example
    Writes         1 in at least 1 requests
    Duplicates     0

    First  unblock sign-in

    - passwords and sessions are not restored
    error: confirmation required: nothing was changed
    Next:
      entractl --sandbox tasks undo 1 --dry-run
      entractl --sandbox tasks undo 1 --yes
    -- exit 13 --
    ");
}

#[test]
fn refuses_undone_task() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .hours_later(2)
        .after("tasks undo 1 --yes")
        .refusal("tasks undo 1 --yes");
    assert_snapshot!(screen, @"
    $ entractl tasks undo 1 --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: undoing task 1 would re-enable no account
    Next:
      - rowan.reyes-vale@meridian.example: it may sign in already
      entractl --sandbox users enable rowan.reyes-vale@meridian.example
    -- exit 5 --
    ");
}
