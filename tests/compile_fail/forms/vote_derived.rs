//~ `signed_attach_id` of `VoteAttachedVoteStop` belongs to `VoteAttachedVoteStop::by_signed_attach_id(..)`

#[derive(b24::Api)]
#[b24(methods("vote.AttachedVote.stop"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.vote_attached_vote_stop_by_attach_id(7).signed_attach_id("x");
}

fn main() {}
