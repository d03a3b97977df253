//! Scopes, who may call, authorization, deprecation: what a page says before its tables.

use b24_specs::ir::{Access, Auth, Deprecated};

use super::names::{distinct, event_in, is_family, method_in};
use super::outline::{Outline, Role};
use super::sink::Sink;
use super::text::{blocks, fold, in_backticks, links, marked, plain};
use crate::diagnostic::Code;
use crate::lexicon::{self, Topic, Topics};
use crate::yfm::{Block, Kind, Note, Offset};

/// What holds for the whole page.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// The method that the title names: none is its own successor.
    own: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) access: Access,
    pub(super) auth: Auth,
    pub(super) deprecated: Option<Deprecated>,
    pub(super) positional: bool,
    pub(super) no_batch: bool,
    pub(super) rest3: bool,
}

/// Reads a page's metadata; `told`: a page of this kind should say who may call.
pub(super) fn read(outline: &Outline<'_>, told: bool, sink: &mut Sink) -> Meta {
    let mut meta = Meta { own: outline.named.map(str::to_owned), ..Meta::default() };
    let mut quoted = Quote::default();
    for section in outline.sections.iter().filter(|s| matches!(s.role, Role::Preamble | Role::Request)) {
        // Parameters may stand before the first heading, beside what holds for the page.
        let role = if section.level == 0 { Role::Preamble } else { section.role };
        for piece in &section.pieces {
            meta.block(piece.block, role, &mut quoted, piece.place(piece.block.at), sink);
        }
    }
    if let Some(who) = quoted.who {
        let (access, auth) = access(&who);
        meta.access = access;
        meta.auth = if auth == Auth::Application { auth } else { meta.auth };
    } else if told {
        sink.report(Code::NoAccess, outline.title_at, "the page does not say who may call; every user is assumed");
    }
    meta.scopes = distinct(quoted.scopes);
    meta
}

#[derive(Default)]
struct Quote {
    seen: bool,
    scopes: Vec<String>,
    who: Option<String>,
}

impl Meta {
    fn block(&mut self, block: &Block<'_>, role: Role, quoted: &mut Quote, at: Offset, sink: &mut Sink) {
        match &block.kind {
            Kind::Quote(body) if !quoted.seen && role == Role::Preamble => {
                quoted.seen = true;
                quoted.read(&blocks(body, "`"), at, sink);
            }
            Kind::Paragraph(text) => {
                let text = marked(text);
                if role == Role::Preamble {
                    quoted.unquoted(&text, at, sink);
                }
                self.prose(&text, role);
            }
            Kind::List(items) => {
                items.iter().copied().flatten().for_each(|block| self.block(block, role, quoted, at, sink));
            }
            Kind::Quote(body) => self.prose(&blocks(body, "`"), role),
            Kind::Note(Note { kind, title, body }) => {
                let heading = fold(title);
                let text = blocks(body, "`");
                let says = || match heading.trim() {
                    "" => lexicon::IS_DEPRECATED.within(fold(&text).split('.').next().unwrap_or_default()),
                    heading => lexicon::DEPRECATED.within(heading),
                };
                if *kind == "warning" && role == Role::Preamble && says() {
                    self.deprecated.get_or_insert_with(|| Deprecated {
                        successor: successor(body, self.own.as_deref()),
                        dropped: false,
                    });
                }
                if role == Role::Preamble {
                    quoted.unquoted(&text, at, sink);
                }
                self.rest3 |= role == Role::Preamble && lexicon::REST3.within(&fold(&text));
                self.prose(&text, role);
            }
            _ => {}
        }
    }

    fn prose(&mut self, text: &str, role: Role) {
        let topics = Topics::of_paragraph(text);
        if !topics.has(Topic::Only) && !topics.has(Topic::Calling) {
            return;
        }
        let folded = fold(text);
        if self.auth == Auth::Any && folded.split(['\n', '.', ';']).any(application_only) {
            self.auth = Auth::Application;
        }
        if matches!(role, Role::Preamble | Role::Request) {
            self.positional |= lexicon::ORDER_MATTERS.within(&folded);
            self.no_batch |= lexicon::NO_BATCH.within(&folded);
        }
    }
}

/// "The method works only in the context of the application."
pub(super) fn application_only(sentence: &str) -> bool {
    let only = lexicon::ONLY.find(sentence).and_then(|(at, _)| sentence.get(at..));
    only.is_some_and(|rest| lexicon::CONTEXT.within(rest) && lexicon::APPLICATION.within(rest))
        || lexicon::APPLICATION_ONLY.within(sentence)
}

impl Quote {
    /// Older pages say it without a quote, in one line: "Scope: `crm` | Who can execute the method: any user".
    fn unquoted(&mut self, text: &str, at: Offset, sink: &mut Sink) {
        if self.seen || !lexicon::SCOPE.opens(text) {
            return;
        }
        let folded = fold(text);
        if !lexicon::SCOPE.begins(&folded).is_some_and(|rest| rest.starts_with(':')) {
            return;
        }
        self.seen = true;
        match lexicon::WHO.find(&folded).and_then(|(at, _)| text.split_at_checked(at)) {
            Some((scope, who)) => self.read(&format!("{}\n{who}", scope.trim_end_matches([' ', '|'])), at, sink),
            None => self.read(text, at, sink),
        }
    }

