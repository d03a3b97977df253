//! A local emulator of a Bitrix24 portal.
