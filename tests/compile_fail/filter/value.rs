//~ `compared_value` of `VoximplantStatisticGetField` takes `WholeNumber`, not `&str`

b24::methods! {
    mod api { "voximplant.statistic.get"; }
}
use api::{VoximplantStatisticGetField as Field, VoximplantStatisticGetFilter};

fn main() {
    let _ = VoximplantStatisticGetFilter::new().gt(Field::CallDuration, "long");
}
