//! Stage 1: resolves typed names, list records, a plan or a task to accounts with
//! object ids.
pub(crate) mod facts;
pub(crate) mod list_source;
pub(crate) mod position;
pub(crate) mod renamed;
pub(crate) mod replies;
pub(crate) mod role_groups;
pub(crate) mod rows;
pub(crate) mod typed_names;
