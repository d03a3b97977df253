//! From page to page.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde_json::{Value, json};

use super::chain::Chain;
use super::position::{Id, Position};
use super::split;
use crate::answer::Answer;
use crate::batch::refuse_references;
use crate::error::{Call, Error};
use crate::method::{Invalid, Kind, Method, Version};
use crate::nature::Nature;
use crate::params::Params;
use crate::transport::{Body, Request, Transport};

/// What the documentation knows about a method that lists: generated.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list, or its page does not say how it lists",
    label = "not a list that can be followed",
    note = "`client.call(..)` sends it; where its answer has a `next`, that is the `start` of the next page"
)]
pub trait Listed: Method<Output: Send> {
    /// What a page holds.
    type Item: Send + 'static;
    /// How its pages follow each other.
    const PAGES: Pages;

    /// The items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;

    /// The identifier of an item, where it has one.
    fn id(item: &Self::Item) -> Option<Id>;
}

/// How the pages of a list follow each other.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// By what.
    pub paging: Paging,
    /// Items a page.
    pub size: Option<usize>,
    /// Where the items are in the result.
    pub items: &'static [&'static str],
    /// What to filter and to order by instead.
    pub cursor: Option<Cursor>,
}

/// By what pages follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By `start`; the answer says with `next` where the next page begins.
    Start,
    /// By a parameter that counts items.
    Offset(&'static str),
    /// Not at all, or by what only a [`Cursor`] does well.
    None,
}

/// An identifier to filter and to order by.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    /// The parameter that is the filter.
    pub filter: &'static str,
    /// The identifier in it, with the operator before it where that is how it is written: `>ID`.
    pub greater: &'static str,
    /// What orders by it, rising: paths of parameters, and their values.
    pub order: &'static [(&'static [&'static str], &'static str)],
    /// The parameter that selects fields.
    pub select: Option<&'static str>,
    /// The identifier as it is selected.
    pub name: &'static str,
    /// The identifier in an item.
    pub answer: &'static str,
}

/// What is left of a list.
pub(super) struct Pager<'c, M> {
    pub(super) transport: &'c Transport,
    pub(super) params: Params,
    invalid: Option<Invalid>,
    pub(super) way: Way,
    pub(super) ended: bool,
    batches: bool,
    /// Pages of the next request.
    pub(super) ahead: usize,
    /// What is left of those of the last one.
    pub(super) chain: Option<Chain>,
    /// How many parts of the list are to be followed at once.
    pub(super) lanes: usize,
    /// The parts that the list was split into.
    pub(super) parts: Vec<Self>,
    method: PhantomData<fn() -> M>,
}

pub(super) enum Way {
    /// Items behind this identifier, up to and with the other.
    Cursor(Cursor, Option<Id>, Option<i64>),
    /// Items from this number on, without the first few of the page.
    Offset { from: u64, skip: usize },
}

impl<'c, M: Listed> Pager<'c, M> {
    pub(super) fn new(transport: &'c Transport, request: M) -> Self {
        let params = request.into_params();
        let invalid = M::check(&params).and_then(|()| refuse_references(&params)).err();
        let own_start = params.at(&["start"]).and_then(Value::as_u64);
        let way = match M::PAGES.cursor {
            Some(cursor) if own_start.is_none() && fits(&cursor, &params) => Way::Cursor(cursor, None, None),
            _ => Way::Offset { from: own_start.unwrap_or(0), skip: 0 },
        };
        let batches = M::Nature::API == Version::V2 && M::PAGES.paging == Paging::Start && M::PAGES.size.is_some();
        let mut pager = Self {
            transport,
            params,
            invalid,
            way,
            ended: false,
            batches,
            ahead: 1,
            chain: None,
            lanes: 1,
            parts: Vec::new(),
            method: PhantomData,
        };
        pager.select_id();
        pager
    }

    pub(super) fn by_offset(&mut self) {
        self.way = Way::Offset { from: 0, skip: 0 };
    }

    pub(super) fn one_by_one(&mut self) {
        self.batches = false;
    }

