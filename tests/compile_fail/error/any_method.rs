//~ a `b24::Error` is made of the error of any method by `.map_err(b24::Error::plain)`

use b24::auth::Satisfies;
use b24::nature::AuthOf;

async fn call<A, M: b24::Method>(client: &b24::Client<A>, request: M) -> Result<M::Output, b24::Error>
where
    A: Satisfies<AuthOf<M>, M>,
{
    Ok(client.call(request).await?.result)
}

fn main() {}
