//! Lists: how the pages of a method follow each other, where the documentation tells.

use b24_specs::ir::{self, Field};
use b24_specs::wire::{Entities, Wire};

use super::text::{Literal, Literals, Piece, put};
use crate::model::{Method, OutField, Output, Record, TypeDef};

/// What makes a request one that `Client::list` follows.
pub(super) fn listed(code: &mut String, method: &Method, declared: &str, all: &str) {
    let Some(Followed { list, path, record, items, id, cursor }) = followed(method) else { return };
    let size = list.page_size.and_then(|size| usize::try_from(size).ok());
    let item = &record.ident;
    put!(code, "impl ", declared, " p::Listed for ", method.ty, all, " { type Item = ", item);
    put!(
        code,
        "; const PAGES: p::Pages = p::Pages { paging: p::Paging::",
        paging(method, list),
        ", size: ",
        Maybe(size)
    );
    put!(code, ", items: ", Literals(&path), ", cursor: ", Maybe(cursor));
    put!(code, " }; fn items(output: Self::Output) -> p::Vec<", item, "> {", items, "}");
    put!(code, "fn id(item: &", item, ") -> p::Option<p::Id> {");
    match id {
        Some(OutField { name, output: Output::Plain("i64" | "String" | "Value"), .. }) => {
            put!(code, "item.", name, ".as_ref().and_then(p::Identify::id)");
        }
        Some(_) => put!(code, "p::None"),
        None => put!(code, "let _ = item; p::None"),
    }
    put!(code, "} }");
}

/// Does `Client::list` follow it?
pub(super) fn is_followed(method: &Method) -> bool {
    followed(method).is_some()
}

/// The parameters that ask for a page, of a method whose pages `Client::list` does not follow.
pub(super) fn by_hand(method: &Method) -> Option<Vec<&str>> {
    if followed(method).is_some() {
        return None;
    }
    let asks = PAGING.iter().filter_map(|name| param(method, name));
    Some(asks.map(|field| field.name.as_str()).collect())
}

/// The names of parameters that ask for a page.
const PAGING: &[&str] = &["start", "offset", "cursor", "page", "pagination", "navParams", "nav_params"];

/// A list that can be followed from page to page.
struct Followed<'a> {
    list: &'a ir::List,
    /// Where the items are in the answer.
    path: Vec<&'a str>,
    /// What an item is.
    record: &'a Record,
    /// The expression that takes the items out of `output`.
    items: String,
    id: Option<&'a OutField>,
    cursor: Option<String>,
}

fn followed(method: &Method) -> Option<Followed<'_>> {
    let list = method.ir.list.as_ref()?;
    let path: Vec<&str> = list.items.split('.').filter(|part| !part.is_empty()).collect();
    let (record, items) = find(method, &path)?;
    let id = list.id.as_ref().and_then(|id| record.fields.iter().find(|field| field.wire == id.answer));
    let cursor = list.id.as_ref().filter(|_| id.is_some()).and_then(|id| cursor(method, id));
    // By numbers of pages none is followed: the first would pass for all.
    let by_number = matches!(list.paging.as_str(), "page" | "cursor");
    (cursor.is_some() || !by_number).then_some(Followed { list, path, record, items, id, cursor })
}

/// An `Option` as an expression.
struct Maybe<P>(Option<P>);

impl<P: Piece> Piece for Maybe<P> {
    fn put(&self, code: &mut String) {
        match &self.0 {
            Some(value) => put!(code, "p::Some(", value, ")"),
            None => put!(code, "p::None"),
        }
    }
}

/// What an item is, at the end of the path, and the expression that takes the items out of `output`. A result that is not
/// as the list says has none.
fn find<'a>(method: &'a Method, path: &[&str]) -> Option<(&'a Record, String)> {
    let records = |ident: &proc_macro2::Ident| {
        method.types.iter().find_map(|def| match def {
            TypeDef::Record(record) if record.ident == *ident => Some(record),
            _ => None,
        })
    };
    let (mut output, mut items) = match &method.output {
        Output::Optional(value) => (&**value, String::from("output")),
        output => (output, String::from("p::Some(output)")),
    };
    for part in path {
        let Output::Record(ident) = output else { return None };
        let field = records(ident)?.fields.iter().find(|field| field.wire == *part)?;
        put!(&mut items, ".and_then(|of| of.", field.name, ")");
        output = &field.output;
    }
    let Output::List(item) = output else { return None };
    let Output::Record(ident) = item.as_ref() else { return None };
    let items = if path.is_empty() { "output".to_owned() } else { items + ".unwrap_or_default()" };
    Some((records(ident)?, items))
}

/// The variant of `Paging`.
fn paging(method: &Method, list: &ir::List) -> String {
    let mut paging = String::new();
    match (list.paging.as_str(), param(method, "offset")) {
        ("start", _) => put!(&mut paging, "Start"),
        ("offset", Some(Field { name, .. })) => put!(&mut paging, "Offset(", Literal(name), ")"),
        _ => put!(&mut paging, "None"),
    }
    paging
}

/// The parameter of that name, in whatever case.
fn param<'a>(method: &'a Method, name: &str) -> Option<&'a Field> {
    method.ir.params.iter().find(|field| field.name.eq_ignore_ascii_case(name))
}

fn cursor(method: &Method, id: &ir::ListId) -> Option<String> {
    let (name, ordered) = (id.filter.as_ref()?, id.order.as_ref()?);
    let filter = &param(method, "filter")?.name;
    let select = param(method, "select").map(|field| Literal(&field.name));
    let is_text = |field: &Field| matches!(Wire::of(&field.ty, &Entities::default()), Wire::Text);
    let mut cursor = String::new();
    put!(
        &mut cursor,
        "p::Cursor { filter: ",
        Literal(filter),
        ", greater: ",
        Literal(&format!(">{name}")),
        ", order: &["
    );
    match (param(method, "sort"), param(method, "order")) {
        // The field in one parameter, the direction in the other.
        (Some(sort), Some(order)) if is_text(sort) => {
            put!(&mut cursor, "(", Literals(&[&sort.name]), ",", Literal(ordered), "),");
            put!(&mut cursor, "(", Literals(&[&order.name]), ", \"ASC\")");
        }
        (_, Some(order)) | (Some(order), None) if !is_text(order) => {
            put!(&mut cursor, "(", Literals(&[&order.name, ordered]), ", \"ASC\")");
        }
        _ => return None,
    }
    put!(&mut cursor, "], select: ", Maybe(select), ", name: ", Literal(name), ", answer: ", Literal(&id.answer), " }");
    Some(cursor)
}
