//! Maps: a value under each key, and the keys are the caller's.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use serde_json::Value;

use super::{AnyObject, AnyValue, Arg, ListOrMap, MapOf};
use crate::params::ordered;

/// In the order in which they are given: that of a form's fields, perhaps.
fn in_order<K: Into<String>, X, P, M, V: Arg<X, P, M>>(entries: impl IntoIterator<Item = (K, V)>) -> Value {
    ordered::object(entries.into_iter().map(|(key, value)| (key.into(), value.into_value())))
}

/// Keys and values of the second kind, for parameters of the first.
macro_rules! pairs {
    ($([$($x:ident)?] $marker:ty: $of:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($x,)? P, M, K: Into<String>, V: Arg<$of, P, M>, const N: usize> Arg<$marker, P, M> for [(K, V); N] {
            fn into_value(self) -> Value {
                in_order(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($x,)? P, M, K: Into<String>, V: Arg<$of, P, M>> Arg<$marker, P, M> for Vec<(K, V)> {
            fn into_value(self) -> Value {
                in_order(self)
            }
        }
    )+};
}

/// A map of such values.
macro_rules! maps {
    ($([$($x:ident)?] $marker:ty: $of:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($x,)? P, M, K: Into<String>, V: Arg<$of, P, M>> Arg<$marker, P, M> for BTreeMap<K, V> {
            fn into_value(self) -> Value {
                in_order(self)
            }
        }

        /// By its keys: the same map, the same bytes.
        #[diagnostic::do_not_recommend]
        impl<$($x,)? P, M, K: Into<String>, V: Arg<$of, P, M>, S: BuildHasher> Arg<$marker, P, M> for HashMap<K, V, S> {
            fn into_value(self) -> Value {
                // A `Map` sorts them, unless some crate of the program has `preserve_order` of serde_json.
                let sorted: BTreeMap<String, V> = self.into_iter().map(|(key, value)| (key.into(), value)).collect();
                in_order(sorted)
            }
        }
    )+};
}

pairs! {
    [X] MapOf<X>: X;
    [] AnyObject: AnyValue;
}

// In an array of PHP's, pairs are elements.
maps! {
    [X] MapOf<X>: X;
    [] AnyObject: AnyValue;
    [] ListOrMap: AnyValue;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::arg::{ListOf, PlainText, WholeNumber};
    use crate::params::Params;

    fn sent<X>(map: impl Arg<X>) -> String {
        let mut params = Params::new();
        params.put("m", map.into_value());
        serde_json::to_string(&params).unwrap()
    }

    #[test]
    fn what_no_page_lists_the_fields_of_may_be_a_map() {
        assert_eq!(sent::<AnyObject>([("z", 1), ("a", 2)]), r#"{"m":{"z":1,"a":2}}"#);
        assert_eq!(sent::<AnyObject>(vec![("a", json!({"b": [1]}))]), r#"{"m":{"a":{"b":[1]}}}"#);
        assert_eq!(sent::<ListOrMap>(HashMap::from([("b", 1), ("a", 2)])), r#"{"m":{"a":2,"b":1}}"#);
        assert_eq!(sent::<ListOrMap>(BTreeMap::from([("a", [1, 2])])), r#"{"m":{"a":[1,2]}}"#);
    }

    #[test]
    fn maps_are_sent_in_their_order() {
        assert_eq!(sent::<MapOf<WholeNumber>>([("z", 1), ("a", 2)]), r#"{"m":{"z":1,"a":2}}"#);
        assert_eq!(
            sent::<MapOf<PlainText>>(vec![("z".to_owned(), "1"), ("a".to_owned(), "2")]),
            r#"{"m":{"z":"1","a":"2"}}"#
        );
        assert_eq!(
            sent::<MapOf<ListOf<PlainText>>>(BTreeMap::from([("z", ["1"]), ("a", ["2"])])),
            r#"{"m":{"a":["2"],"z":["1"]}}"#
        );
        assert_eq!(sent::<MapOf<WholeNumber>>(HashMap::from([("z", 1), ("a", 2)])), r#"{"m":{"a":2,"z":1}}"#);
        assert_eq!(sent::<MapOf<MapOf<WholeNumber>>>([("o", [("z", 1), ("a", 2)])]), r#"{"m":{"o":{"z":1,"a":2}}}"#);
        assert_eq!(sent::<MapOf<WholeNumber>>(json!({"by": "hand"})), r#"{"m":{"by":"hand"}}"#);
    }
}
