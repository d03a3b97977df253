//! Which calls go into which request.

use std::collections::VecDeque;

use super::{Command, MOST};
use crate::method::Invalid;

/// The calls of one request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) indexes: Vec<usize>,
    pub(super) halt: bool,
}

/// Splits calls into requests. Calls that refer to each other stay together, in a request that halts: a reference to
/// nothing would reach the method as its own text.
pub(super) fn plan(commands: &[Command], halt: bool) -> Result<VecDeque<Chunk>, Invalid> {
    let chains = chains(commands);
    if let Some(chain) = chains.iter().find(|chain| chain.len() > MOST) {
        let reason = format!("{} calls refer to each other, and a request takes {MOST}: break the chain", chain.len());
        return Err(Invalid::new("cmd", reason));
    }
    if halt {
        return Ok(pack(chains, true));
    }
    let (single, linked): (Vec<_>, Vec<_>) = chains.into_iter().partition(|chain| chain.len() == 1);
    let mut chunks = pack(single, false);
    chunks.extend(pack(linked, true));
    Ok(chunks)
}

/// What a failed chain kept from running: the chains of the same request in which nothing failed.
pub(super) fn others(
    commands: &[Command],
    chunk: &Chunk,
    open: impl Fn(usize) -> bool,
    failed: impl Fn(&usize) -> bool,
) -> VecDeque<Chunk> {
    let mut again = chains(commands);
    again.retain(|chain| {
        chain.iter().all(|index| chunk.indexes.contains(index))
            && !chain.iter().any(&failed)
            && chain.iter().all(|i| open(*i))
    });
    pack(again, true)
}

fn pack(chains: Vec<Vec<usize>>, halt: bool) -> VecDeque<Chunk> {
    let mut chunks: VecDeque<Chunk> = VecDeque::new();
    for chain in chains {
        match chunks.back_mut() {
            Some(chunk) if chunk.indexes.len() + chain.len() <= MOST => chunk.indexes.extend(chain),
            _ => chunks.push_back(Chunk { indexes: chain, halt }),
        }
    }
    for chunk in &mut chunks {
        chunk.indexes.sort_unstable();
    }
    chunks
}

/// Calls that refer to each other, directly or not, by the first of them.
fn chains(commands: &[Command]) -> Vec<Vec<usize>> {
    // The smallest call of the chain, as far as it is known. Calls refer to earlier ones only.
    let mut first: Vec<usize> = (0..commands.len()).collect();
    for (index, command) in commands.iter().enumerate() {
        for other in &command.refers {
            let of = |i: usize| first.get(i).copied().unwrap_or(i);
            let (one, two) = (of(index), of(*other));
            let (small, large) = (one.min(two), one.max(two));
            first.iter_mut().filter(|f| **f == large).for_each(|f| *f = small);
        }
    }
    let mut chains: Vec<Vec<usize>> = vec![Vec::new(); commands.len()];
    for (index, first) in first.into_iter().enumerate() {
        if let Some(chain) = chains.get_mut(first) {
            chain.push(index);
        }
    }
    chains.retain(|chain| !chain.is_empty());
    chains
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Kind;
    use crate::params::Params;

    fn commands(refers: &[&[usize]]) -> Vec<Command> {
        let command = |refers: &&[usize]| Command {
            method: "a.b",
            kind: Kind::Read,
            params: Params::new(),
            check: Ok(()),
            refers: refers.to_vec(),
        };
        refers.iter().map(command).collect()
    }

    #[test]
    fn what_stands_alone_is_cut_at_the_limit() {
        let chunks = plan(&commands(&vec![&[][..]; 120]), false).unwrap();
        assert_eq!(
            chunks.iter().map(|c| (c.indexes.len(), c.halt)).collect::<Vec<_>>(),
            [(50, false), (50, false), (20, false)]
        );
        assert!(plan(&commands(&[]), false).unwrap().is_empty());
    }

    #[test]
    fn a_chain_is_never_cut() {
        // 40 alone, then a chain of 30 across the 50th.
        let alone: &[usize] = &[];
        let links: Vec<Vec<usize>> = (0..30).map(|i| if i == 0 { vec![] } else { vec![39 + i] }).collect();
        let mut all = vec![alone; 40];
        all.extend(links.iter().map(Vec::as_slice));
        let chunks = plan(&commands(&all), false).unwrap();
        assert_eq!(chunks.len(), 2);
        assert_eq!((chunks[0].indexes.len(), chunks[0].halt), (40, false));
        assert_eq!((chunks[1].indexes.clone(), chunks[1].halt), ((40..70).collect(), true));
        let chunks = plan(&commands(&all), true).unwrap();
        assert_eq!(chunks.iter().map(|c| c.indexes.len()).collect::<Vec<_>>(), [40, 30]);
        let long: Vec<Vec<usize>> = (0..51).map(|i: usize| i.checked_sub(1).into_iter().collect()).collect();
        let long: Vec<&[usize]> = long.iter().map(Vec::as_slice).collect();
        assert!(plan(&commands(&long), false).unwrap_err().to_string().contains("51 calls"));
    }

    #[test]
    fn chains_that_meet_are_one() {
        let chunks = plan(&commands(&[&[], &[], &[0], &[1], &[2, 3], &[]]), false).unwrap();
        assert_eq!(chunks.iter().map(|c| c.indexes.clone()).collect::<Vec<_>>(), [vec![5], vec![0, 1, 2, 3, 4]]);
    }
}
