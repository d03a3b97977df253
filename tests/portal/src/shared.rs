//! What the server, the handle and the background task have in common.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::deliver::{Courier, Delivery, Outgoing};
use crate::send::{Address, Fire, Sender};
use crate::state::{AppId, Failure, State, Store};

/// How often the state is written to its file.
const PAUSE: Duration = Duration::from_millis(500);

pub(crate) struct Shared {
    pub(crate) address: Address,
    pub(crate) secure_address: Address,
    pub(crate) config: Config,
    pub(crate) catalogue: Catalogue,
    state: Mutex<State>,
    courier: Courier,
    /// Rung when a signal about an offline queue may have been put off.
    bell: Notify,
    /// Events of calls that are on their way, and what is rung when there are none.
    underway: AtomicUsize,
    quiet: Notify,
    /// The file of the state, where it has one, and whether to begin it anew.
    store: Option<Mutex<(Store, bool)>>,
}

impl Shared {
    pub(crate) fn new(
        [address, secure_address]: [Address; 2],
        config: Config,
        catalogue: Catalogue,
        store: Option<Store>,
        state: State,
        courier: Courier,
    ) -> Self {
        Self {
            address,
            secure_address,
            state: Mutex::new(state),
            store: store.map(|store| Mutex::new((store, false))),
            config,
            catalogue,
            courier,
            bell: Notify::new(),
            underway: AtomicUsize::new(0),
            quiet: Notify::new(),
        }
    }

    /// The address that a caller came through.
    pub(crate) fn address_of(&self, secure: bool) -> &Address {
        if secure { &self.secure_address } else { &self.address }
    }

    /// The state. Nothing is awaited while it is held.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever asks for it may change it.
        state.touched = true;
        state
    }

    /// Lets the state make POSTs, sends them all at once and waits for the answers.
    pub(crate) async fn send(&self, make: impl FnOnce(&mut Sender<'_>) -> Vec<Outgoing>) -> Vec<Delivery> {
        let outgoing = {
            let mut state = self.state();
            make(&mut Sender { state: &mut state, catalogue: &self.catalogue, address: &self.address })
        };
        self.bell.notify_one();
        let on_the_way: Vec<_> = outgoing
            .into_iter()
            .map(|one| {
                let courier = self.courier.clone();
                tokio::spawn(async move { courier.deliver(one).await })
            })
            .collect();
        let mut deliveries = Vec::with_capacity(on_the_way.len());
        for task in on_the_way {
            // A task ends without a result only when the runtime shuts down.
            deliveries.extend(task.await);
        }
        let mut state = self.state();
        for delivery in &deliveries {
            state.deliveries.push(delivery.clone());
        }
        deliveries
    }

    /// Sends what calls have caused, without waiting for it: the real portal does not either.
    pub(crate) fn send_caused(self: &Arc<Self>, fires: Vec<Fire>) {
        if fires.is_empty() {
            return;
        }
        self.underway.fetch_add(1, Ordering::SeqCst);
        let shared = self.clone();
        tokio::spawn(async move {
            shared.send(|sender| fires.iter().flat_map(|fire| sender.fire(fire)).collect()).await;
            if shared.underway.fetch_sub(1, Ordering::SeqCst) == 1 {
                shared.quiet.notify_waiters();
            }
        });
    }

    /// Installs an application again, or for the first time in a user's name.
    pub(crate) async fn install(&self, app: AppId, user: u64) -> Vec<Delivery> {
        self.state().gone.remove(&app);
        self.send(|sender| sender.installed(app, user)).await
    }

    /// Waits until the events of all calls so far have been delivered.
    pub(crate) async fn settled(&self) {
        loop {
            let quiet = self.quiet.notified();
            if self.underway.load(Ordering::SeqCst) == 0 {
                return;
            }
            quiet.await;
        }
    }

    /// Sends what was put off and is due.
    #[allow(clippy::redundant_closure_for_method_calls, reason = "the method is not general enough over lifetimes")]
    pub(crate) async fn send_due(&self) -> Vec<Delivery> {
        self.send(|sender| sender.due()).await
    }

    /// Sends what was put off, when its time has come. Never ends.
    pub(crate) async fn keep_promises(&self) {
        loop {
            let wait = self.state().next_signal();
            match wait {
                Some(wait) => {
                    let rung = tokio::time::timeout(wait, self.bell.notified()).await;
                    if rung.is_err() {
                        self.send_due().await;
                    }
                }
                None => self.bell.notified().await,
            }
        }
    }

    /// Goes back to the state that it started with.
    pub(crate) fn reset(&self) {
        let mut fresh = State::new(&self.config);
        // First the file, then the state, as everywhere.
        let mut store = self.store.as_ref().map(|store| store.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(store) = &mut store {
            store.1 = true;
            fresh.track(true);
        }
        *self.state() = fresh;
    }

    /// Writes what has changed to the file, where there is one.
    pub(crate) fn save(&self) -> Result<(), Failure> {
        let Some(store) = &self.store else { return Ok(()) };
        let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if !std::mem::take(&mut state.touched) {
                return Ok(());
            }
            state.take_changes(std::mem::take(&mut store.1))
        };
        store.0.write(changes)
    }

    /// Saves once in a while. Never ends.
    pub(crate) async fn keep_saving(self: Arc<Self>) {
        loop {
            tokio::time::sleep(PAUSE).await;
            let shared = self.clone();
            // What cannot be written now is tried again at the end, where the reason is told.
            let _ = tokio::task::spawn_blocking(move || shared.save()).await;
        }
    }
}
