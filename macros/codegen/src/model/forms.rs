//! The ways to call a method: what each fixes, asks for and takes.

use b24_specs::ir::{self, Rule};
use proc_macro2::{Ident, Span};
use serde_json::Value;

use super::{Kind, Param, Shape, text};
use crate::names;

/// The form that is the plain constructor.
const DEFAULT: &str = "default";

/// The plain constructor.
const NEW: &str = "new";

/// One way to call a method.
pub(crate) struct Form {
    /// It marks the form in the request's type, by the name of the constructor: what a request takes hangs on it.
    pub(crate) marked: bool,
    /// `new`, or the form's name.
    pub(crate) constructor: Ident,
    /// What the derived client's method ends in: empty, or the form's name.
    pub(crate) suffix: String,
    /// What must be given, in the documented order.
    pub(crate) arguments: Vec<Param>,
    /// What it fixes.
    pub(crate) sets: Vec<(String, Value)>,
    /// What a request must hold and must not hold that has by its own values become this form.
    pub(crate) guard: Option<Guard>,
}

/// A check for values that the compiler does not see.
pub(crate) struct Guard {
    /// The values that make a request this form, as texts.
    pub(crate) sets: Vec<(String, String)>,
    pub(crate) requires: Vec<Vec<String>>,
    pub(crate) forbids: Vec<Vec<String>>,
}

/// A parameter that is set by name.
pub(crate) struct Setter {
    pub(crate) param: Param,
    pub(crate) settable: Settable,
}

/// Which forms take it.
pub(crate) enum Settable {
    /// All, or there is only one.
    Always,
    /// Those of these constructors.
    By(Vec<Ident>),
    /// None: it is what this constructor fixes.
    Settled(Ident),
}

/// A form of the IR, and what it means for each parameter.
struct Draft<'a> {
    form: &'a ir::Form,
    constructor: Ident,
    allows: Vec<bool>,
    asks: Vec<bool>,
}

/// The forms of a method and its setters.
pub(super) fn forms(method: &ir::Method, ty: &Ident, params: &[Param]) -> Result<(Vec<Form>, Vec<Setter>), String> {
    let rules = rules(method);
    if rules.is_empty() {
        let command = method.command.iter().map(|command| (command.param.clone(), command.value.clone().into()));
        let (forms, optional) = plain(params, &command.collect::<Vec<_>>(), ty.span());
        let setter = |param| Setter { param, settable: Settable::Always };
        return Ok((forms, optional.into_iter().map(setter).collect()));
    }
    let drafts = rules.iter().map(|form| draft(form, &rules, ty, params)).collect::<Result<Vec<_>, _>>()?;
    let setters: Vec<Setter> = params
        .iter()
        .enumerate()
        .filter(|&(i, _)| !drafts.iter().all(|d| d.asks[i]))
        .map(|(i, param)| Setter { param: param.clone(), settable: settable(i, param, &drafts) })
        .collect();
    // Where all take the same, they are only constructors.
    let marked = setters.iter().any(|setter| !matches!(setter.settable, Settable::Always));
    Ok((drafts.iter().map(|draft| form(draft, &drafts, params, marked)).collect(), setters))
}

/// The forms of the IR.
pub(super) fn rules(method: &ir::Method) -> Vec<&ir::Form> {
    method.rules.iter().filter_map(|rule| if let Rule::Form(form) = rule { Some(form) } else { None }).collect()
}

/// Is it fixed by constructors and given by nobody? Whoever may leave it out leaves it to them.
pub(super) fn is_settled(param: &Param, all: &[&ir::Form]) -> bool {
    !param.required() && all.iter().any(|form| form.sets.contains_key(&param.dotted()))
}

