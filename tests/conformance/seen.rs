//! Decoded values as JSON again. Generated records cannot be written, only looked into: the types of their fields are
//! known by their ids.

use std::any::{Any, TypeId, type_name};
use std::collections::{BTreeMap, HashMap};

use b24::__private::v1::{Extra, Fields, look};
use b24::Value;
use b24::types::{Date, DateTime, Decimal};
use serde_json::Map;

type See = Box<dyn Fn(&dyn Any, &Seen) -> Option<Value>>;

/// How values of each type are seen.
pub(crate) struct Seen(HashMap<TypeId, See>);

impl Seen {
    /// The types that every record may have.
    pub(crate) fn new() -> Self {
        let mut seen = Self(HashMap::new());
        seen.add::<String>(|text, _| text.as_str().into());
        seen.add::<i64>(|number, _| (*number).into());
        seen.add::<bool>(|yes, _| (*yes).into());
        seen.add::<Decimal>(|number, _| number.as_str().into());
        seen.add::<Date>(|day, _| day.as_str().into());
        seen.add::<DateTime>(|moment, _| moment.as_str().into());
        seen.add::<Value>(|value, _| value.clone());
        seen
    }

    /// The record `F`.
    pub(crate) fn record<F: Fields>(&mut self) {
        self.add::<F>(|record, seen| {
            let mut map = Map::new();
            look(record, &mut |name, field| {
                let field: &dyn Any = field;
                if let Some(name) = name {
                    map.extend(seen.see(field).map(|value| (name.to_owned(), value)));
                } else {
                    let extra = field.downcast_ref::<Extra>().expect("behind the last field stands what no page lists");
                    map.extend(extra.iter().map(|(name, value)| (name.to_owned(), value.clone())));
                }
            });
            Value::Object(map)
        });
    }

    /// What a value holds; nothing where it is absent.
    pub(crate) fn value<T: 'static>(&self, value: &T) -> Option<Value> {
        assert!(self.0.contains_key(&TypeId::of::<T>()), "nobody has told how {} is seen", type_name::<T>());
        self.see(value)
    }

    fn see(&self, value: &dyn Any) -> Option<Value> {
        let see = self.0.get(&value.type_id()).expect("a field has a type that nobody has told how it is seen");
        see(value, self)
    }

    /// A type, and what is made of it.
    fn add<T: 'static>(&mut self, see: fn(&T, &Self) -> Value) {
        self.put::<T>(move |value, seen| Some(see(value, seen)));
        self.put::<Option<T>>(move |value, seen| Some(see(value.as_ref()?, seen)));
        let list = move |items: &[T], seen: &Self| items.iter().map(|item| see(item, seen)).collect();
        self.put::<Vec<T>>(move |items, seen| Some(list(items, seen)));
        self.put::<Option<Vec<T>>>(move |items, seen| Some(list(items.as_ref()?, seen)));
        self.put::<Option<Vec<Vec<T>>>>(move |lists, seen| {
            Some(lists.as_ref()?.iter().map(|items| list(items, seen)).collect())
        });
        self.maps::<T>(see);
        self.maps::<Vec<T>>(move |items, seen| list(items, seen));
    }

    /// Maps whose entries are of a type.
    fn maps<T: 'static>(&mut self, see: impl Fn(&T, &Self) -> Value + Copy + 'static) {
        let map = move |map: &BTreeMap<String, T>, seen: &Self| {
            map.iter().map(|(key, entry)| (key.clone(), see(entry, seen))).collect()
        };
        self.put::<BTreeMap<String, T>>(move |entries, seen| Some(map(entries, seen)));
        self.put::<Option<BTreeMap<String, T>>>(move |entries, seen| Some(map(entries.as_ref()?, seen)));
    }

    fn put<T: 'static>(&mut self, see: impl Fn(&T, &Self) -> Option<Value> + 'static) {
        let see = move |value: &dyn Any, seen: &Self| see(value.downcast_ref().expect("found by its type"), seen);
        self.0.insert(TypeId::of::<T>(), Box::new(see));
    }
}
