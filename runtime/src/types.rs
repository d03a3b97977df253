//! Values that are more than a text or a number.

mod any;
mod date;
mod decimal;
mod field_name;
mod filter;
mod handler_url;
mod place;

pub use crate::decode::Extra;
pub use any::{Clear, Null, Raw};
pub use date::{BadDate, Date, DateTime};
pub use decimal::{BadDecimal, Decimal};
pub use field_name::{FieldName, FieldOf, OrderOf, SelectOf, Selects, Sorted};
pub use filter::{Compared, ConditionsOf, Filter, FilterOf, Filtered, FiltersBy, OperatorSet, operator};
pub use handler_url::{BadHandlerUrl, HandlerUrl};

crate::__serde!(Date DateTime Decimal);
