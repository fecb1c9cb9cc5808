//! Reads the accounts once more: what is visible, what is not yet, and what
//! came of steps whose answer was lost.
use std::time::Duration;

use jiff::SignedDuration;

use crate::domain::account::Account;
use crate::domain::task::{ReadBack, StepKind};
use crate::enforcement::execute::step_state::Made;
use crate::enforcement::execute::typed_run::Run;
use crate::graph::calls;
use crate::graph::wire::User;

/// How long after each look the next one follows, while an outcome is not
/// known. Reads of Entra lag behind writes by seconds.
const WAITS: [u64; 4] = [1, 2, 4, 8];

/// No further look begins after so long: where reads take their whole limit, the
/// person is told sooner that the outcome is not known.
const LONGEST: SignedDuration = SignedDuration::from_secs(20);

/// Reads back in one batch; more often only to settle unclear outcomes.
pub(crate) async fn run(run: &mut Run<'_>) {
    let began = run.clock.now();
    look(run).await;
    for wait in WAITS {
        let unclear = run
            .steps
            .iter()
            .any(|step| step.made == Made::Unclear && step.read_back != ReadBack::Seen);
        let late = run.clock.now().duration_since(began) > LONGEST;
        if !unclear || late || run.interrupt.is_asked() {
            return;
        }
        run.clock.sleep(Duration::from_secs(wait)).await;
        look(run).await;
    }
}

async fn look(run: &mut Run<'_>) {
    let mut accounts: Vec<usize> = run
        .steps
        .iter()
        .filter(|step| step.is_worth_reading())
        .map(|step| step.planned.account)
        .collect();
    accounts.dedup();
    let plan = run.plan;
    let read: Vec<&Account> = accounts
        .iter()
        .filter_map(|place| plan.accounts.get(*place).map(|(account, _)| account))
        .collect();
    let calls: Vec<_> = read
        .iter()
        .map(|account| calls::users::state(&account.id))
        .collect();
    if calls.is_empty() {
        return;
    }
    let replies = run.graph.batch(&calls).await;
    for (account, reply) in read.into_iter().zip(replies) {
        let Ok(state) = reply.and_then(|answer| answer.read::<User>()) else {
            continue;
        };
        if state.id != account.id {
            continue;
        }
        let own = run.steps.iter_mut().filter(|step| {
            step.is_worth_reading()
                && step.read_back != ReadBack::Seen
                && plan.account(&step.planned).map(|a| &a.id) == Some(&account.id)
        });
        for step in own {
            step.read_back = if is_visible(step.planned.kind, plan.new_password, account, &state) {
                ReadBack::Seen
            } else {
                ReadBack::NotVisibleYet
            };
        }
    }
}

/// Whether `now` shows what a step wanted; `before` was read before the step.
fn is_visible(kind: StepKind, new_password: bool, before: &Account, now: &User) -> bool {
    match kind {
        StepKind::Disable => now.account_enabled == Some(false),
        StepKind::Enable => now.account_enabled == Some(true),
        StepKind::Reset if new_password => {
            now.last_password_change_date_time > before.password_changed
        }
        StepKind::Reset => now
            .password_profile
            .as_ref()
            .is_some_and(|profile| profile.force_change_password_next_sign_in == Some(true)),
        StepKind::Revoke => now.sign_in_sessions_valid_from_date_time > before.sessions_valid_from,
    }
}
