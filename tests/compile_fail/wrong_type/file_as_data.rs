//~ `data` of `DiskFolderUploadfile` takes a list or a map, not `b24::files::File`
//~ a file in it is what `b24::files::File::into_pair` makes

b24::methods! {
    mod api { "disk.folder.uploadfile"; }
}

fn main() {
    let _ = api::DiskFolderUploadfile::new(7, b24::files::File::new("report.pdf", "content"));
}
