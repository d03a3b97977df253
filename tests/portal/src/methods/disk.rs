//! `disk.storage.*`, `disk.folder.*`, `disk.file.*`.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use crate::access::documented;
use crate::call::{Context, Reply};
use crate::clock::iso;
use crate::refusal::{ACCESS_DENIED, Refusal};
use crate::send::Address;
use crate::state::disk::{Object, Storage, Upload, download_token};
use crate::state::{Disk, State};
use crate::table::{Cell, Query, Schema, Table, in_brackets, order};
use crate::value::{Value, map};

/// A page of a list.
const PAGE: usize = 50;

pub(super) fn storages(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    prepare(call);
    let all = call.state.disk.storages.iter().map(|one| (one.id, storage(one))).collect();
    listed(call, all)
}

pub(super) fn storage_get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    prepare(call);
    let id = id(call)?;
    let found = call.state.disk.storages.iter().find(|storage| storage.id == id);
    found.map(|found| Reply::of(storage(found))).ok_or_else(|| not_found(id))
}

pub(super) fn storage_for_app(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let denied = Refusal { message: "Access denied! Application context required".into(), ..ACCESS_DENIED };
    let app = call.caller.app.ok_or_else(|| documented(call.method, denied))?;
    let now = call.state.clock.now();
    Ok(Reply::of(storage(&call.state.disk.storage("restapp", &(app + 1).to_string(), "Application", now))))
}

pub(super) fn children(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let folder = folder(call)?;
    let all = call.state.disk.children(folder).map(|child| (child.id, object(child, call.address))).collect();
    listed(call, all)
}

pub(super) fn get(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = id(call)?;
    let is_file = call.method.method.starts_with("disk.file.");
    let found = call.state.disk.get(id).filter(|object| object.content.is_some() == is_file);
    found.map(|found| Reply::of(object(found, call.address))).ok_or_else(|| not_found(id))
}

pub(super) fn add_folder(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let (folder, name) = (folder(call)?, name(call)?);
    free(call, folder, &name, "A folder with this name already exists")?;
    let (now, user) = (call.state.clock.now(), call.caller.user);
    let id = call.state.disk.put(folder, &name, None, user, now).ok_or_else(no_room)?;
    Ok(Reply::of(shown(&call.state.disk, id, call.address)))
}

pub(super) fn upload(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let folder = folder(call)?;
    let given = call.param("data").and_then(|data| data.get("NAME")).and_then(Value::text).unwrap_or_default();
    let user = call.caller.user;
    let Some(content) = call.param("fileContent").filter(|content| !content.is_blank()) else {
        let token = call.state.disk.announce(Upload { folder, name: given, user });
        let url = format!("{}upload.json?token=disk%7C{token}", call.address.endpoint());
        return Ok(Reply::of(map([("field", "file".into()), ("uploadUrl", url.into())])));
    };
    let (own, content) = decoded(content)?;
    let name = if given.is_empty() { own.unwrap_or_default() } else { given };
    if name.is_empty() {
        let message = "Error: required parameter NAME (DISK_BASE_SERVICE_22001)";
        return Err(Refusal::new(400, "DISK_BASE_SERVICE_22001", message));
    }
    let unique = call.param("generateUniqueName").is_some_and(Value::is_true);
    let name = if unique { unique_name(&call.state.disk, folder, &name) } else { name };
    free(call, folder, &name, "A file with that name already exists")?;
    let now = call.state.clock.now();
    let id = call.state.disk.put(folder, &name, Some(content), user, now).ok_or_else(no_room)?;
    Ok(Reply::of(shown(&call.state.disk, id, call.address)))
}

pub(super) fn upload_version(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = file(call)?;
    let (_, content) = decoded(call.param("fileContent").unwrap_or(&Value::Null))?;
    let now = call.state.clock.now();
    if !call.state.disk.replace(id, content, now) {
        return Err(Refusal::new(400, "DISK_FILE_22006", "Size restriction"));
    }
    Ok(Reply::of(shown(&call.state.disk, id, call.address)))
}

pub(super) fn rename(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = if call.method.method.starts_with("disk.file.") { file(call)? } else { folder(call)? };
    let name = call.text("newName").ok_or_else(|| Refusal::new(400, "0", "Empty name"))?;
    let parent = call.state.disk.get(id).map_or(0, |object| object.parent);
    free(call, parent, &name, "A file with that name already exists")?;
    let now = call.state.clock.now();
    call.state.disk.rename(id, &name, now);
    Ok(Reply::of(shown(&call.state.disk, id, call.address)))
}

