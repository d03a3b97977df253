//! Many pages in one request, each behind the last item of the one before.

use std::borrow::Cow;
use std::sync::Arc;
use std::vec;

use super::pager::{Cursor, Listed, Pager};
use super::position::Id;
use crate::address::Access;
use crate::answer::value;
use crate::batch::{Commands, MOST, Sections, key, reference_to};
use crate::decode::{Decode, JsonText, tolerate};
use crate::error::{Call, Error};
use crate::method::{Kind, Version};
use crate::params::Params;
use crate::reply::{Reply, misfit};
use crate::transport::{Body, Request};

/// Pages that came together. Each is read when its turn comes, into the memory that the one before has left: all at once
/// would be more than a processor keeps at hand.
pub(super) struct Chain {
    pages: vec::IntoIter<Result<JsonText<'static>, Error>>,
    call: Call,
    access: Arc<Access>,
}

impl Chain {
    /// The pages up to the first that is none.
    fn of(reply: &Reply, count: usize, method: &'static str) -> Result<Self, Error> {
        let text = reply.text()?;
        let sections = reply.parts(&text, Sections::cut)?;
        let call = Call::new(Cow::Borrowed(method), reply.access.portal());
        let mut pages = Vec::with_capacity(count);
        for i in 0..count {
            let key = key(i);
            if let Some(time) = tolerate(sections.time.get(&key, i, count)) {
                reply.limiter.observe(method, &time);
            }
            if let Some(error) = sections.error.get(&key, i, count) {
                pages.push(Err(Error::refused(call.clone(), reply.refusal(error))));
                break;
            }
            let Some(page) = sections.result.get(&key, i, count) else {
                pages.push(Err(reply.nonsense("a page of the list is missing".into())));
                break;
            };
            pages.push(Ok(page.to_owned()));
        }
        Ok(Self { pages: pages.into_iter(), call, access: Arc::clone(&reply.access) })
    }

    /// The next page, or its error.
    pub(super) fn next<T: Decode>(&mut self) -> Option<Result<T, Error>> {
        let page = self.pages.next()?;
        Some(page.and_then(|page| value(page.root()).map_err(|error| misfit(self.call.clone(), &self.access, error))))
    }
}

impl<M: Listed> Pager<'_, M> {
    /// Asks for the pages behind this identifier.
    pub(super) async fn chained(&mut self, cursor: &Cursor, last: Option<&Id>) -> Result<(), Error> {
        let at = full::<M>().saturating_sub(1).to_string();
        let path: Vec<&str> = M::PAGES.items.iter().copied().chain([at.as_str(), cursor.answer]).collect();
        let pages: Vec<(String, Params)> = (0..self.ahead)
            .map(|i| {
                let behind = match i.checked_sub(1) {
                    None => last.map(Id::to_value),
                    Some(before) => Some(reference_to(before, &path).into()),
                };
                (key(i), self.behind(cursor, behind))
            })
            .collect();
        let entries = pages.iter().map(|(key, params)| (key.clone(), M::NAME, params));
        let body = Body::of(&Commands::new(entries, true));
        let bill = vec![Cow::Borrowed("batch"), Cow::Borrowed(M::NAME)];
        let request = Request { method: "batch".into(), api: Version::V2, kind: Kind::List, body, bill };
        let reply = self.transport.exchange(request).await?;
        self.chain = Some(Chain::of(&reply, pages.len(), M::NAME)?);
        self.ahead = MOST;
        Ok(())
    }

    /// Goes on behind a page of a chain.
    pub(super) fn linked(&mut self, page: M::Output) -> Result<Vec<M::Item>, Error> {
        let items = M::items(page);
        self.pass(&items)?;
        if items.len() != full::<M>() {
            // What follows refers to an item that does not exist, and may hold anything.
            self.chain = None;
            self.ahead = 1;
        }
        Ok(items)
    }
}

/// The items of a page that others may follow.
fn full<M: Listed>() -> usize {
    M::PAGES.size.unwrap_or(MOST)
}
