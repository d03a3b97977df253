//~ takes a list or a map, not `b24::files::File`
//~ a file in it is what `b24::files::File::into_pair` makes

b24::methods! {
    mod api { "log.blogpost.update"; }
}

fn main() {
    let _ = api::LogBlogpostUpdate::new(7).files(b24::files::File::new("report.pdf", "content"));
}
