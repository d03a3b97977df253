//! The drive: files go up and come down again.

use serde_json::{Value, json};

use crate::{Answer, answer, hook, shipped};

async fn root(portal: &b24_portal::Portal) -> Value {
    hook(portal, "disk.storage.getlist", json!({"filter": {"ENTITY_TYPE": "common"}})).await.result()[0]["ROOT_OBJECT_ID"].clone()
}

async fn download(file: &Answer) -> Vec<u8> {
    let url = file.result()["DOWNLOAD_URL"].as_str().unwrap();
    crate::client().get(url).send().await.unwrap().bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn what_goes_up_in_base64_comes_down_as_bytes() {
    let portal = shipped().await;
    let root = root(&portal).await;
    let upload = |content: &'static str, unique| json!({"id": root, "data": {"NAME": "a.bin"}, "fileContent": ["a.bin", content], "generateUniqueName": unique});
    let file = hook(&portal, "disk.folder.uploadfile", upload("AAH+/w==", false)).await;
    assert_eq!((&file.result()["SIZE"], &file.result()["TYPE"]), (&json!("4"), &json!("file")));
    assert_eq!(download(&file).await, [0, 1, 254, 255]);
    let again = hook(&portal, "disk.folder.uploadfile", upload("AAH+/w==", false)).await;
    assert_eq!(again.refusal().1, "DISK_OBJ_22000");
    let unique = hook(&portal, "disk.folder.uploadfile", upload("", true)).await;
    assert_eq!((&unique.result()["NAME"], &unique.result()["SIZE"]), (&json!("a (1).bin"), &json!("0")));
    let id = file.result()["ID"].clone();
    let version = hook(&portal, "disk.file.uploadversion", json!({"id": id, "fileContent": ["x", "YQ=="]})).await;
    assert_eq!((download(&version).await, &version.result()["GLOBAL_CONTENT_VERSION"]), (b"a".to_vec(), &json!(2)));
    let broken = hook(&portal, "disk.folder.uploadfile", upload("not base64!", true)).await;
    assert_eq!(broken.refusal().1, "ERROR_COULD_NOT_SAVE_FILE");
    assert_eq!(*hook(&portal, "disk.file.delete", json!({"id": id})).await.result(), true);
    assert_eq!(hook(&portal, "disk.file.get", json!({"id": id})).await.refusal().1, "ERROR_NOT_FOUND");
}

#[tokio::test]
async fn a_file_can_be_posted_to_an_address() {
    let portal = shipped().await;
    let root = root(&portal).await;
    let place = hook(&portal, "disk.folder.uploadfile", json!({"id": root, "data": {"NAME": "b.txt"}})).await;
    let (field, url) = (place.result()["field"].as_str().unwrap(), place.result()["uploadUrl"].as_str().unwrap());
    let body = format!(
        "--q\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"local.txt\"\r\n\r\nhello\r\n\r\n--q--\r\n"
    );
    let post =
        || crate::client().post(url).header("content-type", "multipart/form-data; boundary=q").body(body.clone());
    let file = answer(post()).await;
    assert_eq!((&file.result()["NAME"], download(&file).await), (&json!("b.txt"), b"hello\r\n".to_vec()));
    assert_eq!(answer(post()).await.status, 400, "the address is good for one file");
}

#[tokio::test]
async fn folders_nest_and_go_with_what_is_in_them() {
    let portal = shipped().await;
    let root = root(&portal).await;
    let folder =
        hook(&portal, "disk.folder.addsubfolder", json!({"id": root, "data": {"NAME": "f"}})).await.result()["ID"]
            .clone();
    let inner = json!({"id": folder, "data": {"NAME": "x"}, "fileContent": ["x", "YQ=="]});
    let file = hook(&portal, "disk.folder.uploadfile", inner).await.result()["ID"].clone();
    let children = hook(&portal, "disk.folder.getchildren", json!({"id": folder})).await;
    assert_eq!((children.result()[0]["NAME"].clone(), &children.body["total"]), (json!("x"), &json!(1)));
    hook(&portal, "disk.folder.deletetree", json!({"id": folder})).await.result();
    assert_eq!(hook(&portal, "disk.file.get", json!({"id": file})).await.status, 400);
    assert_eq!(hook(&portal, "disk.folder.deletetree", json!({"id": root})).await.refusal().1, "DISK_OBJ_22000");
}

#[tokio::test]
async fn a_list_says_what_it_does_not_know() {
    let portal = shipped().await;
    for (param, text) in [("filter", "Filter field not allowed: LAMP"), ("order", "Order field not allowed: LAMP")] {
        let told = hook(&portal, "disk.storage.getlist", json!({param: {"LAMP": "ASC"}})).await;
        assert_eq!((told.refusal(), &told.body["argument"]), ((400, "ERROR_ARGUMENT", text), &json!(param)));
    }
}

#[tokio::test]
async fn parameters_come_as_multipart_too() {
    let portal = shipped().await;
    let root = root(&portal).await;
    let body = format!(
        "--q\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{}\r\n--q\r\n\
         Content-Disposition: form-data; name=\"data[NAME]\"\r\n\r\nc.txt\r\n--q\r\n\
         Content-Disposition: form-data; name=\"fileContent\"; filename=\"c.txt\"\r\n\r\ncontent\r\n--q--",
        root.as_str().unwrap()
    );
    let url = format!("{}disk.folder.uploadfile", portal.webhook_url());
    let file =
        answer(crate::client().post(url).header("content-type", "multipart/form-data; boundary=q").body(body)).await;
    assert_eq!(download(&file).await, b"content");
}
