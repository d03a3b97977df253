//! Batches of a few calls, as tuples.

use std::future::Future;

use super::{Batch, Part};
use crate::auth::Satisfies;
use crate::error::Error;
use crate::nature::{AuthOf, InBatch, V2};

/// A tuple of up to twelve requests, for [`Client::all`](crate::Client::all).
pub trait Requests<A> {
    /// What becomes of each, as a tuple.
    type Parts;

    /// Sends them.
    fn send(self, batch: Batch<'_, A>) -> impl Future<Output = Result<Self::Parts, Error>> + Send;
}

macro_rules! tuples {
    ($(($($M:ident $request:ident),+))+) => {$(
        impl<A, $($M: InBatch<V2>),+> Requests<A> for ($($M,)+)
        where
            $(A: Satisfies<AuthOf<$M>, $M>),+
        {
            type Parts = ($(Part<$M>,)+);

            fn send(self, mut batch: Batch<'_, A>) -> impl Future<Output = Result<Self::Parts, Error>> + Send {
                let ($($request,)+) = self;
                $(let $request = batch.add($request);)+
                let sending = batch.send();
                async move {
                    let results = sending.await?;
                    Ok(($(results.get($request),)+))
                }
            }
        }
    )+};
}

tuples! {
    (M1 a)
    (M1 a, M2 b)
    (M1 a, M2 b, M3 c)
    (M1 a, M2 b, M3 c, M4 d)
    (M1 a, M2 b, M3 c, M4 d, M5 e)
    (M1 a, M2 b, M3 c, M4 d, M5 e, M6 f)
    (M1 a, M2 b, M3 c, M4 d, M5 e, M6 f, M7 g)
    (M1 a, M2 b, M3 c, M4 d, M5 e, M6 f, M7 g, M8 h)
    (M1 a, M2 b, M3 c, M4 d, M5 e, M6 f, M7 g, M8 h, M9 i)
    (M1 a, M2 b, M3 c, M4 d, M5 e, M6 f, M7 g, M8 h, M9 i, M10 j)
    (M1 a, M2 b, M3 c, M4 d, M5 e, M6 f, M7 g, M8 h, M9 i, M10 j, M11 k)
    (M1 a, M2 b, M3 c, M4 d, M5 e, M6 f, M7 g, M8 h, M9 i, M10 j, M11 k, M12 l)
}
