//! Output of `entractl tasks resume`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn resumes_remaining_steps() {
    let screen = Case::new()
        .after("sandbox faults set error-before:method=POST,path=revoke,status=503")
        .after_failure("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .after("sandbox faults clear")
        .ordinary("tasks resume 1 --yes");
    assert_snapshot!(screen, @"
    $ entractl tasks resume 1 --yes
    -- stdout --
    Contain, task 1

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   block sign-in     done
                                         reset password    done
                                         revoke sessions   done

    rowan.reyes-vale@meridian.example (8b2bef09-a0be-4e04-afc2-9604d83276f8):
    contained

    What stays open:

    - access tokens issued before: up to 90 minutes
    - Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and
      client use continuous access evaluation
    - apps' own sessions: as long as each app decides

    Not checked: mailbox rules and forwarding, OAuth grants to apps, app passwords,
    authentication methods, registered devices, directory roles, owned applications.

    Status  Successful

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
        .after("sandbox faults set error-before:method=POST,path=revoke,status=503")
        .after_failure("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .after("sandbox faults clear")
        .json("tasks resume 1 --yes");
    assert_snapshot!(screen, @r#"
    $ entractl tasks resume 1 --yes -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "users.action",
      "sandbox": true,
      "task": 1,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "action": "contain",
      "via": "search",
      "reason": "INC-1",
      "status": "successful",
      "stopped": null,
      "counts": {"accounts":1,"done":1,"refused":0,"notVerified":0,"notSent":0},
      "stages": [
        {"kind":"disable","done":1,"notVerified":0,"refused":0,"notSent":0,"notPossible":0},
        {"kind":"reset","done":1,"notVerified":0,"refused":0,"notSent":0,"notPossible":0},
        {"kind":"revoke","done":1,"notVerified":0,"refused":0,"notSent":0,"notPossible":0}
      ],
      "accounts": [
        {
          "id": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "userPrincipalName": "rowan.reyes-vale@meridian.example",
          "name": null,
          "done": true,
          "verdict": "contained",
          "steps": [
            {
              "kind": "disable",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 204,
              "requestId": "08f1f5e0-7b4f-4547-995a-0195e92886f6",
              "code": null,
              "detail": null
            },
            {
              "kind": "reset",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 204,
              "requestId": "8fe16626-b951-436a-a3f2-271b5d6ab026",
              "code": null,
              "detail": null
            },
            {
              "kind": "revoke",
              "device": null,
              "outcome": "done",
              "readBack": "seen",
              "statusCode": 200,
              "requestId": "142fe65a-de45-42ae-af95-f484a537d337",
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
      "notChecked": [
        "mailbox rules and forwarding",
        "OAuth grants to apps",
        "app passwords",
        "authentication methods",
        "registered devices",
        "directory roles",
        "owned applications"
      ],
      "next": ["entractl --sandbox tasks verify 1","entractl --sandbox tasks export 1","entractl --sandbox tasks undo 1"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn reports_finished_task() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .ordinary("tasks resume 1 --yes");
    assert_snapshot!(screen, @"
    $ entractl tasks resume 1 --yes
    -- stdout --
    Contain, task 1

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   block sign-in     done
                                         reset password    done
                                         revoke sessions   done

    rowan.reyes-vale@meridian.example (8b2bef09-a0be-4e04-afc2-9604d83276f8):
    contained

    What stays open:

    - access tokens issued before: up to 90 minutes
    - Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and
      client use continuous access evaluation
    - apps' own sessions: as long as each app decides

    Not checked: mailbox rules and forwarding, OAuth grants to apps, app passwords,
    authentication methods, registered devices, directory roles, owned applications.

    Status  Successful

    Next:
      entractl --sandbox tasks verify 1
      entractl --sandbox tasks export 1
      entractl --sandbox tasks undo 1
    -- stderr --
    sandbox: simulated tenant, no real changes
    task 1 has no open steps, so nothing was sent; this is what its journal says. To read the accounts themselves: entractl --sandbox tasks verify 1
    -- exit 0 --
    ");
}

#[test]
fn refuses_unknown_task() {
    assert_snapshot!(refusal("tasks resume 7 --yes"), @"
    $ entractl tasks resume 7 --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no task 7 on this machine
    Next:
      entractl --sandbox tasks list
    -- exit 5 --
    ");
}
