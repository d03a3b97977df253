//! How the demo looks on a terminal.

use std::io::IsTerminal;
use std::time::Instant;

fn paint(code: &str, text: &str) -> String {
    if std::io::stdout().is_terminal() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

/// A new part of the play.
pub(crate) fn title(text: &str) {
    println!("\n{}", paint("1", text));
}

/// Something was done, and took this long.
pub(crate) fn step(what: &str, text: &str, since: Instant) {
    let took = since.elapsed().as_secs_f64() * 1000.0;
    println!(
        "  {} {} {text} {}",
        paint("32", "✓"),
        paint("36", &format!("{what:<14}")),
        paint("2", &format!("{took:.1} ms"))
    );
}

/// More about the step before.
pub(crate) fn note(what: &str, text: &str) {
    println!("    {} {text}", paint("36", &format!("{what:<14}")));
}

/// The play ends here.
pub(crate) fn failed(error: &dyn std::error::Error) {
    println!("  {} {error}", paint("31", "✗"));
}
