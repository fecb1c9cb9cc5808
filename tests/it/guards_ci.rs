//! Guard-rails of a job that is signed in as an application: whom it may never
//! harm.
use entractl::sandbox::seed::cast;
use entractl::sandbox::{FaultKind, Object};
use serde_json::json;

use crate::bench::{Bench, writes};
use crate::bulk::{fault, list};
use crate::guards::{settings, words};
use crate::users::{PLAIN, TWIN_1, bench, is_enabled};

/// Signs in as the tool's own application, which may act on accounts.
pub(crate) fn as_application(bench: &mut Bench) {
    let secret = entractl::sandbox::CLIENT_SECRET.to_owned();
    bench.env.push(("AZURE_CLIENT_SECRET".to_owned(), secret));
    bench.settings_decide = true;
    settings(
        bench,
        &format!(
            "[profiles.default]\ntenant = '{}'\nclient_id = '{}'\ncloud = 'made-up'\n\
             [clouds.made-up]\nauthority = '{}'\ngraph = '{}'\n",
            entractl::sandbox::TENANT_ID,
            entractl::sandbox::CLIENT_ID,
            entractl::sandbox::AUTHORITY,
            entractl::sandbox::GRAPH,
        ),
    );
    bench.sandbox.with_tenant(|tenant| {
        let id = |app: &str| tenant.service_principal_of(app).unwrap().id().to_owned();
        let own = id(entractl::sandbox::CLIENT_ID);
        let graph = id("00000003-0000-0000-c000-000000000000");
        for (number, role) in [
            "df021288-bdef-4463-88db-98f22de89214",
            "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
            "246dd0d5-5bd0-4def-940b-0421030a5b68",
            "3011c876-62b7-4ada-afa2-506cbbecc68c",
            "77f3a031-c388-4f99-b373-dc68676a979e",
            "ff278e11-4a33-4d0c-83d2-d01dc58929a5",
        ]
        .into_iter()
        .enumerate()
        {
            tenant
                .app_role_assignments
                .insert(Object::from_value(json!({
                    "id": format!("own-{number}"),
                    "appRoleId": role,
                    "createdDateTime": "2026-01-01T00:00:00Z",
                    "principalId": own,
                    "principalType": "ServicePrincipal",
                    "resourceId": graph,
                })));
        }
    });
}

#[test]
fn a_ci_job_never_harms_the_owner_of_the_application_it_runs_as() {
    let mut bench = bench();
    as_application(&mut bench);
    let owner = cast::APPLICATION_OWNER;
    let file = list(&bench, &[owner.to_owned()]);
    for line in [
        format!("users disable {owner} --yes"),
        format!("users sign-out {owner} --yes"),
        format!("users disable --from {file} --yes"),
        format!("users can-i disable {owner}"),
    ] {
        let ran = bench.run(&line).exits(12);
        assert!(
            words(&ran.all()).contains("owns the application that"),
            "{line}: {}",
            ran.all()
        );
    }
    assert_eq!(writes(&bench.requests()), 0);
    bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    assert!(!is_enabled(&bench, PLAIN));
    // Owners that cannot be read are everybody.
    fault(&bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some("/owners".to_owned());
        rule.status = Some(403);
    });
    bench.requests();
    let ran = bench
        .run(&format!("users disable {TWIN_1} --yes"))
        .exits(12);
    assert!(
        words(&ran.err).contains("owners could not be read"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
}
