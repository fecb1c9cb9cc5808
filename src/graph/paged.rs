//! Streams a long list page by page.
use std::collections::BTreeSet;

use serde_json::Value;

use super::answer::{append_page_items, unreadable};
use super::call::Call;
use super::client::{Client, MAX_PAGES};
use super::error::GraphError;

impl Client {
    /// Calls `visit` for every item of a list. An error of `visit` ends it.
    ///
    /// # Errors
    /// As [`Client::read_pages`], and those of `visit`.
    pub async fn for_each_item(
        &self,
        call: &Call,
        mut visit: impl FnMut(Value) -> Result<(), GraphError>,
    ) -> Result<(), GraphError> {
        let mut answer = self.send(call).await?;
        let mut followed = BTreeSet::new();
        loop {
            let mut page = Vec::new();
            let next = append_page_items(&mut answer, &mut page, &mut BTreeSet::new())?;
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
