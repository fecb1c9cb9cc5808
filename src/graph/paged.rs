//! A long list read page by page, each entry shown once and then forgotten.
use std::collections::BTreeSet;

use serde_json::Value;

use super::answer::{page_items, unreadable};
use super::call::Call;
use super::client::{Client, MAX_PAGES};
use super::error::GraphError;

impl Client {
    /// Shows every item of a list to `visit`, which ends it by an error.
    ///
    /// # Errors
    /// As [`Client::pages`], and those of `visit`.
    pub async fn each_item(
        &self,
        call: &Call,
        mut visit: impl FnMut(Value) -> Result<(), GraphError>,
    ) -> Result<(), GraphError> {
        let mut answer = self.send(call).await?;
        let mut followed = BTreeSet::new();
        loop {
            let mut page = Vec::new();
            let next = page_items(&mut answer, &mut page, &mut BTreeSet::new())?;
            for item in page {
                visit(item)?;
            }
            let Some(next) = next else {
                return Ok(());
            };
            if followed.len() >= MAX_PAGES {
                return Err(unreadable(call, "its pages do not end", None));
            }
            if !followed.insert(next.clone()) {
                return Err(unreadable(call, "its pages lead in a circle", None));
            }
            answer = self.read_link(call, &next).await?;
        }
    }
}
