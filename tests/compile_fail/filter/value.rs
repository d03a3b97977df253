//~ a field of `VoximplantStatisticGetField` that holds `WholeNumber` is compared with such, not with `&str`

b24::methods! {
    mod api { "voximplant.statistic.get"; }
}
use api::{VoximplantStatisticGetField as Field, VoximplantStatisticGetFilter};

fn main() {
    let _ = VoximplantStatisticGetFilter::new().gt(Field::CallDuration, "long");
}
