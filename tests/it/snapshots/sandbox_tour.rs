//! Output of `entractl sandbox tour`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn shows_how_it_works() {
    assert_snapshot!(ordinary("sandbox tour"), @"
    $ entractl sandbox tour
    -- stdout --
    The tour in one table

     #   Question                                  Answer                      Exit
    ────────────────────────────────────────────────────────────────────────────────
     1   Which apps need access to the tenant?     12 Vision One apps          0
     2   Is what was granted still in place?       4 granted, 5 not granted,   11
                                                   3 permission update
                                                   required
     3   Grant Search what it asks for             3 permissions, and Graph    0
                                                   shows them
     4   Give it the role that its resets need     1 directory role given      0
     5   And now?                                  granted                     0
     6   Who is this person?                       Rowan Reyes-Vale, Nurse,    0
                                                   sign-in allowed
     7   Their password leaked: lock the account   contained                   0
     8   Are they locked out?                      Rowan Reyes-Vale, Nurse,    0
                                                   sign-in blocked

    Next:
      # look around; the simulated tenant remembers
      entractl --sandbox status
      # then with your own tenant
      entractl auth login --help
    -- stderr --
    sandbox: simulated tenant, no real changes

    1/8  Which apps need access to the tenant?
    $ entractl --sandbox apps list

    - mobile-security: Recognises people when they enrol their phones and tablets.
      Enables: Enrollment invitations to people and groups of the directory, and
      sign-in on the device with the company account. Also: mobile,
      mobile-security-for-business.
    - search: Acts on accounts that turn up in an investigation. Enables: Disabling
      and enabling accounts, forced password reset and forced sign-out from search
      results. Also: xdr-data-explorer, data-explorer, xdr-search,
      xdr-data-explorer-search.
    - risk-insights: Reads apps, devices, sign-ins and detections to score the risk
      of people and devices. Enables: Risk scores of users and devices, the identity
      inventory, cloud app activity. Also: attack-surface-risk-management, asrm,
      crem, cyber-risk-exposure-management, operations-dashboard,
      threat-and-exposure-management.
    - zero-trust-secure-access: Matches people and groups to access rules and acts
      on accounts that break them. Enables: Access rules for people and groups, and
      automatic disabling, reset and sign-out. Also: ztsa, zero-trust,
      secure-access.
    - cloud-email-gateway-protection: Counts the users who need a license. Enables:
      The credit calculation by eligible users. Also: email-gateway, cegp.
    - email-and-collaboration-sensor: Lists mailboxes and manages the sensors on
      them. Enables: The mailbox inventory and its sensors. Also: email-sensor,
      email-account-inventory, email-asset-inventory.
    - identity-security: Discovers users, service principals, devices, roles and
      groups, and detects risk in them. Enables: The identity inventory, posture
      findings and identity detections. Also: identity-posture, identity-inventory,
      itdr.
    - observed-attack-techniques: Acts on accounts that show up in detected
      techniques. Enables: Account actions from a detection. Also: oat.
    - phishing-simulation-assessment: Picks the people for phishing simulations and
      training. Enables: Simulations and training for people and groups of the
      directory. Also: phishing-simulation, phishing, security-awareness.
    - response-management: Carries out and records the account actions of the other
      apps. Enables: The task list of account actions. Also: response.
    - user-accounts: Makes console accounts from groups of the directory. Enables:
      Console sign-in for members of SAML groups. Also: saml-group-accounts.
    - workbench: Acts on accounts that an alert names. Enables: Account actions from
      an alert. Also: workbench-alerts.

    Permission sets; one in brackets adds to an app

    s1  Read directory data
    s2  Read user and device information, cloud app data, and activity data
    s3  Read directory data and perform account management actions
    s4  Read protected content and sensitivity label information
    s5  Read security posture, compliance, and directory data from connected SaaS
        applications

    Tenant  5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f

     App                              Sets                Last status       Checked
    ────────────────────────────────────────────────────────────────────────────────
     mobile-security                  s1                  not checked yet
     search                           s3 (s2)             not checked yet
     risk-insights                    s2 (s3) (s5)        not checked yet
     zero-trust-secure-access         s3 (s1) (s4)        not checked yet
     cloud-email-gateway-protection   s1                  not checked yet
     email-and-collaboration-sensor   s2                  not checked yet
     identity-security                s2 (s3)             not checked yet
     observed-attack-techniques       s3 (s2)             not checked yet
     phishing-simulation-assessment   s1                  not checked yet
     response-management              s3 (s2)             not checked yet
     user-accounts                    s1 (s2) (s3) (s5)   not checked yet
     workbench                        s3 (s2)             not checked yet

    Next:
      # ask Graph
      entractl --sandbox status

    2/8  Is what was granted still in place?
    $ entractl --sandbox status

    Tenant   5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Checked  2026-03-02 03:04:05Z

     App                              Status                       Granted
    ────────────────────────────────────────────────────────────────────────
     mobile-security                  Granted                      4 of 4
     search                           Not granted                  0 of 3
     risk-insights                    Permission update required   16 of 18
     zero-trust-secure-access         Not granted                  0 of 3
     cloud-email-gateway-protection   Granted                      4 of 4
     email-and-collaboration-sensor   Permission update required   16 of 18
     identity-security                Permission update required   16 of 18
     observed-attack-techniques       Not granted                  0 of 3
     phishing-simulation-assessment   Granted                      4 of 4
     response-management              Not granted                  0 of 3
     user-accounts                    Granted                      4 of 4
     workbench                        Not granted                  0 of 3

    Next:
      # search: none of its 3 permissions is granted; the same for
      # zero-trust-secure-access, observed-attack-techniques, response-management,
      # workbench
      entractl --sandbox grant search
      # risk-insights: new in the catalog and not granted: ActivityFeed.Read,
      # Place.Read.All; the same for email-and-collaboration-sensor,
      # identity-security
      entractl --sandbox grant risk-insights

    3/8  Grant Search what it asks for
    $ entractl --sandbox grant search --browser --yes --reason tour

    Set s3: Read directory data and perform account management actions

    Client id          5e700003-aaaa-4aaa-8aaa-00000000da7a
    Application        Trend Vision One (simulated): account actions
    Publisher          Trend Micro (simulated) (verified by Microsoft)
    Service principal  be70e73e-8044-4c48-8b9b-53bc08cd3a58

    Added, the most dangerous first:

    - Directory.ReadWrite.All (Microsoft Graph, application, critical risk): changes
      users, groups and other directory objects of the whole tenant
    - User.ManageIdentities.All (Microsoft Graph, application, high risk): changes
      the identities with which users sign in
    - User.ReadWrite.All (Microsoft Graph, application, high risk): changes every
      user's profile and can disable accounts

    The page asks for everything that the application is registered for.

    Your browser would open:

    https://login.sandbox.example/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/adminconsent?client_id=5e700003-aaaa-4aaa-8aaa-00000000da7a
    Consent page of 5e700003-aaaa-4aaa-8aaa-00000000da7a:
      https://login.sandbox.example/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/adminconsent?client_id=5e700003-aaaa-4aaa-8aaa-00000000da7a&redirect_uri=http%3A%2F%2Flocalhost%3A49153&state=f2221fc9415f4fab951de723729f7e30
    Sandbox: Ada Admin signed in and accepted
    waiting until the change shows in Graph
    Set s3: Read directory data and perform account management actions

    Client id  5e700003-aaaa-4aaa-8aaa-00000000da7a
    Result     granted, and Graph shows it
    Asked for  Directory.ReadWrite.All, User.ManageIdentities.All,
               User.ReadWrite.All

     App      Status
    ──────────────────────────────────
     search   Granted, needs settings

    Next:
      # its service principal lacks the directory role Password Administrator
      entractl --sandbox grant search --settings

    4/8  Give it the role that its resets need
    $ entractl --sandbox grant search --settings --yes --reason tour

    Set in Entra:

    - set s3, Trend Vision One (simulated): account actions
      (be70e73e-8044-4c48-8b9b-53bc08cd3a58): directory role Password Administrator
      over the whole tenant: without it the vendor's forced password resets fail
    - set s3: directory role Password Administrator over the whole tenant: without
      it the vendor's forced password resets fail: done

     App      Status
    ──────────────────
     search   Granted

    5/8  And now?
    $ entractl --sandbox status search

    Tenant   5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Checked  2026-03-02 03:04:06Z

     App      Status    Granted
    ────────────────────────────
     search   Granted   3 of 3

    Set s3

     Permission                  API               Type          Risk       State
    ────────────────────────────────────────────────────────────────────────────────
     Directory.ReadWrite.All     Microsoft Graph   application   critical   granted
     User.ManageIdentities.All   Microsoft Graph   application   high       granted
     User.ReadWrite.All          Microsoft Graph   application   high       granted

    Search has the permissions it needs.

    6/8  Who is this person?
    $ entractl --sandbox users show rowan.reyes-vale@meridian.example

    Rowan Reyes-Vale

    Principal name         rowan.reyes-vale@meridian.example
    Object id              8b2bef09-a0be-4e04-afc2-9604d83276f8
    Mail                   rowan.reyes-vale@meridian.example
    Job                    Nurse
    Department             Emergency
    Sign-in                allowed
    Kind                   member, cloud-only
    Tier                   no directory role
    Directory roles        none active
    Role-assignable group  no
    Owns a role group      no
    Eligible (PIM)         no
    Last sign-in           2026-03-01 05:04:05Z
    Password changed       2026-02-03 03:04:05Z
    Sessions valid from    2026-02-03 03:04:05Z

     You may          Now   Why not
    ────────────────────────────────
     disable          yes
     enable           yes
     reset-password   yes
     sign-out         yes
     contain          yes

    Next:
      # to lock it now
      entractl --sandbox users contain rowan.reyes-vale@meridian.example

    7/8  Their password leaked: lock the account
    $ entractl --sandbox users contain rowan.reyes-vale@meridian.example --yes --reason tour

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

    8/8  Are they locked out?
    $ entractl --sandbox users show rowan.reyes-vale@meridian.example

    Rowan Reyes-Vale

    Principal name         rowan.reyes-vale@meridian.example
    Object id              8b2bef09-a0be-4e04-afc2-9604d83276f8
    Mail                   rowan.reyes-vale@meridian.example
    Job                    Nurse
    Department             Emergency
    Sign-in                blocked: the account is disabled
    Kind                   member, cloud-only
    Tier                   no directory role
    Directory roles        none active
    Role-assignable group  no
    Owns a role group      no
    Eligible (PIM)         no
    Last sign-in           2026-03-01 05:04:05Z
    Password changed       2026-03-02 03:04:06Z
    Sessions valid from    2026-03-02 03:04:06Z

     You may          Now   Why not
    ────────────────────────────────
     disable          yes
     enable           yes
     reset-password   yes
     sign-out         yes
     contain          yes

    Next:
      # to let them in again
      entractl --sandbox users enable rowan.reyes-vale@meridian.example
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox tour"), @r#"
    $ entractl sandbox tour -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "sandbox.tour",
      "sandbox": true,
      "steps": [
        {
          "question": "Which apps need access to the tenant?",
          "command": "entractl --sandbox apps list",
          "answer": "12 Vision One apps",
          "exitCode": 0,
          "asExpected": true
        },
        {
          "question": "Is what was granted still in place?",
          "command": "entractl --sandbox status",
          "answer": "4 granted, 5 not granted, 3 permission update required",
          "exitCode": 11,
          "asExpected": true
        },
        {
          "question": "Grant Search what it asks for",
          "command": "entractl --sandbox grant search --browser --yes --reason tour",
          "answer": "3 permissions, and Graph shows them",
          "exitCode": 0,
          "asExpected": true
        },
        {
          "question": "Give it the role that its resets need",
          "command": "entractl --sandbox grant search --settings --yes --reason tour",
          "answer": "1 directory role given",
          "exitCode": 0,
          "asExpected": true
        },
        {
          "question": "And now?",
          "command": "entractl --sandbox status search",
          "answer": "granted",
          "exitCode": 0,
          "asExpected": true
        },
        {
          "question": "Who is this person?",
          "command": "entractl --sandbox users show rowan.reyes-vale@meridian.example",
          "answer": "Rowan Reyes-Vale, Nurse, sign-in allowed",
          "exitCode": 0,
          "asExpected": true
        },
        {
          "question": "Their password leaked: lock the account",
          "command": "entractl --sandbox users contain rowan.reyes-vale@meridian.example --yes --reason tour",
          "answer": "contained",
          "exitCode": 0,
          "asExpected": true
        },
        {
          "question": "Are they locked out?",
          "command": "entractl --sandbox users show rowan.reyes-vale@meridian.example",
          "answer": "Rowan Reyes-Vale, Nurse, sign-in blocked",
          "exitCode": 0,
          "asExpected": true
        }
      ],
      "complete": true
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_extra_argument() {
    assert_snapshot!(refusal("sandbox tour again"), @"
    $ entractl sandbox tour again
    -- stderr --
    error: unexpected argument 'again' found

    Usage: entractl sandbox tour [OPTIONS]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
