//! Output of `entractl tasks apply`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn applies_plan() {
    let screen = Case::new()
.file("list.csv", "upn\nrowan.reyes-vale@meridian.example\nsam.rivers@meridian.example\n")
.after("users disable --from {folder}/list.csv --dry-run --plan-out {folder}/plan.json --reason INC-1")
.ordinary("tasks apply {folder}/plan.json --yes");
    assert_snapshot!(screen, @"
    $ entractl tasks apply {folder}/plan.json --yes
    -- stdout --
    Disable, task 1

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   block sign-in     done
                                         revoke sessions   done
     sam.rivers@meridian.example         block sign-in     done
                                         revoke sessions   done

    rowan.reyes-vale@meridian.example (8b2bef09-a0be-4e04-afc2-9604d83276f8):
    disabled and signed out

    sam.rivers@meridian.example (8735b65d-52e4-471a-8efc-a2995cf0e80c): disabled and
    signed out

    What stays open:

    - access tokens issued before: up to 90 minutes
    - Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and
      client use continuous access evaluation
    - apps' own sessions: as long as each app decides

    Status                  Successful
    Accounts                2
    Done                    2
    Refused                 0
    Not verified            0
    Not sent, or result unknown  0

    Next:
      entractl --sandbox tasks verify 1
      entractl --sandbox tasks export 1
      entractl --sandbox tasks undo 1
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
.file("list.csv", "upn\nrowan.reyes-vale@meridian.example\nsam.rivers@meridian.example\n")
.after("users disable --from {folder}/list.csv --dry-run --plan-out {folder}/plan.json --reason INC-1")
.json("tasks apply {folder}/plan.json --yes");
    assert_snapshot!(screen, @r#"
    $ entractl tasks apply {folder}/plan.json --yes -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "users.action",
      "sandbox": true,
      "task": 1,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "action": "disable",
      "via": "search",
      "reason": "INC-1",
      "status": "successful",
      "stopped": null,
      "counts": {"accounts":2,"done":2,"refused":0,"notVerified":0,"notSent":0},
      "stages": [
        {"kind":"disable","done":2,"notVerified":0,"refused":0,"notSent":0,"notPossible":0},
        {"kind":"revoke","done":2,"notVerified":0,"refused":0,"notSent":0,"notPossible":0}
      ],
      "accounts": [
        {
          "id": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "userPrincipalName": "rowan.reyes-vale@meridian.example",
          "name": null,
          "done": true,
          "verdict": "disabled and signed out",
          "steps": [
            {
              "kind": "disable",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 204,
              "requestId": "0a50541a-ffb5-4d29-bd09-d696a48697b1",
              "code": null,
              "detail": null
            },
            {
              "kind": "revoke",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 200,
              "requestId": "571c928e-f67c-49df-99ed-b79f07987f75",
              "code": null,
              "detail": null
            }
          ],
          "staysOpen": [
            "access tokens issued before: up to 90 minutes",
            "Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and client use continuous access evaluation",
            "apps' own sessions: as long as each app decides"
          ]
        },
        {
          "id": "8735b65d-52e4-471a-8efc-a2995cf0e80c",
          "userPrincipalName": "sam.rivers@meridian.example",
          "name": null,
          "done": true,
          "verdict": "disabled and signed out",
          "steps": [
            {
              "kind": "disable",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 204,
              "requestId": "1e7968f7-91ad-4569-941d-f9f509f70116",
              "code": null,
              "detail": null
            },
            {
              "kind": "revoke",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 200,
              "requestId": "b69541fc-a753-4601-ad71-47ca4a51e923",
              "code": null,
              "detail": null
            }
          ],
          "staysOpen": [
            "access tokens issued before: up to 90 minutes",
            "Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and client use continuous access evaluation",
            "apps' own sessions: as long as each app decides"
          ]
        }
      ],
      "skipped": [],
      "skippedCount": 0,
      "staysOpen": [
        "access tokens issued before: up to 90 minutes",
        "Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and client use continuous access evaluation",
        "apps' own sessions: as long as each app decides"
      ],
      "passwordFile": null,
      "notChecked": [],
      "next": ["entractl --sandbox tasks verify 1","entractl --sandbox tasks export 1","entractl --sandbox tasks undo 1"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_missing_plan() {
    assert_snapshot!(refusal("tasks apply {folder}/plan.json --yes"), @"
    $ entractl tasks apply {folder}/plan.json --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: could not read /folder_________________________________/plan.json
    - because: No such file or directory (os error 2)
    Next:
      - name the file that --plan-out wrote
    -- exit 2 --
    ");
}

#[test]
fn refuses_damaged_plan() {
    let screen = Case::new()
        .file("plan.json", "{}")
        .refusal("tasks apply {folder}/plan.json --yes");
    assert_snapshot!(screen, @"
    $ entractl tasks apply {folder}/plan.json --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: the plan cannot be applied: nothing was sent
    - because: it is not an entractl plan: it has no accounts
    Next:
      - make a new one with --dry-run --plan-out
    -- exit 2 --
    ");
}

#[test]
fn refuses_without_confirmation() {
    let screen = Case::new()
.file("list.csv", "upn\nrowan.reyes-vale@meridian.example\nsam.rivers@meridian.example\n")
.after("users disable --from {folder}/list.csv --dry-run --plan-out {folder}/plan.json --reason INC-1")
.refusal("tasks apply {folder}/plan.json");
    assert_snapshot!(screen, @"
    $ entractl tasks apply {folder}/plan.json
    -- stderr --
    sandbox: simulated tenant, no real changes
    Disable 2 accounts in tenant 5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f

    Accounts       2
    First of them  rowan.reyes-vale@meridian.example, sam.rivers@meridian.example
    Writes         4 in at least 2 requests
    Duplicates     0

    First  block sign-in
    Then   revoke sessions: sign out everywhere
    error: confirmation required: nothing was changed
    Next:
      entractl --sandbox tasks apply /folder_________________________________/plan.json --dry-run
      entractl --sandbox tasks apply /folder_________________________________/plan.json --yes
    -- exit 13 --
    ");
}
