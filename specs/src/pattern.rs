//! Names that stand for many: a portal's own fields, which no page can list.

/// Does a name stand for many: `UF_CRM_*`, `ufCrm...`, `UF_`, `<code>`, `upload{id}`, `PROPERTY_PropertyId`?
///
/// ```
/// assert!(b24_specs::pattern::is_open("PROPERTY_PropertyId"));
/// assert!(!b24_specs::pattern::is_open("PROPERTY_ID"));
/// assert!(!b24_specs::pattern::is_open("поле_Name"));
/// ```
pub fn is_open(name: &str) -> bool {
    let sign = |byte| matches!(byte, b'*' | b'<' | b'{');
    name.bytes().any(sign)
        || name.ends_with("..")
        || name.ends_with('_')
        || !name.is_ascii() && name.contains('…')
        || word(name).is_some()
}

/// What the names begin with that an open one stands for.
///
/// ```
/// assert_eq!(b24_specs::pattern::prefix("PROPERTY_PropertyId"), "PROPERTY_");
/// assert_eq!(b24_specs::pattern::prefix("ufCrm..."), "ufCrm");
/// ```
pub fn prefix(open: &str) -> &str {
    let before = open.split(['<', '{', '*', '…']).next().unwrap_or_default().trim_end_matches('.');
    word(before).unwrap_or(before)
}

/// What stands before a word that says what is to stand there: `PropertyId` behind a name in capitals.
fn word(name: &str) -> Option<&str> {
    let at = name.rfind('_')? + 1;
    let (before, word) = name.split_at_checked(at)?;
    let mut letters = word.bytes();
    let is_word = letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.next().is_some_and(|second| second.is_ascii_lowercase());
    let in_capitals = before.bytes().any(|byte| byte.is_ascii_uppercase())
        && before.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_'));
    (is_word && in_capitals).then_some(before)
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
