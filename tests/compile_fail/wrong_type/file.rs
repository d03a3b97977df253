//~ takes a file, not
//~ write `b24::files::File::new(name, content)`

b24::methods! {
    mod api { "disk.file.uploadversion"; }
}

fn main() {
    let _ = api::DiskFileUploadversion::new(7, b"content");
}
