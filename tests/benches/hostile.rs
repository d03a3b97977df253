//! Pages that somebody may write who wants them to take long: parts of real pages, each over and over.

use std::io::Result;
use std::path::Path;

use tempfile::TempDir;

/// A checkout of such pages.
pub(crate) struct Tree {
    folder: TempDir,
    pages: usize,
}

impl Tree {
    /// Pages of so many bytes each.
    pub(crate) fn new(size: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let pages = pages(size);
        let at = folder.path().join("api-reference");
        std::fs::create_dir(&at)?;
        for (i, page) in pages.iter().enumerate() {
            std::fs::write(at.join(format!("lamp-{i}.md")), page)?;
        }
        Ok(Self { folder, pages: pages.len() })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// How many pages there are.
    pub(crate) fn len(&self) -> usize {
        self.pages
    }
}

const PARAMETERS: &str =
    "## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **a***\n`object` | x ||\n";
const RESULT: &str = "## Response Handling\n\n### Returned Data\n\n";
const ANSWER: &str = "## Response Handling\n\n```json\n{\"result\":";
const TABLE: &str = "#|\n|| **Name**\n`type` | **Description** ||\n|| **id**\n`integer` | x ||\n|#\n\n";

fn pages(size: usize) -> Vec<String> {
    let fill = |(head, part): (&str, &dyn Fn(usize) -> String)| {
        let mut page = format!("# Light a Lamp lamp.on\n\n{head}");
        let mut parts = (0..).map(part);
        while page.len() < size {
            page.extend(parts.next());
        }
        if head.contains("```") {
            page.push_str("\n```\n");
        }
        page
    };
    let parts: [(&str, &dyn Fn(usize) -> String); 24] = [
        ("", &|_| "|".into()),
        ("#|\n||", &|_| " x |".into()),
        ("", &|_| "#|\n|| ".into()),
        ("", &|_| "#|".into()),
        ("", &|_| "{% list tabs %}\n\n- a\n\n".into()),
        ("", &|_| "{% note a %}\n".into()),
        ("", &|i| format!("> Scope: `lamp{i}`\n")),
        ("", &|i| format!("## Section {i}\n\n```js\n")),
        ("## ", &|i| format!("word{i} ")),
        ("", &|i| format!("[a{i}](lamp-{i}.md) ")),
        ("", &|_| "[".into()),
        ("", &|_| "*a **b ".into()),
        ("", &|_| "> - ".into()),
        (PARAMETERS, &|i| format!("|| **a.b{i}.c** | x ||\n")),
        (PARAMETERS, &|i| format!("|| **b{i}***\n`string` | See [below](#b{i}) ||\n")),
        (PARAMETERS, &|i| format!("|| **b**\n`lamp{i}` | x ||\n")),
        (PARAMETERS, &|_| "|| `a|b` ".into()),
        (PARAMETERS, &|i| format!("|| **b{i}**\n`string` | Values:\n- `A` — x\n- `B` — y ||\n")),
        (RESULT, &|i| format!("#|\n|| **Name**\n`type` | **Description** ||\n|| **b{i}**\n`string` | x ||\n|#\n\n")),
        (RESULT, &|i| format!("### Object b{i} {{#b{i}}}\n\n{TABLE}")),
        ("## Error Handling\n\n#|\n|| **Code** | **Message** ||\n", &|i| format!("|| `E{i}` | Dark {i} ||\n")),
        ("## Examples\n\n```js\n", &|i| format!("BX24.callMethod('lamp.off{i}', {{ a{i}: 1 }});\n")),
        (ANSWER, &|_| "{\"a\":".into()),
        (ANSWER, &|i| format!("{}\"b{i}\":[{i}]", if i == 0 { "{" } else { "," })),
    ];
    parts.into_iter().map(fill).collect()
}
