//~ `ONTASC*` matches no event
//~ no event `ONTASKADDED`

b24::events! {
    enum Event { "ONTASC*"; "ONTASK*"; !"ONTASKADDED"; }
}

fn main() {
}
