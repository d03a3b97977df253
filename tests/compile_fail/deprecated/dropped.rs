//~ the documentation no longer has `LAMP_TAB`; it is kept for one minor release

#![deny(deprecated)]

b24::placements! {
    specs = "dropped.jsonl";
    enum AppWidget { "LAMP_TAB"; }
}

fn show(widget: &AppWidget) -> bool {
    matches!(widget, AppWidget::LampTab(_))
}

fn main() {}
