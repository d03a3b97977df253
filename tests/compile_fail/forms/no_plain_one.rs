//~ named `new` found for struct `VoteAttachedVoteRecall
//~ VoteAttachedVoteRecall::by_attach_id

b24::methods! {
    mod api { "vote.AttachedVote.recall"; }
}

fn main() {
    let _ = api::VoteAttachedVoteRecall::new(7);
}
