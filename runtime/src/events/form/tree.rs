//! A form on its way to JSON.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{MAX_DEPTH, Malformed, pairs};

/// Members that are looked through one by one.
const FEW: usize = 64;

/// What the names of a form say by their brackets. Whether a branch is a list shows only at its end.
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// Which node a branch of more than a [`FEW`] members has under a key, by the branch's own number.
    index: Index<'a>,
    /// Where the last value was put.
    last: Place<'a>,
}

enum Node<'a> {
    /// As it stands in the form.
    Text(&'a [u8]),
    Branch(Branch<'a>),
}

struct Branch<'a> {
    /// Not that of its node, where a text may have taken the place of an earlier branch.
    number: usize,
    /// In the order in which they came; their keys as they stand between the quotes of JSON.
    members: Vec<(Cow<'a, [u8]>, usize)>,
    /// The keys are 0, 1, 2 and so on.
    is_list: bool,
    /// The key that the next `[]` takes.
    next: u64,
}

/// Where a key of a name is put.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// What stands before the key in all names that lead here; none, where another name leads elsewhere.
    stem: Option<&'a [u8]>,
    node: usize,
    depth: usize,
}

impl<'a> Tree<'a> {
    const ROOT: usize = 0;
    const START: Place<'a> = Place { stem: None, node: Self::ROOT, depth: 0 };

    pub(super) fn new() -> Self {
        let root = Branch { is_list: false, ..Branch::new(Self::ROOT) };
        Self { nodes: vec![Node::Branch(root)], index: HashMap::new(), last: Self::START }
    }

    /// Puts a value where the keys of its name lead; an empty one stands for the next free number.
    pub(super) fn put(&mut self, name: &'a [u8], value: &'a [u8]) -> Result<(), Malformed> {
        // Most names have all but the last key of the one before.
        let beside = self.last.stem.and_then(|stem| Some((self.last, pairs::next(name.strip_prefix(stem)?)?)));
        let (mut place, (mut key, mut rest)) = beside.unwrap_or_else(|| (Self::START, pairs::first(name)));
        let mut is_fixed = true;
        loop {
            is_fixed &= !key.is_empty();
            let node = self.step(place.node, key);
            let Some(next) = pairs::next(rest) else {
                self.last = place;
                if let Some(node) = self.nodes.get_mut(node) {
                    *node = Node::Text(value);
                }
                return Ok(());
            };
            if place.depth == MAX_DEPTH {
                return Err(Malformed::TooDeep);
            }
            let stem = name.strip_suffix(rest).filter(|_| is_fixed);
            place = Place { stem, node, depth: place.depth + 1 };
            (key, rest) = next;
        }
    }

    /// The node under that key, which is made where there is none. A text gives way to a branch.
    fn step(&mut self, at: usize, key: Cow<'a, [u8]>) -> usize {
        let new = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return at };
        if let Node::Text(_) = node {
            // No other branch has this number: each is followed by a new node.
            *node = Node::Branch(Branch::new(new));
        }
        let Node::Branch(branch) = node else { return at };
        let key = if key.is_empty() { branch.next.to_string().into_bytes().into() } else { key };
        if let Some(found) = branch.find(&key, &self.index) {
            return found;
        }
        branch.add(key, new, &mut self.index);
        self.nodes.push(Node::Text(b""));
        new
    }

    /// The text of an object. `size` is about as long as it will be. What is no UTF-8 is replaced.
    pub(super) fn into_json(self, size: usize) -> String {
        let mut json = Vec::with_capacity(size);
        self.write(Self::ROOT, &mut json);
        String::from_utf8(json).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    fn write(&self, at: usize, json: &mut Vec<u8>) {
        match self.nodes.get(at) {
            Some(Node::Text(text)) => {
                json.push(b'"');
                pairs::write(text, json);
                json.push(b'"');
            }
            Some(Node::Branch(branch)) => {
                json.push(if branch.is_list { b'[' } else { b'{' });
                for (i, (key, member)) in branch.members.iter().enumerate() {
                    if i > 0 {
                        json.push(b',');
                    }
                    if !branch.is_list {
                        json.push(b'"');
                        json.extend_from_slice(key);
                        json.extend_from_slice(b"\":");
                    }
                    self.write(*member, json);
                }
                json.push(if branch.is_list { b']' } else { b'}' });
            }
            None => json.extend_from_slice(b"null"),
        }
    }
}

type Index<'a> = HashMap<(usize, Cow<'a, [u8]>), usize>;

impl<'a> Branch<'a> {
    fn new(number: usize) -> Self {
        Self { number, members: Vec::new(), is_list: true, next: 0 }
    }

    fn find(&self, key: &[u8], index: &Index<'_>) -> Option<usize> {
        if self.members.len() > FEW {
            return index.get(&(self.number, key.into())).copied();
        }
        // What belongs together comes together.
        self.members.iter().rev().find(|(known, _)| **known == *key).map(|(_, node)| *node)
    }

    fn add(&mut self, key: Cow<'a, [u8]>, node: usize, index: &mut Index<'a>) {
        let number = number(&key);
        self.is_list &= number.is_some_and(|number| usize::try_from(number) == Ok(self.members.len()));
        if let Some(number) = number {
            self.next = self.next.max(number.saturating_add(1));
        }
        self.members.push((key, node));
        if self.members.len() > FEW {
            // All at once where the many begin.
            let from = if self.members.len() == FEW + 1 { 0 } else { self.members.len() - 1 };
            let unindexed = self.members.iter().skip(from);
            index.extend(unindexed.map(|(key, node)| ((self.number, key.clone()), *node)));
        }
    }
}

/// A key that PHP takes for a number: `7`, but not `07` or `+7`.
fn number(key: &[u8]) -> Option<u64> {
    let plain = key == b"0" || !key.starts_with(b"0") && !key.starts_with(b"+");
    str::from_utf8(key).ok()?.parse().ok().filter(|_| plain)
}
