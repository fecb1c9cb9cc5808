//! Output of `entractl apps bind`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn binds_set() {
    assert_snapshot!(ordinary("apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a"), @"
    $ entractl apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a
    -- stdout --
    Bound on this machine. Nothing was changed in Entra.

    Set                s3: Read directory data and perform account management
                       actions
    Client id          5e700003-aaaa-4aaa-8aaa-00000000da7a
    Application        Trend Vision One (simulated): account actions
    Owner tenant       be11c0de-5eed-4a11-8a11-0000de0000ad
    Publisher          Trend Micro (simulated) (verified by Microsoft)
    Service principal  be70e73e-8044-4c48-8b9b-53bc08cd3a58
    Used by            search, risk-insights, zero-trust-secure-access,
                       identity-security, observed-attack-techniques,
                       response-management, user-accounts, workbench
    Consent            its consent page comes back to this machine

    - It has no User.RevokeSessions.All, which is the only permission that Microsoft
      lists for revoking sessions of the narrow kind; the wide ones in the set do it
      instead.
    - For password resets the vendor asks for Password Administrator, Microsoft's
      page for User-PasswordProfile.ReadWrite.All and at least User Administrator;
      what Graph answers decides.

    Next:
      # check it
      entractl --sandbox status search
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a"), @r#"
    $ entractl apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "apps.bind",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "set": "s3",
      "setName": "Read directory data and perform account management actions",
      "clientId": "5e700003-aaaa-4aaa-8aaa-00000000da7a",
      "servicePrincipalId": "be70e73e-8044-4c48-8b9b-53bc08cd3a58",
      "displayName": "Trend Vision One (simulated): account actions",
      "ownerTenant": "be11c0de-5eed-4a11-8a11-0000de0000ad",
      "verifiedPublisher": "Trend Micro (simulated)",
      "loopback": true,
      "replaced": null,
      "findings": [
        "It has no User.RevokeSessions.All, which is the only permission that Microsoft lists for revoking sessions of the narrow kind; the wide ones in the set do it instead.",
        "For password resets the vendor asks for Password Administrator, Microsoft's page for User-PasswordProfile.ReadWrite.All and at least User Administrator; what Graph answers decides."
      ],
      "apps": [
        "search",
        "risk-insights",
        "zero-trust-secure-access",
        "identity-security",
        "observed-attack-techniques",
        "response-management",
        "user-accounts",
        "workbench"
      ],
      "next": "entractl --sandbox status search"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_application() {
    assert_snapshot!(refusal("apps bind s3 --client-id 11111111-2222-4333-8444-555555555555"), @"
    $ entractl apps bind s3 --client-id 11111111-2222-4333-8444-555555555555
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no enterprise application 11111111-2222-4333-8444-555555555555
    in this tenant
    Next:
      - grant the app once in the vendor's console, which adds it, or check the id
      - the vendor's console shows the client id: Third-Party Integration >
        Microsoft Entra ID, Details in the Status column
      entractl --sandbox apps discover
    -- exit 5 --
    ");
}

#[test]
fn refuses_invalid_client_id() {
    assert_snapshot!(refusal("apps bind s3 --client-id search"), @r#"
    $ entractl apps bind s3 --client-id search
    -- stderr --
    error: invalid value 'search' for '--client-id <CLIENT_ID>': "search" is not a GUID (8-4-4-4-12 hexadecimal digits)

    For more information, try '--help'.
    -- exit 2 --
    "#);
}
