//! The import of a whole checkout, against reading its files and running a plain Markdown parser over them.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;

use crate::table::Table;
use crate::{PROBE, hostile};

pub(crate) fn rows(docs: &Path, table: &mut Table) {
    let pages = pages(docs);
    table.ratio(
        &format!("import, files to IR ({} pages)", pages.len()),
        &mut || import(docs),
        "read + plain pulldown-cmark",
        &mut || floor(&pages),
        "≤ 1.50 ×",
    );
    let [whole, half] = [500_000, 250_000].map(|size| match hostile::Tree::new(size) {
        Ok(tree) => tree,
        Err(error) => panic!("{error}"),
    });
    table.ratio(
        &format!("import, {} hostile pages of 500 KB", whole.len()),
        &mut || import(whole.path()),
        "half as long",
        &mut || import(half.path()),
        "≤ 2.2 ×",
    );
    table.figure("import, peak memory", peak(), "< 300 MB");
}

/// In a process of its own: imports once and tells its peak memory.
pub(crate) fn probe(docs: &Path) {
    import(docs);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown here", str::trim);
    println!("{peak}");
}

fn peak() -> String {
    let child = std::env::current_exe().and_then(|this| Command::new(this).env(PROBE, "1").output());
    match child {
        Ok(output) => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        Err(error) => error.to_string(),
    }
}

fn import(docs: &Path) {
    match xtask::commands::facts(docs) {
        Ok(files) => drop(black_box(files)),
        Err(message) => panic!("{message}"),
    }
}

fn floor(pages: &[PathBuf]) {
    let events: usize = pages
        .par_iter()
        .map(|page| {
            let text = std::fs::read(page).unwrap_or_default();
            pulldown_cmark::Parser::new(&String::from_utf8_lossy(&text)).count()
        })
        .sum();
    black_box(events);
}

fn pages(docs: &Path) -> Vec<PathBuf> {
    let tree = xtask::tree::Tree::open(docs).and_then(|tree| tree.pages());
    match tree {
        Ok(pages) => pages.into_iter().map(|page| docs.join(page)).collect(),
        Err(message) => panic!("{message}"),
    }
}
