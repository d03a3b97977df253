//~ `limit_date` of `CrmDealRecurringAddFields` takes a day, not `{integer}`
//~ write a `b24::types::Date`, or a text such as `"2026-01-31"`

b24::methods! {
    mod api { "crm.deal.recurring.add"; }
}

fn main() {
    let _ = api::CrmDealRecurringAddFields::new().limit_date(20_260_131);
}
