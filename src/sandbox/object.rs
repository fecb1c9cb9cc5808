//! Storage of the simulated tenant: JSON objects in collections whose replicas may lag behind.
//!
//! Objects are plain JSON on purpose: the sandbox shares no wire type with the program
//! that it tests, so that a misspelled field cannot be wrong on both sides.
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One directory object with all its properties.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Object(pub Map<String, Value>);

impl Object {
    /// Returns the object inside a JSON value; an empty one if the value is no object.
    pub fn from_value(value: Value) -> Self {
        match value {
            Value::Object(map) => Self(map),
            _ => Self::default(),
        }
    }

    /// Returns a property; `null` if there is none.
    pub fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// Returns a text property; empty if there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).as_str().unwrap_or_default()
    }

    /// Returns a Boolean property; false if there is none.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).as_bool().unwrap_or_default()
    }

    /// Sets a property.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Returns the object id.
    pub fn id(&self) -> &str {
        self.text("id")
    }

    /// Returns the object as a JSON value.
    pub fn to_value(&self) -> Value {
        Value::Object(self.0.clone())
    }
}

/// How long replicas show the state before a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lag {
    /// Duration after the write in milliseconds.
    pub milliseconds: i64,
    /// Number of reads after the write.
    pub reads: u32,
}

/// The old state of one object that replicas still show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Stale {
    before: Option<Object>,
    until: Timestamp,
    reads: u32,
}

/// Properties besides the id by which objects are found without a search.
const KEYS: [&str; 3] = ["userPrincipalName", "appId", "deviceId"];

/// Ids by the values of [`KEYS`]. An entry may be old: the object itself decides.
#[derive(Debug, Clone, Default)]
struct KeyIndex {
    ids: BTreeMap<String, String>,
    /// Objects that may have changed without an entry.
    touched: BTreeSet<String>,
}

impl PartialEq for KeyIndex {
    /// It follows from the objects, so it never makes a difference.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl KeyIndex {
    fn key(property: &str, value: &str) -> String {
        format!("{property} {}", value.to_lowercase())
    }

    fn add(&mut self, object: &Object) {
        for property in KEYS {
            if let Some(value) = object.get(property).as_str() {
                let id = object.id().to_owned();
                self.ids.insert(Self::key(property, value), id);
            }
        }
    }
}

/// Objects by id, with the old states that lagging replicas show.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Collection {
    items: BTreeMap<String, Object>,
    #[serde(default)]
    stale: BTreeMap<String, Stale>,
    /// Ids of written and removed objects, in order, for delta queries.
    #[serde(default)]
    changes: Vec<String>,
    #[serde(skip)]
    index: KeyIndex,
}

impl Collection {
    /// Returns the current state of one object.
    pub fn get(&self, id: &str) -> Option<&Object> {
        self.items.get(id)
    }

