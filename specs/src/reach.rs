//! Which addresses a portal can reach: the rule behind `handler!` and `HandlerUrl`, for a literal and for a text
//! known only at run time. Depends on nothing, so that both can use it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Why a portal could not call `url`, as a sentence without its full stop; `None` where nothing speaks against it.
///
/// ```
/// use b24_specs::reach::refusal;
/// assert_eq!(refusal("https://app.example/deal?x=1"), None);
/// assert_eq!(
///     refusal("http://localhost:8080/deal").unwrap(),
///     "the host `localhost` exists only inside one machine or network, where the portal does not look"
/// );
/// ```
pub fn refusal(url: &str) -> Option<String> {
    check(url).err()
}

fn check(url: &str) -> Result<(), String> {
    if url.is_empty() {
        return Err("the address is empty".into());
    }
    if let Some(c) = url.chars().find(|c| c.is_whitespace() || c.is_control() || *c == '\\') {
        return Err(format!("an address has no {c:?} in it"));
    }
    let rest = strip_scheme(url)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("a user name or password in the address would be shown to everyone who lists the handlers".into());
    }
    let (host, port) = split_port(authority)?;
    if let Some(port) = port
        && !port.parse::<u16>().is_ok_and(|n| n != 0 && port.bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(format!("`{port}` is not a port"));
    }
    check_host(host)
}

fn strip_scheme(url: &str) -> Result<&str, String> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Err("it does not begin with `https://` or `http://`".into());
    };
    if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") {
        Ok(rest)
    } else {
        Err(format!("a portal calls `https://` and `http://`, not `{scheme}://`"))
    }
}

/// Host and port; the host of an IPv6 address keeps its brackets.
fn split_port(authority: &str) -> Result<(&str, Option<&str>), String> {
    let end = if authority.starts_with('[') {
        authority.find(']').ok_or("the bracket of the IPv6 address is not closed")? + 1
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    let (host, port) = authority.split_at(end);
    match port.strip_prefix(':') {
        Some(port) => Ok((host, Some(port))),
        None if port.is_empty() => Ok((host, None)),
        None => Err(format!("`{port}` after the host is not a port")),
    }
}

fn check_host(host: &str) -> Result<(), String> {
    if let Some(inside) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        let ip: Ipv6Addr = inside.parse().map_err(|_| format!("`{inside}` is not an IPv6 address"))?;
        return check_ip(host, IpAddr::V6(ip));
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.is_empty() {
        return Err("it has no host".into());
    }
    if !name.is_ascii() {
        return Err(format!("the host `{name}` is to be written in ASCII (`xn--...`)"));
    }
    let labels = || name.split('.');
    if labels()
        .any(|l| l.is_empty() || l.len() > 63 || !l.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)))
    {
        return Err(format!("`{name}` is not the name of a host"));
    }
    let last = labels().next_back().unwrap_or_default().to_ascii_lowercase();
    // Browsers and libraries read 127.1, 0x7f.1 and 2130706433 as addresses too: only the plain form is taken.
    if last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x") {
        let ip: Ipv4Addr = name.parse().map_err(|_| format!("`{name}` is not an IPv4 address of four numbers"))?;
        return check_ip(host, IpAddr::V4(ip));
    }
    if LOCAL.contains(&last.as_str()) {
        return Err(format!(
            "the host `{name}` exists only inside one machine or network, where the portal does not look"
        ));
    }
    if !name.contains('.') {
        return Err(format!("the host `{name}` has no domain, so only its own network can find it"));
    }
    Ok(())
}

/// Last labels that no public name server answers for.
const LOCAL: [&str; 9] =
    ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "invalid"];

fn check_ip(host: &str, ip: IpAddr) -> Result<(), String> {
    let ip = ip.to_canonical();
    let kind = match ip {
        IpAddr::V4(ip) => v4(ip),
        IpAddr::V6(ip) => v6(ip),
    };
    kind.map_or(Ok(()), |kind| Err(format!("`{host}` is {kind}, which the portal cannot reach")))
}