    pub(super) fn parallel(&mut self, lanes: usize) {
        self.lanes = lanes.clamp(1, split::MOST);
    }

    /// What the list was split into, once.
    pub(super) fn take_parts(&mut self) -> Vec<Self> {
        std::mem::take(&mut self.parts)
    }

    pub(super) fn resume(&mut self, position: &Position) {
        let wrong = match (&mut self.way, position) {
            (_, Position::Start) => false,
            (Way::Cursor(_, last, _), Position::After(id)) => {
                *last = Some(id.clone());
                false
            }
            // Offsets may have to be those of whole pages.
            (Way::Offset { from, skip }, Position::Offset(offset)) => {
                let size = M::PAGES.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(1).max(1);
                *skip = usize::try_from(offset % size).unwrap_or_default();
                *from = offset - offset % size;
                false
            }
            (Way::Cursor(..), Position::Offset(_)) => {
                self.by_offset();
                return self.resume(position);
            }
            (Way::Offset { .. }, Position::After(_)) => true,
        };
        if wrong {
            self.invalid =
                Some(Invalid::new("position", "this list goes by offset: resume it at one, such as `offset:50`"));
        }
    }

    pub(super) fn has_more(&self) -> bool {
        !self.ended
    }

    pub(super) fn by_cursor(&self) -> bool {
        matches!(self.way, Way::Cursor(..))
    }

    /// The identifier has to come with each item.
    fn select_id(&mut self) {
        let Way::Cursor(Cursor { select: Some(select), name, .. }, ..) = &self.way else { return };
        let Some(Value::Array(fields)) = self.params.at(&[select]) else { return };
        let has = fields.iter().any(|field| field.as_str().is_some_and(|f| f == "*" || f.eq_ignore_ascii_case(name)));
        if !has && !fields.is_empty() {
            let fields = fields.iter().cloned().chain([Value::from(*name)]).collect();
            self.params.put(select, Value::Array(fields));
        }
    }

    /// The next items. None of them, and nothing more to come, is the end.
    pub(super) async fn fetch(mut self) -> (Self, Result<Vec<M::Item>, Error>) {
        let items = self.step().await;
        (self, items)
    }

    async fn step(&mut self) -> Result<Vec<M::Item>, Error> {
        if let Some(error) = self.invalid.take() {
            return Err(Error::Invalid { call: self.call(), error });
        }
        if let Some(page) = self.chain.as_mut().and_then(Chain::next) {
            return self.linked(page?);
        }
        match &self.way {
            Way::Offset { from, skip } => self.by_number(*from, *skip).await,
            Way::Cursor(cursor, last, _) => {
                let (cursor, last) = (*cursor, last.clone());
                if self.lanes > 1 && last.is_some() {
                    self.split(&cursor).await
                } else if self.ahead > 1 {
                    self.chained(&cursor, last.as_ref()).await.map(|()| Vec::new())
                } else {
                    let items =
                        M::items(self.page(self.behind(&cursor, last.as_ref().map(Id::to_value))).await?.result);
                    self.pass(&items)?;
                    let full = M::PAGES.size.is_some_and(|size| items.len() >= size);
                    self.ahead = if full && self.batches { 10 } else { 1 };
                    Ok(items)
                }
            }
        }
    }

    /// The items between two identifiers, as a list of its own.
    pub(super) fn part(&self, cursor: Cursor, after: i64, until: Option<i64>) -> Self {
        Self {
            transport: self.transport,
            params: self.params.clone(),
            invalid: None,
            way: Way::Cursor(cursor, Some(Id::Number(after)), until),
            ended: false,
            batches: self.batches,
            ahead: self.ahead,
            chain: None,
            lanes: 1,
            parts: Vec::new(),
            method: PhantomData,
        }
    }

