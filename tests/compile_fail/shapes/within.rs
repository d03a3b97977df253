//~ `settings` of this `UserUserfieldAddFields` takes `AnyObject`, not `UserUserfieldAddFieldsSettingsDouble`
//~ the constructor of `UserUserfieldAddFields` named after the kind takes it and sets the kind, too

b24::methods! {
    mod api { "user.userfield.add"; }
}
use api::{UserUserfieldAddFields, UserUserfieldAddFieldsSettingsDouble, UserUserfieldAddFieldsUserTypeId};

fn main() {
    let settings = UserUserfieldAddFieldsSettingsDouble::new().precision(2);
    let _ = UserUserfieldAddFields::new("HEIGHT", UserUserfieldAddFieldsUserTypeId::String).settings(settings);
}
