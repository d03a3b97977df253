//! Identifiers that look random and are the same in every run.

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// 32 hexadecimal digits that stand for these parts.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = OFFSET;
    for part in parts {
        // The extra byte tells ("a", "b") from ("ab").
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    // So far the last bytes have moved few digits: stir, each half with the other.
    #[allow(clippy::cast_possible_truncation, reason = "the halves are meant")]
    let (high, low) = ((hash >> 64) as u64, hash as u64);
    let low = stir(low ^ stir(high));
    format!("{:016x}{low:016x}", stir(high ^ low))
}

/// The last step of `SplitMix64`.
fn stir(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn different_parts_differ_and_equal_ones_agree() {
        assert_eq!(digest(&["a", "b"]), digest(&["a", "b"]));
        let all = [digest(&["a", "b"]), digest(&["ab"]), digest(&["a", "c"]), digest(&[]), digest(&["token", "1"])];
        let mut unique = all.to_vec();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), all.len());
        assert!(all.iter().all(|id| id.len() == 32));
    }
}
