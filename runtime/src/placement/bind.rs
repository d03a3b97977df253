//! Placing the widgets of an enum, as often as wanted.

use std::fmt;
use std::marker::PhantomData;

use super::{Placements, instance};
use crate::arg::HandlerArg;
use crate::auth::{App, ApplicationOnly, Satisfies, function};
use crate::client::Client;
use crate::decode::{Decode, JsonText, Record, Source};
use crate::error::Error;
use crate::types::HandlerUrl;

/// The one placement that only takes a widget that says where its errors go.
const WORKER: &str = "PAGE_BACKGROUND_WORKER";

/// Places the widgets of an enum; see [`Client::bind_widgets`].
#[must_use = "nothing is placed before `.send()` is awaited"]
pub struct BindWidgets<E> {
    client: Client<App>,
    handler: HandlerUrl,
    title: Option<String>,
    error_handler: Option<HandlerUrl>,
    instances: Vec<String>,
    placements: PhantomData<fn() -> E>,
}

/// What [`BindWidgets::send`] has done, by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bound {
    /// Placed now.
    pub bound: Vec<String>,
    /// In its place already.
    pub kept: Vec<String>,
    /// Removed: it had this handler, and neither the enum nor an [instance](BindWidgets::instance) lists it.
    pub unbound: Vec<String>,
    /// The portal has no such placement, or not for this application's permissions.
    pub unavailable: Vec<String>,
}

impl<A> Client<A> {
    /// Places a widget with this handler wherever the enum says, and removes those with this handler that stand elsewhere.
    /// What is in its place already stays as it is: it does no harm to do this at each start, and a widget with texts
    /// or options of its own is bound by `placement.bind` before.
    ///
    /// ```no_run
    /// b24::placements! { pub enum AppWidget { "CRM_DEAL_DETAIL_TAB"; "CRM_DYNAMIC_XXX_DETAIL_TAB"; } }
    ///
    /// # async fn f(client: b24::Client<b24::App>) -> Result<(), b24::Error> {
    /// let done = client
    ///     .bind_widgets::<AppWidget>(b24::handler!("https://app.example/widget"))
    ///     .title("Invoices")
    ///     .instance("CRM_DYNAMIC_183_DETAIL_TAB")
    ///     .send()
    ///     .await?;
    /// println!("{} new, {} there before", done.bound.len(), done.kept.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind_widgets<E: Placements>(&self, handler: impl HandlerArg<function::bind_widgets, Self>) -> BindWidgets<E>
    where
        A: Satisfies<ApplicationOnly, function::bind_widgets>,
    {
        BindWidgets {
            client: self.of_app(),
            handler: handler.into_url(),
            title: None,
            error_handler: None,
            instances: Vec::new(),
            placements: PhantomData,
        }
    }
}

impl<E: Placements> BindWidgets<E> {
    /// What users see on the widgets that are placed now.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// A placement of the portal's own, for a code with `XXX` or `<CODE>` in it: without one, nothing is placed for such a
    /// code.
    pub fn instance(mut self, code: impl Into<String>) -> Self {
        self.instances.push(code.into());
        self
    }

    /// Where `PAGE_BACKGROUND_WORKER` reports that it cannot be loaded. Without it, that one is not placed; where it
    /// is already, it stays.
    pub fn error_handler(mut self, url: impl HandlerArg<function::error_handler, Self>) -> Self {
        self.error_handler = Some(url.into_url());
        self
    }

    /// Does it.
    ///
    /// # Errors
    /// Where a call of `placement.get`, `placement.bind` or `placement.unbind` fails; what was done before stays. A placement
    /// that the portal does not have is none: see [`Bound::unavailable`].
    pub async fn send(self) -> Result<Bound, Error> {
        let there: Vec<String> = self.there().await?;
        let mut done = Bound::default();
        for code in self.wanted(&there) {
            if there.contains(&code) {
                done.kept.push(code);
            } else if self.bind(&code).await? {
                done.bound.push(code);
            } else {
                done.unavailable.push(code);
            }
        }
        for code in there {
            if !done.kept.contains(&code) {
                self.unbind(&code).await?;
                done.unbound.push(code);
            }
        }
        Ok(done)
    }

    /// The codes to bind, each once, and those that may stay, given those that are there.
    fn wanted(&self, there: &[String]) -> Vec<String> {
        let mut wanted = Vec::new();
        for (documented, _) in E::KNOWN {
            let is_family = documented.contains("XXX") || documented.contains("<CODE>");
            let of_family = self.instances.iter().filter(|code| instance(documented, code).is_some()).cloned();
            let can_stand =
                *documented != WORKER || self.error_handler.is_some() || there.iter().any(|code| code == WORKER);
            let plain = (!is_family && can_stand).then(|| (*documented).to_owned());
            for code in of_family.chain(plain) {
                if !wanted.contains(&code) {
                    wanted.push(code);
                }
            }
        }
        wanted
    }

    /// The placements where this handler is.
    async fn there(&self) -> Result<Vec<String>, Error> {
        let answer = self.client.call_raw("placement.get", serde_json::Value::Null).await?;
        // A portal without any says `false` in place of a list.
        let json = JsonText::known(answer.result.to_string());
        let bound = <Vec<Placed>>::decode(json.root()).unwrap_or_default();
        Ok(bound
            .into_iter()
            .filter(|placed| placed.handler == self.handler.as_str())
            .map(|placed| placed.code)
            .collect())
    }

    /// Binds a widget; `false` where the portal has no such placement.
    async fn bind(&self, code: &str) -> Result<bool, Error> {
        let mut params = self.params(code);
        if let Some(title) = &self.title {
            params["TITLE"] = title.as_str().into();
        }
        if let (WORKER, Some(url)) = (code, &self.error_handler) {
            params["OPTIONS"] = serde_json::json!({ "errorHandlerUrl": url.as_str() });
        }
        match self.client.call_raw("placement.bind", params).await {
            Ok(_) => Ok(true),
            Err(error) if error.is("ERROR_PLACEMENT_NOT_FOUND") => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn unbind(&self, code: &str) -> Result<(), Error> {
        self.client.call_raw("placement.unbind", self.params(code)).await.map(drop)
    }

    fn params(&self, code: &str) -> serde_json::Value {
        serde_json::json!({ "PLACEMENT": code, "HANDLER": self.handler.as_str() })
    }
}

/// A widget that has been placed.
struct Placed {
    code: String,
    handler: String,
}

impl Record for Placed {
    const NAMES: &'static str = "placement\nhandler";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        Self { code: from.take().unwrap_or_default(), handler: from.take().unwrap_or_default() }
    }
}

impl<E> fmt::Debug for BindWidgets<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BindWidgets").field("handler", &self.handler).finish_non_exhaustive()
    }
}
