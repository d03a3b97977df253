//! Tables on other pages: the fields of an object may stand on a page of their own, which a row leads to by a link in the
//! cell of its type or in what it says. Such a page is read once, however many rows lead to it, and its links to further
//! pages are not followed.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use b24_specs::ir::{Field, Required};
use foldhash::{HashMap, HashSet};

use super::fields::{Builder, adopt};
use super::groups::{Group, collect_if};
use super::link::{holds_fields, link};
use super::outline::{Outline, Role};
use super::sink::Sink;
use super::text::{fold, types};
use super::{Includes, Input, entities};
use crate::lexicon;
use crate::source::Source;

/// Gives the page at a path of the tree.
type Read<'r> = &'r (dyn Fn(&str) -> Option<Source> + Sync);

/// The pages that rows lead to.
pub struct Elsewhere<'r> {
    read: Option<Read<'r>>,
    pages: Mutex<HashMap<String, Arc<Linked>>>,
}

/// A page that a row leads to.
#[derive(Default)]
struct Linked {
    source: OnceLock<Option<Source>>,
    /// What its tables may name; nothing where that is not told by its text alone.
    words: OnceLock<Option<HashSet<String>>>,
    described: OnceLock<Described>,
}

impl<'r> Elsewhere<'r> {
    /// Pages as `read` gives them, by their paths in the tree.
    pub fn of(read: Read<'r>) -> Self {
        Self { read: Some(read), pages: Mutex::default() }
    }

    /// None, as for a page on its own.
    pub fn nowhere() -> Self {
        Self { read: None, pages: Mutex::default() }
    }

    /// What a page says, as a number: what was read from it holds as long as that is the same.
    pub fn digest(&self, path: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.page(path).source(self.read, path).map(Source::text).hash(&mut hasher);
        hasher.finish()
    }

    /// May a page tell of two of these names, as fewer prove nothing, and of as many as not? Its text alone says so, and most
    /// need no parsing.
    pub(super) fn may_name(&self, path: &str, names: &HashSet<&str>) -> bool {
        let page = self.page(path);
        let Some(source) = page.source(self.read, path) else { return false };
        let told = || (!includes_others(source.text())).then(|| words(source.text()));
        let Some(words) = page.words.get_or_init(told) else { return true };
        let mut spelled = String::new();
        let (mut there, mut missing) = (0, 0);
        for name in names {
            spell(name.bytes(), &mut spelled);
            if words.contains(&spelled) {
                there += 1;
            } else if !may_be_of_a_portal(&spelled) {
                missing += 1;
            }
        }
        there >= 2 && there >= missing
    }

    /// The fields that a row means of a page; none where it is not there.
    pub(super) fn fields(&self, path: &str, wanted: Wanted<'_>, includes: &Includes<'_>) -> Vec<Field> {
        let page = self.page(path);
        let Some(source) = page.source(self.read, path) else { return Vec::new() };
        page.described.get_or_init(|| Input::alone(source, includes, describe)).fields(wanted)
    }

    fn page(&self, path: &str) -> Arc<Linked> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.entry(path.to_owned()).or_default().clone()
    }
}

impl Linked {
    fn source(&self, read: Option<Read<'_>>, path: &str) -> Option<&Source> {
        self.source.get_or_init(|| read.and_then(|read| read(path))).as_ref()
    }
}

impl fmt::Debug for Elsewhere<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Elsewhere").finish_non_exhaustive()
    }
}

/// The words that are in bold or at the beginning of a cell, where names stand.
fn words(text: &str) -> HashSet<String> {
    let text = text.as_bytes();
    let mut words = HashSet::default();
    let mut word = String::new();
    for sign in memchr::memchr2_iter(b'*', b'|', text) {
        let behind = text.get(sign + 1..).unwrap_or_default().iter().copied();
        let piece = behind.skip_while(|&byte| !is_of_name(byte) && !matches!(byte, b'*' | b'|'));
        spell(piece.take_while(|&byte| is_of_name(byte)), &mut word);
        if !words.contains(&word) {
            words.insert(word.clone());
        }
    }
    words
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'\\') || !byte.is_ascii()
}

/// A name, however it is written: `responsibleId` is `RESPONSIBLE\_ID`, too. Only letters of ASCII tell names apart.
fn spell(name: impl Iterator<Item = u8>, out: &mut String) {
    out.clear();
    out.extend(name.filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())));
}

/// No table lists the names that a portal gives: `ufcrm5`, `parentid128`.
fn may_be_of_a_portal(spelled: &str) -> bool {
    spelled.starts_with("uf") || spelled.contains(|c: char| c.is_ascii_digit())
}

/// Does a page include more than what every page does?
fn includes_others(text: &str) -> bool {
    let known = |directive: &str| lexicon::BOILERPLATE_INCLUDES.iter().any(|file| directive.contains(file));
    text.split("{% include").skip(1).any(|rest| !rest.split("%}").next().is_some_and(known))
}

/// What the tables of a page describe.
#[derive(Debug, Default)]
struct Described {
    sections: Vec<Section>,
    /// It is about many types, each below a heading of its own.
    of_types: bool,
    /// The rows of what no request writes: line and name.
    read_only: HashSet<(u32, String)>,
}

