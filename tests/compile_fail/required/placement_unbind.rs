//~ PlacementUnbind::new(/* placement */)

b24::methods! {
    mod api { "placement.unbind"; }
}

fn main() {
    let _ = api::PlacementUnbind::new();
}
