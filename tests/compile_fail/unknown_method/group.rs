//~ no method `placement`, but methods below it: write "placement.*" for those

b24::methods! {
    mod api { "placement"; }
}

fn main() {}
