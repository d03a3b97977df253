//! Robots and activities of business processes: what a portal sends when a process comes to one, and the answer.
//!
//! ```
//! use b24::bizproc::{Incoming, Run};
//! use b24::events::{MemoryTokens, Verifier};
//!
//! async fn receive(verifier: &Verifier<MemoryTokens>, body: &[u8]) -> Result<Run, Box<dyn std::error::Error>> {
//!     Ok(Incoming::read(body, None)?.verify(verifier).await?)
//! }
//!
//! /// Later: the portal does not wait for it.
//! async fn work(run: &Run) -> Result<(), Box<dyn std::error::Error>> {
//!     let amount: f64 = run.text("amount").unwrap_or("0").parse()?;
//!     if run.awaits_reply {
//!         let client = run.auth.client()?;
//!         run.reply().value("doubled", amount * 2.0).log("The amount is doubled.").send(&client).await?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! A robot is registered by `bizproc.robot.add`, an activity by `bizproc.activity.add`.

mod incoming;
mod reply;

pub use incoming::{Document, Incoming, Run};
pub use reply::Reply;