    /// Returns the current state of one object for a change without replication lag.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Object> {
        self.index.touched.insert(id.to_owned());
        self.items.get_mut(id)
    }

    /// Returns the object whose property, one of [`KEYS`], has a value in any case.
    pub(super) fn find(&self, property: &str, value: &str) -> Option<&Object> {
        let fits = |object: &&Object| object.text(property).eq_ignore_ascii_case(value);
        let indexed = self.index.ids.get(&KeyIndex::key(property, value));
        let indexed = indexed.and_then(|id| self.items.get(id)).filter(fits);
        let touched = self.index.touched.iter();
        indexed
            .or_else(|| touched.filter_map(|id| self.items.get(id)).find(fits))
            // A saved tenant comes without index.
            .or_else(|| {
                let mut all = self.items.values();
                self.index.ids.is_empty().then(|| all.find(fits)).flatten()
            })
    }

    /// Returns the number of changes so far.
    pub(super) fn change_count(&self) -> usize {
        self.changes.len()
    }

    /// Returns the ids of the objects that were changed after so many changes; `None` if there
    /// were not so many.
    pub(super) fn changed_since(&self, count: usize) -> Option<&[String]> {
        self.changes.get(count..)
    }

    /// Counts an object as changed, because something that it leads to was.
    pub(super) fn touch(&mut self, id: &str) {
        self.changes.push(id.to_owned());
    }

    /// Returns the current state of every object.
    pub fn all(&self) -> impl Iterator<Item = &Object> {
        self.items.values()
    }

    /// Stores an object without replication lag.
    pub fn insert(&mut self, object: Object) {
        self.stale.remove(object.id());
        self.index.add(&object);
        self.items.insert(object.id().to_owned(), object);
    }

    /// Removes an object without replication lag.
    pub fn remove_everywhere(&mut self, id: &str) -> Option<Object> {
        self.stale.remove(id);
        self.items.remove(id)
    }

    /// Removes the objects for which `keep` is false, without replication lag.
    pub fn retain(&mut self, keep: impl Fn(&Object) -> bool) {
        self.items.retain(|_, object| keep(object));
        self.stale.clear();
    }

    /// Stores an object; replicas follow after `lag`.
    pub fn write(&mut self, object: Object, lag: Lag, now: Timestamp) {
        let id = object.id().to_owned();
        self.index.add(&object);
        self.touch(&id);
        let before = self.items.insert(id.clone(), object);
        self.keep_stale_copy(id, before, lag, now);
    }

    /// Removes an object; replicas follow after `lag`. Returns false if there was none.
    pub fn remove(&mut self, id: &str, lag: Lag, now: Timestamp) -> bool {
        let before = self.items.remove(id);
        let existed = before.is_some();
        if existed {
            self.touch(id);
            self.keep_stale_copy(id.to_owned(), before, lag, now);
        }
        existed
    }

    fn keep_stale_copy(&mut self, id: String, before: Option<Object>, lag: Lag, now: Timestamp) {
        if lag == Lag::default() {
            self.stale.remove(&id);
            return;
        }
        let until = now
            .saturating_add(jiff::SignedDuration::from_millis(lag.milliseconds))
            .unwrap_or(now);
        let stale = self.stale.entry(id).or_insert(Stale {
            before,
            until,
            reads: lag.reads,
        });
        stale.until = until;
        stale.reads = lag.reads;
    }

    /// Returns one object as a replica shows it.
    pub fn read(&self, id: &str, now: Timestamp) -> Option<&Object> {
        match self.stale.get(id) {
            Some(stale) if now < stale.until || stale.reads > 0 => stale.before.as_ref(),
            _ => self.items.get(id),
        }
    }

    /// Returns every object as a replica shows it, in the order of the ids.
    pub fn list(&self, now: Timestamp) -> Vec<&Object> {
        if self.stale.is_empty() {
            return self.items.values().collect();
        }
        let mut ids: Vec<&String> = self.items.keys().chain(self.stale.keys()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter()
            .filter_map(|id| self.read(id, now))
            .collect()
    }

    /// Counts one read, after which replicas may catch up.
    pub fn count_read(&mut self, now: Timestamp) {
        for stale in self.stale.values_mut() {
            stale.reads = stale.reads.saturating_sub(1);
        }
        self.stale
            .retain(|_, stale| stale.reads > 0 || now < stale.until);
    }
}

#[cfg(test)]
mod tests {
    use super::{Collection, Lag, Object};
    use jiff::Timestamp;
    use serde_json::json;

    fn thing(name: &str) -> Object {
        Object::from_value(json!({ "id": "1", "displayName": name }))
    }

    #[test]
    fn a_replica_shows_the_old_state_until_it_was_read_often_enough() {
        let now = Timestamp::UNIX_EPOCH;
        let lag = Lag {
            milliseconds: 0,
            reads: 2,
        };
        let mut collection = Collection::default();
        collection.write(thing("new"), lag, now);
        assert!(collection.read("1", now).is_none());
        assert!(collection.get("1").is_some());
        collection.count_read(now);
        assert!(collection.list(now).is_empty());
        collection.count_read(now);
        assert_eq!(collection.list(now).len(), 1);
    }

    #[test]
    fn object_is_found_by_its_current_name_alone() {
        let user =
            |id: &str, upn: &str| Object::from_value(json!({ "id": id, "userPrincipalName": upn }));
        let mut all = Collection::default();
        all.insert(user("1", "ada@example.com"));
        let find = |all: &Collection, upn: &str| {
            all.find("userPrincipalName", upn)
                .map(|one| one.id().to_owned())
        };
        assert_eq!(find(&all, "ADA@example.com").as_deref(), Some("1"));
        all.get_mut("1")
            .unwrap()
            .set("userPrincipalName", "eva@example.com");
        assert_eq!(find(&all, "eva@example.com").as_deref(), Some("1"));
        assert_eq!(find(&all, "ada@example.com"), None);
        all.write(
            user("2", "ada@example.com"),
            Lag::default(),
            Timestamp::UNIX_EPOCH,
        );
        assert_eq!(find(&all, "ada@example.com").as_deref(), Some("2"));
        assert_eq!(all.changed_since(0), Some(&["2".to_owned()][..]));
        let saved = serde_json::to_string(&all).unwrap();
        let loaded: Collection = serde_json::from_str(&saved).unwrap();
        assert_eq!(find(&loaded, "eva@example.com").as_deref(), Some("1"));
    }

    #[test]
    fn a_removed_object_stays_visible_for_the_time_of_the_lag() {
        let now = Timestamp::UNIX_EPOCH;
        let later = now + jiff::SignedDuration::from_secs(3);
        let lag = Lag {
            milliseconds: 2_000,
            reads: 0,
        };
        let mut collection = Collection::default();
        collection.insert(thing("old"));
        assert!(collection.remove("1", lag, now));
        assert!(collection.read("1", now).is_some());
        assert!(collection.read("1", later).is_none());
    }
}
