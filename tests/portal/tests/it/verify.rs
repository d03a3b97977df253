//! `verify`: a portal's answers against the documentation.

use b24_portal::{Override, Portal, verify};
use serde_json::json;

use crate::shipped;

async fn verdicts(portal: &Portal, names: &[&str]) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let webhook = format!("{}/rest/{}/", portal.secure_url(), portal.webhook());
    let verdicts = verify(&webhook, &names, Some(portal.authority().as_bytes())).await.unwrap();
    verdicts.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn differences_are_told_by_path() {
    let portal = shipped().await;
    assert_eq!(
        verdicts(&portal, &["profile", "server.time"]).await,
        ["profile: as documented", "server.time: as documented"]
    );
    portal.answer("profile", Override::Merge(json!({"NAME": {"x": 1}, "EXTRA": 1}).into()));
    assert_eq!(
        verdicts(&portal, &["profile", "app.info"]).await,
        [
            "profile: `result.EXTRA` is not documented; `result.NAME` is documented as `string` and came as a map",
            "app.info: not compared, status 400, ACCESS_DENIED: Access denied! Application context required",
        ]
    );
}

#[tokio::test]
async fn only_methods_that_read_are_played() {
    let portal = shipped().await;
    let webhook = portal.webhook_url();
    for (name, told) in [("crm.deal.add", "changes the portal"), ("no.such", "is not documented")] {
        let refused = verify(&webhook, &[name.to_owned()], None).await.err().unwrap();
        assert!(refused.to_string().contains(told), "{refused}");
    }
    let all = verify(&webhook, &[], None).await.unwrap();
    assert!(all.len() > 100, "{}", all.len());
    let read = |name: &str| portal.calls().iter().any(|call| call.method == name);
    assert!(read("scope") && !read("crm.deal.add"));
}
