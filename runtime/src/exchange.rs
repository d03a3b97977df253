//! A call from its first try to its answer.

use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tracing::field::Empty;
use tracing::{Instrument, Span};

use crate::address::Access;
use crate::auth::Renewed;
use crate::error::{Call, Error};
use crate::method::{Invalid, Kind, Version};
use crate::reply::Reply;
use crate::retry::{Tries, Verdict, verdict};
use crate::transport::{Request, Transport};

/// A call under way, whatever its method.
pub(crate) type Exchange<'c> = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send + 'c>>;

/// Pairs that other processes put into the store while one call waits.
const ADOPTIONS: u32 = 2;

impl Transport {
    /// Prepares a call; it is sent when the future is polled.
    pub(crate) fn exchange(&self, request: Request) -> Exchange<'_> {
        let span = tracing::debug_span!(
            "b24.call",
            method = &*request.method,
            portal = self.session.access().portal(),
            attempt = Empty,
            wait_ms = Empty,
            status = Empty,
            bytes = Empty,
        );
        Box::pin(self.tries(request, span.clone()).instrument(span))
    }

    async fn tries(&self, request: Request, span: Span) -> Result<Reply, Error> {
        let call = |access: &Access| Call::new(request.method.clone(), access.portal());
        let invalid = check_name(&request.method).err().or_else(|| request.body.as_ref().err().cloned());
        let Some(body) = request.body.as_ref().ok().filter(|_| invalid.is_none()) else {
            let error = invalid.unwrap_or_else(|| Invalid::new("params", "cannot be sent"));
            return Err(Error::Invalid { call: call(&self.session.access()), error });
        };
        let key = (request.api == Version::V3 && request.kind == Kind::Write).then(idempotency_key);
        let mut tries = Tries::new(self.retry);
        let (mut renewed, mut adopted) = (false, 0);
        loop {
            let asked = Instant::now();
            let mut access = self.session.access();
            if access.has_ended() && !renewed && self.session.can_renew() {
                let renewal = self.session.renew(&access, asked).await;
                renewal.map_err(|error| -> Error { Error::Unauthorized { call: call(&access), error } })?;
                renewed = true;
                access = self.session.access();
            }
            if let Some((wait, method)) = self.limiter.pause(&request.bill) {
                if wait > tries.left() {
                    return Err(Error::Held { call: call(&access), method: method.to_owned(), wait });
                }
                tokio::time::sleep(wait).await;
            }
            self.limiter.turn().await;
            tries.begin();
            span.record("attempt", tries.sent).record("wait_ms", millis(asked.elapsed()));
            let sent = Instant::now();
            let error = match self.attempt(&request, body, &access, key.as_deref()).await {
                Ok(reply) => {
                    span.record("status", reply.status.as_u16()).record("bytes", reply.body.len());
                    let Some(error) = reply.error() else {
                        self.limiter.passed();
                        return Ok(reply);
                    };
                    error
                }
                Err(error) => error,
            };
            match verdict(&error) {
                Verdict::Expired if !renewed && adopted < ADOPTIONS && self.session.can_renew() => {
                    match self.session.renew(&access, sent).await {
                        Ok(Renewed::Fresh) => renewed = true,
                        Ok(Renewed::Adopted) => adopted += 1,
                        Err(error) => return Err(Error::Unauthorized { call: call(&access), error }),
                    }
                    continue;
                }
                Verdict::Final | Verdict::Expired => return Err(error),
                Verdict::Unknown if request.kind == Kind::Write && key.is_none() => return Err(error),
                Verdict::Blocked => self.limiter.blocked(&request.method),
                Verdict::Crowded => self.limiter.refused(sent),
                Verdict::Unknown | Verdict::NotRun => {}
            }
            let Some(wait) = tries.next(random()) else { return Err(error) };
            tracing::debug!(wait_ms = millis(wait), %error, "another try");
            tokio::time::sleep(wait).await;
        }
    }

    /// The right to call, for errors that are found before anything is sent.
    pub(crate) fn access(&self) -> Arc<Access> {
        self.session.access()
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Names are part of the address: nothing in them may lead elsewhere.
fn check_name(name: &str) -> Result<(), Invalid> {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    if plain && name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric()) {
        Ok(())
    } else {
        Err(Invalid::new("method", format!("{name:?} is not the name of a method, such as `crm.item.get`")))
    }
}

/// 128 random bits: the same write has the same key however often it is sent, and no other write has it.
fn idempotency_key() -> String {
    format!("{:016x}{:016x}", bits(), bits())
}

/// The standard library seeds its hashers from the system's random numbers.
fn bits() -> u64 {
    RandomState::new().hash_one(std::process::id())
}

/// From 0 to 1.
fn random() -> f64 {
    f64::from(u32::try_from(bits() >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}
