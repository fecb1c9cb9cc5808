//! Guard-rails of a job that is signed in as an application: whom it may never
//! harm.
use crate::support::bench::writes;
use crate::support::faults::inject;
use crate::support::files::write_list;
use crate::support::text::one_line;
use crate::support::users::{PLAIN, TWIN_1, is_enabled, sign_in_as_application, signed_in};
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::cast;

#[test]
fn a_ci_job_never_harms_the_owner_of_the_application_it_runs_as() {
    let mut bench = signed_in();
    sign_in_as_application(&mut bench);
    let owner = cast::APPLICATION_OWNER;
    let file = write_list(&bench, &[owner.to_owned()]);
    for line in [
        format!("users disable {owner} --yes"),
        format!("users sign-out {owner} --yes"),
        format!("users disable --from {file} --yes"),
        format!("users can-i disable {owner}"),
    ] {
        let ran = bench.run(&line).exits(12);
        assert!(
            one_line(&ran.all()).contains("owns the application that"),
            "{line}: {}",
            ran.all()
        );
    }
    assert_eq!(writes(&bench.requests()), 0);
    bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    assert!(!is_enabled(&bench, PLAIN));
    // Owners that cannot be read are everybody.
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some("/owners".to_owned());
        rule.status = Some(403);
    });
    bench.requests();
    let ran = bench
        .run(&format!("users disable {TWIN_1} --yes"))
        .exits(12);
    assert!(
        one_line(&ran.err).contains("owners could not be read"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
}
