//! Takes the steps of an agreed plan: each intent durable before it is sent,
//! each step retried on its own, nothing new after Ctrl-C.
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use uuid::Uuid;

use crate::commands::context::{Ctx, Interrupt};
use crate::commands::failures::exit_of;
use crate::commands::tries::Tries;
use crate::domain::password;
use crate::domain::plan::Agreed;
use crate::domain::task::{ReadBack, StepKind, StepOutcome};
use crate::enforcement::execute::step_state::{Live, Made};
use crate::enforcement::plan::account_plan::{How, Plan};
use crate::enforcement::resolve::facts::Reply;
use crate::enforcement::verify::typed_read_back;
use crate::entropy::Entropy;
use crate::failure::Failure;
use crate::graph::{Answer, Call, Client, GraphError};
use crate::journal::{Journal, StepId, StepResult};

use crate::enforcement::execute::password_file::PasswordFile;

/// How long after each look at resets that run on the next one follows.
const FOLLOW_AFTER: [u64; 4] = [1, 2, 4, 8];

/// No look begins later than this after the first wait did, however long the
/// looks themselves took.
const LONGEST_FOLLOWED: Duration = Duration::from_secs(20);

/// A reset that runs on, and where to look how it stands.
#[derive(Debug, Clone)]
struct Running {
    at: usize,
    read: Call,
    link: String,
}

/// A run under way.
#[derive(Debug)]
pub(crate) struct Run<'a> {
    pub graph: &'a Client,
    pub clock: &'a dyn crate::clock::Clock,
    pub entropy: &'a dyn Entropy,
    pub interrupt: &'a Interrupt,
    pub journal: &'a mut Journal,
    pub plan: &'a Plan,
    pub app_only: bool,
    pub tries: Arc<Tries>,
    pub steps: Vec<Live>,
    pub passwords: Option<PasswordFile>,
    /// The first failure to record something: nothing is sent after it.
    pub storage: Option<Failure>,
}

impl<'a> Run<'a> {
    /// A run of an agreed plan whose steps have these numbers in the journal.
    pub(crate) fn new(
        ctx: &'a Ctx<'_>,
        graph: &'a Client,
        journal: &'a mut Journal,
        agreed: &'a Agreed<Plan>,
        (ids, tries): (Vec<StepId>, Arc<Tries>),
    ) -> Self {
        let plan = agreed.plan();
        Self {
            graph,
            clock: ctx.clock.as_ref(),
            entropy: ctx.entropy.as_ref(),
            interrupt: &ctx.interrupt,
            journal,
            plan,
            app_only: false,
            tries,
            steps: plan
                .steps
                .iter()
                .zip(ids)
                .map(|(planned, id)| Live::new(planned.clone(), id))
                .collect(),
            passwords: None,
            storage: None,
        }
    }

    /// Takes every step, then reads back.
    pub(crate) async fn all(&mut self) {
        let possible: Vec<usize> = (0..self.steps.len())
            .filter(|at| self.steps.get(*at).is_some_and(|s| s.planned.is_possible()))
            .collect();
        let one_account = self.plan.accounts.len() == 1;
        let write_back = self.steps.iter().any(|s| s.planned.how == How::WriteBack);
        if one_account && !write_back {
            self.wave(&possible, true).await;
        } else {
            for kind in self.plan.action.steps() {
                let (slow, quick): (Vec<usize>, Vec<usize>) = possible
                    .iter()
                    .copied()
                    .filter(|at| self.is(*at, |step| step.planned.kind == *kind))
                    .partition(|at| self.is(*at, |step| step.planned.how == How::WriteBack));
                self.wave(&quick, false).await;
                self.wave(&slow, false).await;
                self.follow_write_backs(&slow).await;
            }
        }
        let again: Vec<usize> = possible
            .iter()
            .copied()
            .filter(|at| self.is(*at, Live::goes_again))
            .collect();
        self.wave(&again, false).await;
        self.fall_back_to_write_back(&possible).await;
        typed_read_back::run(self).await;
        self.record_outcomes();
    }

