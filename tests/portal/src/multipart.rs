//! `multipart/form-data`.

/// The most parts that one body may have.
const MAX_PARTS: usize = 10_000;

/// One field of a form.
pub(crate) struct Part<'a> {
    pub(crate) name: String,
    /// Where it is a file.
    pub(crate) file_name: Option<String>,
    pub(crate) content: &'a [u8],
}

/// The boundary, where this is such a form.
pub(crate) fn boundary(content_type: &str) -> Option<&str> {
    let (kind, rest) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let parameters = rest.split(';').filter_map(|parameter| parameter.split_once('='));
    let mut named = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"));
    named.next().map(|(_, value)| value.trim().trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

/// The parts in their order; `None` where the body is broken.
pub(crate) fn parts<'a>(boundary: &str, body: &'a [u8]) -> Option<Vec<Part<'a>>> {
    let delimiter = format!("--{boundary}");
    let mut rest = body.get(find(body, delimiter.as_bytes())? + delimiter.len()..)?;
    let delimiter = format!("\r\n{delimiter}");
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        if parts.len() == MAX_PARTS {
            return None;
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let head_end = find(rest, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(rest.get(..head_end)?);
        rest = rest.get(head_end + 4..)?;
        let end = find(rest, delimiter.as_bytes())?;
        let content = rest.get(..end)?;
        rest = rest.get(end + delimiter.len()..)?;
        let disposition = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
        parts.push(Part {
            name: parameter(disposition, "name")?,
            file_name: parameter(disposition, "filename"),
            content,
        });
    }
    Some(parts)
}

/// `name="value"` of a header; a quote within is written with a backslash or as `%22`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let parameters = header.split("; ").filter_map(|parameter| parameter.trim().split_once('='));
    let (_, value) = parameters.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
    let value = value.trim_end_matches(';').trim();
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    Some(value.replace("\\\"", "\"").replace("%22", "\""))
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"--x\r\nContent-Disposition: form-data; name=\"data[NAME]\"\r\n\r\na\r\n--x\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"a; b.txt\"\r\nContent-Type: text/plain\r\n\r\n1\r\n2\r\n--x--\r\n";

    #[test]
    fn fields_and_files_are_told_apart() {
        assert_eq!(boundary("multipart/form-data; charset=utf-8; boundary=\"x\""), Some("x"));
        assert_eq!(boundary("application/json; boundary=x"), None);
        let parts = parts("x", BODY).unwrap();
        let told: Vec<_> = parts.iter().map(|p| (p.name.as_str(), p.file_name.is_some(), p.content)).collect();
        assert_eq!(told, [("data[NAME]", false, &b"a"[..]), ("file", true, &b"1\r\n2"[..])]);
    }

    #[test]
    fn a_broken_body_is_none() {
        for end in 0..BODY.len() - 6 {
            assert!(parts("x", &BODY[..end]).is_none(), "{end}");
        }
        assert!(parts("y", BODY).is_none());
    }
}
