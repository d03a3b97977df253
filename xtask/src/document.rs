//! A method, an event, a placement, or what holds for all: what it is told apart by, what a person calls it, and where its
//! page lies in `specs/`.

use b24_specs::ir::{Api, Event, Method, Placement, System};

/// The facts of one page of `specs/`.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly all of them are methods")]
pub enum Document {
    /// A method.
    Method(Method),
    /// An event.
    Event(Event),
    /// A placement.
    Placement(Placement),
    /// What holds for every method.
    System(System),
}

impl Document {
    /// What it is told apart by.
    pub fn key(&self) -> Key<'_> {
        match self {
            Self::Method(method) => {
                let command = method.command.as_ref().map_or("", |command| &command.value);
                (Folder::Methods, &method.method, method.api, command)
            }
            Self::Event(event) => (Folder::Events, &event.event, Api::V2, ""),
            Self::Placement(placement) => (Folder::Placements, &placement.placement, Api::V2, ""),
            Self::System(_) => (Folder::System, "system", Api::V2, ""),
        }
    }

    /// The page of the documentation that it comes from.
    pub fn page(&self) -> Option<&str> {
        match self {
            Self::Method(method) => Some(&method.page),
            Self::Event(event) => Some(&event.page),
            Self::Placement(placement) => Some(&placement.page),
            Self::System(_) => None,
        }
    }

    /// What that page is titled.
    pub fn page_title(&self) -> &str {
        match self {
            Self::Method(method) => &method.title,
            Self::Event(event) => &event.title,
            Self::Placement(placement) => &placement.title,
            Self::System(_) => "",
        }
    }

    /// How a person calls it.
    pub fn title(&self) -> String {
        called(self.key())
    }

    /// Where its page lies in `specs/`.
    pub fn file(&self) -> String {
        page_file(self.key())
    }
}

/// What documents are sorted and told apart by: kind, name, interface, and the command where there are several.
pub type Key<'a> = (Folder, &'a str, Api, &'a str);

/// A key that outlives its document.
#[derive(Clone, Debug)]
pub struct OwnedKey {
    folder: Folder,
    name: String,
    api: Api,
    command: String,
}

impl OwnedKey {
    /// The key.
    pub fn get(&self) -> Key<'_> {
        (self.folder, &self.name, self.api, &self.command)
    }
}

impl From<Key<'_>> for OwnedKey {
    fn from((folder, name, api, command): Key<'_>) -> Self {
        Self { folder, name: name.into(), api, command: command.into() }
    }
}

/// How a person calls what has this key.
pub fn called((_, name, api, command): Key<'_>) -> String {
    let api = if api == Api::V3 { " (v3)" } else { "" };
    let command = if command.is_empty() { String::new() } else { format!(" {command}") };
    format!("{name}{command}{api}")
}

/// Where the page of a document lies in `specs/`: `methods/event.bind.md`, `methods/tasks.task.get.v3.md`,
/// `methods/placement.call=CallCardSetMute.md`.
pub fn page_file((folder, name, api, command): Key<'_>) -> String {
    let mut file = file_name(name);
    match api {
        Api::V3 => file.push_str(".v3"),
        // The name of a method must not look like the mark of the other interface.
        Api::V2 => {
            if let Some(stem) = file.strip_suffix(".v3") {
                file = format!("{stem}%2Ev3");
            }
        }
    }
    if !command.is_empty() {
        file.extend(["=", &file_name(command)]);
    }
    match folder.name() {
        "" => format!("{file}.md"),
        folder => format!("{folder}/{file}.md"),
    }
}

/// The folders of `specs/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Folder {
    /// One page a method.
    Methods,
    /// One page an event.
    Events,
    /// One page a placement.
    Placements,
    /// The page of what holds for all, in `specs/` itself.
    System,
}

impl Folder {
    /// The folder's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Methods => "methods",
            Self::Events => "events",
            Self::Placements => "placements",
            Self::System => "",
        }
    }
}

/// A name as a file's: what is not a letter, a digit, `_`, `-` or an inner `.` is written as in an URL.
fn file_name(name: &str) -> String {
    let mut file = String::with_capacity(name.len());
    for (i, byte) in name.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || byte == b'.' && i > 0 {
            file.push(char::from(byte));
        } else {
            file.extend(["%", &format!("{byte:02X}")]);
        }
    }
    file
}
