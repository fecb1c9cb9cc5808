//! Open steps whose account moved into a restricted management administrative unit
//! since the task was created. As in lists, only named accounts in such units may be
//! changed.
use std::collections::{BTreeMap, BTreeSet};

use super::open_steps::{SkippedOpenSteps, is_typed, nothing_sent_failure};
use super::units;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::restricted::{self, RestrictedUnit};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::ObjectId;
use crate::journal::{Journal, OpenStep, Task};

impl SkippedOpenSteps {
    /// Adds the open steps whose account is in a restricted unit now.
    ///
    /// # Errors
    /// Exit code 12 if an account could not be read: nothing is recorded or sent.
    pub(crate) async fn add_restricted_unit_steps(
        &mut self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        journal: &Journal,
        task: &Task,
    ) -> Result<(), Failure> {
        let mut known: BTreeSet<ObjectId> = BTreeSet::new();
        let mut units: BTreeMap<ObjectId, Vec<RestrictedUnit>> = BTreeMap::new();
        let mut barred = Vec::new();
        for open in journal.open_chunks(task.id, task.action.steps()) {
            let open: Vec<OpenStep> = open?.into_iter().filter(|step| !is_typed(step)).collect();
            let new = open.iter().filter(|step| !known.contains(&step.account_id));
            let new: Vec<&OpenStep> = new.collect();
            let inside = accounts_in_restricted_units(ctx, connected, task, &new).await?;
            units.extend(units::read_restricted_units(connected, &inside).await);
            for id in inside {
                units.entry(id).or_default();
            }
            known.extend(new.into_iter().map(|step| step.account_id.clone()));
            barred.extend(open.into_iter().filter_map(|step| {
                let units = restricted::describe_units(units.get(&step.account_id)?);
                let why = format!("is in {units} by now: name it on the command line");
                Some((step, why))
            }));
        }
        self.add_steps(barred.into_iter());
        Ok(())
    }
}

/// Returns the accounts of these steps that are in a restricted unit. A deleted account
/// is not included, since Graph refuses its step.
async fn accounts_in_restricted_units(
    ctx: &Ctx<'_>,
    connected: &Connected,
    task: &Task,
    steps: &[&OpenStep],
) -> Result<Vec<ObjectId>, Failure> {
    let reads = steps
        .iter()
        .map(|step| calls::users::by_id(&step.account_id));
    let replies = connected.graph.read_many(reads.collect()).await;
    if replies.len() != steps.len() {
        return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
    }
    let mut inside = Vec::new();
    for (step, reply) in steps.iter().zip(replies) {
        match reply.and_then(|answer| answer.read::<User>()) {
            Ok(user)
                if user.id == step.account_id && user.is_management_restricted == Some(true) =>
            {
                inside.push(step.account_id.clone());
            }
            Ok(user) if user.id == step.account_id => {}
            Err(error) if error.is_not_found() => {}
            // An answer about another account proves nothing.
            Ok(_) | Err(_) => {
                let why = "could not be read, so it may be in a restricted unit by now";
                return Err(nothing_sent_failure(ctx, task, &step.account_name, why));
            }
        }
    }
    Ok(inside)
}