    async fn by_number(&mut self, from: u64, skip: usize) -> Result<Vec<M::Item>, Error> {
        let mut params = self.params.clone();
        match M::PAGES.paging {
            Paging::Start => params.put("start", from.into()),
            Paging::Offset(name) => params.put(name, from.into()),
            Paging::None => {}
        }
        let answer = self.page(params).await?;
        let next = answer.next.and_then(|next| u64::try_from(next).ok());
        let mut items = M::items(answer.result);
        let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let next = match M::PAGES.paging {
            Paging::Start => next,
            Paging::Offset(_) => (count > 0).then_some(from + count),
            Paging::None => None,
        };
        match next {
            None => self.ended = true,
            // Not forward: it would never end.
            Some(next) if next <= from => {
                return Err(Error::Stalled { call: self.call(), at: format!("start={next}") });
            }
            Some(next) => self.way = Way::Offset { from: next, skip: 0 },
        }
        items.drain(..skip.min(items.len()));
        Ok(items)
    }

    /// Where the next page begins, behind these items.
    pub(super) fn pass(&mut self, items: &[M::Item]) -> Result<(), Error> {
        let call = self.call();
        let Way::Cursor(cursor, last, until) = &mut self.way else { return Ok(()) };
        let Some(item) = items.last() else {
            self.ended = true;
            return Ok(());
        };
        let Some(id) = M::id(item) else {
            let list: Vec<&str> = ["result"].into_iter().chain(M::PAGES.items.iter().copied()).collect();
            let path = format!("{}[{}].{}", list.join("."), items.len() - 1, cursor.answer);
            return Err(Error::Decode { call, path, expected: "an identifier".into(), found: "nothing".into() });
        };
        if last.as_ref().is_some_and(|before| !id.is_behind(before)) {
            return Err(Error::Stalled { call, at: id.to_string() });
        }
        // A bound that the server does not keep to would bring items twice.
        if let (Some(until), Id::Number(number)) = (&until, &id)
            && number > until
        {
            return Err(Error::Stalled { call, at: format!("{number}, which is beyond {until}") });
        }
        *last = Some(id);
        Ok(())
    }

    /// The parameters of the page behind that identifier.
    pub(super) fn behind(&self, cursor: &Cursor, id: Option<Value>) -> Params {
        let mut params = self.params.clone();
        match (M::Nature::API, id) {
            (Version::V3, id) => {
                let mut filter = match params.at(&[cursor.filter]) {
                    Some(Value::Array(filter)) => filter.clone(),
                    _ => Vec::new(),
                };
                filter.extend(id.map(|id| json!([cursor.name, ">", id])));
                params.put(cursor.filter, Value::Array(filter));
            }
            (Version::V2, Some(id)) => params.put_path(&[cursor.filter, cursor.greater], id),
            (Version::V2, None) => {}
        }
        if let Way::Cursor(_, _, Some(until)) = self.way {
            split::bound(&mut params, cursor, M::Nature::API, until);
        }
        for (path, value) in cursor.order {
            params.put_path(path, Value::from(*value));
        }
        if M::PAGES.paging == Paging::Start {
            // Without counting.
            params.put("start", Value::from(-1));
        }
        params
    }

    pub(super) async fn page(&self, params: Params) -> Result<Answer<M::Output>, Error> {
        let with_token = self.transport.access().token().is_some();
        let body = Body::new(&params, with_token);
        let (method, bill) = (Cow::Borrowed(M::NAME), vec![Cow::Borrowed(M::NAME)]);
        self.transport.exchange(Request { method, api: M::Nature::API, kind: Kind::List, body, bill }).await?.read()
    }

    pub(super) fn call(&self) -> Call {
        Call::new(Cow::Borrowed(M::NAME), self.transport.access().portal())
    }
}

/// Can the request be followed by this identifier? Not where it has an order of its own, or a condition on it.
fn fits(cursor: &Cursor, params: &Params) -> bool {
    let ordered = cursor.order.iter().any(|(path, _)| path.first().is_some_and(|name| params.at(&[name]).is_some()));
    let filter = match params.at(&[cursor.filter]) {
        None => true,
        Some(Value::Object(filter)) => !filter.contains_key(cursor.greater),
        Some(Value::Array(conditions)) => {
            conditions.iter().all(|one| one.get(0).and_then(Value::as_str) != Some(cursor.name))
        }
        Some(_) => false,
    };
    !ordered && filter
}
