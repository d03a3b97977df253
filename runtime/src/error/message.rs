//! What an error says.

use std::error::Error as StdError;
use std::fmt;

use super::{Error, Loss, advice};

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { call, refusal, .. } => {
                write!(f, "{call} was refused: {refusal}")?;
                advice::of(refusal).map_or(Ok(()), |advice| write!(f, "; {advice}"))
            }
            Self::Invalid { call, error } => write!(f, "{call} was not sent: {error}"),
            Self::Connect { call, source } => write!(
                f,
                "{call} did not run: no connection to the portal ({source}); check its address and the network, then call again"
            ),
            Self::Unanswered { call, loss, source } => write!(
                f,
                "{call} may have run: {} ({source}); see on the portal what it did before a write is repeated",
                match loss {
                    Loss::Timeout => "the answer did not come in time",
                    Loss::Closed => "the connection was closed without an answer",
                    Loss::CutOff => "the connection was closed in the middle of the answer",
                }
            ),
            Self::NotAnAnswer { call, status, reason, excerpt } => {
                write!(f, "{call} may have run: something answered that is no portal, or one in trouble (")?;
                match status {
                    Some(status) => write!(f, "status {status}, {reason}")?,
                    None => f.write_str(reason)?,
                }
                if !excerpt.is_empty() {
                    write!(f, ", beginning with {excerpt:?}")?;
                }
                f.write_str("); check what stands between here and the portal, and what the call did before a write is repeated")
            }
            Self::Decode { call, path, expected, found } => write!(
                f,
                "{call} ran, but its answer is not as documented: `{path}` should be {expected}, and is {found}; \
                 do not repeat a write; `call_raw` reads any answer"
            ),
            Self::Redirected { call, status, to: Some(host) } => write!(
                f,
                "{call} did not run: the portal has moved to {host} (status {status}); check that the host is yours, then use it"
            ),
            Self::Redirected { call, status, to: None } => write!(
                f,
                "{call} did not run: the portal is not available, it sends callers elsewhere (status {status}); call again later"
            ),
            Self::Unauthorized { call, error } => write!(f, "{call} did not run: {error}"),
            Self::Stalled { call, at } => write!(
                f,
                "{call} does not go on behind {at}: the portal sends the same again, or does not filter and order as asked; \
                 try `.by_offset()`, or another order"
            ),
            Self::Held { call, method, wait } => write!(
                f,
                "{call} was not sent: {method} has used up its time on the portal; call it again in {} s, other methods go on",
                wait.as_secs() + 1
            ),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Refused { refusal, .. } => Some(refusal),
            Self::Invalid { error, .. } => Some(error),
            Self::Connect { source, .. } | Self::Unanswered { source, .. } => Some(source),
            Self::Unauthorized { error, .. } => Some(error),
            Self::NotAnAnswer { .. }
            | Self::Decode { .. }
            | Self::Redirected { .. }
            | Self::Held { .. }
            | Self::Stalled { .. } => None,
        }
    }
}
