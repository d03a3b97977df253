//! Rows without fields that lead to the tables of another page. What a link is about, a sentence can tell in many ways; so
//! the page's own examples decide: where they show the fields of a table, it is the one.

use std::borrow::Cow;
use std::collections::BTreeSet;

use b24_specs::ir::Field;
use foldhash::HashMap;

use super::described::Wanted;
use super::fit::{self, Seen, by_key, fit, fit_within};
use super::sketch::Names;
use crate::lower::Input;
use crate::lower::examples::json::{Json, Object};
use crate::lower::fields::keys;
use crate::lower::includes::resolve;
use crate::lower::map::{names, records};
use crate::lower::names::{bare, is_query};
use crate::lower::table::groups::Group;
use crate::lower::table::param::Param;
use crate::lower::text::links;
use crate::lower::types::{holds_fields, names_entity};
use crate::yfm::Block;
use b24_specs::pattern::is_open;

/// How deep examples are searched for a name.
const DEPTH: usize = 12;

/// The pages that are looked at for one row, of all that it leads to.
const TARGETS: usize = 8;

/// The times that pages, and what examples have, are looked at for the rows of one part of a page: each of many rows may
/// lead to the largest.
const LOOKS: usize = 1000;

/// A type, and the page that it leads to.
type Kind<'a> = (Cow<'a, str>, &'a str);

/// Follows the links of the rows of one part of a page.
pub(crate) struct Follow<'a, 'e> {
    input: &'e Input<'a>,
    /// The rows are parameters.
    of_request: bool,
    groups: &'e [Group<'a>],
    examples: Named<'a>,
    linked: BTreeSet<String>,
    /// How often they may be looked at yet.
    looks: usize,
    /// The rows of each kind of object, once they are asked for.
    rows: Option<HashMap<Kind<'a>, Vec<&'e Param<'a>>>>,
    /// What each kind has that was asked for, where an example proves it.
    kinds: HashMap<Kind<'a>, Option<Vec<Field>>>,
}

