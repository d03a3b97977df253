//! The drive: storages, folders, files.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;

use serde::{Deserialize, Serialize};

use crate::ids::digest;

/// The most that all files together may hold.
const MAX_BYTES: usize = 256 << 20;

/// The most uploads that are announced and do not come.
const MOST_UPLOADS: usize = 10_000;

/// A drive of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Storage {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// `user`, `common` or `restapp`.
    pub(crate) kind: String,
    /// Whose it is.
    pub(crate) owner: String,
    pub(crate) root: u64,
}

/// A folder or a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Object {
    pub(crate) id: u64,
    pub(crate) storage: u64,
    /// The folder that it is in; 0: none, it is the root of its storage.
    pub(crate) parent: u64,
    pub(crate) name: String,
    /// `None`: a folder.
    #[serde(with = "in_base64")]
    pub(crate) content: Option<Bytes>,
    pub(crate) version: u64,
    pub(crate) created: Duration,
    pub(crate) updated: Duration,
    pub(crate) user: u64,
}

/// Where an upload goes that is announced.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub(crate) folder: u64,
    pub(crate) name: String,
    pub(crate) user: u64,
}

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Disk {
    pub(crate) storages: Vec<Storage>,
    objects: BTreeMap<u64, Object>,
    uploads: BTreeMap<String, Upload>,
    count: u64,
    bytes: usize,
    /// Something has changed since this was last taken.
    #[serde(skip)]
    pub(crate) changed: bool,
}

impl Disk {
    /// The storage of that owner; it is made when it is first asked for.
    pub(crate) fn storage(&mut self, kind: &str, owner: &str, name: &str, now: Duration) -> Storage {
        let known = self.storages.iter().find(|storage| storage.kind == kind && storage.owner == owner);
        if let Some(known) = known {
            return known.clone();
        }
        let id = self.storages.len() as u64 + 1;
        let root = self.insert(id, 0, name, None, 1, now);
        let storage = Storage { id, name: name.into(), kind: kind.into(), owner: owner.into(), root };
        self.storages.push(storage.clone());
        storage
    }

    pub(crate) fn get(&self, id: u64) -> Option<&Object> {
        self.objects.get(&id)
    }

    pub(crate) fn children(&self, folder: u64) -> impl Iterator<Item = &Object> {
        self.objects.values().filter(move |object| object.parent == folder)
    }

    /// A new folder or file; `None` where there is no room for it.
    pub(crate) fn put(
        &mut self,
        folder: u64,
        name: &str,
        content: Option<Bytes>,
        user: u64,
        now: Duration,
    ) -> Option<u64> {
        let storage = self.objects.get(&folder)?.storage;
        let length = content.as_ref().map_or(0, Bytes::len);
        if self.bytes + length > MAX_BYTES {
            return None;
        }
        self.bytes += length;
        Some(self.insert(storage, folder, name, content, user, now))
    }

    fn insert(
        &mut self,
        storage: u64,
        parent: u64,
        name: &str,
        content: Option<Bytes>,
        user: u64,
        now: Duration,
    ) -> u64 {
        self.changed = true;
        self.count += 1;
        let id = self.count;
        let name = name.to_owned();
        self.objects
            .insert(id, Object { id, storage, parent, name, content, version: 1, created: now, updated: now, user });
        id
    }

    /// Another content of a file; tells whether there is room for it.
    pub(crate) fn replace(&mut self, id: u64, content: Bytes, now: Duration) -> bool {
        self.changed = true;
        let Some(object) = self.objects.get_mut(&id) else { return false };
        let without = self.bytes - object.content.as_ref().map_or(0, Bytes::len);
        let fits = without + content.len() <= MAX_BYTES;
        if fits {
            self.bytes = without + content.len();
            object.content = Some(content);
            object.version += 1;
            object.updated = now;
        }
        fits
    }

    pub(crate) fn rename(&mut self, id: u64, name: &str, now: Duration) {
        self.changed = true;
        if let Some(object) = self.objects.get_mut(&id) {
            (object.name, object.updated) = (name.into(), now);
        }
    }

    /// Removes an object and what is in it.
    pub(crate) fn remove(&mut self, id: u64) {
        self.changed = true;
        let mut doomed = vec![id];
        while let Some(id) = doomed.pop() {
            doomed.extend(self.children(id).map(|child| child.id));
            if let Some(content) = self.objects.remove(&id).and_then(|object| object.content) {
                self.bytes -= content.len();
            }
        }
    }

    /// A token that takes one file.
    pub(crate) fn announce(&mut self, upload: Upload) -> String {
        if self.uploads.len() >= MOST_UPLOADS {
            self.uploads.clear();
        }
        self.count += 1;
        let token = digest(&["upload", &self.count.to_string()]);
        self.uploads.insert(token.clone(), upload);
        token
    }

    pub(crate) fn redeem(&mut self, token: &str) -> Option<Upload> {
        self.uploads.remove(token)
    }
}

/// The content of files in texts.
mod in_base64 {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use bytes::Bytes;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    #[allow(clippy::ref_option, reason = "the form that serde asks for")]
    pub(super) fn serialize<S: Serializer>(content: &Option<Bytes>, serializer: S) -> Result<S::Ok, S::Error> {
        content.as_ref().map(|content| STANDARD.encode(content)).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Bytes>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| STANDARD.decode(text).map(Bytes::from).map_err(de::Error::custom)).transpose()
    }
}

/// The token that lets whoever has it read a file.
pub(crate) fn download_token(id: u64) -> String {
    format!("{id}-{}", digest(&["download", &id.to_string()]))
}
