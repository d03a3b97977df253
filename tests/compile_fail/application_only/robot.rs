//~ `BizprocRobotList` works only with an application's token
//~ use `Client<App>`

b24::methods! {
    mod api { "bizproc.robot.list"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let _ = client.call(api::BizprocRobotList::new());
}

fn main() {}
