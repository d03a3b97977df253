//! Values that are more than a text or a number.

mod decimal;
mod handler_url;

pub use crate::decode::Extra;
pub use decimal::{BadDecimal, Decimal};
pub use handler_url::{BadHandlerUrl, HandlerUrl};
