//! Corrections by hand, as this version ships them.

macro_rules! files {
    ($($name:literal)+) => { &[$(($name, include_str!(concat!("../corrections/", $name)))),+] };
}

/// The files of `corrections/`: their names and what is in them.
pub const CORRECTIONS: &[(&str, &str)] = files! {
    "ONLEADDELETE.toml"
    "PAGE_BACKGROUND_WORKER.toml"
    "event.bind.toml"
    "event.offline.get.toml"
    "event.offline.list.toml"
    "event.unbind.toml"
    "placement.bind.toml"
    "placement.get.toml"
    "sale.order.add.toml"
    "sale.order.get.toml"
    "sale.order.list.toml"
    "sale.order.update.toml"
    "sale.payment.get.toml"
    "sale.payment.list.toml"
    "system.toml"
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_shipped() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corrections");
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        let shipped: Vec<_> = CORRECTIONS.iter().map(|(name, _)| *name).collect();
        assert_eq!(shipped, names);
    }
}
