//! Output of `entractl apps show`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_sets_and_permissions() {
    assert_snapshot!(ordinary("apps show mobile-security"), @"
    $ entractl apps show mobile-security
    -- stdout --
    App             Mobile Security (mobile-security)
    For             Recognises people when they enrol their phones and tablets.
    Then works      Enrollment invitations to people and groups of the directory,
                    and sign-in on the device with the company account.
    In the console  Mobile Security > Mobile Inventory
    Also called     mobile, mobile-security-for-business

    - One tenant only: to move to another, block here first and grant there.

    Set s1 (required): Read directory data

    Client id  5e700001-aaaa-4aaa-8aaa-00000000da7a

     Permission             Id
    ─────────────────────────────────────────────────────────────
     Directory.Read.All     7ab1d382-f21e-4acd-a863-ba3e13f7da61
     Group.Read.All         5b567255-7703-4780-807c-7be8301ae99b
     GroupMember.Read.All   98830695-27a2-44f7-8c18-0c3ebc9698f6
     User.Read              e1fe6dd8-ba31-4d61-89e7-88639da4683d

    - Directory.Read.All (Microsoft Graph application, medium risk): reads users,
      groups and their links, so that people can be matched and rules can name them;
      narrower: User.Read.All with GroupMember.Read.All reads the people and groups
      that access rules name
    - Group.Read.All (Microsoft Graph application, medium risk): lists groups that
      rules and enrollment invitations are given to; narrower: GroupMember.Read.All
      lists groups and their members without mail and files of the groups
    - GroupMember.Read.All (Microsoft Graph application, medium risk): reads who
      belongs to which group
    - User.Read (Microsoft Graph delegated, low risk): signs the person in and reads
      the own profile

    Next:
      # grant it
      entractl --sandbox grant mobile-security
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("apps show mobile-security"), @r#"
    $ entractl apps show mobile-security -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "apps.show",
      "sandbox": true,
      "id": "mobile-security",
      "name": "Mobile Security",
      "aliases": ["mobile","mobile-security-for-business"],
      "purpose": "Recognises people when they enrol their phones and tablets.",
      "enables": "Enrollment invitations to people and groups of the directory, and sign-in on the device with the company account.",
      "console": "Mobile Security > Mobile Inventory",
      "notes": ["One tenant only: to move to another, block here first and grant there."],
      "source": "builtin",
      "sets": [
        {
          "id": "s1",
          "slug": "read-directory",
          "name": "Read directory data",
          "required": true,
          "version": 2,
          "clientId": "5e700001-aaaa-4aaa-8aaa-00000000da7a",
          "permissions": [
            {
              "resource": "00000003-0000-0000-c000-000000000000",
              "resourceName": "Microsoft Graph",
              "name": "Directory.Read.All",
              "kind": "application",
              "id": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
              "why": "reads users, groups and their links, so that people can be matched and rules can name them",
              "narrower": "User.Read.All with GroupMember.Read.All reads the people and groups that access rules name",
              "risk": "medium",
              "riskReason": null,
              "since": 1
            },
            {
              "resource": "00000003-0000-0000-c000-000000000000",
              "resourceName": "Microsoft Graph",
              "name": "Group.Read.All",
              "kind": "application",
              "id": "5b567255-7703-4780-807c-7be8301ae99b",
              "why": "lists groups that rules and enrollment invitations are given to",
              "narrower": "GroupMember.Read.All lists groups and their members without mail and files of the groups",
              "risk": "medium",
              "riskReason": null,
              "since": 1
            },
            {
              "resource": "00000003-0000-0000-c000-000000000000",
              "resourceName": "Microsoft Graph",
              "name": "GroupMember.Read.All",
              "kind": "application",
              "id": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
              "why": "reads who belongs to which group",
              "narrower": null,
              "risk": "medium",
              "riskReason": null,
              "since": 1
            },
            {
              "resource": "00000003-0000-0000-c000-000000000000",
              "resourceName": "Microsoft Graph",
              "name": "User.Read",
              "kind": "delegated",
              "id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
              "why": "signs the person in and reads the own profile",
              "narrower": null,
              "risk": "low",
              "riskReason": null,
              "since": 1
            }
          ],
          "settings": [],
          "notes": []
        }
      ],
      "grant": "entractl --sandbox grant mobile-security"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_app() {
    assert_snapshot!(refusal("apps show serch"), @r#"
    $ entractl apps show serch
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no app called "serch"; did you mean search?
    Next:
      entractl --sandbox apps list
    -- exit 2 --
    "#);
}
