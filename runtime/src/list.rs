//! Lists of any length, item by item.
//!
//! ```no_run
//! # b24::methods! { pub mod api { "crm.item.list"; } }
//! # async fn f(client: b24::Client<b24::Webhook>) -> Result<(), Box<dyn std::error::Error>> {
//! let mut deals = client.list(api::CrmItemList::new(2).filter(b24::json!({"stageId": "NEW"})));
//! while let Some(deal) = deals.next().await {
//!     println!("{:?}", deal?.title);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Where the documentation names an identifier to filter and to order by, pages follow each other by it, without
//! counting, and from the second on many of them in one request; records that come and go meanwhile move nothing.
//! Elsewhere, and where the request has an order of its own, pages follow each other by their offset.
//!
//! A page that fails ends the list with its error: there is no shorter list that looks whole.
//! [`Position`] says where to go on.

mod chain;
mod items;
mod pager;
mod position;
mod split;

use std::convert::Infallible;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::auth::Satisfies;
use crate::client::Client;
use crate::error::Error;
use crate::method::Method;
use crate::nature::AuthOf;
use crate::transport::Transport;

pub use items::Identify;
pub use pager::{Cursor, Listed, Pages, Paging};
pub use position::{BadPosition, Id, Position};

use pager::Pager;

type Fetched<M> = Result<Vec<<M as Listed>::Item>, Error>;
type Item<M> = Result<<M as Listed>::Item, Error<<M as Method>::Error>>;
type Fetch<'c, M> = Pin<Box<dyn Future<Output = (Pager<'c, M>, Fetched<M>)> + Send + 'c>>;

/// A list under way: a [`Stream`] of its items, from [`Client::list`].
#[must_use = "nothing is asked for before items are"]
pub struct List<'c, M: Listed> {
    /// Parts of the list that are followed at once: one, unless it was asked to be split.
    lanes: Vec<State<'c, M>>,
    page: std::vec::IntoIter<M::Item>,
    position: Position,
    split: bool,
}

enum State<'c, M: Listed + 'c> {
    Idle(Box<Pager<'c, M>>),
    Fetching(Fetch<'c, M>),
}

impl<A> Client<A> {
    /// All items that a request finds, page by page.
    pub fn list<M: Listed>(&self, request: M) -> List<'_, M>
    where
        A: Satisfies<AuthOf<M>, M>,
    {
        List::new(self.transport(), request)
    }
}

impl<'c, M: Listed> List<'c, M> {
    pub(crate) fn new(transport: &'c Transport, request: M) -> Self {
        Self {
            lanes: vec![State::Idle(Box::new(Pager::new(transport, request)))],
            page: Vec::new().into_iter(),
            position: Position::Start,
            split: false,
        }
    }

    /// Goes on behind this position of a list of the same request.
    pub fn resume(mut self, position: Position) -> Self {
        if let Some(State::Idle(pager)) = self.lanes.first_mut() {
            pager.resume(&position);
        }
        self.position = position;
        self
    }

    /// Page by page by offset, in the order of the request, whatever else could be done. Records that come and go
    /// meanwhile move others from page to page: they may be missed, or come twice.
    pub fn by_offset(mut self) -> Self {
        if let Some(State::Idle(pager)) = self.lanes.first_mut() {
            pager.by_offset();
        }
        self
    }

    /// A request a page, and no batches.
    pub fn one_by_one(mut self) -> Self {
        if let Some(State::Idle(pager)) = self.lanes.first_mut() {
            pager.one_by_one();
        }
        self
    }

    /// In so many parts at once, at most 32, where the order does not matter: after the first page the rest is split by its
    /// identifiers, and each part followed by itself, within the limits of the portal. As without it, each record comes
    /// once, whatever comes and goes meanwhile. A list that is not followed by identifiers that are numbers stays whole.
    ///
    /// [`position`](List::position) then stays where the list was split: resumed there, what came since comes again.
    pub fn parallel(mut self, parts: usize) -> Self {
        if let Some(State::Idle(pager)) = self.lanes.first_mut() {
            pager.parallel(parts);
        }
        self
    }

    /// Behind the last item that was handed out: where [`resume`](List::resume) goes on.
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// The next item, its error, or the end.
    pub async fn next(&mut self) -> Option<Item<M>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// All that is left, in memory.
    ///
    /// # Errors
    /// That of the first page that failed.
    pub async fn all(mut self) -> Result<Vec<M::Item>, Error<M::Error>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Item<M>>> {
        loop {
            if let Some(item) = self.page.next() {
                if !self.split {
                    self.position.pass(M::id(&item));
                }
                return Poll::Ready(Some(Ok(item)));
            }
            if self.lanes.is_empty() {
                return Poll::Ready(None);
            }
            match ready!(self.poll_page(cx)) {
                Ok(items) => self.page = items.into_iter(),
                Err(error) => {
                    self.lanes.clear();
                    return Poll::Ready(Some(Err(error.sorted())));
                }
            }
        }
    }

    /// The items of whichever lane has some first; all of them are under way.
    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Fetched<M>> {
        let mut at = 0;
        while at < self.lanes.len() {
            let mut fetch = match self.lanes.swap_remove(at) {
                State::Fetching(fetch) => fetch,
                State::Idle(pager) if pager.has_more() => Box::pin(pager.fetch()),
                State::Idle(_) => continue,
            };
            let Poll::Ready((mut pager, page)) = fetch.as_mut().poll(cx) else {
                self.lanes.push(State::Fetching(fetch));
                let last = self.lanes.len() - 1;
                self.lanes.swap(at, last);
                at += 1;
                continue;
            };
            if page.is_ok() && !pager.by_cursor() && matches!(self.position, Position::Start) {
                self.position = Position::Offset(0);
            }
            let parts = pager.take_parts();
            self.split |= !parts.is_empty();
            self.lanes.extend(parts.into_iter().map(|part| State::Idle(Box::new(part))));
            // Behind the others, so that they have their turn.
            self.lanes.push(State::Idle(Box::new(pager)));
            return Poll::Ready(page);
        }
        if self.lanes.is_empty() { Poll::Ready(Ok(Vec::new())) } else { Poll::Pending }
    }
}

impl<M: Listed> Stream for List<'_, M> {
    type Item = Item<M>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(ready!(self.poll_item(cx)))
    }
}

/// Nothing is. A list is no future, and only by one that asks for this can the compiler say what to write instead.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a list is read item by item, and cannot be awaited as a whole",
    label = "write `.all().await` for a `Vec` of all items, or `.next().await` on a `let mut list` for each",
    note = "one page of it is what the request itself brings: `client.call(request).await`"
)]
pub trait AwaitedAsOne {}

#[doc(hidden)]
impl<M: Listed + AwaitedAsOne> Future for List<'_, M> {
    type Output = Infallible;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Infallible> {
        Poll::Pending
    }
}

impl<M: Listed> Unpin for List<'_, M> {}

impl<M: Listed> fmt::Debug for List<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "List({}, {})", M::NAME, self.position)
    }
}
