//! Parameters: what each is called, and what it takes.

use b24_specs::ir::{self, Boolean, Field, Required, Rule, Variant};
use b24_specs::pattern::is_open;
use b24_specs::wire::Wire;
use proc_macro2::Ident;
use serde_json::Value;

use super::filter::{Described, Naming};
use super::{Alternatives, Choice, Marker, NamingMarker, Object, Shape, TypeDef, Types, forms, text, variants};
use crate::names::{self, Names};

/// What a parameter takes.
#[derive(Clone)]
pub(crate) enum Kind {
    /// A value that needs no generated type.
    Plain(Marker),
    /// A list of such.
    List(Box<Kind>),
    /// Such under each key, and the keys are the caller's.
    Map(Box<Kind>),
    /// One of the listed values, a generated type, and a name that tells all of them.
    Choice(Ident, Ident),
    /// An object, by a generated type or by hand.
    Object(Ident),
    /// An object or a list of such.
    Objects(Ident),
    /// An object of one of these shapes, each by a constructor of its own; by the plain one, what is of that kind.
    Shaped(Box<Kind>, Vec<Shape>),
    /// What names fields of this generated type.
    Naming(NamingMarker, Ident),
    /// An address that the portal must be able to reach.
    Reachable,
}

/// A parameter of a request or of an object.
#[derive(Clone)]
pub(crate) struct Param {
    /// What the documentation says of it.
    pub(crate) field: Field,
    /// Where it goes: `["OPTIONS", "errorHandlerUrl"]`.
    pub(crate) path: Vec<String>,
    /// The setter, the argument and the marker.
    pub(crate) name: Ident,
    /// What it takes.
    pub(crate) kind: Kind,
}

impl Param {
    /// Must it be given, whatever the form?
    pub(crate) fn required(&self) -> bool {
        self.path.len() == 1 && self.field.required == Required::Yes
    }

    /// The path as the rules write it.
    pub(crate) fn dotted(&self) -> String {
        self.path.join(".")
    }
}

/// Names that a request has already.
pub(super) const TAKEN: &[&str] = &["new", "send", "uf"];

/// The parameters of a method in the documented order. Fields of an object that a rule names stand for themselves,
/// behind the object. `fields` is what is told of a list's fields elsewhere.
pub(super) fn arguments(
    method: &ir::Method,
    fields: Option<&Described>,
    ty: &Ident,
    types: &mut Types<'_>,
) -> Result<Vec<Param>, String> {
    let lifted = lifted(method)?;
    let mut used = names_within(&method.params);
    if method.list.is_some() {
        used.claim("list");
    }
    let forms = forms::rules(method);
    for form in &forms {
        used.claim(&names::value_name(&form.name));
    }
    let naming = Naming::new(method, fields, ty, types);
    let mut params = Vec::with_capacity(method.params.len());
    let mut add = |field: Field, path: &[&str]| {
        let name = names::ident(&used.claim(&names::value_name(&field.name)), ty.span());
        let path = path.iter().map(|&part| part.to_owned()).collect();
        let mut param = Param { field, path, name, kind: Kind::Plain(Marker::AnyValue) };
        param.kind = match naming.kind(&param) {
            Some(kind) => kind,
            None if reachable(method, &param.dotted()) => Kind::Reachable,
            // What is given by nobody needs no type of its own.
            None if forms::is_settled(&param, &forms) => param.kind,
            None => kind(&param.field, ty, types),
        };
        params.push(param);
    };
    let chosen = |field: &Field| method.command.as_ref().is_some_and(|command| command.param == field.name);
    for field in method.params.iter().filter(|field| is_named(field) && !chosen(field)) {
        let inside: Vec<&Vec<&str>> = lifted.iter().filter(|path| path[0] == field.name).collect();
        let mut rest = field.clone();
        rest.fields.retain(|f| !inside.iter().any(|path| path[1] == f.name));
        let emptied = !inside.is_empty() && rest.fields.is_empty() && !rest.open;
        if !emptied {
            add(rest, &[&field.name]);
        }
        for path in inside {
            let Some(inner) = field.fields.iter().find(|f| f.name == path[1]) else {
                return Err(no_such(&path.join(".")));
            };
            add(inner.clone(), path);
        }
    }
    for path in paths(method) {
        if !params.iter().any(|p| p.dotted() == path) && !method.params.iter().any(|f| f.name == path) {
            return Err(no_such(path));
        }
    }
    Ok(params)
}

/// The names that setters cannot have.
fn names_within(fields: &[Field]) -> Names {
    let mut used = Names::with(TAKEN);
    for constructor in fields.iter().flat_map(|field| &field.variants).flat_map(variants::constructors) {
        used.claim(&constructor);
    }
    used
}

fn no_such(path: &str) -> String {
    format!("a rule of it names `{path}`, which is no parameter of it; mend its correction and rebuild the IR")
}