pub(super) fn remove(call: &mut Context<'_>) -> Result<Reply, Refusal> {
    let id = if call.method.method.starts_with("disk.file.") { file(call)? } else { folder(call)? };
    if call.state.disk.get(id).is_some_and(|object| object.parent == 0) {
        return Err(Refusal::new(400, "DISK_OBJ_22000", "Could not delete root folder"));
    }
    call.state.disk.remove(id);
    Ok(Reply::of(true.into()))
}

/// The file that a token announced, sent to `/rest/upload.json`.
pub(crate) fn uploaded(
    state: &mut State,
    address: &Address,
    token: &str,
    file_name: &str,
    content: Bytes,
) -> Result<Value, Refusal> {
    let unknown = || Refusal::new(400, "ERROR_ARGUMENT", "Invalid value of parameter {token}");
    let upload = state.disk.redeem(token.strip_prefix("disk|").unwrap_or(token)).ok_or_else(unknown)?;
    let name = if upload.name.is_empty() { file_name } else { &upload.name };
    let now = state.clock.now();
    let id = state.disk.put(upload.folder, name, Some(content), upload.user, now).ok_or_else(no_room)?;
    Ok(shown(&state.disk, id, address))
}

/// The file that a token of `DOWNLOAD_URL` stands for.
pub(crate) fn downloaded(state: &State, token: &str) -> Option<Bytes> {
    let token = token.strip_prefix("disk|").unwrap_or(token);
    let id = token.split('-').next()?.parse().ok()?;
    let object = state.disk.get(id).filter(|_| download_token(id) == token)?;
    object.content.clone()
}

/// `["name", "base64"]`, or the base64 alone.
fn decoded(given: &Value) -> Result<(Option<String>, Bytes), Refusal> {
    let (name, text) = match given.items().as_deref() {
        Some([name, content]) => (name.text(), content.text()),
        Some([content]) => (None, content.text()),
        Some(_) => (None, None),
        None => (None, given.text()),
    };
    let content = text.and_then(|text| STANDARD.decode(text.trim()).ok());
    let refused = || Refusal::new(400, "ERROR_COULD_NOT_SAVE_FILE", "Could not save file");
    content.map(|content| (name, content.into())).ok_or_else(refused)
}

fn unique_name(disk: &Disk, folder: u64, name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(stem, e)| (stem, format!(".{e}")));
    let taken = |name: &str| disk.children(folder).any(|child| child.name == name);
    let others = (1_u64..).map(|number| format!("{stem} ({number}){ending}"));
    std::iter::once(name.to_owned()).chain(others).find(|name| !taken(name)).unwrap_or_default()
}

/// The storages that are there without anybody's doing: the company's and each user's.
fn prepare(call: &mut Context<'_>) {
    let now = call.state.clock.now();
    call.state.disk.storage("common", "shared_files_s1", "Shared drive", now);
    let users: Vec<u64> = call.state.users.iter().map(|user| user.id).collect();
    for user in users {
        call.state.disk.storage("user", &user.to_string(), &format!("User{user}"), now);
    }
}

fn storage(storage: &Storage) -> Value {
    map([
        ("ID", storage.id.to_string().into()),
        ("NAME", storage.name.as_str().into()),
        ("CODE", Value::Null),
        ("MODULE_ID", "disk".into()),
        ("ENTITY_TYPE", storage.kind.as_str().into()),
        ("ENTITY_ID", storage.owner.as_str().into()),
        ("ROOT_OBJECT_ID", storage.root.to_string().into()),
    ])
}

fn shown(disk: &Disk, id: u64, address: &Address) -> Value {
    disk.get(id).map(|found| object(found, address)).unwrap_or_default()
}

