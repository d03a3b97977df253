//! What pages gave the last time, by their content: a page that has not changed is not compiled again. The file lies in
//! a build's target folder, is never needed, and is worth nothing to another build of the compiler.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;
use std::{env, fs};

use b24_specs::ir::{Event, Method, Placement, System};
use serde::{Deserialize, Serialize};

use super::compile::Compiled;
use super::report::KeptFinding;
use super::store;
use crate::document::Document;
use crate::lower::{PageKind, Rows};

/// A page's content, the files that it includes and the compiler, as one number.
pub(crate) type Key = u64;

/// What is known from the last run, and what this one has used and found.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    file: Option<PathBuf>,
    compiler: u64,
    text: String,
    known: HashMap<Key, Range<usize>>,
    used: Mutex<BTreeMap<Key, String>>,
    /// What this run has found, for a run over several trees.
    found: Option<Mutex<HashMap<Key, Compiled>>>,
}

/// What is kept of a page.
#[derive(Serialize, Deserialize)]
struct Kept {
    kind: PageKind,
    methods: Vec<Method>,
    events: Vec<Event>,
    placements: Vec<Placement>,
    system: System,
    findings: Vec<KeptFinding>,
    rows: Rows,
    linked: Vec<(String, u64)>,
}

impl Cache {
    /// The cache of the target folder here or above; one that forgets everything where there is none.
    pub(crate) fn open() -> Self {
        let Some(compiler) = compiler() else { return Self::default() };
        let Some(file) = target().map(|target| target.join("b24c/pages")) else { return Self::default() };
        let text = fs::read_to_string(&file).unwrap_or_default();
        let mut known = HashMap::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let key = line.get(..16).and_then(|key| Key::from_str_radix(key, 16).ok());
            if let Some(key) = key.filter(|_| line.ends_with('\n')) {
                known.insert(key, start + 17..start + line.len() - 1);
            }
            start += line.len();
        }
        Self { file: Some(file), compiler, text, known, used: Mutex::default(), found: None }
    }

    /// The same; two trees of this run share what they have in common.
    pub(crate) fn open_for_several() -> Self {
        Self { found: Some(Mutex::default()), ..Self::open() }
    }

    /// Is nothing known, and nothing kept?
    pub(crate) fn forgets(&self) -> bool {
        self.file.is_none() && self.found.is_none()
    }

    /// The number of a page: all that its compilation hangs on.
    pub(crate) fn key(&self, path: &str, text: &str, includes: u64) -> Key {
        let mut hasher = DefaultHasher::new();
        (self.compiler, path, text, includes).hash(&mut hasher);
        hasher.finish()
    }

    /// What the page gave the last time.
    pub(crate) fn get(&self, key: Key, path: &str) -> Option<Compiled> {
        if let Some(found) = self.found.as_ref().and_then(|found| lock(found).get(&key).cloned()) {
            return Some(found);
        }
        let line = self.text.get(self.known.get(&key)?.clone())?;
        let kept: Kept = serde_json::from_str(line).ok()?;
        let compiled = kept.compiled(path)?;
        lock(&self.used).insert(key, line.to_owned());
        self.remember(key, &compiled);
        Some(compiled)
    }

    /// Keeps what a page gives.
    pub(crate) fn put(&self, key: Key, compiled: &Compiled) {
        self.remember(key, compiled);
        if self.file.is_none() {
            return;
        }
        if let Ok(line) = serde_json::to_string(&Kept::of(compiled)) {
            lock(&self.used).insert(key, line);
        }
    }

    fn remember(&self, key: Key, compiled: &Compiled) {
        if let Some(found) = &self.found {
            lock(found).insert(key, compiled.clone());
        }
    }

    /// Writes down what this run has used. A cache that cannot be written is none.
    pub(crate) fn save(&self) {
        let Some((folder, name)) = self.file.as_deref().and_then(|file| Some((file.parent()?, file.file_name()?)))
        else {
            return;
        };
        let used = lock(&self.used);
        if used.len() == self.known.len() && used.keys().all(|key| self.known.contains_key(key)) {
            return;
        }
        let mut text = String::new();
        for (key, line) in used.iter() {
            let _ = writeln!(text, "{key:016x} {line}");
        }
        drop(store::write(folder, &name.to_string_lossy(), &text));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Kept {
    fn of(compiled: &Compiled) -> Self {
        let (mut methods, mut events, mut placements) = (Vec::new(), Vec::new(), Vec::new());
        for document in &compiled.documents {
            match document {
                Document::Method(method) => methods.push(method.clone()),
                Document::Event(event) => events.push(event.clone()),
                Document::Placement(placement) => placements.push(placement.clone()),
                Document::System(_) => {}
            }
        }
        Self {
            kind: compiled.kind,
            methods,
            events,
            placements,
            system: compiled.system.clone(),
            findings: compiled.findings.iter().map(KeptFinding::of).collect(),
            rows: compiled.rows,
            linked: compiled.linked.clone(),
        }
    }

    fn compiled(self, path: &str) -> Option<Compiled> {
        let methods = self.methods.into_iter().map(Document::Method);
        let events = self.events.into_iter().map(Document::Event);
        let placements = self.placements.into_iter().map(Document::Placement);
        Some(Compiled {
            path: path.to_owned(),
            kind: self.kind,
            documents: methods.chain(events).chain(placements).collect(),
            system: self.system,
            findings: self.findings.into_iter().map(KeptFinding::finding).collect::<Option<_>>()?,
            rows: self.rows,
            linked: self.linked,
        })
    }
}

/// The folder for what can be made again.
fn target() -> Option<PathBuf> {
    if let Some(target) = env::var_os("CARGO_TARGET_DIR") {
        return Some(target.into());
    }
    let here = env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("target")).find(|target: &PathBuf| target.is_dir())
}

/// This very build of the compiler.
fn compiler() -> Option<u64> {
    let file = env::current_exe().ok()?;
    let facts = fs::metadata(Path::new(&file)).ok()?;
    let built = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let mut hasher = DefaultHasher::new();
    (file, facts.len(), built).hash(&mut hasher);
    Some(hasher.finish())
}
