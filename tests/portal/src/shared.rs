//! What the server, the handle and the background task have in common.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::deliver::{Courier, Delivery, Outgoing};
use crate::send::{Address, Sender};
use crate::state::State;

pub(crate) struct Shared {
    pub(crate) address: Address,
    pub(crate) config: Config,
    pub(crate) catalogue: Catalogue,
    state: Mutex<State>,
    courier: Courier,
    /// Rung when a signal about an offline queue may have been put off.
    bell: Notify,
}

impl Shared {
    pub(crate) fn new(address: Address, config: Config, catalogue: Catalogue) -> Self {
        let state = Mutex::new(State::new(&config));
        Self { address, config, catalogue, state, courier: Courier::new(), bell: Notify::new() }
    }

    /// The state. Nothing is awaited while it is held.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
        *self.state() = State::new(&self.config);
    }
}
