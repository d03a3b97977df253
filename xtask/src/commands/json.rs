//! The JSON of the IR's lines: to the byte what `serde_json` writes, without going through it piece by piece. Half of a line
//! is the names of fields, and hardly any text has something to escape.

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};
use serde_json::{Error, Result};

/// Appends an item to a text.
pub(super) fn write(item: &impl Serialize, out: &mut String) -> Result<()> {
    item.serialize(Writer(out))
}

/// Writes a value behind a text.
struct Writer<'o>(&'o mut String);

impl Writer<'_> {
    fn raw(self, text: &str) -> Result<()> {
        self.0.push_str(text);
        Ok(())
    }

    fn number(self, number: impl itoa::Integer) -> Result<()> {
        self.raw(itoa::Buffer::new().format(number))
    }
}

/// A list or an object that is being written.
struct Open<'o> {
    out: &'o mut String,
    first: bool,
    close: &'static str,
}

impl<'o> Open<'o> {
    fn new(out: &'o mut String, open: char, close: &'static str) -> Self {
        out.push(open);
        Self { out, first: true, close }
    }

    fn next(&mut self) -> Writer<'_> {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
        Writer(self.out)
    }

    fn close(self) -> Result<()> {
        self.out.push_str(self.close);
        Ok(())
    }
}

impl<'o> Serializer for Writer<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'o>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Open<'o>;
    type SerializeStruct = Open<'o>;
    type SerializeStructVariant = Open<'o>;

    fn serialize_bool(self, v: bool) -> Result<()> {
        self.raw(if v { "true" } else { "false" })
    }

    fn serialize_i8(self, v: i8) -> Result<()> {
        self.number(v)
    }

    fn serialize_i16(self, v: i16) -> Result<()> {
        self.number(v)
    }

    fn serialize_i32(self, v: i32) -> Result<()> {
        self.number(v)
    }

    fn serialize_i64(self, v: i64) -> Result<()> {
        self.number(v)
    }

    fn serialize_u8(self, v: u8) -> Result<()> {
        self.number(v)
    }

    fn serialize_u16(self, v: u16) -> Result<()> {
        self.number(v)
    }

    fn serialize_u32(self, v: u32) -> Result<()> {
        self.number(v)
    }

    fn serialize_u64(self, v: u64) -> Result<()> {
        self.number(v)
    }

    fn serialize_f32(self, v: f32) -> Result<()> {
        self.raw(&serde_json::to_string(&v)?)
    }

    fn serialize_f64(self, v: f64) -> Result<()> {
        self.raw(&serde_json::to_string(&v)?)
    }

    fn serialize_char(self, v: char) -> Result<()> {
        self.serialize_str(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, v: &str) -> Result<()> {
        // Without an early end, many bytes are looked at at a time.
        let odd = v.bytes().fold(false, |odd, byte| odd || byte < b' ' || matches!(byte, b'"' | b'\\'));
        if odd {
            return self.raw(&serde_json::to_string(v)?);
        }
        self.0.push('"');
        self.0.push_str(v);
        self.0.push('"');
        Ok(())
    }

    fn serialize_bytes(self, v: &[u8]) -> Result<()> {
        self.raw(&serde_json::to_string(v)?)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.raw("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let mut object = Open::new(self.0, '{', "}");
        ser::SerializeStruct::serialize_field(&mut object, variant, value)?;
        object.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'o>> {
        Ok(Open::new(self.0, '[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        Err(ser::Error::custom("the IR has no tuples"))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Self::SerializeTupleStruct> {
        self.serialize_tuple(len)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        self.serialize_tuple(len)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'o>> {
        Ok(Open::new(self.0, '{', "}"))
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Open<'o>> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Open<'o>> {
        let out = self.0;
        out.push('{');
        name(out, variant);
        Ok(Open::new(out, '{', "}}"))
    }
}

/// The name of a field, of which none has anything to escape.
fn name(out: &mut String, name: &'static str) {
    out.push('"');
    out.push_str(name);
    out.push_str("\":");
}

impl ser::SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        value.serialize(self.next())
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

/// Its keys are texts.
impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<()> {
        key.serialize(self.next())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.out.push(':');
        value.serialize(Writer(self.out))
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl ser::SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<()> {
        let Writer(out) = self.next();
        name(out, key);
        value.serialize(Writer(out))
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl ser::SerializeStructVariant for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<()> {
        ser::SerializeStruct::serialize_field(self, key, value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Serialize)]
    enum Choice {
        Plain,
        Holds(Option<u8>),
        Named { a: char, b: () },
    }

    #[derive(Serialize)]
    struct All {
        whole: (),
        numbers: Vec<f64>,
        signed: i64,
        choices: Vec<Choice>,
        texts: Vec<String>,
        map: BTreeMap<String, serde_json::Value>,
        #[serde(skip_serializing_if = "Option::is_none")]
        skipped: Option<bool>,
    }

    #[test]
    fn it_is_what_serde_json_writes() {
        let value = serde_json::json!({"a": [1, -2.5, 1e300, true, null, {}], "b\"": []});
        let all = All {
            whole: (),
            numbers: vec![1.0, 0.1, f64::NAN],
            signed: i64::MIN,
            choices: vec![Choice::Plain, Choice::Holds(Some(7)), Choice::Named { a: '"', b: () }],
            texts: (0..=0x7f).map(|byte: u8| format!("é{}", char::from(byte))).collect(),
            map: [("k\n".to_owned(), value), (String::new(), "Ж".into())].into(),
            skipped: None,
        };
        let mut out = "before".to_owned();
        write(&all, &mut out).unwrap();
        assert_eq!(out.strip_prefix("before").unwrap(), serde_json::to_string(&all).unwrap());
    }
}
