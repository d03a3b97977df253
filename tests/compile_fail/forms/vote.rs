//~ `signed_attach_id` of `VoteAttachedVoteGet` belongs to `VoteAttachedVoteGet::by_signed_attach_id(..)`
//~ begin with `VoteAttachedVoteGet::by_signed_attach_id(..)` to give it

b24::methods! {
    mod api { "vote.AttachedVote.get"; }
}

fn main() {
    let _ = api::VoteAttachedVoteGet::by_attach_id(7).signed_attach_id("x");
}
