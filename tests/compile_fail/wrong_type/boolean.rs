//~ `generate_unique_name` of `DiskFolderUploadfile` takes a `bool`, not `&str`

b24::methods! {
    mod api { "disk.folder.uploadfile"; }
}

fn main() {
    let _ = api::DiskFolderUploadfile::new(7, b24::json!([])).generate_unique_name("Y");
}