fn object(object: &Object, address: &Address) -> Value {
    let user = || Value::from(object.user.to_string());
    let kind = if object.content.is_some() { "file" } else { "folder" };
    let mut members = vec![
        ("ID", object.id.into()),
        ("NAME", object.name.as_str().into()),
        ("CODE", Value::Null),
        ("STORAGE_ID", object.storage.to_string().into()),
        ("TYPE", kind.into()),
        ("PARENT_ID", object.parent.to_string().into()),
        ("DELETED_TYPE", 0_u64.into()),
        ("CREATE_TIME", iso(object.created).into()),
        ("UPDATE_TIME", iso(object.updated).into()),
        ("DELETE_TIME", Value::Null),
        ("CREATED_BY", user()),
        ("UPDATED_BY", user()),
        ("DELETED_BY", Value::Null),
        ("DETAIL_URL", format!("{}/disk/{kind}/{}", address.base(), object.id).into()),
    ];
    match &object.content {
        None => members.push(("REAL_OBJECT_ID", object.id.into())),
        Some(content) => members.extend([
            ("GLOBAL_CONTENT_VERSION", object.version.into()),
            ("FILE_ID", object.id.into()),
            ("SIZE", content.len().to_string().into()),
            (
                "DOWNLOAD_URL",
                format!("{}download.json?token=disk%7C{}", address.endpoint(), download_token(object.id)).into(),
            ),
        ]),
    }
    Value::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A page of what is there, by identifier: filtered and ordered by what it shows.
fn listed(call: &Context<'_>, mut all: BTreeMap<u64, Value>) -> Result<Reply, Refusal> {
    let mut table = Table::new(Schema::parse(include_str!("../../data/disk.txt")));
    for (id, row) in &all {
        table.put(*id, |schema, record| {
            for (place, column) in schema.live() {
                record.set(place, row.get(&column.upper).and_then(|value| Cell::read(column.kind, value)));
            }
        });
    }
    let (schema, param) = (&table.schema, |name| call.param(name).cloned().unwrap_or_default());
    let unfiltered = |name| Refusal::argument("filter", format!("Filter field not allowed: {name}"));
    let unordered = |name| Refusal::argument("order", format!("Order field not allowed: {name}"));
    let test = in_brackets(schema, &param("filter")).map_err(unfiltered)?;
    let order = order(schema, &param("order")).map_err(unordered)?;
    let start = param("start").integer().unwrap_or(0);
    let query = Query { test, order, from: usize::try_from(start).unwrap_or(0), most: PAGE, count: start >= 0 };
    let page = table.page(&query);
    let rows: Vec<Value> = page.records.iter().filter_map(|record| all.remove(&record.id)).collect();
    Ok(Reply { result: rows.into(), next: page.next(&query), total: page.total })
}

/// The folder that is meant: for methods of a storage, its root.
fn folder(call: &mut Context<'_>) -> Result<u64, Refusal> {
    let id = id(call)?;
    if call.method.method.starts_with("disk.storage.") {
        prepare(call);
        let found = call.state.disk.storages.iter().find(|storage| storage.id == id);
        return found.map(|storage| storage.root).ok_or_else(|| not_found(id));
    }
    let found = call.state.disk.get(id).filter(|object| object.content.is_none());
    found.map(|folder| folder.id).ok_or_else(|| not_found(id))
}

fn file(call: &Context<'_>) -> Result<u64, Refusal> {
    let id = id(call)?;
    let found = call.state.disk.get(id).filter(|object| object.content.is_some());
    found.map(|file| file.id).ok_or_else(|| not_found(id))
}

fn id(call: &Context<'_>) -> Result<u64, Refusal> {
    let id = call.param("id").and_then(Value::integer).and_then(|id| u64::try_from(id).ok());
    id.ok_or_else(|| Refusal::new(400, "ERROR_ARGUMENT", "Invalid value of parameter {Parameter #0}"))
}

fn name(call: &Context<'_>) -> Result<String, Refusal> {
    let name = call.param("data").and_then(|data| data.get("NAME")).and_then(Value::text);
    let missing = || Refusal::new(400, "ERROR_ARGUMENT", "Invalid value of parameter {Parameter #1}");
    name.filter(|name| !name.is_empty()).ok_or_else(missing)
}

fn free(call: &Context<'_>, folder: u64, name: &str, message: &'static str) -> Result<(), Refusal> {
    let taken = call.state.disk.children(folder).any(|child| child.name == name);
    if taken { Err(Refusal::new(400, "DISK_OBJ_22000", message)) } else { Ok(()) }
}

fn no_room() -> Refusal {
    Refusal::new(400, "ERROR_COULD_NOT_SAVE_FILE", "Could not save file")
}

fn not_found(id: u64) -> Refusal {
    Refusal::new(400, "ERROR_NOT_FOUND", format!("Could not find entity with id {id}"))
}
