//! What a portal is to do, from a file.

use serde::Deserialize;
use serde_json::Value as Json;

use crate::faults::Fault;
use crate::overrides::Override;

/// `{"random": 7, "faults": [..], "answers": [{"method": "crm.deal.get", "merge": {..}}], "costs": {"crm.deal.list": 1.5},
/// "undocumented": {"events": ["ONLAMPLIT"]}}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// Where the row of chances starts.
    #[serde(default)]
    pub(crate) random: Option<u64>,
    #[serde(default)]
    pub(crate) faults: Vec<Fault>,
    #[serde(default)]
    pub(crate) answers: Vec<Answer>,
    /// Seconds that a call of a method takes of its operating time.
    #[serde(default)]
    pub(crate) costs: std::collections::BTreeMap<String, f64>,
    #[serde(default)]
    pub(crate) undocumented: Undocumented,
}

impl Scenario {
    /// Adds another to what is set up so far.
    pub(crate) fn add(&mut self, more: Self) {
        let Self { random, faults, answers, costs, undocumented: Undocumented { methods, events, placements } } = more;
        self.random = random.or(self.random);
        self.faults.extend(faults);
        self.answers.extend(answers);
        self.costs.extend(costs);
        self.undocumented.methods.extend(methods);
        self.undocumented.events.extend(events);
        self.undocumented.placements.extend(placements);
    }
}

/// Names that the documentation does not have, and that may be spoken of all the same.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Undocumented {
    pub(crate) methods: Vec<String>,
    pub(crate) events: Vec<String>,
    pub(crate) placements: Vec<String>,
}

/// An answer of one's own: exactly one of the three.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    pub(crate) method: String,
    #[serde(default)]
    whole: Option<Json>,
    #[serde(default)]
    merge: Option<Json>,
    #[serde(default)]
    items: Option<Vec<Json>>,
}

impl Answer {
    pub(crate) fn decide(self) -> Result<(String, Override), String> {
        match (self.whole, self.merge, self.items) {
            (Some(whole), None, None) => Ok((self.method, Override::Whole(whole.into()))),
            (None, Some(part), None) => Ok((self.method, Override::Merge(part.into()))),
            (None, None, Some(items)) => Ok((self.method, Override::items(items))),
            _ => Err(format!("the answer of `{}` needs one of `whole`, `merge` and `items`", self.method)),
        }
    }
}