impl<'a, 'e> Follow<'a, 'e> {
    /// From the parameters that the examples send.
    pub(crate) fn request(input: &'e Input<'a>, groups: &'e [Group<'a>], examples: Vec<Json<'a>>) -> Self {
        Self::new(input, groups, examples, true)
    }

    /// From the answers that the examples show.
    pub(crate) fn answer(input: &'e Input<'a>, groups: &'e [Group<'a>], examples: Vec<Json<'a>>) -> Self {
        Self::new(input, groups, examples, false)
    }

    fn new(input: &'e Input<'a>, groups: &'e [Group<'a>], examples: Vec<Json<'a>>, of_request: bool) -> Self {
        Self {
            input,
            of_request,
            groups,
            examples: Named::new(examples),
            linked: BTreeSet::new(),
            looks: LOOKS,
            rows: None,
            kinds: HashMap::default(),
        }
    }

    /// Are the rows parameters?
    pub(crate) fn is_of_request(&self) -> bool {
        self.of_request
    }

    /// The fields of a row that stand on another page.
    pub(crate) fn fields(&mut self, param: &Param<'a>, line: u32) -> Vec<Field> {
        if !self.may_lead(param) {
            return Vec::new();
        }
        let (of_type, in_words) = (pages_of_type(param), pages(param.description()));
        if of_type.is_empty() && in_words.is_empty() {
            return Vec::new();
        }
        let found = match self.shown(param) {
            Some(shown) if shown.is_empty() => None,
            Some(shown) => {
                let mut targets = of_type.into_iter().chain(in_words);
                targets.find_map(|target| fit(self.told(target, param, Some(&shown)), &shown.seen, self.of_request))
            }
            // What no example shows, the type alone may tell.
            None if names_entity(&param.ty) => of_type.into_iter().find_map(|target| self.of_kind(target, param)),
            None => None,
        };
        let mut fields = found.unwrap_or_default();
        set_line(&mut fields, line);
        fields
    }

    /// The fields of a row beside those that its table has, where a note on the table leads to the page of all of them and
    /// requests send some.
    pub(crate) fn more(&mut self, param: &Param<'a>, known: &[Field], note: &'a [Block<'a>], line: u32) -> Vec<Field> {
        let targets = pages(note);
        if !self.of_request || targets.is_empty() || !self.may_lead(param) {
            return Vec::new();
        }
        let known = names(known);
        let is_new = |name: &str| !known.contains(&name.to_ascii_lowercase());
        let Some(shown) = self.shown(param).filter(|shown| shown.seen.keys().any(|key| is_new(key))) else {
            return Vec::new();
        };
        let mut targets = targets.into_iter();
        let found = targets.find_map(|target| fit(self.told(target, param, Some(&shown)), &shown.seen, true));
        let mut fields = found.unwrap_or_default();
        fields.retain(|field| is_new(&field.name));
        set_line(&mut fields, line);
        fields
    }

    /// The fields of a row that its description lists, as the examples show them. Those of an answer are told by its example
    /// unless their names stand for many.
    pub(crate) fn listed(&mut self, param: &Param<'a>, line: u32) -> Vec<Field> {
        // Those of an order or a filter are names of fields, as a rule.
        let asks = is_query(param.wire()) || ["ORDER", "FILTER"].iter().any(|word| param.wire().ends_with(word));
        if !(asks && holds_fields(&param.ty) || self.may_lead(param)) {
            return Vec::new();
        }
        let (lists, tells) = (keys::may_list(param.description()), self.of_request && !asks);
        let shows = tells && keys::may_show(param.says());
        if !(lists || shows || tells && keys::may_tell(param.says())) {
            return Vec::new();
        }
        let Some(looks) = self.looks.checked_sub(1) else { return Vec::new() };
        self.looks = looks;
        let mut fields = match self.shown(param) {
            Some(shown) if !shown.is_empty() => {
                let mut found = keys::listed(param.description(), asks, &shown.seen);
                if found.is_empty() && tells {
                    found = keys::in_words(param.says(), &shown.seen);
                }
                if found.is_empty() && shows {
                    found = keys::shown(param.description(), param.says(), &shown.seen);
                }
                found
            }
            _ if tells => keys::sketched(param.description()),
            _ => Vec::new(),
        };
        if !self.of_request && !fields.iter().any(|field| field.open) {
            return Vec::new();
        }
        set_line(&mut fields, line);
        fields
    }

    /// May a row have fields elsewhere? What an answer comes with is known.
    fn may_lead(&self, param: &Param<'_>) -> bool {
        holds_fields(&param.ty)
            && param.ty != "time"
            && !is_open(&param.name)
            && !(self.of_request && is_query(&param.name))
    }

    /// What the examples have where a row is, if any has its name.
    fn shown(&mut self, param: &Param<'a>) -> Option<Shown<'a>> {
        self.examples.get(name(param)).map(Shown::of)
    }

    /// What a type has that other rows lead to by the same link, as the examples show it there. Where they show it nowhere,
    /// a single one may be told by its key, but many are objects.
    fn of_kind(&mut self, target: &'a str, param: &Param<'a>) -> Option<Vec<Field>> {
        let kind = (param.ty.clone(), target);
        if !self.kinds.contains_key(&kind) {
            let proved = self.rows_of(&kind).into_iter().find_map(|row| {
                let shown = self.shown(row).filter(|shown| !shown.is_empty())?;
                fit_within(self.told(target, row, Some(&shown)), &shown.seen, self.of_request)
            });
            self.kinds.insert(kind.clone(), proved);
        }
        match self.kinds.get(&kind) {
            Some(Some(fields)) => Some(fields.clone()),
            _ if kind.0.ends_with("[]") => Some(self.told(target, param, None)).filter(|fields| !fields.is_empty()),
            _ => None,
        }
    }

    /// The rows of a type that a link leads from; for each kind they are asked for once.
    fn rows_of(&mut self, kind: &Kind<'a>) -> Vec<&'e Param<'a>> {
        let mut rows = self.rows.take().unwrap_or_else(|| {
            let mut rows = HashMap::<_, Vec<_>>::default();
            let params = self.groups.iter().flat_map(|group| &group.params);
            for param in params.filter(|param| self.may_lead(param) && names_entity(&param.ty)) {
                for target in pages_of_type(param) {
                    rows.entry((param.ty.clone(), target)).or_default().push(param);
                }
            }
            rows
        });
        let found = rows.remove(kind).unwrap_or_default();
        self.rows = Some(rows);
        found
    }

    /// Were some rows not followed, as too many are to be?
    pub(crate) fn is_cut(&self) -> bool {
        self.looks == 0
    }

    /// The pages that were looked at.
    pub(crate) fn linked(&self) -> BTreeSet<String> {
        self.linked.clone()
    }

    /// What the tables behind a link tell; nothing where they cannot have the fields that are shown.
    fn told(&mut self, target: &str, param: &Param<'a>, shown: Option<&Shown<'_>>) -> Vec<Field> {
        let path = if target.starts_with('#') { self.input.path.to_owned() } else { resolve(self.input.path, target) };
        // What an answer has the parameters may tell.
        let own = path == self.input.path;
        if own && self.of_request || self.looks == 0 {
            return Vec::new();
        }
        self.looks -= 1;
        let anchor = target.split_once('#').map(|(_, anchor)| anchor);
        let ty = param.ty.trim_end_matches("[]");
        let wanted = Wanted { anchor, ty, param: self.of_request.then(|| name(param)) };
        let fields = self.input.elsewhere.fields(&path, wanted, shown.map(|shown| &shown.names));
        if !own {
            self.linked.insert(path);
        }
        fields
    }
}

/// The name of a row in the object that has it.
fn name<'p>(param: &'p Param<'_>) -> &'p str {
    let name = bare(&param.name);
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

/// What examples have where a row is.
struct Shown<'a> {
    seen: Seen<'a>,
    names: Names,
}

impl<'a> Shown<'a> {
    fn of(objects: &[Object<'a>]) -> Self {
        let seen = by_key(objects);
        Self { names: fit::names(&seen), seen }
    }

    fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }
}

/// The pages that the type of a row leads to. What is only called an object leads to where objects are explained.
fn pages_of_type<'a>(param: &Param<'a>) -> Vec<&'a str> {
    let mut found = pages(if param.kind.is_empty() { param.head } else { param.kind });
    let named = !found.is_empty() && names_entity(&param.ty);
    found.retain(|target| named || target.contains('#'));
    found
}

