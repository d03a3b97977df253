//~ expected an enum: `pub enum AppWidget { "CRM_DEAL_DETAIL_TAB"; }`

b24::placements! {
    mod widgets { "TASK_VIEW_TAB"; }
}

fn main() {}
