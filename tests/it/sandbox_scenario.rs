//! `sandbox scenario`: each message of the vendor's page can be rehearsed.
use crate::support::bench::Bench;

#[test]
fn scenario_list_names_scenarios_that_can_be_set() {
    let mut bench = Bench::new();
    let listed = bench.run("sandbox scenario list -o json").exits(0).json();
    let scenarios = listed["scenarios"].as_array().unwrap();
    assert!(scenarios.len() > 40, "{}", scenarios.len());
    for name in ["s3-needs-settings", "not-bound", "odd-devices"] {
        assert!(scenarios.iter().any(|one| one["name"] == name), "{name}");
        let set = bench.run(&format!("sandbox scenario set {name} -o json"));
        assert_eq!(set.exits(0).json()["scenario"], name);
    }
    let wrong = bench
        .run("sandbox scenario set s3-permision-error")
        .exits(2);
    assert!(wrong.err.contains("s3-permission-error"), "{}", wrong.err);
}

#[test]
fn each_status_text_of_the_vendors_page_can_be_rehearsed() {
    let mut bench = Bench::new();
    for (text, status) in [
        ("Granted", "granted"),
        ("Granted, needs settings", "needs-settings"),
        ("Permission update required", "permission-update-required"),
        ("Update required", "permission-update-required"),
        ("Grant permissions", "not-granted"),
        ("Permission error", "permission-error"),
        (
            "Apps require certain permissions in Microsoft Entra ID to interact with the correct data",
            "permission-error",
        ),
        ("Application disabled in Azure AD", "application-disabled"),
        (
            "Application disabled in Microsoft Entra ID",
            "application-disabled",
        ),
        ("Authentication error", "authentication-error"),
    ] {
        bench
            .run(&format!("sandbox scenario set '{text}'"))
            .exits(0);
        let shown = bench.run("status -o json").json();
        let apps = shown["apps"].as_array().unwrap();
        assert!(
            apps.iter().any(|app| app["status"] == status),
            "{text}: {shown:#}"
        );
    }
}

#[test]
fn scenario_not_bound_leads_to_discovery() {
    let mut bench = Bench::new();
    bench.run("sandbox scenario set not-bound").exits(0);
    let shown = bench.run("status search").exits(11);
    assert!(shown.all().contains("apps discover"), "{}", shown.all());
}
