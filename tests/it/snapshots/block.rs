//! Output of `entractl block`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn blocks_on_this_machine() {
    assert_snapshot!(ordinary("block mobile-security"), @"
    $ entractl block mobile-security
    -- stdout --
    Nothing changes in Entra: only this machine stops using Mobile Security.

    Mobile Security is blocked on this machine.

    Next:
      # connect it again
      entractl --sandbox grant mobile-security
      # disable its enterprise application in Entra as well
      entractl --sandbox block mobile-security --disable
      # revoke its permissions in Entra as well
      entractl --sandbox block mobile-security --revoke
      # delete its enterprise application in Entra as well
      entractl --sandbox block mobile-security --delete
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn revokes_grants() {
    assert_snapshot!(ordinary("block mobile-security --revoke --yes --reason CHG-1"), @"
    $ entractl block mobile-security --revoke --yes --reason CHG-1
    -- stdout --
    Mobile Security is blocked on this machine.

    - revoke Directory.Read.All (Microsoft Graph): done
    - revoke Group.Read.All (Microsoft Graph): done
    - revoke GroupMember.Read.All (Microsoft Graph): done
    - revoke the delegated User.Read: done

    Tokens that the application holds already may work for about an hour.

    These apps use the same permission set and lost it too:
    zero-trust-secure-access, cloud-email-gateway-protection,
    phishing-simulation-assessment, user-accounts.

    Next:
      # connect it again
      entractl --sandbox grant mobile-security --direct
    -- stderr --
    sandbox: simulated tenant, no real changes
    These apps use the same permission set and lose it too:
    zero-trust-secure-access, cloud-email-gateway-protection,
    phishing-simulation-assessment, user-accounts.

    Lost with Mobile Security: Enrollment invitations to people and groups of the
    directory, and sign-in on the device with the company account.

    - revoke Directory.Read.All (Microsoft Graph)
    - revoke Group.Read.All (Microsoft Graph)
    - revoke GroupMember.Read.All (Microsoft Graph)
    - revoke the delegated User.Read
    waiting until the change shows in Graph
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("block mobile-security"), @r#"
    $ entractl block mobile-security -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "block",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "app": "mobile-security",
      "name": "Mobile Security",
      "action": "block",
      "alreadyBlocked": false,
      "blocked": true,
      "dryRun": false,
      "lost": "Enrollment invitations to people and groups of the directory, and sign-in on the device with the company account.",
      "alsoAffected": [],
      "steps": [],
      "reconnect": "entractl --sandbox grant mobile-security",
      "further": [
        "entractl --sandbox block mobile-security --disable",
        "entractl --sandbox block mobile-security --revoke",
        "entractl --sandbox block mobile-security --delete"
      ]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_revoke_without_confirmation() {
    assert_snapshot!(refusal("block mobile-security --revoke"), @"
    $ entractl block mobile-security --revoke
    -- stderr --
    sandbox: simulated tenant, no real changes
    These apps use the same permission set and lose it too:
    zero-trust-secure-access, cloud-email-gateway-protection,
    phishing-simulation-assessment, user-accounts.

    Lost with Mobile Security: Enrollment invitations to people and groups of the
    directory, and sign-in on the device with the company account.

    - revoke Directory.Read.All (Microsoft Graph)
    - revoke Group.Read.All (Microsoft Graph)
    - revoke GroupMember.Read.All (Microsoft Graph)
    - revoke the delegated User.Read
    error: confirmation required: nothing was changed
    Next:
      entractl --sandbox block mobile-security --revoke --dry-run
      entractl --sandbox block mobile-security --revoke --yes
    -- exit 13 --
    ");
}

#[test]
fn refuses_unknown_app() {
    assert_snapshot!(refusal("block serch"), @r#"
    $ entractl block serch
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no app called "serch"; did you mean search?
    Next:
      entractl --sandbox apps list
    -- exit 2 --
    "#);
}
