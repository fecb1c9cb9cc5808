//! Output of `entractl apps list`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_apps_and_sets() {
    assert_snapshot!(ordinary("apps list"), @"
    $ entractl apps list
    -- stdout --
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
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json_query() {
    assert_snapshot!(json("apps list --query sets[].id"), @"
    $ entractl apps list --query sets[].id -o json 2>/dev/null
    -- stdout --
    null
    -- exit 0 --
    ");
}

#[test]
fn refuses_unknown_format() {
    assert_snapshot!(refusal("apps list -o yaml"), @"
    $ entractl apps list -o yaml
    -- stderr --
    error: invalid value 'yaml' for '--output <FORMAT>'
      [possible values: table, json, jsonl, csv, markdown, junit, sarif, openmetrics]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
