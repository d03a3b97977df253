//~ no placement `CRM_DEAL_DETAIL_TAP`; the nearest names: `CRM_DEAL_DETAIL_TAB`, `CRM_LEAD_DETAIL_TAB`

b24::placements! {
    enum Widget { "CRM_DEAL_DETAIL_TAP"; "TASK_VIEW_TAB"; }
}

fn main() {
    // Neither what is known nor what is misspelt makes a second error.
    let of = |widget: &Widget| matches!(widget, Widget::CrmDealDetailTap(_) | Widget::TaskViewTab(_));
    let _ = of;
}
