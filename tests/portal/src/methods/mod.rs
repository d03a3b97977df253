//! The methods that have state here, a file a subject.
#![allow(clippy::unnecessary_wraps, reason = "all have the form of `Emulated`, also those that cannot fail")]

mod crm;
pub(crate) mod disk;
mod events;
mod offline;
mod placements;
mod system;
mod tasks;
mod users;

use b24_specs::ir::{Api, Method};

use crate::access::{covers, documented};
use crate::call::{Context, Reply};
use crate::check::missing;
use crate::refusal::{Refusal, WRONG_AUTH_TYPE};
use crate::state::AppId;
use crate::value::{Value, member};

/// A method with state. It checks its parameters itself: what it requires may depend on their values.
pub(crate) type Emulated = fn(&mut Context<'_>) -> Result<Reply, Refusal>;

/// The method's function, where it has state.
pub(crate) fn emulated(method: &Method) -> Option<Emulated> {
    by_name(&method.method, method.api)
}

/// Has the method of that name state here?
pub(crate) fn is_emulated(name: &str, api: Api) -> bool {
    name == "batch" || by_name(name, api).is_some()
}

fn by_name(name: &str, api: Api) -> Option<Emulated> {
    if api == Api::V3 {
        return Some(match name {
            "tasks.task.add" => tasks::v3::add,
            "tasks.task.get" => tasks::v3::get,
            "tasks.task.update" => tasks::v3::update,
            "tasks.task.delete" => tasks::v3::delete,
            _ => return None,
        });
    }
    if let Some(rest) = name.strip_prefix("crm.") {
        return crm(rest);
    }
    if let Some(rest) = name.strip_prefix("disk.") {
        return disk(rest);
    }
    Some(match name {
        "events" => events::events,
        "event.bind" => events::bind,
        "event.get" => events::get,
        "event.unbind" => events::unbind,
        "event.offline.get" => offline::get,
        "event.offline.list" => offline::list,
        "event.offline.clear" => offline::clear,
        "event.offline.error" => offline::error,
        "app.info" => system::app_info,
        "feature.get" => system::feature_get,
        "method.get" => system::method_get,
        "methods" => system::methods,
        "scope" => system::scope,
        "server.time" => system::server_time,
        "profile" => users::profile,
        "user.current" => users::current,
        "user.get" => users::get,
        "tasks.task.add" => tasks::add,
        "tasks.task.get" => tasks::get,
        "tasks.task.update" => tasks::update,
        "tasks.task.delete" => tasks::delete,
        "tasks.task.list" => tasks::list,
        "tasks.task.start"
        | "tasks.task.pause"
        | "tasks.task.complete"
        | "tasks.task.defer"
        | "tasks.task.renew"
        | "tasks.task.approve"
        | "tasks.task.disapprove" => tasks::turn,
        "placement.bind" => placements::bind,
        "placement.get" => placements::get,
        "placement.list" => placements::list,
        "placement.unbind" => placements::unbind,
        _ => return None,
    })
}

fn crm(name: &str) -> Option<Emulated> {
    let (object, what) = name.split_once('.')?;
    Some(match (object, what) {
        ("item", "add") => crm::item_add,
        ("item", "get") => crm::item_get,
        ("item", "update") => crm::item_update,
        ("item", "delete") => crm::item_delete,
        ("item", "list") => crm::item_list,
        ("item", "fields") => crm::item_fields,
        ("deal" | "lead" | "contact" | "company", what) => match what {
            "add" => crm::add,
            "get" => crm::get,
            "update" => crm::update,
            "delete" => crm::delete,
            "list" => crm::list,
            "fields" => crm::old_fields,
            "userfield.add" => crm::user_field_add,
            "userfield.get" => crm::user_field_get,
            "userfield.update" => crm::user_field_update,
            "userfield.delete" => crm::user_field_delete,
            "userfield.list" => crm::user_field_list,
            _ => return None,
        },
        _ => return None,
    })
}

fn disk(name: &str) -> Option<Emulated> {
    Some(match name {
        "storage.getlist" => disk::storages,
        "storage.get" => disk::storage_get,
        "storage.getforapp" => disk::storage_for_app,
        "storage.getchildren" | "folder.getchildren" => disk::children,
        "storage.addfolder" | "folder.addsubfolder" => disk::add_folder,
        "storage.uploadfile" | "folder.uploadfile" => disk::upload,
        "folder.get" | "file.get" => disk::get,
        "folder.rename" | "file.rename" => disk::rename,
        "folder.deletetree" | "file.delete" => disk::remove,
        "file.uploadversion" => disk::upload_version,
        _ => return None,
    })
}

impl Context<'_> {
    /// A parameter, where it was given.
    fn param(&self, name: &str) -> Option<&Value> {
        member(self.params, name).filter(|value| !matches!(value, Value::Null))
    }

    /// A parameter as a text, where it was given and is not empty.
    fn text(&self, name: &str) -> Option<String> {
        self.param(name).and_then(Value::text).filter(|text| !text.is_empty())
    }

    /// A parameter that must be given.
    fn need(&self, name: &str) -> Result<String, Refusal> {
        self.text(name).ok_or_else(|| missing(self.method, name))
    }

    /// The application that calls. A webhook gets here only where the method's page forgot to exclude it.
    fn app(&self) -> Result<AppId, Refusal> {
        self.caller.app.ok_or_else(|| documented(self.method, WRONG_AUTH_TYPE))
    }

    /// Is something with these permissions within the caller's?
    fn reaches(&self, scopes: &[String]) -> bool {
        covers(self.scopes, scopes)
    }

    /// Names of the documented things that `SCOPE` and `FULL` ask for.
    fn available<'a>(&self, all: impl Iterator<Item = (&'a String, &'a Vec<String>)>) -> Value {
        let scope = self.text("SCOPE");
        let full = self.param("FULL").is_some_and(Value::is_true);
        let wanted = |scopes: &Vec<String>| match &scope {
            Some(scope) => scopes.contains(scope),
            None => full || self.reaches(scopes),
        };
        all.filter(|(_, scopes)| wanted(scopes)).map(|(name, _)| Value::from(name.as_str())).collect::<Vec<_>>().into()
    }
}
