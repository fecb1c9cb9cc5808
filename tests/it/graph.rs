//! The Graph client against the simulated tenant: batches, pages, waits, links
//! and answers that cannot be used.
use std::sync::{Arc, Mutex};

use entractl::clock::{Clock as _, StepClock};
use entractl::entropy::SeededEntropy;
use entractl::graph::bulk::Order;
use entractl::graph::calls::{grants, roles, users};
use entractl::graph::{Bearer, BearerError, Call, Client, GraphError, Origin};
use entractl::sandbox::seed::cast;
use entractl::sandbox::{Faults, GRAPH, LedgerEntry, Sandbox, Tenant};
use entractl::secret::Secret;
use jiff::Timestamp;

/// The administrator's token; a renewal signs in again.
#[derive(Debug)]
struct Administrator {
    sandbox: Arc<Sandbox>,
    clock: Arc<StepClock>,
    token: Mutex<Secret>,
    renewals: Mutex<Vec<Option<String>>>,
}

#[async_trait::async_trait]
impl Bearer for Administrator {
    async fn token(&self) -> Result<Secret, BearerError> {
        Ok(self.token.lock().unwrap().clone())
    }

    async fn renew(&self, _: &Secret, claims: Option<&str>) -> Result<Secret, BearerError> {
        self.renewals
            .lock()
            .unwrap()
            .push(claims.map(str::to_owned));
        let now = self.clock.now();
        let token = self
            .sandbox
            .with_tenant(|tenant| tenant.administrator_session(now).access_token);
        *self.token.lock().unwrap() = token.clone();
        Ok(token)
    }
}

struct Rig {
    sandbox: Arc<Sandbox>,
    clock: Arc<StepClock>,
    bearer: Arc<Administrator>,
    client: Client,
    notices: Arc<Mutex<Vec<String>>>,
}

fn start() -> Timestamp {
    "2026-03-02T03:04:05Z".parse().unwrap()
}

fn rig(faults: &[&str]) -> Rig {
    let clock = Arc::new(StepClock::at(start()));
    let mut tenant = Tenant::seed(start());
    let token = tenant.administrator_session(start()).access_token;
    for fault in faults {
        tenant.faults.set(Faults::parse(fault).unwrap());
    }
    let sandbox = Arc::new(Sandbox::new(tenant, Arc::clone(&clock) as _));
    let bearer = Arc::new(Administrator {
        sandbox: Arc::clone(&sandbox),
        clock: Arc::clone(&clock),
        token: Mutex::new(token),
        renewals: Mutex::default(),
    });
    let notices = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&notices);
    let client = Client::new(
        Arc::clone(&sandbox) as _,
        Arc::clone(&clock) as _,
        Arc::new(SeededEntropy::new(7)),
        Arc::clone(&bearer) as _,
        Origin::parse(GRAPH).unwrap(),
        Arc::new(move |notice: &str| heard.lock().unwrap().push(notice.to_owned())),
    );
    Rig {
        sandbox,
        clock,
        bearer,
        client,
        notices,
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(work)
}

fn requests(rig: &Rig) -> Vec<LedgerEntry> {
    rig.sandbox
        .ledger()
        .into_iter()
        .filter(|entry| entry.in_batch.is_none())
        .collect()
}

fn writes(rig: &Rig) -> usize {
    // A batch counts by its items.
    let ledger = rig.sandbox.ledger();
    ledger
        .iter()
        .filter(|entry| entry.applied && !entry.path.ends_with("$batch"))
        .count()
}

fn id_of(rig: &Rig, upn: &str) -> entractl::ids::ObjectId {
    let answer = block_on(rig.client.send(&users::by_name(&upn.parse().unwrap()))).unwrap();
    let users: entractl::graph::wire::List<entractl::graph::wire::User> = answer.read().unwrap();
    rig.sandbox.with_tenant(|tenant| tenant.ledger.clear());
    users.value[0].id.clone()
}

#[test]
fn one_read_is_one_request_with_an_id_of_its_own() {
    let rig = rig(&[]);
    let me = block_on(rig.client.send(&users::me())).unwrap();
    assert_eq!(me.body["userPrincipalName"], cast::ADMINISTRATOR);
    assert!(me.request_id.is_some());
    let requests = requests(&rig);
    assert_eq!(requests.len(), 1);
    assert!(requests[0].client_request_id.is_some());
}