    fn is(&self, at: usize, rule: impl Fn(&Live) -> bool) -> bool {
        self.steps.get(at).is_some_and(rule)
    }

    /// Sends these steps in as few requests as possible.
    async fn wave(&mut self, places: &[usize], chained: bool) {
        if places.is_empty() || self.storage.is_some() || self.interrupt.is_asked() {
            return;
        }
        let mut calls: Vec<Call> = Vec::new();
        let mut ids: Vec<StepId> = Vec::new();
        let mut fresh = Vec::new();
        for at in places {
            match self.prepare(*at, &mut fresh) {
                Ok(Some((call, id))) => {
                    calls.push(call);
                    ids.push(id);
                }
                Ok(None) => {}
                Err(failure) => {
                    self.storage = Some(failure);
                    return;
                }
            }
        }
        let noted = self.journal.sent(&ids, self.clock.now());
        let noted = noted.map_err(Failure::from);
        if let Err(failure) = noted.and_then(|()| self.tries.announce(&fresh)) {
            self.storage = Some(failure);
            return;
        }
        let replies = match calls.as_slice() {
            [one] => vec![self.graph.send(one).await],
            many if chained => self.graph.chain(many).await,
            many => self.graph.batch(many).await,
        };
        for ((at, call), reply) in places.iter().zip(&calls).zip(replies) {
            self.absorb(*at, call, reply);
        }
        self.record_outcomes();
        if chained {
            let cut_off: Vec<usize> = places
                .iter()
                .copied()
                .filter(|at| self.is(*at, |step| step.cut_off))
                .collect();
            Box::pin(self.wave(&cut_off, false)).await;
        }
    }

    /// The call of a step, with a new password where it sets one.
    /// Its first try is announced already; a later one goes into `fresh`.
    fn prepare(
        &mut self,
        at: usize,
        fresh: &mut Vec<(usize, Uuid)>,
    ) -> Result<Option<(Call, StepId)>, Failure> {
        let Some(step) = self.steps.get_mut(at) else {
            return Ok(None);
        };
        let Some(account) = self.plan.account(&step.planned) else {
            return Ok(None);
        };
        step.password = if step.planned.kind == StepKind::Reset && self.plan.new_password {
            Some(password::generate(self.entropy)?)
        } else {
            None
        };
        let number = match self.tries.last(at) {
            Some(first) if !step.sent => first,
            Some(_) | None => {
                let number = self.entropy.uuid()?;
                fresh.push((at, number));
                number
            }
        };
        step.sent = true;
        step.cut_off = false;
        let call = step.planned.call(account, step.password.clone());
        Ok(Some((call.announced_as(number), step.id)))
    }

    fn absorb(&mut self, at: usize, call: &Call, reply: Result<Answer, GraphError>) {
        let Some(step) = self.steps.get_mut(at) else {
            return;
        };
        match reply {
            Ok(answer) => {
                step.status = Some(answer.status);
                step.request_id = answer.request_id;
                step.error = None;
                step.exit = None;
                if step.planned.how == How::WriteBack {
                    step.made = Made::Running;
                    step.operation = answer.location.map(|link| (call.clone(), link));
                } else {
                    step.made = Made::Done;
                    self.keep_password(at);
                }
            }
            Err(error) => {
                if error.is_unrecorded() {
                    // What cannot be recorded ends the run, whichever try it was.
                    let failure = Failure::new(crate::exit::Exit::Storage, &error);
                    self.storage.get_or_insert(failure);
                }
                step.failed(&error, exit_of(&error));
            }
        }
    }

    /// Writes the password of a step that is definitely done.
    fn keep_password(&mut self, at: usize) {
        let Some(step) = self.steps.get_mut(at) else {
            return;
        };
        let secret = step.password.take();
        let account = self.plan.account(&step.planned);
        if let (Some(secret), Some(account), Some(file)) = (secret, account, &mut self.passwords) {
            let Err(error) = file.add(account, &secret) else {
                step.written_down = true;
                return;
            };
            step.error = Some("the new password was set but could not be written down".to_owned());
            self.storage.get_or_insert_with(|| {
                Failure::from_error(crate::exit::Exit::Storage, error)
                    .context("a password was set but could not be written to the password file")
            });
        }
    }

