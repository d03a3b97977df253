//! What the documentation says: methods, events and widget placements, from the IR.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

use b24_specs::index::{Damaged, Methods};
use b24_specs::ir::{Api, Method, VERSION};
use b24_specs::wire::Entities;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::methods;
use crate::scenario::Undocumented;
use crate::value::Map;

/// Names that the pages of `events` and of the widgets show, for an IR that has no line of their own for them.
const SHOWN_EVENTS: &str = include_str!("../data/events.txt");
const SHOWN_PLACEMENTS: &str = include_str!("../data/placements.txt");

/// Texts of the IR's files.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    pub(crate) methods: Cow<'static, str>,
    pub(crate) events: Cow<'static, str>,
    pub(crate) placements: Cow<'static, str>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            methods: b24_specs::METHODS.into(),
            events: b24_specs::EVENTS.into(),
            placements: b24_specs::PLACEMENTS.into(),
        }
    }
}

/// What is known of an event.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Permissions, any of which makes it available; none: to every application.
    pub(crate) scopes: Vec<String>,
}

/// What is known of a placement.
#[derive(Clone, Debug)]
pub(crate) struct Placement {
    /// Permissions, any of which makes it available; none: to every application.
    pub(crate) scopes: Vec<String>,
    /// `USER_ID` may be given.
    pub(crate) user_mode: bool,
    /// One handler an application at most.
    pub(crate) single: bool,
}

pub(crate) struct Catalogue {
    methods: Cow<'static, str>,
    /// By name in lower case; several where names differ in case alone or exist in both interfaces.
    by_name: HashMap<String, Vec<Entry>>,
    pub(crate) events: BTreeMap<String, Event>,
    pub(crate) placements: BTreeMap<String, Placement>,
    pub(crate) entities: Entities,
    /// Methods that the documentation does not have, and that may be spoken of all the same.
    pub(crate) also: Vec<String>,
    listing: OnceLock<Vec<Listed>>,
    scopes: OnceLock<Vec<String>>,
}

/// How well a method is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Emulation {
    /// From state: what it changes, other methods show.
    Emulated,
    /// Parameters are checked, and the answer has the documented shape.
    Shaped,
    /// Its page tells nothing of the answer; what comes is only well-formed.
    NotEmulated,
}

impl fmt::Display for Emulation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Emulated => "emulated",
            Self::Shaped => "shaped",
            Self::NotEmulated => "not emulated",
        })
    }
}

/// What lists of methods tell of one.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Listed {
    pub(crate) method: String,
    pub(crate) api: Api,
    pub(crate) title: String,
    pub(crate) scopes: Vec<String>,
    result: ResultHead,
}

#[derive(Clone, Debug, Deserialize)]
struct ResultHead {
    #[serde(rename = "type")]
    ty: String,
}

/// A method whose line, or one line for each of its commands, is parsed when it is first called.
struct Entry {
    name: String,
    api: Api,
    parsed: OnceLock<Result<Vec<Arc<Method>>, Damaged>>,
}

#[derive(Deserialize)]
struct EventLine {
    event: String,
    scopes: Vec<String>,
    ir: u32,
}

#[derive(Deserialize)]
struct PlacementLine {
    placement: String,
    scopes: Vec<String>,
    #[serde(default)]
    user_mode: bool,
    #[serde(default)]
    single: bool,
    ir: u32,
}

impl Catalogue {
    pub(crate) fn new(texts: Texts, also: Undocumented) -> Result<Self, Damaged> {
        let mut by_name: HashMap<String, Vec<Entry>> = HashMap::new();
        for head in Methods::new("methods.jsonl", &texts.methods)?.names() {
            let (name, api) = head?;
            let entries = by_name.entry(name.to_ascii_lowercase()).or_default();
            if !entries.iter().any(|entry| (entry.name.as_str(), entry.api) == (name, api)) {
                entries.push(Entry { name: name.to_owned(), api, parsed: OnceLock::new() });
            }
        }
        let mut events: BTreeMap<_, _> =
            shown(SHOWN_EVENTS).map(|(scopes, code, _)| (code.to_owned(), Event { scopes })).collect();
        for line in lines::<EventLine>("events.jsonl", &texts.events, |line| line.ir) {
            let line = line?;
            events.insert(line.event, Event { scopes: line.scopes });
        }
        for code in also.events {
            events.entry(code.to_ascii_uppercase()).or_insert(Event { scopes: Vec::new() });
        }
        let mut placements: BTreeMap<_, _> = shown(SHOWN_PLACEMENTS)
            .map(|(scopes, code, one)| (code.to_owned(), Placement { scopes, user_mode: one, single: one }))
            .collect();
        for line in lines::<PlacementLine>("placements.jsonl", &texts.placements, |line| line.ir) {
            let PlacementLine { placement, scopes, user_mode, single, .. } = line?;
            placements.insert(placement, Placement { scopes, user_mode, single });
        }
        for code in also.placements {
            let anywhere = Placement { scopes: Vec::new(), user_mode: false, single: false };
            placements.entry(code.to_ascii_uppercase()).or_insert(anywhere);
        }
        let entities = b24_specs::system()?.types;
        Ok(Self {
            methods: texts.methods,
            by_name,
            events,
            placements,
            entities,
            also: also.methods,
            listing: OnceLock::new(),
            scopes: OnceLock::new(),
        })
    }

