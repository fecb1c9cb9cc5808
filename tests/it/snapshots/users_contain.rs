//! Output of `entractl users contain`.
use crate::support::snapshots::{Case, json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn contains_account() {
    let screen = ordinary("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1");
    assert_snapshot!(screen, @"
    $ entractl users contain rowan.reyes-vale@meridian.example --yes --reason INC-1
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
    - the own sessions of Ward Portal (simulated): as long as each app decides

    Not checked: mailbox rules and forwarding, OAuth grants to apps, app passwords,
    authentication methods, registered devices, directory roles, owned applications.

    Status  Successful

    Next:
      entractl --sandbox tasks verify 1
      entractl --sandbox users enable rowan.reyes-vale@meridian.example
      entractl --sandbox users reset-password rowan.reyes-vale@meridian.example --new-password --password-file new-passwords.csv
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_plan() {
    assert_snapshot!(ordinary("users contain rowan.reyes-vale@meridian.example --dry-run"), @r#"
    $ entractl users contain rowan.reyes-vale@meridian.example --dry-run
    -- stdout --
    Contain this account

    Principal name  rowan.reyes-vale@meridian.example
    Object id       8b2bef09-a0be-4e04-afc2-9604d83276f8
    Name            Rowan Reyes-Vale
    Sign-in         allowed
    Tier            no directory role
    Tenant          5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f

    First       block sign-in
    Then        set a random password that is never shown
    Then        revoke sessions: sign out everywhere
    Stays open  access tokens issued before: up to 90 minutes
    Stays open  Exchange Online, SharePoint Online and Teams: about 15 minutes, if
                app and client use continuous access evaluation
    Stays open  the own sessions of Ward Portal (simulated): as long as each app
                decides

    These calls would be sent; none was:

    - PATCH /users/8b2bef09-a0be-4e04-afc2-9604d83276f8 {"accountEnabled":false}
    - PATCH /users/8b2bef09-a0be-4e04-afc2-9604d83276f8
      {"passwordProfile":{"forceChangePasswordNextSignIn":true,"password":"(generated,
      not shown)"}}
    - POST /users/8b2bef09-a0be-4e04-afc2-9604d83276f8/revokeSignInSessions {}

    Next:
      entractl --sandbox users contain rowan.reyes-vale@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    "#);
}

#[test]
fn prints_json() {
    let screen = json("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1");
    assert_snapshot!(screen, @r#"
    $ entractl users contain rowan.reyes-vale@meridian.example --yes --reason INC-1 -o json 2>/dev/null
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
          "name": "Rowan Reyes-Vale",
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
              "requestId": "12028487-b024-43aa-8875-f49981be9a7b",
              "code": null,
              "detail": null
            }
          ],
          "staysOpen": [
            "access tokens issued before: up to 90 minutes",
            "Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and client use continuous access evaluation",
            "the own sessions of Ward Portal (simulated): as long as each app decides"
          ]
        }
      ],
      "skipped": [],
      "skippedCount": 0,
      "staysOpen": [
        "access tokens issued before: up to 90 minutes",
        "Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and client use continuous access evaluation",
        "the own sessions of Ward Portal (simulated): as long as each app decides"
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
      "next": [
        "entractl --sandbox tasks verify 1",
        "entractl --sandbox users enable rowan.reyes-vale@meridian.example",
        "entractl --sandbox users reset-password rowan.reyes-vale@meridian.example --new-password --password-file new-passwords.csv"
      ]
    }
    -- exit 0 --
    "#);
}

#[test]
fn runs_list() {
    let screen = Case::new()
        .file(
            "list.csv",
            "upn\nrowan.reyes-vale@meridian.example\nsam.rivers@meridian.example\n",
        )
        .ordinary("users contain --from {folder}/list.csv --yes --reason INC-1");
    assert_snapshot!(screen, @"
    $ entractl users contain --from {folder}/list.csv --yes --reason INC-1
    -- stdout --
    Contain, task 1

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   block sign-in     done
                                         reset password    done
                                         revoke sessions   done
     sam.rivers@meridian.example         block sign-in     done
                                         reset password    done
                                         revoke sessions   done

    rowan.reyes-vale@meridian.example (8b2bef09-a0be-4e04-afc2-9604d83276f8):
    contained

    sam.rivers@meridian.example (8735b65d-52e4-471a-8efc-a2995cf0e80c): contained

    What stays open:

    - access tokens issued before: up to 90 minutes
    - Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and
      client use continuous access evaluation
    - apps' own sessions: as long as each app decides

    Not checked: mailbox rules and forwarding, OAuth grants to apps, app passwords,
    authentication methods, registered devices, directory roles, owned applications.

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
fn refuses_protected_account() {
    let screen = Case::new()
        .file(
            "policy.toml",
            "[guard_rails]\nprotected = ['rowan.reyes-vale@meridian.example']\n",
        )
        .refusal("users contain rowan.reyes-vale@meridian.example --yes");
    assert_snapshot!(screen, @"
    $ entractl users contain rowan.reyes-vale@meridian.example --yes
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
    assert_snapshot!(refusal("users contain ada.admin@meridian.example --yes"), @"
    $ entractl users contain ada.admin@meridian.example --yes
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
    assert_snapshot!(refusal("users contain rowan@meridian.example --yes"), @"
    $ entractl users contain rowan@meridian.example --yes
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
        .refusal("users contain --from {folder}/list.csv --yes");
    assert_snapshot!(screen, @"
    $ entractl users contain --from {folder}/list.csv --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: 1 line of the list cannot be processed: nothing was sent
    Next:
      - line 3 (missing@meridian.example): not found in this tenant
      entractl --sandbox users contain --from /folder_________________________________/list.csv --skip-invalid
    -- exit 2 --
    ");
}

#[test]
fn refuses_without_confirmation() {
    assert_snapshot!(refusal("users contain rowan.reyes-vale@meridian.example"), @"
    $ entractl users contain rowan.reyes-vale@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    Contain this account

    Principal name  rowan.reyes-vale@meridian.example
    Object id       8b2bef09-a0be-4e04-afc2-9604d83276f8
    Name            Rowan Reyes-Vale
    Sign-in         allowed
    Tier            no directory role
    Tenant          5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f

    First       block sign-in
    Then        set a random password that is never shown
    Then        revoke sessions: sign out everywhere
    Stays open  access tokens issued before: up to 90 minutes
    Stays open  Exchange Online, SharePoint Online and Teams: about 15 minutes, if
                app and client use continuous access evaluation
    Stays open  the own sessions of Ward Portal (simulated): as long as each app
                decides
    error: confirmation required: nothing was changed
    Next:
      entractl --sandbox users contain rowan.reyes-vale@meridian.example --dry-run
      entractl --sandbox users contain rowan.reyes-vale@meridian.example --yes
    -- exit 13 --
    ");
}

#[test]
fn reports_denied_write() {
    let screen = Case::new()
        .after("sandbox faults set error-before:method=PATCH,status=403")
        .failure("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1");
    assert_snapshot!(screen, @"
    $ entractl users contain rowan.reyes-vale@meridian.example --yes --reason INC-1
    -- stdout --
    Contain, task 1

     Account                             Step              Outcome
    ───────────────────────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   block sign-in     failed
                                         reset password    failed
                                         revoke sessions   done

    - rowan.reyes-vale@meridian.example, block sign-in: Graph refused PATCH
      /users/8b2bef09-a0be-4e04-afc2-9604d83276f8: The service is temporarily
      unavailable.; your roles should do (Authentication Administrator, Global
      Administrator, Privileged Authentication Administrator, User Administrator),
      unless they ended or reach a part of the tenant only; activate it (Entra admin
      center, My roles) and sign in again (request-id
      08f1f5e0-7b4f-4547-995a-0195e92886f6)
    - rowan.reyes-vale@meridian.example, reset password: Graph refused PATCH
      /users/8b2bef09-a0be-4e04-afc2-9604d83276f8: The service is temporarily
      unavailable.; your roles should do (Authentication Administrator, Global
      Administrator, Helpdesk Administrator, Password Administrator, Privileged
      Authentication Administrator, User Administrator), unless they ended or reach
      a part of the tenant only; activate it (Entra admin center, My roles) and sign
      in again (request-id 287e8dfa-30e2-4393-8e3a-a9d765811e75)

    rowan.reyes-vale@meridian.example (8b2bef09-a0be-4e04-afc2-9604d83276f8): done
    in part: see the steps above

    What stays open:

    - access tokens issued before: up to 90 minutes
    - Exchange Online, SharePoint Online and Teams: about 15 minutes, if app and
      client use continuous access evaluation
    - the own sessions of Ward Portal (simulated): as long as each app decides

    Not checked: mailbox rules and forwarding, OAuth grants to apps, app passwords,
    authentication methods, registered devices, directory roles, owned applications.

    Status  Partially successful

    Next:
      entractl --sandbox auth login --for respond
      entractl --sandbox users contain rowan.reyes-vale@meridian.example --reason INC-1
      entractl --sandbox tasks verify 1
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 9 --
    ");
}