/// The constructors of what has no rules, and the parameters that are left to set: `new`, and one for each shape that an
/// object among them can have. `sets` is what all of them set.
pub(super) fn plain(params: &[Param], sets: &[(String, Value)], span: Span) -> (Vec<Form>, Vec<Param>) {
    let form = |name: &str, arguments, sets| {
        let suffix = if name == NEW { String::new() } else { name.to_owned() };
        Form { marked: false, constructor: names::ident(name, span), suffix, arguments, sets, guard: None }
    };
    let (required, optional): (Vec<Param>, Vec<Param>) = params.iter().cloned().partition(Param::required);
    let mut forms = vec![form(NEW, required, sets.to_vec())];
    for (at, param) in params.iter().enumerate() {
        let Kind::Shaped(_, shapes) = &param.kind else { continue };
        for Shape { constructor, chosen_by, object } in shapes {
            let mut params = params.to_vec();
            params[at].kind = Kind::Object(object.clone());
            let asks = |i: usize, param: &Param| i == at || param.required() && param.field.name != chosen_by.0;
            let arguments = params.into_iter().enumerate().filter(|(i, param)| asks(*i, param)).map(|(_, p)| p);
            let sets = sets.iter().chain([chosen_by]).cloned().collect();
            forms.push(form(constructor, arguments.collect(), sets));
        }
    }
    (forms, optional)
}

fn draft<'a>(form: &'a ir::Form, all: &[&ir::Form], ty: &Ident, params: &[Param]) -> Result<Draft<'a>, String> {
    let constructor = if form.name == DEFAULT { NEW.to_owned() } else { names::value_name(&form.name) };
    let constructor = names::ident(&constructor, ty.span());
    let mut draft = Draft { form, constructor, allows: Vec::new(), asks: Vec::new() };
    for param in params {
        let path = param.dotted();
        let settled = is_settled(param, all);
        let elsewhere = all.iter().any(|f| f.only.contains(&path)) && !form.only.contains(&path);
        let allows = !settled && !elsewhere && !form.sets.contains_key(&path) && !form.forbids.contains(&path);
        if form.requires.contains(&path) && !allows {
            return Err(format!("its form `{}` both requires and refuses `{path}`; mend its correction", form.name));
        }
        let required = param.required() && !form.optional.contains(&path);
        draft.asks.push(allows && (required || form.requires.contains(&path)));
        draft.allows.push(allows);
    }
    Ok(draft)
}

fn form(draft: &Draft<'_>, all: &[Draft<'_>], params: &[Param], marked: bool) -> Form {
    let plain = draft.form.name == DEFAULT;
    Form {
        marked,
        constructor: draft.constructor.clone(),
        suffix: if plain { String::new() } else { draft.constructor.to_string() },
        arguments: params.iter().zip(&draft.asks).filter(|&(_, &asks)| asks).map(|(param, _)| param.clone()).collect(),
        sets: draft.form.sets.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
        guard: guard(draft, all, params),
    }
}

/// Where another form takes the very parameter that this one fixes, a value can turn that one into this one.
fn guard(draft: &Draft<'_>, all: &[Draft<'_>], params: &[Param]) -> Option<Guard> {
    let reached =
        !draft.form.sets.is_empty()
            && all.iter().any(|other| {
                draft.form.sets.keys().all(|set| {
                    params.iter().zip(&other.allows).any(|(param, &allows)| allows && param.dotted() == *set)
                })
            });
    let paths = |keep: &dyn Fn(usize) -> bool| -> Vec<Vec<String>> {
        params.iter().enumerate().filter(|&(i, _)| keep(i)).map(|(_, param)| param.path.clone()).collect()
    };
    let sets = |path: &str| draft.form.sets.contains_key(path);
    reached.then(|| Guard {
        sets: draft.form.sets.iter().map(|(name, value)| (name.clone(), text(value))).collect(),
        requires: paths(&|i| draft.asks[i]),
        forbids: paths(&|i| !draft.allows[i] && !sets(&params[i].dotted())),
    })
}

fn settable(at: usize, param: &Param, drafts: &[Draft<'_>]) -> Settable {
    let takers: Vec<Ident> = drafts.iter().filter(|d| d.allows[at]).map(|d| d.constructor.clone()).collect();
    let fixing = drafts.iter().find(|d| d.form.sets.contains_key(&param.dotted()));
    match fixing {
        _ if takers.len() == drafts.len() => Settable::Always,
        Some(fixing) if takers.is_empty() => Settable::Settled(fixing.constructor.clone()),
        _ => Settable::By(takers),
    }
}
