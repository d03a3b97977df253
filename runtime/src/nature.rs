//! The nature of a method: all about it that is one of few.
//!
//! It is a type and not some constants, as most methods have one of four: that spares the compiler an `impl` and two
//! constants a method.

use std::fmt;
use std::marker::PhantomData;

use crate::auth::AnyAuth;
use crate::method::{Kind, Method, Version};

/// What a method does to the portal, with what authorization and on which interface.
pub trait Nature {
    /// What it does to the portal.
    const KIND: Kind;
    /// Which of the two interfaces it belongs to.
    const API: Version;
    /// What kind of authorization it accepts: [`AnyAuth`] or [`ApplicationOnly`](crate::auth::ApplicationOnly).
    type Auth;
}

/// The authorization that a method accepts.
pub type AuthOf<M> = <<M as Method>::Nature as Nature>::Auth;

/// Which of the two interfaces a method belongs to, and whether it may stand in a batch.
pub trait Interface: 'static {
    /// Which.
    const API: Version;
}

/// The interface under `/rest/`. In a batch, calls run one behind the other, each by itself.
#[derive(Debug)]
pub enum V2 {}

/// REST 3.0. Its methods have a batch of their own, which runs as a whole or not at all.
#[derive(Debug)]
pub enum V3 {}

/// The interface of a method that may not stand in a batch.
pub struct Alone<V>(PhantomData<V>);

impl Interface for V2 {
    const API: Version = Version::V2;
}

impl Interface for V3 {
    const API: Version = Version::V3;
}

impl<V: Interface> Interface for Alone<V> {
    const API: Version = V::API;
}

impl<V> fmt::Debug for Alone<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Alone")
    }
}

/// A method that may stand in a batch of the interface `V`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a batch of `{V}`",
    label = "not in this batch",
    note = "`batch` itself cannot stand in a batch; methods of REST 3.0 go into `client.batch_v3()`, all others into `client.batch()`"
)]
pub trait InBatch<V>: Method {}

#[diagnostic::do_not_recommend]
impl<V, M: Method<Nature: Batchable<V>>> InBatch<V> for M {}

/// The nature of a method that may stand in a batch of the interface `V`.
pub trait Batchable<V> {}

macro_rules! natures {
    ($($(#[$doc:meta])* $name:ident $kind:ident)+) => {$(
        $(#[$doc])*
        pub struct $name<Auth = AnyAuth, V = V2>(PhantomData<(Auth, V)>);

        impl<Auth, V: Interface> Nature for $name<Auth, V> {
            const KIND: Kind = Kind::$kind;
            const API: Version = V::API;
            type Auth = Auth;
        }

        impl<Auth> Batchable<V2> for $name<Auth, V2> {}
        impl<Auth> Batchable<V3> for $name<Auth, V3> {}

        impl<Auth, V> fmt::Debug for $name<Auth, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}

natures! {
    /// Reads; may be repeated.
    Reads Read
    /// Reads page by page; may be repeated.
    Lists List
    /// Changes something, or its page does not tell; is not repeated blindly.
    Writes Write
}
