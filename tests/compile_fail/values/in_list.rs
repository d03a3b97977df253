//~ takes a list of `ImopenlinesConfigUpdateParamsWorktimeDayoff`
//~ of values that the page lists write variants

b24::methods! {
    mod api { "imopenlines.config.update"; }
}

fn main() {
    let _ = api::ImopenlinesConfigUpdateParams::new().worktime_dayoff(["SA", "XX"]);
}
