//! Money keeps all its digits, whichever way an answer takes.

use b24::types::Decimal;

use crate::server::Server;

mod api {
    b24::methods! { pub mod generated { "crm.item.get"; "crm.item.list"; } }
    pub(crate) use self::generated::*;
}

const AMOUNTS: [&str; 5] = ["\"1.10\"", "1.10", "12345678901234567890.12", "-0.30", "100"];

fn text(money: Option<Decimal>) -> Option<String> {
    money.map(|money| money.to_string())
}

#[tokio::test]
async fn in_an_answer_a_list_and_a_batch() {
    for amount in AMOUNTS {
        let digits = Some(amount.trim_matches('"').to_owned());
        let deal = format!(r#"{{"id":1,"opportunity":{amount},"ufCrmSum":"1.10"}}"#);
        let (one, all) = (format!(r#"{{"item":{deal}}}"#), format!(r#"{{"items":[{deal}]}}"#));

        let server = Server::answering(&format!(r#"{{"result":{one},"time":{{}}}}"#)).await;
        let item = server.webhook().call(api::CrmItemGet::new(2, 1)).await.unwrap().result.item.unwrap();
        assert_eq!(text(item.opportunity), digits);
        assert_eq!(text(item.extra.uf("ufCrmSum")), Some("1.10".into()));

        let server = Server::answering(&format!(r#"{{"result":{all},"total":1,"time":{{}}}}"#)).await;
        let item = server.webhook().list(api::CrmItemList::new(2)).next().await.unwrap().unwrap();
        assert_eq!(text(item.opportunity), digits);

        let sections = format!(r#"{{"result":{{"c0":{one},"c1":{all}}},"result_error":[]}}"#);
        let server = Server::answering(&format!(r#"{{"result":{sections},"time":{{}}}}"#)).await;
        let (one, all) = server.webhook().all((api::CrmItemGet::new(2, 1), api::CrmItemList::new(2))).await.unwrap();
        assert_eq!(text(one.ran().unwrap().unwrap().result.item.unwrap().opportunity), digits);
        let items = all.ran().unwrap().unwrap().result.items.unwrap();
        assert_eq!(text(items.into_iter().next().unwrap().opportunity), digits);
    }
}
