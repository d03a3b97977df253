//~ takes a file, not
//~ write a `b24::files::File`

b24::methods! {
    mod api { "disk.file.uploadversion"; }
}

fn main() {
    let _ = api::DiskFileUploadversion::new(7, b"content");
}
