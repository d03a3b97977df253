//~ use `LIGHT_TAB`

#![deny(deprecated)]

b24::placements! {
    specs = "deprecated.jsonl";
    enum AppWidget { "LAMP_TAB"; }
}

fn show(widget: &AppWidget) -> bool {
    matches!(widget, AppWidget::LampTab(_))
}

fn main() {}
