//! Rows without fields that lead to the tables of another page. What a link is about, a sentence can tell in many ways; so
//! the page's own examples decide: where they show the fields of a table, it is the one.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use b24_specs::ir::Field;
use foldhash::{HashMap, HashSet};

use super::Input;
use super::elsewhere::Wanted;
use super::includes::resolve;
use super::json::{Json, Object};
use super::link::{bare, holds_fields};
use super::linked;
use super::params::is_query;
use super::reconcile::records;
use super::row::{Param, is_open};
use super::text::{links, types};
use crate::yfm::Block;

/// How deep examples are searched for a name.
const DEPTH: usize = 12;

/// The pages that are looked at for one row, of all that it leads to.
const TARGETS: usize = 8;

/// The objects that examples have under each name, where it is the least deep, and how deep.
type Named<'a> = HashMap<&'a str, (usize, Vec<Object<'a>>)>;

/// Follows the links of the rows of one part of a page.
pub(super) struct Follow<'a, 'e> {
    input: &'e Input<'a>,
    /// The rows are parameters.
    of_request: bool,
    examples: Vec<Json<'a>>,
    named: OnceCell<Named<'a>>,
    linked: RefCell<BTreeSet<String>>,
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
        Self { input, of_request, examples, named: OnceCell::new(), linked: RefCell::default() }
    }

    /// Are the rows parameters?
    pub(super) fn is_of_request(&self) -> bool {
        self.of_request
    }

    /// The fields of a row that stand on another page.
    pub(super) fn fields(&self, param: &Param<'a>, line: u32) -> Vec<Field> {
        // What an answer comes with is known.
        if !holds_fields(&param.field.ty)
            || param.field.ty == "time"
            || is_open(&param.name)
            || (self.of_request && is_query(&param.name))
        {
            return Vec::new();
        }
        // What is only called an object leads to where objects are explained.
        let is_kind = types(&param.field.ty).any(|ty| linked::is_name(ty.trim_end_matches("[]")));
        let mut of_type = pages(param.head);
        of_type.retain(|target| is_kind || target.contains('#'));
        let in_words = pages(param.description());
        if of_type.is_empty() && in_words.is_empty() {
            return Vec::new();
        }
        let name = bare(&param.name);
        let name = name.rsplit_once('.').map_or(name, |(_, last)| last);
        let told = |target| self.told(target, &param.field, name);
        let mut targets = of_type.iter().copied();
        let found = match self.named.get_or_init(|| named(&self.examples)).get(name) {
            Some((_, shown)) if shown.is_empty() => None,
            Some((_, shown)) => {
                let keys = linked::keys(shown);
                let mut targets = targets.chain(in_words).filter(|target| self.may_tell(target, &keys));
                targets.find_map(|target| linked::fit(told(target), shown, self.of_request))
            }
            // What no example shows, the type alone may tell: a single one may be told by its key, many are objects.
            None if is_kind && param.field.ty.ends_with("[]") => {
                targets.find_map(|target| Some(told(target)).filter(|fields| !fields.is_empty()))
            }
            None => None,
        };
        let mut fields = found.unwrap_or_default();
        set_line(&mut fields, line);
        fields
    }

    /// The pages that were looked at.
    pub(super) fn linked(&self) -> BTreeSet<String> {
        self.linked.take()
    }

    /// May the tables behind a link have fields of these names? Most links lead to other things.
    fn may_tell(&self, target: &str, names: &HashSet<&str>) -> bool {
        let path = resolve(self.input.path, target);
        let may = self.input.elsewhere.may_name(&path, names);
        self.linked.borrow_mut().insert(path);
        may
    }

    /// What the tables behind a link tell.
    fn told(&self, target: &str, field: &Field, name: &str) -> Vec<Field> {
        let path = resolve(self.input.path, target);
        if path == self.input.path {
            return Vec::new();
        }
        let anchor = target.split_once('#').map(|(_, anchor)| anchor);
        let ty = field.ty.trim_end_matches("[]");
        let wanted = Wanted { anchor, ty, param: self.of_request.then_some(name) };
        let fields = self.input.elsewhere.fields(&path, wanted, self.input.includes);
        self.linked.borrow_mut().insert(path);
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

/// The objects under each name of examples, at any depth.
fn named<'a>(examples: &[Json<'a>]) -> Named<'a> {
    fn walk<'a>(value: &Json<'a>, found: &mut Named<'a>, depth: usize) {
        match value {
            _ if depth > DEPTH => {}
            Json::Object(object) => {
                for (key, value) in *object {
                    let (least, objects) = found.entry(key).or_insert((depth, Vec::new()));
                    if depth < *least {
                        *least = depth;
                        objects.clear();
                    }
                    if depth == *least {
                        records(value, objects, 0);
                    }
                    walk(value, found, depth + 1);
                }
            }
            Json::Array(items) => items.iter().for_each(|item| walk(item, found, depth + 1)),
            _ => {}
        }
    }
    let mut found = Named::default();
    for example in examples {
        walk(example, &mut found, 0);
    }
    found
}

/// The fields have no line in the page but that of the row that leads to them.
fn set_line(fields: &mut [Field], line: u32) {
    for field in fields {
        field.line = line;
        set_line(&mut field.fields, line);
        field.variants.iter_mut().for_each(|variant| set_line(&mut variant.fields, line));
    }
}
