//! Texts that are JSON, with the places of all values in them: a text is gone through once, however deep its values are.

mod places;

use std::borrow::Cow;

use serde_core::de::{Error, IgnoredAny};

use places::Place;

/// A text that is JSON.
pub(crate) struct JsonText<'t> {
    text: Cow<'t, str>,
    places: Vec<Place>,
}

impl<'t> JsonText<'t> {
    /// Any text.
    ///
    /// # Errors
    /// Where it is not JSON.
    pub(crate) fn read(text: &'t str) -> serde_json::Result<Self> {
        match places::of(text) {
            Some(places) => Ok(Self { text: text.into(), places }),
            // What is wrong is told by who is used to telling it.
            None => {
                Err(serde_json::from_str::<IgnoredAny>(text).err().unwrap_or_else(|| Error::custom("it is too long")))
            }
        }
    }

    /// A text that has just been written as JSON. Of any other there is nothing to be had.
    pub(crate) fn known(text: impl Into<Cow<'t, str>>) -> Self {
        let text = text.into();
        let places = places::of(&text).unwrap_or_default();
        Self { text, places }
    }

    /// All of it.
    pub(crate) fn root(&self) -> Json<'_> {
        Items { text: &self.text, places: &self.places }.next().unwrap_or(Json::NULL)
    }
}

/// A value in a text that is JSON.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    text: &'a str,
    /// Its own, and those of what is in it.
    places: &'a [Place],
}

impl<'a> Json<'a> {
    pub(crate) const NULL: Self = Self { text: "null", places: &[] };
    /// A list with nothing in it.
    pub(crate) const NO_ITEMS: Self = Self { text: "[]", places: &[] };

    /// As it is written.
    pub(crate) fn get(self) -> &'a str {
        self.text
    }

    /// A copy, with nothing around it.
    pub(crate) fn to_owned(self) -> JsonText<'static> {
        let mut places = self.places.to_vec();
        if let Some(own) = places.first_mut() {
            own.start = 0;
        }
        JsonText { text: Cow::Owned(self.text.to_owned()), places }
    }

    /// What is between the quotes of a text.
    pub(crate) fn as_text(self) -> Option<Cow<'a, str>> {
        let inside = self.text.strip_prefix('"')?;
        let inside = inside.get(..inside.len().checked_sub(1)?)?;
        if self.places.first().is_none_or(|own| !own.is_escaped) {
            return Some(Cow::Borrowed(inside));
        }
        // Half a pair of `\u` is no character. It stays as it is written.
        Some(serde_json::from_str(self.text).map_or(Cow::Borrowed(inside), Cow::Owned))
    }

    /// The values of a list; of a map its names, too.
    pub(crate) fn items(self) -> Items<'a> {
        Items { text: self.text, places: self.places.get(1..).unwrap_or_default() }
    }

    /// Names and values of a map.
    pub(crate) fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Self)> {
        let mut items = self.items();
        std::iter::from_fn(move || Some((items.next()?.as_text()?, items.next()?)))
    }

    /// The value of that name in a map; the last of them.
    pub(crate) fn member(self, name: &str) -> Option<Self> {
        self.members().filter(|(known, _)| known == name).map(|(_, value)| value).last()
    }

    pub(crate) fn is_null(self) -> bool {
        self.text == "null"
    }

    /// Is it a list with nothing in it?
    pub(crate) fn is_no_items(self) -> bool {
        self.places.len() <= 1 && self.text.starts_with('[')
    }
}

pub(crate) struct Items<'a> {
    text: &'a str,
    places: &'a [Place],
}

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        let Place { start, length, places, .. } = *self.places.first()?;
        let (places, behind) = self.places.split_at_checked(places as usize)?;
        self.places = behind;
        let (start, length) = (start as usize, length as usize);
        Some(Json { text: self.text.get(start..start + length)?, places })
    }
}

#[cfg(test)]
mod tests;
