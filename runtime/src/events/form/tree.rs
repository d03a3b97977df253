//! A form on its way to JSON.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{MAX_DEPTH, Malformed};

/// Members that are looked through one by one.
const FEW: usize = 32;

/// What the names of a form say by their brackets. Whether a branch is a list shows only at its end.
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// Which node a branch of more than a [`FEW`] members has under a key, by the branch's own number.
    index: Index<'a>,
}

enum Node<'a> {
    Text(Cow<'a, str>),
    Branch(Branch<'a>),
}

struct Branch<'a> {
    /// Not that of its node, where a text may have taken the place of an earlier branch.
    number: usize,
    /// In the order in which they came.
    members: Vec<(Cow<'a, str>, usize)>,
    /// The keys are 0, 1, 2 and so on.
    is_list: bool,
    /// The key that the next `[]` takes.
    next: u64,
}

impl<'a> Tree<'a> {
    const ROOT: usize = 0;

    pub(super) fn new() -> Self {
        let root = Branch { is_list: false, ..Branch::new(Self::ROOT) };
        Self { nodes: vec![Node::Branch(root)], index: HashMap::new() }
    }

    /// Puts a value where a path of keys leads; an empty one stands for the next free number. A path without keys leads
    /// nowhere.
    pub(super) fn put(
        &mut self,
        path: impl Iterator<Item = Cow<'a, str>>,
        value: Cow<'a, str>,
    ) -> Result<(), Malformed> {
        let mut at = Self::ROOT;
        for (depth, key) in path.enumerate() {
            if depth > MAX_DEPTH {
                return Err(Malformed::TooDeep);
            }
            at = self.step(at, key);
        }
        if at != Self::ROOT
            && let Some(node) = self.nodes.get_mut(at)
        {
            *node = Node::Text(value);
        }
        Ok(())
    }

    /// The node under that key, which is made where there is none. A text gives way to a branch.
    fn step(&mut self, at: usize, key: Cow<'a, str>) -> usize {
        let new = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return at };
        if let Node::Text(_) = node {
            // No other branch has this number: each is followed by a new node.
            *node = Node::Branch(Branch::new(new));
        }
        let Node::Branch(branch) = node else { return at };
        let key = if key.is_empty() { branch.next.to_string().into() } else { key };
        if let Some(found) = branch.find(&key, &self.index) {
            return found;
        }
        branch.add(key, new, &mut self.index);
        self.nodes.push(Node::Text("".into()));
        new
    }

    /// The text of an object. `size` is about as long as it will be.
    pub(super) fn into_json(self, size: usize) -> Result<String, Malformed> {
        let mut json = Vec::with_capacity(size);
        self.write(Self::ROOT, &mut json);
        String::from_utf8(json).map_err(|error| Malformed::Json(error.to_string()))
    }

    fn write(&self, at: usize, json: &mut Vec<u8>) {
        match self.nodes.get(at) {
            Some(Node::Text(text)) => quote(text, json),
            Some(Node::Branch(branch)) => {
                json.push(if branch.is_list { b'[' } else { b'{' });
                for (i, (key, member)) in branch.members.iter().enumerate() {
                    if i > 0 {
                        json.push(b',');
                    }
                    if !branch.is_list {
                        quote(key, json);
                        json.push(b':');
                    }
                    self.write(*member, json);
                }
                json.push(if branch.is_list { b']' } else { b'}' });
            }
            None => json.extend(b"null"),
        }
    }
}

type Index<'a> = HashMap<(usize, Cow<'a, str>), usize>;

impl<'a> Branch<'a> {
    fn new(number: usize) -> Self {
        Self { number, members: Vec::new(), is_list: true, next: 0 }
    }

    fn find(&self, key: &str, index: &Index<'_>) -> Option<usize> {
        // What belongs together comes together.
        let last = self.members.last().filter(|(last, _)| last == key);
        if last.is_none() && self.members.len() > FEW {
            return index.get(&(self.number, key.into())).copied();
        }
        last.or_else(|| self.members.iter().find(|(known, _)| known == key)).map(|(_, node)| *node)
    }

    fn add(&mut self, key: Cow<'a, str>, node: usize, index: &mut Index<'a>) {
        let number = number(&key);
        self.is_list &= number.is_some_and(|number| usize::try_from(number) == Ok(self.members.len()));
        if let Some(number) = number {
            self.next = self.next.max(number.saturating_add(1));
        }
        self.members.push((key, node));
        let unindexed = match self.members.len() {
            ..=FEW => &[],
            len if len == FEW + 1 => self.members.as_slice(),
            len => self.members.get(len - 1..).unwrap_or_default(),
        };
        index.extend(unindexed.iter().map(|(key, node)| ((self.number, key.clone()), *node)));
    }
}

/// A key that PHP takes for a number: `7`, but not `07` or `+7`.
fn number(key: &str) -> Option<u64> {
    let plain = key == "0" || !key.starts_with(['0', '+']);
    key.parse().ok().filter(|_| plain)
}

fn quote(text: &str, json: &mut Vec<u8>) {
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(json, text);
}
