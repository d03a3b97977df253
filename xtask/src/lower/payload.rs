//! What a handler receives: the payload of an event, the data of a widget.

use b24_specs::ir::{Field, Required};

use super::Input;
use super::elsewhere::follow::Follow;
use super::examples::json::Json;
use super::fields::dotted::nest_dotted;
use super::fields::link::link;
use super::fields::{Builder, adopt};
use super::outline::Outline;
use super::reconcile::{Path, Reconciler};
use super::sink::Sink;
use super::table::groups::Found;
use crate::diagnostic::Code;
use crate::yfm::Offset;

/// Builds the fields of a payload from its tables and its examples, which stand at `at`.
pub(super) fn read<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    found: &Found<'a>,
    is_root: impl Fn(usize) -> bool,
    examples: &[Json<'a>],
    at: Offset,
    sink: &mut Sink,
) -> Vec<Field> {
    let links = link(outline, &found.groups, is_root, sink);
    let follow = Follow::answer(input, &found.groups, examples.to_vec());
    let mut builder = Builder::new(&found.groups, &links, input.source, Required::No).following(follow);
    let mut payload = Field { name: "payload".to_owned(), ty: "object".to_owned(), ..Field::default() };
    payload.fields = builder.union(links.roots.iter().chain(&links.alternatives).copied());
    adopt(&mut payload.fields, builder.unlinked(sink));
    builder.conclude(sink);
    payload.fields = nest_dotted(payload.fields, &|name| examples.iter().any(|example| example.get(name).is_some()));
    let mut reconciler = Reconciler::new(Vec::new(), input.source.line(at));
    reconciler.field(&mut payload, examples, &Path::root(""));
    for conflict in reconciler.left().1 {
        let message = format!(
            "`{}` is `{}` in the table of line {} and `{}` in the example; the type takes both, mend the wrong one",
            conflict.path, conflict.told, conflict.line, conflict.shown
        );
        sink.report(Code::ExampleDisagrees, at, message);
    }
    payload.fields
}
