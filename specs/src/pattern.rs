//! Names that stand for many: a portal's own fields, which no page can list.

/// Does a name stand for many: `UF_CRM_*`, `ufCrm...`, `UF_`, `<code>`, `upload{id}`, `PROPERTY_PropertyId`?
///
/// ```
/// assert!(b24_specs::pattern::is_open("PROPERTY_PropertyId"));
/// assert!(!b24_specs::pattern::is_open("PROPERTY_ID"));
/// assert!(!b24_specs::pattern::is_open("поле_Name"));
/// ```
pub fn is_open(name: &str) -> bool {
    // One pass: every name of the documentation passes here, most of them several times.
    let (mut underscore, mut high) = (None, 0);
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'*' | b'<' | b'{' => return true,
            b'_' => underscore = Some(at),
            _ => high |= byte,
        }
    }
    matches!(name.as_bytes(), [.., b'.', b'.'] | [.., b'_'])
        || underscore.is_some_and(|at| before_word(name, at).is_some())
        || !high.is_ascii() && name.contains('…')
}

/// What the names begin with that an open one stands for.
///
/// ```
/// assert_eq!(b24_specs::pattern::prefix("PROPERTY_PropertyId"), "PROPERTY_");
/// assert_eq!(b24_specs::pattern::prefix("ufCrm..."), "ufCrm");
/// ```
pub fn prefix(open: &str) -> &str {
    let before = open.split(['<', '{', '*', '…']).next().unwrap_or_default().trim_end_matches('.');
    before.rfind('_').and_then(|at| before_word(before, at)).unwrap_or(before)
}

/// May an open name be that of this key?
///
/// ```
/// assert!(b24_specs::pattern::stands_for("UF_CRM_*", "uf_crm_7") && b24_specs::pattern::stands_for("<id>", "7"));
/// ```
pub fn stands_for(open: &str, key: &str) -> bool {
    let prefix = prefix(open);
    key.len() >= prefix.len() && key.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// What stands up to the last underscore, which is at `at`, before a word that says what is to stand behind it: `PropertyId`
/// behind a name in capitals.
fn before_word(name: &str, at: usize) -> Option<&str> {
    let (before, word) = name.split_at_checked(at + 1)?;
    let is_word = matches!(word.as_bytes(), [b'A'..=b'Z', b'a'..=b'z', ..]);
    let in_capitals = || {
        before.bytes().any(|byte| byte.is_ascii_uppercase())
            && before.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_'))
    };
    (is_word && in_capitals()).then_some(before)
}

/// Is it a name that a portal has given, `UF_CRM_1720697698689`, `parentId1248`, `PROPERTY_951`? In an example it is one
/// portal's own, and means nothing on another.
///
/// ```
/// assert!(b24_specs::pattern::is_own("PROPERTY_951") && b24_specs::pattern::is_own("ufCrm7_1742906712"));
/// assert!(!b24_specs::pattern::is_own("UF_CRM_TASK") && !b24_specs::pattern::is_own("parentId2"));
/// ```
pub fn is_own(name: &str) -> bool {
    let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let begins = |start: &str| name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    digits > 2 && ["uf_", "ufcrm", "ufauto", "parent_id_", "parentid", "property"].into_iter().any(begins)
}