#[test]
fn twenty_five_calls_are_two_requests_and_answers_keep_their_places() {
    let rig = rig(&[]);
    let names = [
        cast::PLAIN,
        cast::GUEST,
        cast::SYNCED,
        cast::APOSTROPHE,
        cast::NOT_ASCII,
    ];
    let calls: Vec<Call> = (0..25)
        .map(|n| users::by_name(&names[n % 5].parse().unwrap()))
        .collect();
    let answers = block_on(rig.client.batch(&calls));
    for (n, answer) in answers.into_iter().enumerate() {
        let body = answer.unwrap().body;
        assert_eq!(body["value"][0]["userPrincipalName"], names[n % 5]);
    }
    assert_eq!(requests(&rig).len(), 2);
}

#[test]
fn a_chain_stops_at_the_first_refusal_and_says_what_was_not_tried() {
    let rig = rig(&[]);
    let plain = id_of(&rig, cast::PLAIN);
    let nobody = "00000000-0000-4000-8000-000000000000".parse().unwrap();
    let chain = [
        users::set_enabled(&plain, false),
        users::set_enabled(&nobody, false),
        users::revoke_sessions(&plain),
    ];
    let results = block_on(rig.client.batch_once(&chain, Order::Chained)).replies;
    assert!(results[0].is_ok());
    assert!(results[1].as_ref().is_err_and(GraphError::is_not_found));
    assert!(matches!(results[2], Err(GraphError::NotAttempted { .. })));
    assert_eq!(writes(&rig), 1);
}

#[test]
fn a_throttled_item_goes_again_alone_after_the_wait_that_was_asked_for() {
    for fault in [
        "throttle-batch:nth=2,seconds=7",
        "throttle-batch:rate=0.4,seed=5,seconds=2",
    ] {
        let rig = rig(&[]);
        let names = [cast::PLAIN, cast::TWIN_1, cast::TWIN_2, cast::OTHER_MAIL];
        let ids: Vec<_> = names.iter().map(|name| id_of(&rig, name)).collect();
        rig.sandbox
            .with_tenant(|tenant| tenant.faults.set(Faults::parse(fault).unwrap()));
        let calls: Vec<Call> = ids.iter().map(|id| users::set_enabled(id, false)).collect();
        let before = rig.clock.now();
        let results = block_on(rig.client.batch(&calls));
        assert!(results.iter().all(Result::is_ok), "{fault}: {results:?}");
        assert_eq!(
            writes(&rig),
            names.len(),
            "{fault}: each write is applied once"
        );
        let inner: Vec<_> = rig.sandbox.ledger();
        let throttled = inner.iter().filter(|entry| entry.status == 429).count();
        assert!(throttled > 0, "{fault}: nothing was throttled");
        assert!(rig.clock.now() > before, "{fault}: nobody waited");
        assert!(
            !rig.notices.lock().unwrap().is_empty(),
            "{fault}: nobody was told"
        );
    }
}

#[test]
fn throttled_call_waits_as_long_as_asked_when_wall_clock_jumps() {
    for hours in [1, -1] {
        let rig = rig(&["throttle:nth=1,seconds=7"]);
        let start = rig.clock.monotonic();
        rig.clock
            .jump_in_sleep(jiff::SignedDuration::from_hours(hours));
        block_on(rig.client.send(&users::me())).unwrap();
        // Slow answers are announced every 5 s: no sleep of that kind took part.
        assert_eq!(
            rig.clock.monotonic().saturating_sub(start).as_secs(),
            7,
            "{hours}"
        );
        let statuses: Vec<u16> = requests(&rig).iter().map(|entry| entry.status).collect();
        // The token of the simulated tenant, which goes by the wall clock, may expire.
        assert_eq!(statuses.first(), Some(&429), "{hours}");
        assert_eq!(statuses.last(), Some(&200), "{hours}");
    }
}

#[test]
fn a_wait_that_is_too_long_is_reported_and_not_slept_through() {
    let rig = rig(&["throttle:rate=1.0,seconds=120"]);
    let error = block_on(rig.client.send(&users::me())).unwrap_err();
    assert!(
        matches!(error, GraphError::Throttled { seconds: 120, .. }),
        "{error:?}"
    );
    assert_eq!(rig.clock.now(), start());
}

