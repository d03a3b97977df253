//~ `limit_date` of `CrmDealRecurringAddFields` takes `DateText`, not `{integer}`
//~ `DateText` and `DateTimeText` as a `Date` and a `DateTime`

b24::methods! {
    mod api { "crm.deal.recurring.add"; }
}

fn main() {
    let _ = api::CrmDealRecurringAddFields::new().limit_date(20_260_131);
}
