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
    // The last bytes have not reached all digits yet: stir once more.
    hash ^= hash >> 61;
    hash = hash.wrapping_mul(PRIME);
    hash ^= hash >> 67;
    format!("{hash:032x}")
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