    /// The method of that name: as written, or else in another case. Of several commands it is the first.
    pub(crate) fn method(&self, name: &str, api: Api) -> Result<Option<Arc<Method>>, Damaged> {
        self.called(name, api, &Map::new())
    }

    /// The same, and of several commands the one that is called with these parameters.
    pub(crate) fn called(&self, name: &str, api: Api, params: &Map) -> Result<Option<Arc<Method>>, Damaged> {
        let Some(entries) = self.by_name.get(&name.to_ascii_lowercase()) else { return Ok(None) };
        let of_api = || entries.iter().filter(|entry| entry.api == api);
        let Some(entry) = of_api().find(|entry| entry.name == name).or_else(|| of_api().next()) else {
            return Ok(None);
        };
        let parse = || {
            let found = Methods::new("methods.jsonl", &self.methods)?.commands(&entry.name, entry.api);
            let commands: Vec<Arc<Method>> = found.map(|method| method.map(Arc::new)).collect::<Result<_, _>>()?;
            let reason = || format!("the lines around `{}` are not sorted", entry.name);
            let lost = || Damaged { file: "methods.jsonl".into(), line: 0, reason: reason() };
            if commands.is_empty() { Err(lost()) } else { Ok(commands) }
        };
        let commands = entry.parsed.get_or_init(parse).as_ref().map_err(Clone::clone)?;
        let is_called = |method: &&Arc<Method>| {
            let given = method.command.as_ref().and_then(|command| Some((command, params.get(&command.param)?)));
            given.is_some_and(|(command, value)| value.text().as_ref() == Some(&command.value))
        };
        Ok(commands.iter().find(is_called).or_else(|| commands.first()).cloned())
    }

    /// Every method, in no order.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, Api)> {
        self.by_name.values().flatten().map(|entry| (entry.name.as_str(), entry.api))
    }

    /// The event of that code, the number of an object's type left away (`ONCRMDYNAMICITEMADD_147`).
    pub(crate) fn event(&self, code: &str) -> Option<&Event> {
        self.events.get(code).or_else(|| {
            let (family, number) = code.rsplit_once('_')?;
            self.events.get(family).filter(|_| is_number(number))
        })
    }

    /// The placement of that code, or its family: `CRM_DYNAMIC_183_DETAIL_TAB` is one of `CRM_DYNAMIC_XXX_DETAIL_TAB`, and
    /// `LANDING_BLOCK_43.4.COVER` of `LANDING_BLOCK_<CODE>`.
    pub(crate) fn placement(&self, code: &str) -> Option<&Placement> {
        let numbered = || {
            let family = |part| if is_number(part) { "XXX" } else { part };
            self.placements.get(&code.split('_').map(family).collect::<Vec<_>>().join("_"))
        };
        let named = || {
            let open = |family: &str| family.strip_suffix("<CODE>").is_some_and(|head| code.starts_with(head));
            self.placements.iter().find(|(family, _)| open(family)).map(|(_, placement)| placement)
        };
        self.placements.get(code).or_else(numbered).or_else(named)
    }

    /// Every method, in the order of the names. What cannot be read is left out; a call of it tells why.
    pub(crate) fn listing(&self) -> &[Listed] {
        self.listing.get_or_init(|| {
            let lines = self.methods.lines().filter_map(|line| serde_json::from_str(line).ok());
            let mut methods: Vec<Listed> = lines.collect();
            // A method with several commands has as many lines.
            methods.dedup_by(|second, first| (&second.method, second.api) == (&first.method, first.api));
            methods
        })
    }

    /// How well each method is answered, in the order of the names.
    pub(crate) fn emulation(&self) -> impl Iterator<Item = (&Listed, Emulation)> {
        self.listing().iter().map(|listed| {
            let how = if methods::is_emulated(&listed.method, listed.api) {
                Emulation::Emulated
            } else if listed.result.ty.is_empty() {
                Emulation::NotEmulated
            } else {
                Emulation::Shaped
            };
            (listed, how)
        })
    }

    /// Every permission that a method, an event or a placement names.
    pub(crate) fn scopes(&self) -> &[String] {
        self.scopes.get_or_init(|| {
            let methods = self.listing().iter().flat_map(|method| &method.scopes);
            let events = self.events.values().flat_map(|event| &event.scopes);
            let placements = self.placements.values().flat_map(|place| &place.scopes);
            let all: BTreeSet<&String> = methods.chain(events).chain(placements).collect();
            all.into_iter().cloned().collect()
        })
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `scope CODE [single]`, a line each; the scope `-` stands for none.
fn shown(text: &str) -> impl Iterator<Item = (Vec<String>, &str, bool)> {
    text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let scope = words.next().filter(|word| !word.starts_with('#'))?;
        let scopes = if scope == "-" { Vec::new() } else { vec![scope.to_owned()] };
        Some((scopes, words.next()?, words.next() == Some("single")))
    })
}

fn lines<T: DeserializeOwned>(
    file: &'static str,
    text: &str,
    version: impl Fn(&T) -> u32,
) -> impl Iterator<Item = Result<T, Damaged>> {
    text.lines().enumerate().map(move |(number, line)| {
        let damaged = |reason: String| Damaged { file: file.into(), line: number + 1, reason };
        let parsed: T = serde_json::from_str(line).map_err(|e| damaged(e.to_string()))?;
        match version(&parsed) {
            VERSION => Ok(parsed),
            other => Err(damaged(format!("version {other} of the IR, while this build reads version {VERSION}"))),
        }
    })
}
