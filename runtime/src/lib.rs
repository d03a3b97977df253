//! Bitrix24's REST API as typed Rust.
