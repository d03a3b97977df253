//! An event in somebody's hands.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::auth::App;
use crate::calls::{EventOfflineClear, EventOfflineError};
use crate::client::Client;
use crate::decode::{Json, JsonText};
use crate::error::Error;
use crate::events::{Events, decode};
use crate::types::DateTime;

/// An event of the offline queue. The portal keeps it until it is [confirmed](Self::confirm).
#[non_exhaustive]
#[must_use = "an event that is not confirmed comes again"]
pub struct OfflineEvent<E> {
    /// What happened.
    pub data: E,
    /// Its code: `ONCRMDEALUPDATE`.
    pub code: String,
    /// When it happened last. The queue has one event for all the changes of a thing that nobody has come for.
    pub changed: Option<DateTime>,
    /// What the portal adds.
    pub additional: Value,
    hand: Hand,
}

/// A record of the queue, as it was taken.
pub(super) struct Taken {
    pub(super) code: String,
    pub(super) data: Value,
    pub(super) changed: Option<DateTime>,
    pub(super) additional: Value,
    pub(super) hand: Hand,
}

/// What settles a record.
pub(super) struct Hand {
    pub(super) client: Client<App>,
    /// Under which name it was taken.
    pub(super) process: String,
    pub(super) id: i64,
    pub(super) message: String,
    pub(super) hold: Hold,
}

/// Whether somebody still works on a record, for the stream that handed it out.
#[derive(Clone, Debug, Default)]
pub(super) struct Hold(Arc<AtomicBool>);

impl Hold {
    fn settle(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Is it in nobody's hands any more, without having been confirmed or reported?
    pub(super) fn is_dropped(&self) -> bool {
        Arc::strong_count(&self.0) == 1 && !self.0.load(Ordering::Acquire)
    }
}

impl<E: Events> From<Taken> for OfflineEvent<E> {
    fn from(taken: Taken) -> Self {
        let Taken { code, data, changed, additional, hand } = taken;
        // A portal writes `false` where there is nothing.
        let json = (data != Value::Bool(false)).then(|| JsonText::known(data.to_string()));
        let data = decode(&code, json.as_ref().map_or(Json::NO_ITEMS, JsonText::root));
        Self { data, code, changed, additional, hand }
    }
}

impl<E> OfflineEvent<E> {
    /// Tells the portal that it is done with: the portal forgets it.
    ///
    /// # Errors
    /// Where the portal does not know it yet: it may come again.
    pub async fn confirm(&self) -> Result<(), Error> {
        confirm_all([self]).await
    }

    /// Tells the portal that it cannot be done: the portal keeps it aside, for [`OfflineEvents::failed`].
    ///
    /// [`OfflineEvents::failed`]: super::OfflineEvents::failed
    ///
    /// # Errors
    /// Where the portal does not know it yet: it may come again.
    pub async fn fail(&self) -> Result<(), Error> {
        let Hand { client, process, message, hold, .. } = &self.hand;
        let request = EventOfflineError::new(process).message_id([message]);
        client.call(request).await?;
        hold.settle();
        Ok(())
    }

    /// The number of its record in the queue.
    pub fn id(&self) -> i64 {
        self.hand.id
    }
}

/// [Confirms](OfflineEvent::confirm) several events, in one call for all that were taken together.
///
/// ```no_run
/// # use b24::events::offline_queue::confirm_all;
/// # b24::events! { enum Changes { "ONCRMDEAL*"; } }
/// # async fn f(client: b24::Client<b24::App>) -> Result<(), b24::Error> {
/// let mut changes = client.offline_events::<Changes>();
/// let both = [changes.next().await?, changes.next().await?];
/// confirm_all(&both).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Where the portal does not know of some of them yet: they may come again.
pub async fn confirm_all<'a, E: 'a>(events: impl IntoIterator<Item = &'a OfflineEvent<E>>) -> Result<(), Error> {
    let mut together: BTreeMap<&str, Vec<&Hand>> = BTreeMap::new();
    for event in events {
        together.entry(&event.hand.process).or_default().push(&event.hand);
    }
    for (process, hands) in together {
        let Some(Hand { client, .. }) = hands.first() else { continue };
        let ids: Vec<i64> = hands.iter().map(|hand| hand.id).collect();
        let request = EventOfflineClear::new(process).id(ids);
        client.call(request).await?;
        for hand in hands {
            hand.hold.settle();
        }
    }
    Ok(())
}

impl<E: fmt::Debug> fmt::Debug for OfflineEvent<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OfflineEvent")
            .field("id", &self.hand.id)
            .field("code", &self.code)
            .field("changed", &self.changed)
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}