/// The pages that a part of a row leads to.
fn pages<'r>(body: &'r [Block<'r>]) -> Vec<&'r str> {
    let mut found: Vec<&str> = Vec::new();
    links(body, &mut |target, _| {
        if found.len() < TARGETS && is_page(target) && !found.contains(&target) {
            found.push(target);
        }
    });
    found
}

/// A link to a page of the tree, or to a part of this one.
fn is_page(target: &str) -> bool {
    if target.starts_with('#') {
        return true;
    }
    let path = target.split(['#', '?']).next().unwrap_or_default();
    path.strip_suffix(".md").is_some_and(|path| !path.contains("://"))
}

/// The objects that examples have under each name, where it is the least deep.
struct Named<'a> {
    found: HashMap<&'a str, (usize, Vec<Object<'a>>)>,
    /// How deep was searched: most names stand near the top.
    depth: usize,
    /// What stands there, and has more in it.
    level: Vec<Json<'a>>,
}

impl<'a> Named<'a> {
    fn new(level: Vec<Json<'a>>) -> Self {
        Self { found: HashMap::default(), depth: 0, level }
    }

    fn get(&mut self, name: &str) -> Option<&[Object<'a>]> {
        while !self.found.contains_key(name) && !self.level.is_empty() && self.depth <= DEPTH {
            self.deepen();
        }
        self.found.get(name).map(|(_, objects)| objects.as_slice())
    }

    fn deepen(&mut self) {
        for value in std::mem::take(&mut self.level) {
            match value {
                Json::Object(object) => {
                    for (key, value) in object {
                        let (depth, objects) = self.found.entry(key).or_insert((self.depth, Vec::new()));
                        if *depth == self.depth {
                            records(value, objects, 0);
                        }
                    }
                    self.level.extend(object.iter().map(|(_, value)| *value).filter(holds_more));
                }
                Json::Array(items) => self.level.extend(items.iter().copied().filter(holds_more)),
                _ => {}
            }
        }
        self.depth += 1;
    }
}

fn holds_more(value: &Json<'_>) -> bool {
    matches!(value, Json::Object(_) | Json::Array(_))
}

/// The fields have no line in the page but that of the row that leads to them.
fn set_line(fields: &mut [Field], line: u32) {
    for field in fields {
        field.line = line;
        set_line(&mut field.fields, line);
        field.variants.iter_mut().for_each(|variant| set_line(&mut variant.fields, line));
    }
}
