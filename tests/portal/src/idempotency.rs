//! v3's `Idempotency-Key`: a call that is repeated with its key is carried out once.

use std::time::Duration;

use indexmap::IndexMap;

use crate::access::Caller;
use crate::call::Reply;
use crate::refusal::{Refusal, system};
use crate::value::Map;

/// How long an answer is kept.
const KEPT: Duration = Duration::from_secs(24 * 3600);
/// The most answers that are kept.
const MOST: usize = 10_000;

const INVALID: Refusal =
    system(400, "INVALID_IDEMPOTENCY_KEY", "Idempotency-Key must be 1 to 255 printable ASCII characters");
const OTHER_BODY: Refusal = system(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key was used with another request");

struct Kept {
    request: (String, Map),
    reply: Result<Reply, Refusal>,
    at: Duration,
}

/// Answers by caller and key.
#[derive(Default)]
pub(crate) struct Replays(IndexMap<(u64, Option<usize>, String), Kept>);

impl Replays {
    /// The answer that a call with this key was given before.
    pub(crate) fn find(
        &self,
        caller: Caller,
        key: &str,
        (name, params): (&str, &Map),
        now: Duration,
    ) -> Result<Option<Result<Reply, Refusal>>, Refusal> {
        if key.is_empty() || key.len() > 255 || !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(INVALID);
        }
        let kept = self.0.get(&(caller.user, caller.app, key.to_owned()));
        match kept.filter(|kept| kept.at.saturating_add(KEPT) > now) {
            Some(kept) if kept.request.0 == name && kept.request.1 == *params => Ok(Some(kept.reply.clone())),
            Some(_) => Err(OTHER_BODY),
            None => Ok(None),
        }
    }

    pub(crate) fn keep(
        &mut self,
        caller: Caller,
        key: &str,
        (name, params): (&str, &Map),
        reply: &Result<Reply, Refusal>,
        at: Duration,
    ) {
        if self.0.len() >= MOST {
            self.0.drain(..MOST / 2);
        }
        let kept = Kept { request: (name.to_owned(), params.clone()), reply: reply.clone(), at };
        self.0.insert((caller.user, caller.app, key.to_owned()), kept);
    }
}
