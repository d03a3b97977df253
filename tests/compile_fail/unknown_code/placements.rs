//~ `TASKS_*` matches no placement
//~ no placement `LEFT_MENUS`; the nearest names: `LEFT_MENU`

b24::placements! {
    enum Widget { "TASKS_*"; "LEFT_MENU"; !"LEFT_MENUS"; }
}

fn main() {}