/// Paths of parameters that the rules name.
fn paths(method: &ir::Method) -> impl Iterator<Item = &str> {
    method.rules.iter().flat_map(|rule| -> Vec<&str> {
        match rule {
            Rule::ReachableUrl { param } => vec![param],
            Rule::Form(form) => {
                let lists = [&form.requires, &form.optional, &form.forbids, &form.only];
                let sets = form.sets.keys().map(String::as_str);
                lists.into_iter().flatten().map(String::as_str).chain(sets).collect()
            }
        }
    })
}

/// Paths into objects that the rules name, each once, in order.
fn lifted(method: &ir::Method) -> Result<Vec<Vec<&str>>, String> {
    let mut lifted: Vec<Vec<&str>> = Vec::new();
    for path in paths(method).filter(|path| !method.params.iter().any(|f| f.name == **path)) {
        let parts: Vec<&str> = path.split('.').collect();
        if parts.len() != 2 || !method.params.iter().any(|f| f.name == parts[0]) {
            return Err(no_such(path));
        }
        if !lifted.contains(&parts) {
            lifted.push(parts);
        }
    }
    Ok(lifted)
}

fn reachable(method: &ir::Method, path: &str) -> bool {
    method.rules.iter().any(|rule| matches!(rule, Rule::ReachableUrl { param } if param == path))
}

/// Whether a field stands for itself: not `UF_*`, which stands for names of the portal's own, nor `<key>`.
pub fn is_named(field: &Field) -> bool {
    !field.open || !is_open(&field.name)
}

/// What a field takes; types that it needs are gathered. `owner` is the type that the field belongs to.
pub(super) fn kind(field: &Field, owner: &Ident, types: &mut Types<'_>) -> Kind {
    let wire = types.wire(field);
    if let Some(entry) = field.entry().filter(|_| wire.is_array_or_object()) {
        // Its types go by the name of the map.
        let entry = Field { name: field.name.clone(), ..entry.clone() };
        return Kind::Map(Box::new(kind(&entry, owner, types)));
    }
    // The page has fields for a text: it may be either.
    if !field.fields.is_empty() && wire.is_scalar() {
        return Kind::Plain(Marker::AnyValue);
    }
    if !field.fields.is_empty() || !field.variants.is_empty() {
        let list = matches!(&wire, Wire::List(element) if **element != Wire::Any);
        // `array` is PHP's word for both, and a union may hold both.
        let either = !list && wire != Wire::Object;
        let object = object(field, either, owner, types);
        return if list { Kind::List(Box::new(object)) } else { object };
    }
    if let Some(written) = flag(field) {
        return Kind::Plain(boolean(written));
    }
    if let Some(built) = built(field, &wire) {
        return Kind::Plain(built);
    }
    match &wire {
        Wire::Text | Wire::Integer => choice(field, owner, types),
        // Of a filter, the values are names.
        Wire::List(element) if **element == Wire::Any && field.name.eq_ignore_ascii_case("filter") => None,
        Wire::List(element) if matches!(**element, Wire::Text | Wire::Integer | Wire::Any) => {
            choice(field, owner, types).map(|choice| Kind::List(Box::new(choice)))
        }
        _ => None,
    }
    .unwrap_or_else(|| of_wire(&wire, field.boolean))
}

/// The runtime's marker where the page says how the value is built.
fn built(field: &Field, wire: &Wire) -> Option<Marker> {
    match (wire, field.format.as_deref()?) {
        (Wire::Text | Wire::Date, "dd.mm.yyyy") => Some(Marker::DottedDate),
        (Wire::Text | Wire::File, "base64") => Some(Marker::Base64Content),
        (Wire::Object, "base64-pair") | (Wire::File | Wire::Any, "file-data") => Some(Marker::FileData),
        (Wire::List(_), "base64-pair") => Some(Marker::FilePair),
        _ => None,
    }
}

/// The runtime's marker for a boolean.
fn boolean(written: Boolean) -> Marker {
    match written {
        Boolean::YesNo => Marker::BoolYesNo,
        Boolean::OneZero => Marker::BoolOneZero,
        Boolean::TrueFalse => Marker::BoolTrueFalse,
    }
}

/// The runtime's marker for a wire type.
fn of_wire(wire: &Wire, written: Option<Boolean>) -> Kind {
    Kind::Plain(match wire {
        Wire::Text => Marker::PlainText,
        Wire::Integer => Marker::WholeNumber,
        Wire::Double => Marker::DecimalNumber,
        Wire::Boolean => boolean(written.unwrap_or(Boolean::TrueFalse)),
        Wire::Date => Marker::DateText,
        Wire::DateTime => Marker::DateTimeText,
        Wire::Timestamp => Marker::UnixSeconds,
        Wire::File => Marker::FileContent,
        Wire::Object => Marker::AnyObject,
        Wire::List(element) if **element == Wire::Any => Marker::ListOrMap,
        Wire::List(element) => return Kind::List(Box::new(of_wire(element, written))),
        Wire::Union(parts) => match parts.as_slice() {
            [one, Wire::Null] | [Wire::Null, one] => return of_wire(one, written),
            _ => Marker::AnyValue,
        },
        Wire::Null | Wire::Any => Marker::AnyValue,
    })
}