    fn read(&mut self, text: &str, at: Offset, sink: &mut Sink) {
        let mut who: Option<String> = None;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let value = line.split_once(':').map_or("", |(_, value)| value.trim());
            if lexicon::SCOPE.opens(line) {
                self.scopes(value, at, sink);
            } else if lexicon::WHO.opens(line) {
                who = Some(value.to_owned());
            } else if let Some(who) = &mut who {
                who.push('\n');
                who.push_str(line);
            }
        }
        self.who = who;
    }

    fn scopes(&mut self, value: &str, at: Offset, sink: &mut Sink) {
        let coded = value.contains('`');
        let parts: Vec<&str> = if coded { in_backticks(value).collect() } else { vec![value] };
        for code in parts.into_iter().flat_map(|part| part.split([',', '|'])) {
            let code = code.trim().trim_matches(['[', ']', '(', ')']);
            let code = if lexicon::BASIC_SCOPE.spells(code) { "basic" } else { code };
            let good = !code.is_empty()
                && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_.-".contains(&b));
            if good {
                self.scopes.push(code.to_owned());
            } else {
                sink.report(Code::ScopeInProse, at, format!("the scope `{code}` is told in words; write its code"));
            }
        }
    }
}

/// Who may call, from the words of the quote.
fn access(who: &str) -> (Access, Auth) {
    let folded = fold(who).replace('`', "");
    let auth = if lexicon::APPLICATION_ONLY.within(&folded) || folded.split('\n').any(application_only) {
        Auth::Application
    } else {
        Auth::Any
    };
    let mut text = folded.trim().trim_end_matches(['.', ',', ';']).trim();
    if auth == Auth::Application
        && let Some((at, _)) = lexicon::APPLICATION_ONLY.find(text)
    {
        text = text.get(..at).unwrap_or_default().trim_end_matches([' ', ',']);
    }
    let access = if lexicon::ADMINISTRATOR.is(text) {
        Access::Administrator
    } else if lexicon::ANY_USER.is(text) || text.is_empty() {
        Access::Any
    } else {
        Access::Restricted
    };
    (access, auth)
}

/// The method that a note on deprecation names: in the text of a link, in code, or in plain words; on another page than a
/// method's, the event. A family of methods, `x.y.*`, is none, nor is the page's own.
fn successor(body: &[Block<'_>], own: Option<&str>) -> Option<String> {
    let text = blocks(body, "`");
    let is_none = |name: &str| own == Some(name) || is_family(&text, name);
    let mut found = None;
    links(body, &mut |_, text| {
        if found.is_none() {
            let text = plain(text);
            let event = || event_in(&text).filter(|_| own.is_none());
            found = method_in(&text).or_else(event).filter(|name| !is_none(name)).map(str::to_owned);
        }
    });
    found.or_else(|| {
        let mut named = in_backticks(&text).filter_map(method_in).chain(method_in(&text));
        named.find(|name| !is_none(name)).map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorization_is_read_from_its_many_wordings() {
        for sentence in [
            "the method works only in the context of the application",
            "it only works in the context of an application",
            "the method can only be executed in the context of authorization of the application",
            "метод работает только в контексте авторизации приложения",
            "any user upon application authorization",
        ] {
            assert!(application_only(sentence), "{sentence}");
        }
        for sentence in
            ["the method works only for administrators", "works in the context of the application and outside"]
        {
            assert!(!application_only(sentence), "{sentence}");
        }
    }

    #[test]
    fn a_family_of_methods_is_no_successor() {
        let of = |text: &str| successor(crate::yfm::parse(text, &crate::yfm::Arena::new()).blocks, Some("x.y.old"));
        assert_eq!(of("Halted. Use [x.y.add](a.md)").as_deref(), Some("x.y.add"));
        assert_eq!(of("Halted. Use `x.y.add`").as_deref(), Some("x.y.add"));
        assert_eq!(of("Halted. Use [x.y.*](index.md)"), None);
        assert_eq!(of("`x.y.old` still works. Use `x.y.add`").as_deref(), Some("x.y.add"));
        assert_eq!(of("`x.y.old` still works. Use [x.z.*](index.md)"), None);
        let of_event = successor(crate::yfm::parse("Use [ONTHINGADD](a.md)", &crate::yfm::Arena::new()).blocks, None);
        assert_eq!(of_event.as_deref(), Some("ONTHINGADD"));
    }

    #[test]
    fn who_may_call_is_told_apart() {
        assert_eq!(access("`any user`"), (Access::Any, Auth::Any));
        assert_eq!(access("administrator."), (Access::Administrator, Auth::Any));
        assert_eq!(access("администратор"), (Access::Administrator, Auth::Any));
        assert_eq!(access("any user with the right to read"), (Access::Restricted, Auth::Any));
        assert_eq!(access("any user upon application authorization"), (Access::Any, Auth::Application));
    }
}
