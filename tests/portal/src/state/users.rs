//! What `user.get` tells of the portal's users.

use std::sync::OnceLock;

use crate::clock::parse;
use crate::config::User;
use crate::table::{Cell, Schema, Table};

/// The users as records. Their identifiers are their own.
pub(crate) fn users(all: &[User]) -> Table {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| Schema::parse(include_str!("../../data/user.txt")));
    let mut sorted: Vec<&User> = all.iter().collect();
    sorted.sort_by_key(|user| user.id);
    let mut table = Table::new(schema.clone());
    for user in sorted {
        let text = |text: String| Some(Cell::Text(text.into()));
        let cells = [
            ("ACTIVE", text("Y".into())),
            ("NAME", text(user.name())),
            ("LAST_NAME", text("Portal".into())),
            ("EMAIL", text(format!("user{}@portal.example", user.id))),
            ("DATE_REGISTER", parse("2024-07-18").map(Cell::Integer)),
            ("WORK_POSITION", text(if user.admin { "Administrator" } else { "Employee" }.into())),
            ("UF_DEPARTMENT", Some(Cell::Other(Box::new(vec![1_u64.into()].into())))),
            ("USER_TYPE", text("employee".into())),
        ];
        table.put(user.id, |schema, record| {
            for (name, cell) in cells {
                if let Some(column) = schema.find(name) {
                    record.set(column, cell);
                }
            }
        });
    }
    table
}
