//~ named `new` found for struct `ListsElementUpdate
//~ ListsElementUpdate::by_iblock_id_and_element_id

b24::methods! {
    mod api { "lists.element.update"; }
}

fn main() {
    let _ = api::ListsElementUpdate::new("lists", 5);
}