fn v4(ip: Ipv4Addr) -> Option<&'static str> {
    let [a, b, ..] = ip.octets();
    match (a, b) {
        _ if ip.is_loopback() => Some("a loopback address"),
        _ if ip.is_private() => Some("a private address"),
        _ if ip.is_link_local() => Some("a link-local address"),
        (100, 64..128) => Some("an address shared behind a provider"),
        (0 | 224.., _) | (198, 18 | 19) => Some("no address of a server"),
        _ if ip.is_documentation() => Some("an address for documentation"),
        _ => None,
    }
}

fn v6(ip: Ipv6Addr) -> Option<&'static str> {
    let [first, second, ..] = ip.segments();
    match first {
        _ if ip.is_loopback() => Some("a loopback address"),
        _ if ip.is_unspecified() || ip.is_multicast() => Some("no address of a server"),
        0xfc00..0xfe00 => Some("a private address"),
        0xfe80..0xff00 => Some("a link-local address"),
        0x2001 if second == 0xdb8 => Some("an address for documentation"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn public_addresses_pass() {
        for url in [
            "https://app.example/deal",
            "HTTP://App.Example",
            "https://app.example.:8443?x=http://localhost#y",
            "https://8.8.8.8/handler",
            "https://100.63.0.1/",
            "https://172.32.0.1/",
            "https://[2a00:1450:4001::8a]:443/x",
            "https://xn--e1afmkfd.xn--p1ai/",
            "https://my_app.example/@user",
            "https://localhost.example/",
        ] {
            assert_eq!(refusal(url), None, "{url}");
        }
    }

    #[test]
    fn what_a_portal_cannot_reach_is_refused_with_its_reason() {
        for (url, part) in [
            ("", "empty"),
            ("app.example/deal", "does not begin"),
            ("//app.example/deal", "does not begin"),
            ("ftp://app.example", "not `ftp://`"),
            ("https://", "no host"),
            ("https:///deal", "no host"),
            ("https://.", "no host"),
            ("https://app .example", "' '"),
            ("https://app.example\n", r"'\n'"),
            ("https://app.example\\@localhost", r"'\\'"),
            ("https://user:word@app.example", "password"),
            ("https://app.example:0", "not a port"),
            ("https://app.example:", "not a port"),
            ("https://app.example:+80", "not a port"),
            ("https://app.example:99999", "not a port"),
            ("https://a..example", "not the name of a host"),
            ("https://a%2e.example", "not the name of a host"),
            ("https://\u{43f}\u{440}.\u{440}\u{444}", "ASCII"),
            ("http://localhost:8080", "inside one machine"),
            ("http://LOCALHOST.", "inside one machine"),
            ("http://x.localhost", "inside one machine"),
            ("http://nas.local", "inside one machine"),
            ("http://crm", "no domain"),
            ("http://127.0.0.1", "loopback"),
            ("http://127.1", "four numbers"),
            ("http://0x7f.0.0.1", "four numbers"),
            ("http://0x7f000001", "four numbers"),
            ("http://2130706433", "four numbers"),
            ("http://0.0.0.0", "no address of a server"),
            ("http://255.255.255.255", "no address of a server"),
            ("http://10.1.2.3", "private"),
            ("http://172.31.0.1", "private"),
            ("http://192.168.1.1:8080/x", "private"),
            ("http://169.254.169.254", "link-local"),
            ("http://100.64.0.1", "shared"),
            ("http://192.0.2.7", "documentation"),
            ("http://[::1]", "loopback"),
            ("http://[::]", "no address"),
            ("http://[::ffff:10.0.0.1]", "private"),
            ("http://[fd00::1]", "private"),
            ("http://[fe80::1]", "link-local"),
            ("http://[2001:db8::1]", "documentation"),
            ("http://[::1", "not closed"),
            ("http://[::1]8", "not a port"),
            ("http://[zz]", "not an IPv6"),
        ] {
            let reason = refusal(url).unwrap_or_else(|| panic!("{url} passes"));
            assert!(reason.contains(part), "{url}: {reason}");
        }
    }
}