    /// Waits a little for resets that run on in Active Directory: for all of
    /// them together, so that many take no longer than one.
    async fn follow_write_backs(&mut self, places: &[usize]) {
        let mut running: Vec<Running> = Vec::new();
        for at in places {
            if let Some((call, link)) = self.steps.get_mut(*at).and_then(|s| s.operation.take()) {
                let read = Call {
                    method: http::Method::GET,
                    payload: crate::graph::call::Payload::Empty,
                    ..call.repeatable()
                };
                // A link that leads away is never followed: there is nothing to wait for.
                if self.graph.follow(&read, &link).is_ok() {
                    let at = *at;
                    running.push(Running { at, read, link });
                }
            }
        }
        let until = self.clock.now().saturating_add(LONGEST_FOLLOWED);
        for wait in FOLLOW_AFTER {
            let late = until.as_ref().is_ok_and(|until| self.clock.now() >= *until);
            if running.is_empty() || late || self.interrupt.is_asked() {
                return;
            }
            self.clock.sleep(Duration::from_secs(wait)).await;
            let mut looks: JoinSet<(usize, Reply)> = JoinSet::new();
            for one in &running {
                let (graph, one) = (self.graph.clone(), one.clone());
                looks.spawn(async move { (one.at, graph.read_link(&one.read, &one.link).await) });
            }
            while let Some(look) = looks.join_next().await {
                if let Ok((at, Ok(answer))) = look
                    && self.has_ended(at, &answer)
                {
                    running.retain(|one| one.at != at);
                }
            }
        }
    }

    /// Whether a reset that ran on has ended, and how.
    fn has_ended(&mut self, at: usize, answer: &Answer) -> bool {
        let text = |name: &str| {
            let value = answer.body.get(name)?;
            value.as_str().map(str::to_owned)
        };
        let Some(step) = self.steps.get_mut(at) else {
            return true;
        };
        match text("status").as_deref() {
            Some("succeeded") => {
                step.made = Made::Done;
                step.read_back = ReadBack::Seen;
                self.keep_password(at);
                true
            }
            Some("failed") => {
                step.made = Made::Failed;
                step.exit = Some(crate::exit::Exit::Partial);
                step.error = Some(text("statusDetail").unwrap_or_else(|| {
                    "the reset failed on its way to Active Directory".to_owned()
                }));
                true
            }
            _ => false,
        }
    }

    /// An account that turns out to be mastered elsewhere takes the reset that
    /// is written back.
    async fn fall_back_to_write_back(&mut self, possible: &[usize]) {
        if self.app_only || !self.plan.new_password {
            return;
        }
        let mut elsewhere = possible.to_vec();
        elsewhere.retain(|at| self.is(*at, Live::is_mastered_elsewhere));
        for at in &elsewhere {
            if let Some(step) = self.steps.get_mut(*at) {
                step.planned.how = How::WriteBack;
            }
        }
        self.wave(&elsewhere, false).await;
        self.follow_write_backs(&elsewhere).await;
    }

    /// Writes to the journal what is known of every step that was sent.
    fn record_outcomes(&mut self) {
        let results: Vec<(StepId, StepResult)> = self
            .steps
            .iter()
            .filter(|step| step.sent || !step.planned.is_possible())
            .map(|step| (step.id, step.result()))
            .collect();
        if let Err(error) = self.journal.finish_steps(&results, self.clock.now()) {
            self.storage.get_or_insert_with(|| error.into());
        }
    }

    /// The outcomes of all steps.
    pub(crate) fn outcomes(&self) -> Vec<StepOutcome> {
        self.steps.iter().map(Live::outcome).collect()
    }
}