/// The fields below a heading.
#[derive(Debug)]
struct Section {
    anchor: String,
    /// In lower case.
    title: String,
    role: Role,
    /// No row of the page leads here.
    root: bool,
    fields: Vec<Field>,
}

/// Which tables a row means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'w> {
    /// Behind the path of its link.
    pub(super) anchor: Option<&'w str>,
    /// The name of its type.
    pub(super) ty: &'w str,
    /// Its own name, where it is a parameter.
    pub(super) param: Option<&'w str>,
}

impl Described {
    /// The fields that a row means.
    fn fields(&self, wanted: Wanted<'_>) -> Vec<Field> {
        let mut fields = self.all_fields(wanted);
        if wanted.param.is_some() && !self.read_only.is_empty() {
            self.keep_written(&mut fields);
        }
        fields
    }

    fn keep_written(&self, fields: &mut Vec<Field>) {
        fields.retain(|field| !self.read_only.contains(&(field.line, field.name.clone())));
        for field in fields {
            self.keep_written(&mut field.fields);
            field.variants.iter_mut().for_each(|variant| self.keep_written(&mut variant.fields));
        }
    }

    fn all_fields(&self, wanted: Wanted<'_>) -> Vec<Field> {
        let union = |takes: &dyn Fn(&Section) -> bool| {
            let mut fields = Vec::new();
            for section in self.sections.iter().filter(|section| takes(section)) {
                adopt(&mut fields, section.fields.clone());
            }
            fields
        };
        if let Some(anchor) = wanted.anchor {
            let folded = fold(anchor);
            return union(&|section| section.anchor == anchor || section.anchor == folded);
        }
        let ty = fold(wanted.ty);
        let of_type = union(&|section| section.title == ty);
        if !of_type.is_empty() || self.of_types {
            return of_type;
        }
        let of_role = |role: Role| union(&|section| section.root && section.role == role);
        let is_method = self.sections.iter().any(|section| section.role == Role::Response);
        match wanted.param {
            // The parameter of the same name that another method has.
            Some(name) if is_method => {
                let twin = of_role(Role::Request).into_iter().find(|field| field.name == name);
                twin.map(|field| field.fields).unwrap_or_default()
            }
            None if is_method => of_answer(of_role(Role::Response)),
            _ => of_role(Role::Other),
        }
    }
}

/// What an answer is about, without what it comes in.
fn of_answer(fields: Vec<Field>) -> Vec<Field> {
    let mut out = Vec::new();
    for field in fields {
        match field.name.as_str() {
            "result" => adopt(&mut out, field.fields),
            "time" | "total" | "next" => {}
            _ => adopt(&mut out, vec![field]),
        }
    }
    out
}

fn describe(input: &Input<'_>) -> Described {
    // The rows are in the account of their own page, and so is what is to be said about them.
    let mut unsaid = Sink::default();
    let outline = Outline::new(input, &mut unsaid);
    let of_types = !entities::lower(&outline, &mut unsaid).is_empty();
    let mut described = Described { of_types, ..Described::default() };
    for role in [Role::Request, Role::Response, Role::Other] {
        let takes = |own: Role| match own {
            Role::Preamble | Role::Receives | Role::Embedded => role == Role::Other,
            own => own == role,
        };
        let found = collect_if(&outline, |_, section| takes(section.role), &mut unsaid);
        read_groups(input, &outline, &found.groups, role, &mut described, &mut unsaid);
    }
    described
}

fn read_groups<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    groups: &[Group<'a>],
    role: Role,
    described: &mut Described,
    unsaid: &mut Sink,
) {
    let is_root = |section: usize| {
        let title = outline.sections.get(section).map_or("", |section| section.folded);
        lexicon::REQUEST.is(title) || lexicon::RESPONSE.is(title)
    };
    let links = link(outline, groups, is_root, unsaid);
    let led_to: HashSet<usize> = links.under.values().flatten().copied().collect();
    let read_only = groups.iter().flat_map(|group| &group.params).filter(|param| param.is_read_only());
    described.read_only.extend(read_only.map(|param| (input.source.line(param.at), param.field.name.clone())));
    let mut builder = Builder::new(groups, &links, input.source, Required::No);
    // Tabs are shapes of which a row takes one, and which it takes is not told here.
    for (index, group) in groups.iter().enumerate().filter(|(_, group)| group.tab.is_none()) {
        let Some(section) = outline.sections.get(group.section) else { continue };
        let mut fields = builder.group(index, &mut Vec::new());
        tidy(&mut fields);
        described.sections.push(Section {
            anchor: section.anchor.to_owned(),
            title: section.folded.to_owned(),
            role,
            root: !led_to.contains(&index),
            fields,
        });
    }
}

/// Leaves what holds of an object wherever it is: whether a field must be given tells the method that takes it, and what may
/// be a text is no record. A heading may be spelled as a field that is no object.
fn tidy(fields: &mut [Field]) {
    for field in fields {
        field.required = Required::No;
        if !types(&field.ty).all(holds_fields) {
            field.fields.clear();
            field.variants.clear();
        }
        tidy(&mut field.fields);
        field.variants.iter_mut().for_each(|variant| tidy(&mut variant.fields));
    }
}
