//! A documentation tree and a specs folder of one test, and the command run on them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub(crate) struct Sandbox {
    folder: TempDir,
}

pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Sandbox {
    /// With a small documentation in `docs/`.
    pub(crate) fn new() -> Self {
        let sandbox = Self { folder: tempfile::tempdir().unwrap() };
        // Nothing that is shipped corrects a lamp.
        fs::create_dir_all(sandbox.path("specs/corrections")).unwrap();
        sandbox.put("docs/_includes/errors.md", "### Statuses\n\nSome text.\n");
        sandbox.put("docs/api-reference/lamp/lamp-add.md", method("lamp.add", "**title***", "400"));
        sandbox.put("docs/api-reference/lamp/lamp-set.md", method("lamp.set", "**id***", "403"));
        sandbox
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn get(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub(crate) fn change(&self, path: &str, from: &str, to: &str) {
        let content = self.get(path);
        assert!(content.contains(from), "{from:?} is not in {path}:\n{content}");
        self.put(path, content.replace(from, to));
    }

    /// Every file below a folder, with its content.
    pub(crate) fn files(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(folder: &Path, root: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, root, all);
                } else {
                    all.push((path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap()));
                }
            }
        }
        let mut all = Vec::new();
        walk(&self.path(folder), &self.path(folder), &mut all);
        all.sort();
        all
    }

    /// Runs `b24c` in the sandbox's folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_in("", args)
    }

    /// Runs it in a folder below.
    pub(crate) fn run_in(&self, folder: &str, args: &[&str]) -> Ran {
        self.run_as(folder, args, 2)
    }

    pub(crate) fn run_on(&self, args: &[&str], threads: usize) -> Ran {
        self.run_as("", args, threads)
    }

    fn run_as(&self, folder: &str, args: &[&str], threads: usize) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_b24c"))
            .args(args)
            .current_dir(self.path(folder))
            .env_remove("B24_DOCS")
            .env_remove("CARGO_TARGET_DIR")
            .env("RAYON_NUM_THREADS", threads.to_string())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        assert!(!stderr.contains("panicked"), "{stderr}");
        Ran { status: output.status.code(), stdout, stderr }
    }

    /// Runs what has to succeed.
    pub(crate) fn done(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.status, Some(0), "{args:?}\n{}{}", ran.stdout, ran.stderr);
        ran.stdout
    }

    /// Imports and builds.
    pub(crate) fn built(self) -> Self {
        self.done(&["import", "--docs", "docs", "--out", "specs"]);
        self.done(&["build", "--specs", "specs"]);
        self
    }
}

/// A page that documents a method.
pub(crate) fn method(name: &str, parameter: &str, status: &str) -> String {
    format!(
        "# Do something {name}\n\n> Scope: [`lamp`](../scopes.md)\n>\n> Who can execute the method: any user\n\n\
         ## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| {parameter}\n[`string`](../types.md) | \
         Something ||\n|| **mode**\n[`string`](../types.md) | Possible values:\n- `day` — by day\n- `night` — by night ||\n|#\n\n\
         ## Code Examples\n\n```bash\ncurl -X POST -H \"Content-Type: application/json\" -d '{{\"id\":1}}' \
         https://**put_your_bitrix24_address**/rest/{name}\n```\n\n\
         ## Response Handling\n\nHTTP status: **200**\n\n```json\n{{\"result\": {{\"id\": 5}}, \"time\": {{\"start\": 1}}}}\n```\n\n\
         ### Returned Data\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **result**\n[`object`](../types.md) | Root ||\n\
         || **time**\n[`time`](../types.md) | Time ||\n|#\n\n\
         ## Error Handling\n\nHTTP status: **{status}**\n\n### Possible Error Codes\n\n#|\n|| **Code** | **Error Message** | **Description** ||\n\
         || `LAMP_BROKEN` | Lamp is broken | It broke ||\n|#\n"
    )
}
