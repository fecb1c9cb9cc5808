//! Open steps whose account moved into a restricted management administrative unit
//! since their task began: as in a list, only what was typed reaches into one.
use std::collections::{BTreeMap, BTreeSet};

use super::open_steps::{Guarded, is_typed, nothing_sent};
use super::units;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::restricted::{self, Unit};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::ObjectId;
use crate::journal::{Journal, OpenStep, Task};

impl Guarded {
    /// Adds the open steps whose account is in a restricted unit by now.
    ///
    /// # Errors
    /// Exit 12 where an account could not be read: nothing is noted and nothing is
    /// sent.
    pub(crate) async fn add_restricted(
        &mut self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        journal: &Journal,
        task: &Task,
    ) -> Result<(), Failure> {
        let mut known: BTreeSet<ObjectId> = BTreeSet::new();
        let mut units: BTreeMap<ObjectId, Vec<Unit>> = BTreeMap::new();
        let mut barred = Vec::new();
        for open in journal.open_chunks(task.id, task.action.steps()) {
            let open: Vec<OpenStep> = open?.into_iter().filter(|step| !is_typed(step)).collect();
            let new = open.iter().filter(|step| !known.contains(&step.account_id));
            let new: Vec<&OpenStep> = new.collect();
            let inside = restricted_of(ctx, connected, task, &new).await?;
            units.extend(units::of(connected, &inside).await);
            for id in inside {
                units.entry(id).or_default();
            }
            known.extend(new.into_iter().map(|step| step.account_id.clone()));
            barred.extend(open.into_iter().filter_map(|step| {
                let units = restricted::words(units.get(&step.account_id)?);
                let why = format!("is in {units} by now: name it on the command line");
                Some((step, why))
            }));
        }
        self.add(barred.into_iter());
        Ok(())
    }
}

/// The accounts of these steps that are in a restricted unit. One that is gone is in
/// none: Graph refuses its step.
async fn restricted_of(
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
            // An answer about another account says nothing of this one.
            Ok(_) | Err(_) => {
                let why = "could not be read, so it may be in a restricted unit by now";
                return Err(nothing_sent(ctx, task, &step.account_name, why));
            }
        }
    }
    Ok(inside)
}
