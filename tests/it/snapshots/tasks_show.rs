//! Output of `entractl tasks show`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn prints_task() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .ordinary("tasks show 1");
    assert_snapshot!(screen, @"
    $ entractl tasks show 1
    -- stdout --
    Task 1

    Status        Successful
    Action        contain
    On behalf of  search
    Why           INC-1
    By            ada.admin@meridian.example
    Created       2026-03-02 03:04:05Z
    Updated       2026-03-02 03:04:05Z
    Tenant        5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   block sign-in     done
                                         reset password    done
                                         revoke sessions   done

    Next:
      entractl --sandbox users enable rowan.reyes-vale@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .json("tasks show 1");
    assert_snapshot!(screen, @r#"
    $ entractl tasks show 1 -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "tasks.show",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "task": {
        "id": 1,
        "action": "contain",
        "via": "search",
        "reason": "INC-1",
        "actorId": "5a506278-9342-47e1-964a-d99264caa4da",
        "actor": "ada.admin@meridian.example",
        "created": "2026-03-02T03:04:05Z",
        "updated": "2026-03-02T03:04:05Z",
        "status": "successful",
        "accounts": 1,
        "targets": ["rowan.reyes-vale@meridian.example"],
        "undoes": null,
        "approvedBy": null
      },
      "steps": [
        {
          "accountId": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "userPrincipalName": "rowan.reyes-vale@meridian.example",
          "kind": "disable",
          "device": null,
          "prior": {"accountEnabled":true,"typed":true},
          "intended": "2026-03-02T03:04:05Z",
          "sent": "2026-03-02T03:04:05Z",
          "outcome": "done",
          "readBack": "seen",
          "statusCode": 204,
          "requestId": "08f1f5e0-7b4f-4547-995a-0195e92886f6",
          "detail": null
        },
        {
          "accountId": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "userPrincipalName": "rowan.reyes-vale@meridian.example",
          "kind": "reset",
          "device": null,
          "prior": {"lastPasswordChangeDateTime":"2026-02-03T03:04:05Z","typed":true},
          "intended": "2026-03-02T03:04:05Z",
          "sent": "2026-03-02T03:04:05Z",
          "outcome": "done",
          "readBack": "seen",
          "statusCode": 204,
          "requestId": "8fe16626-b951-436a-a3f2-271b5d6ab026",
          "detail": null
        },
        {
          "accountId": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "userPrincipalName": "rowan.reyes-vale@meridian.example",
          "kind": "revoke",
          "device": null,
          "prior": {"signInSessionsValidFromDateTime":"2026-02-03T03:04:05Z","typed":true},
          "intended": "2026-03-02T03:04:05Z",
          "sent": "2026-03-02T03:04:05Z",
          "outcome": "done",
          "readBack": "seen",
          "statusCode": 200,
          "requestId": "12028487-b024-43aa-8875-f49981be9a7b",
          "detail": null
        }
      ],
      "next": ["entractl --sandbox users enable rowan.reyes-vale@meridian.example"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_task() {
    assert_snapshot!(refusal("tasks show 7"), @"
    $ entractl tasks show 7
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no task 7 on this machine
    Next:
      entractl --sandbox tasks list
    -- exit 5 --
    ");
}
