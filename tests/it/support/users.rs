//! Users of the simulated tenant.
use crate::support::bench::Bench;
use crate::support::files::write_config;
use entractl::sandbox::Object;
use entractl::sandbox::seed::user_id;
use serde_json::json;

/// Returns ordinary users of the simulated tenant: enabled, cloud-only, no guests.
pub(crate) fn ordinary_users(bench: &Bench, count: usize) -> Vec<String> {
    let privileged: Vec<String> = bench.sandbox.with_tenant(|tenant| {
        tenant
            .role_assignments
            .all()
            .map(|one| one.text("principalId").to_owned())
            .collect()
    });
    let members: Vec<String> = bench.sandbox.with_tenant(|tenant| {
        let groups = tenant
            .groups
            .all()
            .filter(|group| group.flag("isAssignableToRole"));
        groups
            .filter_map(|group| tenant.members.get(group.id()))
            .flatten()
            .cloned()
            .collect()
    });
    let found: Vec<String> = bench.sandbox.with_tenant(|tenant| {
        tenant
            .users
            .all()
            .filter(|user| user.flag("accountEnabled") && user.text("userType") == "Member")
            .filter(|user| !user.flag("onPremisesSyncEnabled"))
            .filter(|user| {
                user.text("userPrincipalName")
                    .ends_with("@meridian.example")
            })
            .filter(|user| !privileged.iter().any(|id| id == user.id()))
            .filter(|user| !members.iter().any(|id| id == user.id()))
            .map(|user| user.text("userPrincipalName").to_owned())
            .take(count)
            .collect()
    });
    assert_eq!(found.len(), count);
    found
}

/// Signs in as another user, for all purposes.
pub(crate) fn sign_in_as(bench: &mut Bench, upn: &str) {
    bench
        .sandbox
        .with_tenant(|tenant| tenant.entra.person = user_id(upn));
    bench.run("auth logout").exits(0);
    bench.run("auth login --for respond --browser").exits(0);
    bench.requests();
}

/// Signs in as the program's own application, which can act on accounts.
pub(crate) fn sign_in_as_application(bench: &mut Bench) {
    let secret = entractl::sandbox::CLIENT_SECRET.to_owned();
    bench.env.push(("AZURE_CLIENT_SECRET".to_owned(), secret));
    bench.settings_decide = true;
    write_config(
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

pub(crate) fn id_of(bench: &Bench, upn: &str) -> String {
    bench.sandbox.with_tenant(|tenant| {
        let mut all = tenant.users.all();
        let found = all.find(|user| user.text("userPrincipalName") == upn);
        found.unwrap().id().to_owned()
    })
}

/// Gives an account another UPN and mail address.
pub(crate) fn rename(bench: &Bench, id: &str, upn: &str) {
    bench.sandbox.with_tenant(|tenant| {
        let user = tenant.users.get_mut(id).unwrap();
        user.set("userPrincipalName", upn);
        user.set("mail", upn);
    });
}

/// Makes the tenant so large that one user can decide on `accounts` alone, because they
/// are less than 5 % of it. Call this after choosing the accounts of lists.
pub(crate) fn enlarge_tenant(bench: &Bench, accounts: usize) {
    add_people(bench, "filler", 20 * accounts);
}

/// Adds ordinary users, so that there are more than one user can decide on alone.
pub(crate) fn add_users(bench: &Bench, count: usize) -> Vec<String> {
    add_people(bench, "crowd", count)
}

pub(crate) fn add_people(bench: &Bench, name: &str, count: usize) -> Vec<String> {
    let start = if name == "crowd" {
        "0c0c0c0c"
    } else {
        "0f1f1f1f"
    };
    let model = ordinary_users(bench, 1).remove(0);
    bench.sandbox.with_tenant(|tenant| {
        let mut all = tenant.users.all();
        let model = all
            .find(|user| user.text("userPrincipalName") == model)
            .unwrap()
            .clone();
        drop(all);
        (0..count)
            .map(|number| {
                let upn = format!("{name}{number}@meridian.example");
                let mut user = model.clone();
                user.set("id", format!("{start}-0000-4000-8000-{number:012}"));
                user.set("userPrincipalName", upn.clone());
                user.set("mail", upn.clone());
                tenant.users.insert(user);
                upn
            })
            .collect()
    })
}

pub(crate) const PLAIN: &str = "rowan.reyes-vale@meridian.example";

pub(crate) const TWIN_1: &str = "sam.rivers@meridian.example";

pub(crate) const TWIN_2: &str = "sam.rivers2@meridian.example";

pub(crate) const ME: &str = "ada.admin@meridian.example";

pub(crate) const GUEST: &str = "'gus.guestley_partner.example#EXT#@meridian.example'";

pub(crate) const SYNCED: &str = "sven.syncedsson@meridian.example";

pub(crate) const FEDERATED: &str = "fay.federhall@fed.meridian.example";

pub(crate) const SYNC_ACCOUNT: &str = "sync_mhh-dc01_5a4d0b0c@meridian.example";

/// Returns a bench with its administrator signed in for all purposes.
pub(crate) fn signed_in() -> Bench {
    let mut bench = Bench::new();
    bench.requests();
    bench
}

pub(crate) fn is_enabled(bench: &Bench, upn: &str) -> bool {
    bench.sandbox.with_tenant(|tenant| {
        let mut all = tenant.users.all();
        let user = all.find(|user| user.text("userPrincipalName") == upn);
        user.unwrap().flag("accountEnabled")
    })
}
