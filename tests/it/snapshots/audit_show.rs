//! Output of `entractl audit show`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn prints_events_of_task() {
    let screen = Case::new()
        .after("users disable rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .ordinary("audit show --task 1");
    assert_snapshot!(screen, @"
    $ entractl audit show --task 1
    -- stdout --
    By   ada.admin@meridian.example
    Why  INC-1

     Line   Time                   Outcome    What
    ────────────────────────────────────────────────────────────────────────────
     5      2026-03-02 03:04:05Z   done       disable: revoke sessions,
                                              rowan.reyes-vale@meridian.example
     4      2026-03-02 03:04:05Z   done       disable: block sign-in,
                                              rowan.reyes-vale@meridian.example
     3      2026-03-02 03:04:05Z   intended   disable: revoke sessions,
                                              rowan.reyes-vale@meridian.example
     2      2026-03-02 03:04:05Z   intended   disable: block sign-in,
                                              rowan.reyes-vale@meridian.example
     1      2026-03-02 03:04:05Z   intended   disable,
                                              rowan.reyes-vale@meridian.example

    Next:
      entractl --sandbox audit verify
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("users disable rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .json("audit show --task 1");
    assert_snapshot!(screen, @r#"
    $ entractl audit show --task 1 -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "audit.show",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "file": "/folder_________________________________/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/audit.jsonl",
      "fault": null,
      "lines": [
        {
          "sequence": 5,
          "time": "2026-03-02T03:04:05Z",
          "outcome": "done",
          "action": "disable",
          "activity": "Other",
          "actorId": "5a506278-9342-47e1-964a-d99264caa4da",
          "actor": "ada.admin@meridian.example",
          "targetId": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "target": "rowan.reyes-vale@meridian.example",
          "task": 1,
          "reason": "INC-1",
          "via": "search",
          "statusCode": "200",
          "requestId": "8fe16626-b951-436a-a3f2-271b5d6ab026",
          "clientRequestId": "d99a8588-26ab-4f78-b3c2-df888d5897c2",
          "detail": null,
          "prior": {"signInSessionsValidFromDateTime":"2026-02-03T03:04:05Z","typed":true},
          "new": {"signInSessionsValidFromDateTime":"now"},
          "host": null,
          "osUser": null,
          "ciRun": null,
          "appId": "7c0ffee0-1234-4abc-8def-5a4db0c0ffee",
          "authFlow": "browser",
          "planDigest": null,
          "approvedBy": null,
          "diagnostic": null,
          "serverTime": "2026-03-02T03:04:05Z",
          "binarySha256": null,
          "hash": "745193c789d338525d0dbfd6985df29c91252848a975b172519d4e552b36ad16"
        },
        {
          "sequence": 4,
          "time": "2026-03-02T03:04:05Z",
          "outcome": "done",
          "action": "disable",
          "activity": "Disable",
          "actorId": "5a506278-9342-47e1-964a-d99264caa4da",
          "actor": "ada.admin@meridian.example",
          "targetId": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "target": "rowan.reyes-vale@meridian.example",
          "task": 1,
          "reason": "INC-1",
          "via": "search",
          "statusCode": "204",
          "requestId": "08f1f5e0-7b4f-4547-995a-0195e92886f6",
          "clientRequestId": "d879d55d-657d-431d-a993-392fe401f727",
          "detail": null,
          "prior": {"accountEnabled":true,"typed":true},
          "new": {"accountEnabled":false},
          "host": null,
          "osUser": null,
          "ciRun": null,
          "appId": "7c0ffee0-1234-4abc-8def-5a4db0c0ffee",
          "authFlow": "browser",
          "planDigest": null,
          "approvedBy": null,
          "diagnostic": null,
          "serverTime": "2026-03-02T03:04:05Z",
          "binarySha256": null,
          "hash": "3838f7acdfbed994d1a40dfa7d17fa8c74ea67128aaa8218ed3e3e82e6143280"
        },
        {
          "sequence": 3,
          "time": "2026-03-02T03:04:05Z",
          "outcome": "intended",
          "action": "disable",
          "activity": "Other",
          "actorId": "5a506278-9342-47e1-964a-d99264caa4da",
          "actor": "ada.admin@meridian.example",
          "targetId": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "target": "rowan.reyes-vale@meridian.example",
          "task": 1,
          "reason": "INC-1",
          "via": "search",
          "statusCode": null,
          "requestId": null,
          "clientRequestId": "d99a8588-26ab-4f78-b3c2-df888d5897c2",
          "detail": null,
          "prior": {"signInSessionsValidFromDateTime":"2026-02-03T03:04:05Z","typed":true},
          "new": {"signInSessionsValidFromDateTime":"now"},
          "host": null,
          "osUser": null,
          "ciRun": null,
          "appId": "7c0ffee0-1234-4abc-8def-5a4db0c0ffee",
          "authFlow": "browser",
          "planDigest": null,
          "approvedBy": null,
          "diagnostic": null,
          "serverTime": "2026-03-02T03:04:05Z",
          "binarySha256": null,
          "hash": "90c03cce8421dc849440efc94cf9c31afe0ba88f1140d60974c5899cc893c4f2"
        },
        {
          "sequence": 2,
          "time": "2026-03-02T03:04:05Z",
          "outcome": "intended",
          "action": "disable",
          "activity": "Disable",
          "actorId": "5a506278-9342-47e1-964a-d99264caa4da",
          "actor": "ada.admin@meridian.example",
          "targetId": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "target": "rowan.reyes-vale@meridian.example",
          "task": 1,
          "reason": "INC-1",
          "via": "search",
          "statusCode": null,
          "requestId": null,
          "clientRequestId": "d879d55d-657d-431d-a993-392fe401f727",
          "detail": null,
          "prior": {"accountEnabled":true,"typed":true},
          "new": {"accountEnabled":false},
          "host": null,
          "osUser": null,
          "ciRun": null,
          "appId": "7c0ffee0-1234-4abc-8def-5a4db0c0ffee",
          "authFlow": "browser",
          "planDigest": null,
          "approvedBy": null,
          "diagnostic": null,
          "serverTime": "2026-03-02T03:04:05Z",
          "binarySha256": null,
          "hash": "e8b2aaa459162d2bffdf6ea60f144d180d83f72cc4247b3a24dea9589e5984fa"
        },
        {
          "sequence": 1,
          "time": "2026-03-02T03:04:05Z",
          "outcome": "intended",
          "action": "disable",
          "activity": "Disable",
          "actorId": "5a506278-9342-47e1-964a-d99264caa4da",
          "actor": "ada.admin@meridian.example",
          "targetId": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "target": "rowan.reyes-vale@meridian.example",
          "task": 1,
          "reason": "INC-1",
          "via": "search",
          "statusCode": null,
          "requestId": null,
          "clientRequestId": null,
          "detail": null,
          "prior": null,
          "new": {"accountCount":1},
          "host": null,
          "osUser": null,
          "ciRun": null,
          "appId": "7c0ffee0-1234-4abc-8def-5a4db0c0ffee",
          "authFlow": "browser",
          "planDigest": null,
          "approvedBy": null,
          "diagnostic": null,
          "serverTime": "2026-03-02T03:04:05Z",
          "binarySha256": null,
          "hash": "2b48b270babb3a7152c049bac430bbefe2f1f8f93a0be2a85e8f5c5684b0a246"
        }
      ],
      "matching": 5,
      "total": 5,
      "next": ["entractl --sandbox audit verify"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_invalid_time() {
    assert_snapshot!(refusal("audit show --since yesterday"), @"
    $ entractl audit show --since yesterday
    -- stderr --
    error: invalid value 'yesterday' for '--since <WHEN>': write a time as 2026-05-04, 2026-05-04T03:00:00Z, 2h or 7d

    For more information, try '--help'.
    -- exit 2 --
    ");
}
