//! The page at `/`: what happened, what is bound, and forms to make more happen. Plain HTML, no script.

use std::fmt::{self, Display, Write};

use b24_specs::ir::Api;

use crate::access::Credentials;
use crate::call::{Desk, Request};
use crate::clock::iso;
use crate::shared::Shared;
use crate::state::State;
use crate::value::{Map, Value, member};

/// Calls that are shown, the latest first.
const CALLS: usize = 50;

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>b24-portal</title>\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>\
body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1rem;color:#1c2733;background:#fff}\
h1{font-size:1.4rem}h2{font-size:1.1rem;margin:2rem 0 .4rem}nav a{margin-right:1rem}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #dde3ea;vertical-align:top}\
code,textarea,pre{font:13px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}pre{white-space:pre-wrap;background:#f3f6f9;padding:.6rem}\
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:.4rem 0}label{display:flex;flex-direction:column;font-size:.85rem}\
input,textarea,button{font:inherit;padding:.3rem}textarea{width:32rem;max-width:90vw;height:4rem}.bad{color:#b00020}.none{color:#66707c}\
@media(prefers-color-scheme:dark){body{background:#14191f;color:#dfe6ee}td,th{border-color:#2b3540}pre{background:#1d242c}a{color:#7ab8ff}.bad{color:#ff8a80}}\
</style>";

/// A text in a page.
struct Text<T>(T);

impl<T: Display> Display for Text<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.to_string().chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// The page itself; `q` narrows the catalogue.
pub(crate) fn home(shared: &Shared, params: &Map) -> String {
    let wanted = member(params, "q").and_then(Value::text).unwrap_or_default();
    let state = shared.state();
    let mut page = String::from(HEAD);
    // Writing to a text cannot fail.
    let _ = write!(
        page,
        "<h1>b24-portal</h1><p>{} · {} · {}</p><nav><a href=\"#calls\">Calls</a><a href=\"#handlers\">Handlers</a>\
         <a href=\"#widgets\">Widgets</a><a href=\"#queue\">Queue</a><a href=\"#methods\">Methods</a></nav>",
        Text(shared.address.base()),
        Text(shared.secure_address.base()),
        Text(iso(state.clock.now())),
    );
    let _ = write!(
        page,
        "<h2>Do something</h2>{}{}{}",
        form("fire", "Fire an event", &[("event", "ONCRMDEALADD"), ("data", "{\"FIELDS\":{\"ID\":1}}")]),
        form("open", "Open a widget", &[("placement", "CRM_DEAL_DETAIL_TAB"), ("options", "{\"ID\":\"1\"}")]),
        form("reset", "Start over", &[]),
    );
    calls(&mut page, &state);
    bound(&mut page, &state);
    catalogue(&mut page, shared, &wanted);
    page
}

fn form(action: &str, button: &str, fields: &[(&str, &str)]) -> String {
    let mut form =
        format!("<form method=\"post\" action=\"/_portal/{action}\"><input type=\"hidden\" name=\"back\" value=\"/\">");
    for (name, value) in fields {
        let _ = write!(form, "<label>{name}<input name=\"{name}\" value=\"{}\" size=\"30\"></label>", Text(value));
    }
    form + "<button>" + button + "</button></form>"
}

fn table<'a>(
    page: &mut String,
    id: &str,
    title: &str,
    head: &[&str],
    rows: impl Iterator<Item = Vec<(String, &'a str)>>,
) {
    let _ = write!(page, "<h2 id=\"{id}\">{title}</h2>");
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        page.push_str("<p class=\"none\">None so far.</p>");
        return;
    }
    page.push_str("<table><tr>");
    for name in head {
        page.extend(["<th>", name, "</th>"]);
    }
    for row in rows {
        page.push_str("<tr>");
        for (text, class) in row {
            let _ = write!(page, "<td class=\"{class}\"><code>{}</code></td>", Text(text));
        }
    }
    page.push_str("</table>");
}

fn calls(page: &mut String, state: &State) {
    let all = state.calls.all();
    let rows = all.iter().rev().take(CALLS).map(|call| {
        let by = match (&call.client_id, call.user) {
            (Some(app), Some(user)) => format!("user {user}, {app}"),
            (None, Some(user)) => format!("user {user}, webhook"),
            _ => "nobody known".to_owned(),
        };
        let bad = if call.error.is_some() { "bad" } else { "" };
        let told = call.error.clone().unwrap_or_default() + " " + &call.findings.join("; ");
        let method = if call.in_batch { format!("batch: {}", call.method) } else { call.method.clone() };
        let params = serde_json::to_string(&call.params).unwrap_or_default();
        let params = params.chars().take(300).collect();
        vec![(method, ""), (by, ""), (call.status.to_string(), bad), (told, bad), (params, "")]
    });
    table(page, "calls", "Calls, the latest first", &["Method", "By", "Status", "Error", "Parameters"], rows);
}

fn bound(page: &mut String, state: &State) {
    let handlers = state.handlers.all().iter().map(|handler| {
        let to = if handler.offline { "offline queue".to_owned() } else { handler.url.clone() };
        vec![(handler.event.clone(), ""), (to, ""), (handler.user.to_string(), "")]
    });
    table(page, "handlers", "Event handlers", &["Event", "Handler", "User"], handlers);
    let widgets =
        state.widgets.all().iter().map(|widget| {
            vec![(widget.placement.clone(), ""), (widget.handler.clone(), ""), (widget.title.clone(), "")]
        });
    table(page, "widgets", "Widgets", &["Placement", "Handler", "Title"], widgets);
    let queue = state.queue.all().iter().map(|record| {
        let data = serde_json::to_string(&record.data).unwrap_or_default();
        let taken = if record.process.is_empty() { "waiting" } else { "taken" };
        vec![(record.event.clone(), ""), (iso(record.changed), ""), (taken.to_owned(), ""), (data, "")]
    });
    table(page, "queue", "Offline queue", &["Event", "Changed", "State", "Data"], queue);
}

fn catalogue(page: &mut String, shared: &Shared, wanted: &str) {
    let _ = write!(
        page,
        "<h2 id=\"methods\">Methods</h2><form method=\"get\" action=\"/#methods\"><label>Name<input name=\"q\" \
         value=\"{}\"></label><button>Find</button></form><table><tr><th>Method<th>What it is<th>Here</tr>",
        Text(wanted)
    );
    let wanted = wanted.to_ascii_lowercase();
    let fits = |name: &str| name.to_ascii_lowercase().contains(&wanted);
    for (listed, how) in shared.catalogue.emulation().filter(|(listed, _)| fits(&listed.method)) {
        let api = if listed.api == Api::V3 { "v3" } else { "v2" };
        let _ = write!(
            page,
            "<tr><td><a href=\"/try?method={0}&amp;api={api}\"><code>{0}</code></a> {api}<td>{1}<td>{how}",
            Text(&listed.method),
            Text(&listed.title),
        );
    }
    page.push_str("</table>");
}

/// A form to call one method, and the answer where it was sent.
pub(crate) fn attempt(shared: &Shared, params: &Map) -> String {
    let text = |name| member(params, name).and_then(Value::text).unwrap_or_default();
    let (name, api) = (text("method"), if text("api") == "v3" { Api::V3 } else { Api::V2 });
    let given = Some(text("params")).filter(|given| !given.is_empty());
    let mut page = String::from(HEAD);
    let _ = write!(
        page,
        "<h1><code>{0}</code></h1><p><a href=\"/\">Back</a></p><form method=\"post\" action=\"/try\">\
         <input type=\"hidden\" name=\"method\" value=\"{0}\"><input type=\"hidden\" name=\"api\" value=\"{1}\">\
         <label>Parameters, in JSON<textarea name=\"params\">{2}</textarea></label><button>Call as user 1</button></form>",
        Text(&name),
        if api == Api::V3 { "v3" } else { "v2" },
        Text(given.as_deref().unwrap_or("{}")),
    );
    if let Some(given) = given {
        let _ = write!(page, "<h2>Answer</h2><pre id=\"answer\">{}</pre>", Text(answer(shared, api, &name, &given)));
    }
    about(&mut page, shared, &name, api);
    page
}

fn answer(shared: &Shared, api: Api, name: &str, given: &str) -> String {
    let params = match Value::from_json(given.as_bytes()) {
        Ok(Value::Map(params)) => params,
        Ok(_) => return "the parameters must be an object".into(),
        Err(e) => return format!("the parameters cannot be read: {e}"),
    };
    let mut state = shared.state();
    let token = state.first.admin.access.clone();
    // The token of the start may have expired on a clock that was moved.
    let app_token = if state.tokens.get(&token).is_some_and(|t| t.expires > state.clock.now()) {
        token
    } else {
        state.issue(0, 1).access
    };
    let credentials = Credentials::Token(app_token);
    let opened = Desk::open(&credentials, &mut state, &shared.catalogue, &shared.address);
    let (caller, result) = match opened {
        Ok(mut desk) => (Some(desk.caller), desk.call(api, name, &params)),
        Err(refusal) => (None, Err(refusal)),
    };
    let request = Request { api, name, credentials: &credentials, params: &params, in_batch: false };
    state.note(&request, caller, result.as_ref().err());
    let told = match &result {
        Ok(reply) => serde_json::to_string_pretty(&reply.result),
        Err(refusal) => serde_json::to_string_pretty(&refusal.body(api)),
    };
    told.unwrap_or_default()
}

fn about(page: &mut String, shared: &Shared, name: &str, api: Api) {
    let Ok(Some(method)) = shared.catalogue.method(name, api) else { return };
    let rows = method.params.iter().map(|field| {
        let needed = if field.required == b24_specs::ir::Required::Yes { "required" } else { "" };
        vec![(field.name.clone(), ""), (field.ty.clone(), ""), (needed.to_owned(), "")]
    });
    table(page, "parameters", "Parameters", &["Name", "Type", ""], rows);
    let _ = write!(page, "<p>{}</p>", Text(&method.page));
}