/// A boolean by another name: the page lists the two values that one is written as, or tells of a text how it is written.
pub fn flag(field: &Field) -> Option<Boolean> {
    let is = |values: [Value; 2]| {
        // Where they are not all, it may be something else.
        !field.open && field.values.len() == 2 && values.iter().all(|value| field.values.contains(value))
    };
    if is([0.into(), 1.into()]) {
        return Some(Boolean::OneZero);
    }
    let told = field.values.is_empty() && field.ty != "boolean" && field.boolean == Some(Boolean::YesNo);
    (told || is(["Y".into(), "N".into()])).then_some(Boolean::YesNo)
}

/// An enum of the listed values, where all of them are texts or whole numbers.
fn choice(field: &Field, owner: &Ident, types: &mut Types<'_>) -> Option<Kind> {
    if field.values.is_empty() || !field.values.iter().all(|v| v.is_string() || v.is_i64()) {
        return None;
    }
    let ident = types.beside(owner, &field.name);
    let mut used = Names::with(&["Other"]);
    let mut variants: Vec<(Ident, Value)> = Vec::with_capacity(field.values.len());
    let mut all = String::new();
    for value in &field.values {
        if variants.iter().any(|(_, known)| known == value) {
            continue;
        }
        let text = text(value);
        let name = if text.is_empty() { "Empty".to_owned() } else { names::type_name(&text) };
        let name = used.claim(&name);
        one_of(&mut all, &name);
        variants.push((names::ident(&name, owner.span()), value.clone()));
    }
    let all = names::ident(&all, owner.span());
    types.add(TypeDef::Choice(Choice {
        ident: ident.clone(),
        path: field.name.clone(),
        variants,
        open: field.open,
        same_as: None,
    }));
    Some(Kind::Choice(ident, all))
}

/// Adds a value to a name that tells all of them, `High_or_Low`, for the compiler's messages; of many it tells the first.
fn one_of(all: &mut String, value: &str) {
    if all.is_empty() {
        all.push_str(value);
    } else if !all.ends_with("_or_others") {
        all.push_str("_or_");
        all.push_str(if all.len() + value.len() < 80 { value } else { "others" });
    }
}

/// Builders for the object: for its own fields, and for each of its variants. `either`: it takes a list of such, too.
fn object(field: &Field, either: bool, owner: &Ident, types: &mut Types<'_>) -> Kind {
    let ident = types.beside(owner, &field.name);
    let own = (!field.fields.is_empty()).then_some((None, &field.fields));
    let all = own.into_iter().chain(field.variants.iter().map(|variant| (Some(variant), &variant.fields)));
    let is_chosen = |variant: Option<&Variant>| variant.is_some_and(|variant| !variant.when.is_empty());
    // Where nothing chooses between several, they go by the name of the parameter.
    let alternatives = all.clone().filter(|&(variant, _)| !is_chosen(variant)).count() > 1;

    let mut plain = Kind::Plain(Marker::AnyObject);
    let mut shapes = Vec::new();
    for (variant, fields) in all {
        let this = variant.map_or_else(|| ident.clone(), |variant| types.beside(&ident, &variant.label));
        let taken_as = if alternatives && !is_chosen(variant) { &ident } else { &this };
        match variant {
            Some(variant) if is_chosen(Some(variant)) => shapes.extend(variants::shapes(variant, &this)),
            _ if either => plain = Kind::Objects(taken_as.clone()),
            _ => plain = Kind::Object(taken_as.clone()),
        }
        let unchosen = !is_chosen(variant) && field.variants.iter().any(|variant| is_chosen(Some(variant)));
        let object = builder(field, variant, fields, &this, types);
        types.add(TypeDef::Object(Object { taken_as: taken_as.clone(), either, unchosen, ..object }));
    }
    if alternatives && field.fields.is_empty() {
        types.add(TypeDef::Alternatives(Alternatives { ident, name: field.name.clone(), same_as: None }));
    }
    if shapes.is_empty() { plain } else { Kind::Shaped(Box::new(plain), shapes) }
}

/// A builder of an object with these fields; the types that it needs are gathered.
fn builder(field: &Field, variant: Option<&Variant>, fields: &[Field], ident: &Ident, types: &mut Types<'_>) -> Object {
    let mut used = names_within(fields);
    let named = fields.iter().filter(|field| is_named(field)).map(|field| Param {
        path: vec![field.name.clone()],
        name: names::ident(&used.claim(&names::value_name(&field.name)), ident.span()),
        kind: kind(field, ident, types),
        field: field.clone(),
    });
    let params: Vec<Param> = named.collect();
    let (forms, optional) = forms::plain(&params, &[], ident.span());
    Object {
        ident: ident.clone(),
        taken_as: ident.clone(),
        either: false,
        unchosen: false,
        path: field.name.clone(),
        label: variant.map(|variant| variant.label.clone()),
        forms,
        optional,
        // A filter takes its fields with operators before them, too.
        open: field.open || !field.operators.is_empty() || fields.iter().any(|field| !is_named(field)),
        same_as: None,
    }
}
