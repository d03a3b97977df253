//! A page for a browser, whole in itself: no script, style or font comes from elsewhere.

use std::fmt::Write;

use super::{next, noun, values};
use crate::diff::kinds::Class;
use crate::diff::model::{Change, Diff, Entry};
use crate::diff::version::Version;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The changes as an HTML page, to be filtered by class and by words.
pub fn html(diff: &Diff, version: Version) -> String {
    let (old, new, next) = (escape(&diff.old), escape(&diff.new), next(diff, version));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{old} → {new}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>What changed</h1>\n\
         <p class=\"sides\"><code>{old}</code> → <code>{new}</code></p>\n\
         <p class=\"version\">After <b>{version}</b> comes <b>{next}</b>.</p>\n"
    );
    filters(&mut out, diff);
    out.push_str("</header>\n<main>\n");
    for class in Class::WORST_FIRST {
        section(&mut out, diff, class);
    }
    if diff.entries.is_empty() {
        out.push_str("<p class=\"nothing\">Nothing changed.</p>\n");
    }
    let _ = write!(out, "<p id=\"none\" hidden>Nothing here matches.</p>\n</main>\n<script>\n{SCRIPT}</script>\n");
    out.push_str("</body>\n</html>\n");
    out
}

fn filters(out: &mut String, diff: &Diff) {
    out.push_str("<form id=\"filter\" role=\"search\">\n");
    for class in Class::WORST_FIRST {
        let (id, title, count) = (class.id(), class.title(), diff.count(class));
        let off = if count == 0 { " disabled" } else { " checked" };
        let _ = writeln!(
            out,
            "<label class=\"tile {id}\"><input type=\"checkbox\" value=\"{id}\"{off}><b>{count}</b> {title}</label>"
        );
    }
    out.push_str(
        "<input id=\"words\" type=\"search\" placeholder=\"Method, parameter, rule …\" aria-label=\"Filter by words\">\n</form>\n",
    );
}

fn section(out: &mut String, diff: &Diff, class: Class) {
    if diff.count(class) == 0 {
        return;
    }
    let (id, title) = (class.id(), class.title());
    let _ = writeln!(out, "<section class=\"{id}\" data-class=\"{id}\">\n<h2>{title}</h2>");
    for (entries, changes) in diff.of(class) {
        let names: Vec<String> = entries.iter().map(|entry| name(entry)).collect();
        let noun = noun(&entries).map(|noun| format!(" <small>{noun}</small>")).unwrap_or_default();
        let _ = writeln!(out, "<article>\n<h3>{}{noun}</h3>\n<ul>", names.join(", "));
        for change in changes {
            let _ = writeln!(out, "<li>{}</li>", told(change));
        }
        out.push_str("</ul>\n</article>\n");
    }
    out.push_str("</section>\n");
}

/// The name, as a link to the page where the documentation has it.
fn name(entry: &Entry) -> String {
    let title = escape(&entry.title());
    match entry.page.strip_suffix(".md") {
        Some(page) => {
            let page = escape(page);
            format!("<a href=\"https://apidocs.bitrix24.com/{page}.html\">{title}</a>")
        }
        None => title,
    }
}

fn told(change: &Change) -> String {
    let kind = change.kind;
    let at = if change.at.is_empty() { String::new() } else { format!(" <code>{}</code>", escape(&change.at)) };
    let values = values(change, usize::MAX, |value| format!("<code>{}</code>", escape(value)));
    let values = if values.is_empty() { values } else { format!(": {values}") };
    format!("{}{at}{values} <abbr title=\"{}\">{}</abbr>", escape(kind.title()), escape(kind.why()), kind.id())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