#[test]
fn a_write_that_was_applied_before_the_line_broke_is_unclear_or_done_never_failed() {
    for fault in [
        "drop-after:nth=1",
        "error-after:nth=1",
        "drop-before:nth=1",
        "error-before:nth=1",
    ] {
        let rig = rig(&[]);
        let plain = id_of(&rig, cast::PLAIN);
        rig.sandbox
            .with_tenant(|tenant| tenant.faults.set(Faults::parse(fault).unwrap()));
        match block_on(rig.client.send(&users::set_enabled(&plain, false))) {
            Ok(_) => {}
            Err(error) => assert!(error.is_unclear(), "{fault}: {error:?}"),
        }
        // Not repeatable: it must not go twice.
        let role = entractl::catalog::roles::by_name("Global Reader")
            .unwrap()
            .id();
        rig.sandbox.with_tenant(|tenant| {
            tenant.faults.clear(None);
            tenant.faults.set(Faults::parse(fault).unwrap());
            tenant.ledger.clear();
        });
        let result = block_on(rig.client.send(&roles::assign(&plain, &role)));
        let posts = requests(&rig)
            .iter()
            .filter(|entry| entry.method == "POST")
            .count();
        assert_eq!(posts, 1, "{fault}: {result:?}");
        assert!(
            result.is_ok() || result.is_err_and(|error| error.is_unclear()),
            "{fault}"
        );
    }
}

#[test]
fn a_page_that_is_no_json_is_never_an_answer() {
    for fault in ["html:rate=1.0", "truncated:rate=1.0"] {
        let rig = rig(&[]);
        let plain = id_of(&rig, cast::PLAIN);
        rig.sandbox
            .with_tenant(|tenant| tenant.faults.set(Faults::parse(fault).unwrap()));
        let read = block_on(rig.client.send(&users::by_id(&plain)));
        assert!(
            matches!(
                read,
                Err(GraphError::Unreadable { .. } | GraphError::NotGraph { .. })
            ),
            "{fault}: {read:?}"
        );
        let batch = block_on(rig.client.batch(&[users::revoke_sessions(&plain)]));
        assert!(
            batch[0].as_ref().is_err_and(GraphError::is_unclear),
            "{fault}: {batch:?}"
        );
    }
}

#[test]
fn a_link_to_another_host_ends_the_read_and_nothing_goes_there() {
    for fault in ["foreign-link:rate=1.0", "cyclic-link:rate=1.0"] {
        let rig = rig(&["tiny-pages:rate=1.0", fault]);
        let error =
            block_on(rig.client.read_pages(&users::search(None, &[], 50), 5_000)).unwrap_err();
        assert!(
            matches!(
                error,
                GraphError::CrossOrigin { .. } | GraphError::Unreadable { .. }
            ),
            "{fault}: {error:?}"
        );
        assert!(
            requests(&rig).iter().all(|entry| entry.host == "graph"),
            "{fault}"
        );
        assert!(
            requests(&rig).len() < 10,
            "{fault}: {}",
            requests(&rig).len()
        );
    }
}

#[test]
fn pages_are_followed_to_the_end_and_each_person_comes_once() {
    let rig = rig(&["tiny-pages:rate=1.0"]);
    let (people, complete) =
        block_on(rig.client.read_pages(&users::search(None, &[], 50), 5_000)).unwrap();
    assert!(complete);
    let ids: std::collections::BTreeSet<_> = people
        .iter()
        .map(|person| person["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), people.len());
    assert_eq!(
        ids.len(),
        rig.sandbox.with_tenant(|tenant| tenant.users.all().count())
    );
    let (some, complete) =
        block_on(rig.client.read_pages(&users::search(None, &[], 50), 3)).unwrap();
    assert_eq!((some.len(), complete), (3, false));
}

#[test]
fn a_claims_challenge_is_answered_once_with_the_claims() {
    let rig = rig(&["cae:nth=1"]);
    block_on(rig.client.send(&users::me())).unwrap();
    let renewals = rig.bearer.renewals.lock().unwrap().clone();
    assert_eq!(renewals.len(), 1);
    assert!(renewals[0].as_ref().unwrap().contains("access_token"));
}

#[test]
fn a_refusal_without_end_is_given_up_after_one_renewal() {
    let rig = rig(&["expired-token:rate=1.0"]);
    block_on(rig.client.send(&users::me())).unwrap_err();
    assert_eq!(rig.bearer.renewals.lock().unwrap().len(), 1);
    assert_eq!(requests(&rig).len(), 2);
}

#[test]
fn what_is_already_there_is_told_apart_from_a_refusal() {
    let rig = rig(&[]);
    let (client, resource, role) = rig.sandbox.with_tenant(|tenant| {
        let held = tenant.app_role_assignments.all().next().unwrap();
        let text = |name: &str| held.text(name).to_owned();
        (text("principalId"), text("resourceId"), text("appRoleId"))
    });
    let call = grants::assign_app_role(
        &client.parse().unwrap(),
        &resource.parse().unwrap(),
        &role.parse().unwrap(),
    );
    let error = block_on(rig.client.send(&call)).unwrap_err();
    assert!(error.already_exists(), "{error:?}");
    assert_eq!(writes(&rig), 0);
}
