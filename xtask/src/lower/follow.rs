//! Rows without fields that lead to the tables of another page. What a link is about, a sentence can tell in many ways; so
//! the page's own examples decide: where they show the fields of a table, it is the one.

use std::collections::BTreeSet;

use b24_specs::ir::Field;
use foldhash::HashMap;

use super::Input;
use super::described::Wanted;
use super::includes::resolve;
use super::json::{Json, Object};
use super::link::{bare, holds_fields};
use super::linked;
use super::params::is_query;
use super::reconcile::records;
use super::row::{Param, is_open};
use super::sketch::Names;
use super::text::{links, types};
use crate::yfm::Block;

/// How deep examples are searched for a name.
const DEPTH: usize = 12;

/// The pages that are looked at for one row, of all that it leads to.
const TARGETS: usize = 8;

/// Follows the links of the rows of one part of a page.
pub(super) struct Follow<'a, 'e> {
    input: &'e Input<'a>,
    /// The rows are parameters.
    of_request: bool,
    examples: Named<'a>,
    linked: BTreeSet<String>,
}

impl<'a, 'e> Follow<'a, 'e> {
    /// From the parameters that the examples send.
    pub(super) fn request(input: &'e Input<'a>, examples: Vec<Json<'a>>) -> Self {
        Self::new(input, true, examples)
    }

    /// From the answers that the examples show.
    pub(super) fn answer(input: &'e Input<'a>, examples: Vec<Json<'a>>) -> Self {
        Self::new(input, false, examples)
    }

    fn new(input: &'e Input<'a>, of_request: bool, examples: Vec<Json<'a>>) -> Self {
        Self { input, of_request, examples: Named::new(examples), linked: BTreeSet::new() }
    }

    /// Are the rows parameters?
    pub(super) fn is_of_request(&self) -> bool {
        self.of_request
    }

    /// The fields of a row that stand on another page.
    pub(super) fn fields(&mut self, param: &Param<'a>, line: u32) -> Vec<Field> {
        // What an answer comes with is known.
        if !holds_fields(&param.ty)
            || param.ty == "time"
            || is_open(&param.name)
            || (self.of_request && is_query(&param.name))
        {
            return Vec::new();
        }
        let (mut of_type, in_words) = (pages(param.head), pages(param.description()));
        // What is only called an object leads to where objects are explained.
        let is_kind = !of_type.is_empty() && types(&param.ty).any(|ty| linked::is_name(ty.trim_end_matches("[]")));
        of_type.retain(|target| is_kind || target.contains('#'));
        if of_type.is_empty() && in_words.is_empty() {
            return Vec::new();
        }
        let name = bare(&param.name);
        let name = name.rsplit_once('.').map_or(name, |(_, last)| last);
        let of_request = self.of_request;
        let found = match self.examples.get(name) {
            Some([]) => None,
            Some(shown) => {
                let seen = linked::by_key(shown);
                let names = linked::names(&seen);
                let mut told =
                    of_type.into_iter().chain(in_words).map(|target| self.told(target, &param.ty, name, Some(&names)));
                told.find_map(|fields| linked::fit(fields, &seen, of_request))
            }
            // What no example shows, the type alone may tell: a single one may be told by its key, many are objects.
            None if is_kind && param.ty.ends_with("[]") => {
                let mut told = of_type.into_iter().map(|target| self.told(target, &param.ty, name, None));
                told.find(|fields| !fields.is_empty())
            }
            None => None,
        };
        let mut fields = found.unwrap_or_default();
        set_line(&mut fields, line);
        fields
    }

    /// The pages that were looked at.
    pub(super) fn linked(&self) -> BTreeSet<String> {
        self.linked.clone()
    }

    /// What the tables behind a link tell; nothing where they cannot have fields of these names.
    fn told(&mut self, target: &str, ty: &str, name: &str, names: Option<&Names>) -> Vec<Field> {
        let path = resolve(self.input.path, target);
        if path == self.input.path {
            return Vec::new();
        }
        let anchor = target.split_once('#').map(|(_, anchor)| anchor);
        let ty = ty.trim_end_matches("[]");
        let wanted = Wanted { anchor, ty, param: self.of_request.then_some(name) };
        let fields = self.input.elsewhere.fields(&path, wanted, names);
        self.linked.insert(path);
        fields
    }
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

/// A link to a page of the tree.
fn is_page(target: &str) -> bool {
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
