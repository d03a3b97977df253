//! Parameters of which one is enough. Each is marked as required, and only words say that a call takes one of them: "At
//! least one of the parameters must be specified: `ID` or `CODE`".

use std::cell::LazyCell;

use b24_specs::ir::Form;
use foldhash::HashMap;

use crate::lexicon;
use crate::lower::table::param::Param;
use crate::lower::text::{fold, in_backticks};
use crate::lower::values::words::denies;

/// The most forms that words may tell of, and so the most parameters in them. More would be more constructors than anybody
/// looks through.
const FORMS: usize = 8;

/// Parameters of which one is enough.
struct Set {
    /// Their places.
    params: Vec<usize>,
    /// No more than one is taken.
    only_one: bool,
}

/// The ways to call a method with these parameters: a form for each of those of which one is enough, called after it. The
/// others may be given beside it, unless the page says that only one is taken. None where each mark means what it says.
pub(crate) fn forms(params: &[&Param<'_>]) -> Vec<Form> {
    let sets = sets(params);
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for set in &sets {
        ways = ways.iter().flat_map(|way| set.params.iter().map(|&one| [way.as_slice(), &[one]].concat())).collect();
        if ways.len() > FORMS {
            return Vec::new();
        }
    }
    let name = |&one: &usize| params.get(one).map_or("", |param| param.wire());
    let is_marked = |one: &&usize| params.get(**one).is_some_and(|param| param.required);
    let form = |way: &Vec<usize>| {
        let others = |only_one: bool| {
            let sets = sets.iter().filter(move |set| set.only_one == only_one);
            sets.flat_map(|set| &set.params).filter(|one| !way.contains(one))
        };
        Form {
            name: format!("by_{}", way.iter().map(name).collect::<Vec<_>>().join("_and_")),
            requires: way.iter().filter(|one| !is_marked(one)).map(|one| name(one).to_owned()).collect(),
            optional: others(false).filter(is_marked).map(|one| name(one).to_owned()).collect(),
            forbids: others(true).map(|one| name(one).to_owned()).collect(),
            ..Form::default()
        }
    };
    if sets.is_empty() { Vec::new() } else { ways.iter().map(form).collect() }
}

/// The fields of an object of which one is enough, though each is marked: forms are for parameters alone.
pub(super) fn unneeded<'p, 'a>(fields: &'p [Param<'a>]) -> Vec<&'p Param<'a>> {
    let may_tell = |field: &&Param<'_>| field.required && field.says().contains('`');
    if !fields.iter().any(|field| may_tell(&field)) {
        return Vec::new();
    }
    let sets = sets(&fields.iter().collect::<Vec<_>>());
    sets.into_iter().flat_map(|set| set.params).filter_map(|one| fields.get(one)).collect()
}

/// The sets of parameters of which one is enough; no parameter is in two. None where there are too many.
fn sets(params: &[&Param<'_>]) -> Vec<Set> {
    let places = LazyCell::new(|| {
        let places = params.iter().enumerate().rev().map(|(at, param)| (param.wire(), at));
        places.collect::<HashMap<_, _>>()
    });
    let mut sets: Vec<Set> = Vec::new();
    let names_some = |param: &&&Param<'_>| param.required && param.says().contains('`');
    for (at, param) in params.iter().enumerate().filter(|(_, param)| names_some(param)) {
        let exclude_each_other = LazyCell::new(|| sentences(param).any(are_exclusive));
        for sentence in sentences(param).filter(|text| text.contains('`')) {
            let codes = in_backticks(sentence);
            let mut set: Vec<usize> = codes.filter_map(|code| places.get(code).copied()).collect();
            set.sort_unstable();
            set.dedup();
            // Most sentences name other things.
            if set.iter().all(|&one| one == at) {
                continue;
            }
            let both_marked = || set.iter().all(|&one| params.get(one).is_some_and(|param| param.required));
            let folded = fold(sentence);
            if !means_one_of(&folded, &set, at, both_marked) {
                continue;
            }
            set.push(at);
            let (same, others): (Vec<Set>, Vec<Set>) =
                sets.into_iter().partition(|known| known.params.iter().any(|one| set.contains(one)));
            let only_one =
                lexicon::ONLY_ONE.within(&folded) || *exclude_each_other || same.iter().any(|known| known.only_one);
            set.extend(same.into_iter().flat_map(|known| known.params));
            set.sort_unstable();
            set.dedup();
            sets = others;
            sets.push(Set { params: set, only_one });
            if sets.iter().map(|set| set.params.len()).sum::<usize>() > FORMS {
                return Vec::new();
            }
        }
    }
    sets.sort_unstable_by(|a, b| a.params.cmp(&b.params));
    sets
}

fn sentences<'p>(param: &'p Param<'_>) -> impl Iterator<Item = &'p str> {
    param.says().split('\n').flat_map(|line| line.split(". "))
}

/// Does a sentence say that no two are taken?
fn are_exclusive(sentence: &str) -> bool {
    let folded = fold(sentence);
    lexicon::EXCLUSIVE.within(&folded) || lexicon::TOGETHER.within(&folded) && denies(&folded)
}

/// Does a sentence about the parameter `at` say that one of those that it names is enough? That one is given instead of
/// another says so only where both are marked: not all that stands for something else is that parameter.
fn means_one_of(sentence: &str, named: &[usize], at: usize, both_marked: impl Fn() -> bool) -> bool {
    let in_case = || lexicon::IN_CASE.heads(sentence);
    let either = || lexicon::EITHER.within(sentence) || lexicon::GIVE.within(sentence) && lexicon::OR.within(sentence);
    if lexicon::ONE_OF.within(sentence) || either() && both_marked() {
        return named.contains(&at) && named.len() > 1 && !in_case();
    }
    let another = matches!(named, [one] if *one != at);
    let without = || lexicon::REQUIRED_IF.within(sentence) && lexicon::NOT_GIVEN.within(sentence);
    another && (without() || lexicon::INSTEAD_OF.within(sentence) && both_marked() && !in_case())
}
