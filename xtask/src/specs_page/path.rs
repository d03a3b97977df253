//! Where a section's fields belong: `` `fields` / variant `Lead` / `PHONE` ``. A name that stands more than once in its
//! table is counted: `` `result` (2) ``.

use b24_specs::ir::{Field, Variant};

use super::cell::{Cell, Problem, Token, problem};
use super::text::{read_text, text};

/// The step to the field at `i`.
pub(super) fn field(all: &[Field], i: usize) -> String {
    step("", all.iter().map(|field| field.name.as_str()), i)
}

/// The step to the variant at `i`.
pub(super) fn variant(all: &[Variant], i: usize) -> String {
    step("variant ", all.iter().map(|variant| variant.label.as_str()), i)
}

fn step<'n>(word: &str, names: impl Iterator<Item = &'n str>, i: usize) -> String {
    let names: Vec<_> = names.take(i + 1).collect();
    let Some((name, before)) = names.split_last() else { return String::new() };
    let count = 1 + before.iter().filter(|other| *other == name).count();
    let count = if count == 1 { String::new() } else { format!(" ({count})") };
    format!("{word}{}{count}", text(name))
}

/// A step as it was read.
struct Step {
    variant: bool,
    name: String,
    /// Which of those of that name, from 1.
    nth: usize,
}

/// What a section describes.
pub(super) enum Target<'f> {
    /// The fields of a field.
    Fields(&'f mut Vec<Field>),
    /// A variant, added by this heading.
    Variant(&'f mut Variant),
}

/// Follows the path of a heading, whose first word is `what`, from the fields of the section's table.
pub(super) fn follow<'f>(
    what: &str,
    heading: &Cell<'_>,
    mut fields: &'f mut Vec<Field>,
) -> Result<Target<'f>, Problem> {
    let at = heading.at;
    let steps = steps(what, heading)?;
    let mut steps = steps.iter().peekable();
    let lost = |name: &str| problem(at, format!("no field `{name}` stands above: mend the heading or add the row"));
    while let Some(step) = steps.next() {
        if step.variant {
            return Err(problem(at, "a variant follows the field that it belongs to"));
        }
        let field = nth(fields, step.nth, |field| field.name == step.name).ok_or_else(|| lost(&step.name))?;
        let Some(next) = steps.next_if(|next| next.variant) else {
            fields = &mut field.fields;
            continue;
        };
        let count = field.variants.iter().filter(|variant| variant.label == next.name).count();
        if steps.peek().is_none() {
            if next.nth != count + 1 {
                let message = format!("this variant is number {} of its label: write `({})`", count + 1, count + 1);
                return Err(problem(at, message));
            }
            let variants = &mut field.variants;
            variants.push(Variant { label: next.name.clone(), ..Variant::default() });
            return variants.last_mut().map(Target::Variant).ok_or_else(|| lost(&next.name));
        }
        let variant = nth(&mut field.variants, next.nth, |variant| variant.label == next.name);
        fields = &mut variant.ok_or_else(|| lost(&next.name))?.fields;
    }
    Ok(Target::Fields(fields))
}

fn nth<T>(all: &mut [T], nth: usize, is: impl Fn(&T) -> bool) -> Option<&mut T> {
    all.iter_mut().filter(|one| is(one)).nth(nth.checked_sub(1)?)
}

fn steps(what: &str, heading: &Cell<'_>) -> Result<Vec<Step>, Problem> {
    let mut atoms = Vec::new();
    for token in &heading.tokens {
        match token {
            Token::Words(words) => atoms.extend(words.split_whitespace().map(Atom::Word)),
            Token::Code(code) => atoms.push(Atom::Code(code)),
        }
    }
    let mut atoms = atoms.into_iter().peekable();
    let mut read = || {
        atoms.next_if_eq(&Atom::Word(what))?;
        let mut steps = Vec::new();
        loop {
            let variant = atoms.next_if_eq(&Atom::Word("variant")).is_some();
            let Some(Atom::Code(name)) = atoms.next() else { return None };
            let name = read_text(name).ok()?;
            let count = atoms.next_if(|atom| matches!(atom, Atom::Word(word) if word.starts_with('(')));
            let nth = match count {
                Some(Atom::Word(count)) => count.strip_prefix('(')?.strip_suffix(')')?.parse().ok()?,
                _ => 1,
            };
            steps.push(Step { variant, name, nth });
            match atoms.next() {
                None => return Some(steps),
                Some(Atom::Word("/")) => {}
                Some(_) => return None,
            }
        }
    };
    read().ok_or_else(|| {
        let message = format!("write `### {what}` and the path of the field, each name in backquotes, ` / ` between");
        problem(heading.at, message)
    })
}

#[derive(PartialEq)]
enum Atom<'t> {
    Word(&'t str),
    Code(&'t str),
}
