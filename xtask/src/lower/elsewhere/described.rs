//! What the tables of a page describe, for the rows of other pages that lead to it.

use b24_specs::ir::{Field, Required};
use foldhash::{HashMap, HashSet};

use crate::lexicon;
use crate::lower::Input;
use crate::lower::entities;
use crate::lower::fields::link::link;
use crate::lower::fields::{Builder, adopt};
use crate::lower::outline::{Outline, Role};
use crate::lower::sink::Sink;
use crate::lower::table::groups::{Group, collect_if};
use crate::lower::table::param::Written;
use crate::lower::text::fold;
use crate::lower::types::{holds_fields, parts};

/// What the tables of a page describe.
#[derive(Debug, Default)]
pub(super) struct Described {
    sections: Vec<Section>,
    by_anchor: HashMap<String, Vec<usize>>,
    /// By their titles in lower case.
    by_title: HashMap<String, Vec<usize>>,
    /// It is about many types, each below a heading of its own.
    of_types: bool,
    /// It tells what a method answers.
    answers: bool,
    /// The rows of what requests do not write as it is read: line and name.
    unwritten: HashMap<(u32, String), Written>,
}

/// The fields below a heading.
#[derive(Debug)]
struct Section {
    role: Role,
    /// No row of the page leads here.
    root: bool,
    fields: Vec<Field>,
}

/// Which tables a row means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    /// Behind the path of its link.
    pub(super) anchor: Option<&'w str>,
    /// The name of its type.
    pub(super) ty: &'w str,
    /// Its own name, where it is a parameter.
    pub(super) param: Option<&'w str>,
}

impl Described {
    /// Reads a page, of which another part may tell what a method `answers`.
    pub(super) fn read(input: &Input<'_>, answers: bool) -> Self {
        // The rows are in the account of their own page, and so is what is to be said about them.
        let mut unsaid = Sink::default();
        let outline = Outline::new(input, &mut unsaid);
        let of_types = entities::explained(&outline);
        let mut described = Self { of_types, answers, ..Self::default() };
        for role in [Role::Request, Role::Response, Role::Other] {
            let takes = |own: Role| match own {
                Role::Preamble | Role::Receives | Role::Embedded => role == Role::Other,
                own => own == role,
            };
            let found = collect_if(&outline, |_, section| takes(section.role), &mut unsaid);
            described.take(input, &outline, &found.groups, role, &mut unsaid);
        }
        described
    }

    /// Takes the tables of a role.
    fn take<'a>(
        &mut self,
        input: &Input<'a>,
        outline: &Outline<'a>,
        groups: &[Group<'a>],
        role: Role,
        unsaid: &mut Sink,
    ) {
        let is_root = |section: usize| {
            let title = outline.sections.get(section).map_or("", |section| section.folded);
            lexicon::REQUEST.is(title) || lexicon::RESPONSE.is(title)
        };
        let links = link(outline, groups, is_root, unsaid);
        let led_to: HashSet<usize> = links.under.values().flatten().copied().collect();
        for param in groups.iter().flat_map(|group| &group.params) {
            let written = param.written();
            if written != Written::AsRead {
                self.unwritten.insert((input.source.line(param.at), param.wire().to_owned()), written);
            }
        }
        let mut builder = Builder::new(groups, &links, input.source, Required::No);
        // Tabs are shapes of which a row takes one, and which it takes is not told here.
        for (index, group) in groups.iter().enumerate().filter(|(_, group)| group.tab.is_none()) {
            let Some(section) = outline.sections.get(group.section) else { continue };
            let mut fields = builder.union([index]);
            tidy(&mut fields);
            let place = self.sections.len();
            self.sections.push(Section { role, root: !led_to.contains(&index), fields });
            for (by, name) in [(&mut self.by_anchor, section.anchor), (&mut self.by_title, section.folded)] {
                match by.get_mut(name) {
                    Some(places) => places.push(place),
                    None => drop(by.insert(name.to_owned(), vec![place])),
                }
            }
        }
    }

    /// The fields that a row means.
    pub(super) fn fields(&self, wanted: Wanted<'_>) -> Vec<Field> {
        let mut fields = self.all_fields(wanted);
        if wanted.param.is_some() && !self.unwritten.is_empty() {
            self.keep_written(&mut fields);
        }
        fields
    }

    fn keep_written(&self, fields: &mut Vec<Field>) {
        fields.retain_mut(|field| match self.unwritten.get(&(field.line, field.name.clone())) {
            Some(Written::Never) => false,
            Some(Written::ByIdentifier) => {
                "array".clone_into(&mut field.ty);
                field.fields.clear();
                true
            }
            _ => true,
        });
        for field in fields {
            self.keep_written(&mut field.fields);
            field.variants.iter_mut().for_each(|variant| self.keep_written(&mut variant.fields));
        }
    }

    fn all_fields(&self, wanted: Wanted<'_>) -> Vec<Field> {
        let called = |by: &HashMap<String, Vec<usize>>, name: &str| {
            let places = by.get(name).into_iter().flatten();
            union(places.filter_map(|&place| self.sections.get(place)))
        };
        if let Some(anchor) = wanted.anchor {
            let fields = called(&self.by_anchor, anchor);
            return if fields.is_empty() { called(&self.by_anchor, &fold(anchor)) } else { fields };
        }
        let of_type = called(&self.by_title, &fold(wanted.ty));
        if !of_type.is_empty() || self.of_types {
            return of_type;
        }
        match wanted.param {
            // The parameter of the same name that another method has.
            Some(name) if self.answers => {
                let mut twin = Vec::new();
                for field in self.roots(Role::Request).flat_map(|section| &section.fields) {
                    if field.name == name {
                        adopt(&mut twin, field.fields.clone());
                    }
                }
                twin
            }
            None if self.answers => of_answer(union(self.roots(Role::Response))),
            _ if self.roots(Role::Other).next().is_some() => union(self.roots(Role::Other)),
            // Where all tables lead to each other, the page is about the first.
            _ => union(self.sections.iter().find(|section| section.role == Role::Other).into_iter()),
        }
    }

    fn roots(&self, role: Role) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| section.root && section.role == role)
    }
}

/// The fields of several sections.
fn union<'s>(sections: impl Iterator<Item = &'s Section>) -> Vec<Field> {
    let mut fields = Vec::new();
    adopt(&mut fields, sections.flat_map(|section| section.fields.iter().cloned()).collect());
    fields
}

/// What an answer is about, without what it comes in.
fn of_answer(fields: Vec<Field>) -> Vec<Field> {
    let mut more = Vec::new();
    for field in fields {
        match field.name.as_str() {
            "result" => more.extend(field.fields),
            "time" | "total" | "next" => {}
            _ => more.push(field),
        }
    }
    let mut out = Vec::new();
    adopt(&mut out, more);
    out
}

/// Leaves what holds of an object wherever it is: whether a field must be given tells the method that takes it, and what may
/// be a text is no record. A heading may be spelled as a field that is no object.
fn tidy(fields: &mut [Field]) {
    for field in fields {
        field.required = Required::No;
        if !parts(&field.ty).all(holds_fields) {
            field.fields.clear();
            field.variants.clear();
        }
        tidy(&mut field.fields);
        field.variants.iter_mut().for_each(|variant| tidy(&mut variant.fields));
    }
}
