//! Maps: a value under each key, and the keys are the caller's.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use serde_json::Value;

use super::{Arg, MapOf};
use crate::params::ordered;

/// In the order in which they are given: that of a form's fields, perhaps.
fn in_order<K: Into<String>, X, P, M, V: Arg<X, P, M>>(entries: impl IntoIterator<Item = (K, V)>) -> Value {
    ordered::object(entries.into_iter().map(|(key, value)| (key.into(), value.into_value())))
}

#[diagnostic::do_not_recommend]
impl<X, P, M, K: Into<String>, V: Arg<X, P, M>, const N: usize> Arg<MapOf<X>, P, M> for [(K, V); N] {
    fn into_value(self) -> Value {
        in_order(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X, P, M, K: Into<String>, V: Arg<X, P, M>> Arg<MapOf<X>, P, M> for Vec<(K, V)> {
    fn into_value(self) -> Value {
        in_order(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X, P, M, K: Into<String>, V: Arg<X, P, M>> Arg<MapOf<X>, P, M> for BTreeMap<K, V> {
    fn into_value(self) -> Value {
        in_order(self)
    }
}

/// By its keys: the same map, the same bytes.
#[diagnostic::do_not_recommend]
impl<X, P, M, K: Into<String>, V: Arg<X, P, M>, S: BuildHasher> Arg<MapOf<X>, P, M> for HashMap<K, V, S> {
    fn into_value(self) -> Value {
        // A `Map` sorts them, unless some crate of the program has `preserve_order` of serde_json.
        let sorted: BTreeMap<String, V> = self.into_iter().map(|(key, value)| (key.into(), value)).collect();
        in_order(sorted)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::arg::{ListOf, PlainText, WholeNumber};
    use crate::params::Params;

    fn sent<X>(map: impl Arg<MapOf<X>>) -> String {
        let mut params = Params::new();
        params.put("m", map.into_value());
        serde_json::to_string(&params).unwrap()
    }

    #[test]
    fn maps_are_sent_in_their_order() {
        assert_eq!(sent::<WholeNumber>([("z", 1), ("a", 2)]), r#"{"m":{"z":1,"a":2}}"#);
        assert_eq!(sent::<PlainText>(vec![("z".to_owned(), "1"), ("a".to_owned(), "2")]), r#"{"m":{"z":"1","a":"2"}}"#);
        assert_eq!(
            sent::<ListOf<PlainText>>(BTreeMap::from([("z", ["1"]), ("a", ["2"])])),
            r#"{"m":{"a":["2"],"z":["1"]}}"#
        );
        assert_eq!(sent::<WholeNumber>(HashMap::from([("z", 1), ("a", 2)])), r#"{"m":{"a":2,"z":1}}"#);
        assert_eq!(sent::<MapOf<WholeNumber>>([("o", [("z", 1), ("a", 2)])]), r#"{"m":{"o":{"z":1,"a":2}}}"#);
        assert_eq!(sent::<WholeNumber>(json!({"by": "hand"})), r#"{"m":{"by":"hand"}}"#);
    }
}
