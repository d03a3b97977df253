//! The commands of `b24c`.

mod bench;
mod build;
mod cache;
mod check;
mod compile;
mod coverage;
mod demo;
mod diff;
mod doctor;
mod dropped;
mod examples;
mod folder;
mod generate;
mod import;
mod inspect;
mod plan;
mod progress;
mod prose;
mod readme;
pub(crate) mod report;
mod snapshot;
mod store;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::diff::Version;
pub use examples::{Example, Language, LeftOut, Payloads, Request, Shown, examples, payloads};
pub use import::facts;
pub use prose::with_prose;
use report::{Printer, print_error};

/// The compiler of the Bitrix24 REST documentation.
#[derive(Debug, Parser)]
#[command(name = "b24c", version, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print findings and results as JSON, one object a line
    #[arg(long, global = true)]
    json: bool,
}

const EXIT_CODES: &str = "\
Exit status:
  0  done, nothing to mend
  1  done, and there are errors to mend: they are printed
  2  could not run: a wrong argument, a missing folder or page, a file that cannot be read or written
`diff` has a status of its own: see `b24c diff --help`.";

const COVERAGE_COLUMNS: &str = "\
Columns, a line for each scope and one for all:
  scope       that of what a page describes first; - where it describes nothing, or tells no scope
  pages       how many there are; below they are counted by what they are
  methods     how many they describe, and so for events and placements; what two pages describe counts for both
  rows        rows of their tables, without the headers
  compiled    of those, rows that became facts
  reported    the others, each with a finding that says why
  findings    all of them, about rows or not; below they are counted by code, and `doctor` shows where they are";

const DOCTOR_GROUPS: &str = "\
Findings that are mended alike stand in one group, behind whose title is their number. Within it, each kind has its
number, its code and what it means, and under it its places, of which text shows the first three.";

const DIFF_HELP: &str = "\
Changes stand by what they do to users, the worst first; methods to which the same happened stand together, except in
JSON. Each tells its rule, such as D203 (what rules mean stands at the end), its place, such as params.options.minTimeout,
and what was and is there:
  old → new    the one in place of the other
  now x        what is told from now on
  was x        what is told no more
  + a; - b     of a list, what came and what is gone

Exit status:
  0  nothing changed, or only what rustdoc shows
  1  additive: what was written against OLD compiles and runs against NEW
  2  breaking: something no longer compiles, or means something else when it runs
  3  could not run: a wrong argument, a state that cannot be read";

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile pages of a documentation checkout into a specs folder
    Import {
        #[command(flatten)]
        docs: Docs,
        /// Pages of the checkout, or files beside it; none means all
        pages: Vec<PathBuf>,
        /// The folder to write to [default: the nearest specs/ above]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Write the IR with the documentation's own words to this folder of yours instead, for rustdoc on your machine
        #[arg(long, value_name = "DIR", conflicts_with = "pages")]
        prose: Option<PathBuf>,
        /// Show warnings and notes also when the whole checkout is imported
        #[arg(long, short)]
        verbose: bool,
    },
    /// Build the IR from a specs folder and its corrections
    Build(Specs),
    /// Fail where what is checked in is not what `import` and `build` give
    Check(Specs),
    /// Account for every page and every row of a documentation checkout
    #[command(after_help = COVERAGE_COLUMNS)]
    Coverage {
        #[command(flatten)]
        docs: Docs,
    },
    /// Report what is wrong with the documentation itself, for its authors
    #[command(after_help = DOCTOR_GROUPS, after_long_help = format!("{DOCTOR_GROUPS}\n\n{}", doctor::codes()))]
    Doctor {
        #[command(flatten)]
        docs: Docs,
        /// How to write the report
        #[arg(long, value_enum, default_value = "text")]
        format: doctor::Format,
        /// The file to write to [default: the standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Show a method, event or placement as the compiler sees it, each fact with its line
    Inspect {
        /// Its name, such as event.bind
        name: String,
        /// Read it from the documentation, with the lines of its page there
        #[arg(long, value_name = "DIR", env = "B24_DOCS")]
        docs: Option<PathBuf>,
        /// Read it from this specs folder, whatever `--docs` says [default: the nearest specs/ above, or the IR that this program was built with]
        #[arg(long, value_name = "DIR")]
        specs: Option<PathBuf>,
    },
    /// Measure, each row against a floor or a peer in the same run
    Bench {
        #[command(flatten)]
        docs: Docs,
        /// These rows alone
        rows: Option<bench::Rows>,
    },
    /// Tell what changed between two states of the documentation, and what that does to a user of the bindings
    #[command(after_help = DIFF_HELP)]
    Diff {
        /// A documentation tree, a specs folder, a file or folder of the IR, or a git revision of this repository
        old: String,
        /// Another one
        new: String,
        /// Tell of these methods, events and placements alone, such as "event.*" or "ONCRM*", and of what holds for all; `!` in front leaves out. May be repeated
        #[arg(long, value_name = "PATTERN")]
        methods: Vec<String>,
        /// How to write the changes
        #[arg(long, value_enum, default_value = "text")]
        format: diff::Format,
        /// The file to write to [default: the standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The version that the changes come after
        #[arg(long, value_name = "VERSION", default_value_t = Version::current())]
        after: Version,
    },
    /// Write the code of `methods!` to a file
    Generate(generate::Request),
    /// Play an integration against an emulated portal, and show each step
    Demo(Specs),
}

#[derive(Debug, Args)]
struct Docs {
    /// A checkout of the documentation
    #[arg(long, value_name = "DIR", env = "B24_DOCS")]
    docs: PathBuf,
}

#[derive(Debug, Args)]
struct Specs {
    /// The specs folder [default: the nearest specs/ above]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
}

/// Whether the words behind `b24c` are a command.
fn understands<'w>(words: impl Iterator<Item = &'w str>) -> Result<(), String> {
    use clap::error::ErrorKind;
    match Cli::try_parse_from(std::iter::once("b24c").chain(words)) {
        Ok(_) => Ok(()),
        Err(error) => match error.kind() {
            // Named without its arguments, a command is none the less.
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::MissingRequiredArgument => Ok(()),
            _ => Err(error.to_string().lines().next().unwrap_or_default().to_owned()),
        },
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    Findings,
    /// Of a comparison: there is more than before.
    Additive,
    /// Of a comparison: something is no longer as before.
    Breaking,
}

/// Runs the command of the command line.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            let compares = std::env::args().nth(1).is_some_and(|command| command == "diff");
            return if error.use_stderr() { could_not_run(compares) } else { ExitCode::SUCCESS };
        }
    };
    match run(&cli) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings | Outcome::Additive) => ExitCode::from(1),
        Ok(Outcome::Breaking) => ExitCode::from(2),
        Err(message) => {
            print_error(&format!("error: {message}"));
            could_not_run(matches!(cli.command, Command::Diff { .. }))
        }
    }
}

fn could_not_run(compares: bool) -> ExitCode {
    ExitCode::from(if compares { 3 } else { 2 })
}

fn run(cli: &Cli) -> Result<Outcome, String> {
    let printer = Printer { json: cli.json };
    match &cli.command {
        Command::Import { docs, pages, out, prose, verbose } => {
            if let Some(prose) = prose {
                // A crate of a user's has no specs/, and needs none for this.
                let specs = out.clone().or_else(|| folder::nearest().ok());
                return prose::run(&docs.docs, specs.as_deref(), prose, printer);
            }
            let out = match out {
                Some(out) => out.clone(),
                None => folder::nearest().map_err(|why| format!("{why}: name the folder to write to with --out"))?,
            };
            import::run(&import::Request { docs: &docs.docs, pages, out: &out, verbose: *verbose }, printer)
        }
        Command::Build(Specs { specs }) => build::run(&folder::named_or_nearest(specs.as_deref())?, printer),
        Command::Check(Specs { specs }) => check::run(&folder::named_or_nearest(specs.as_deref())?, printer),
        Command::Bench { docs, rows } => bench::run(&docs.docs, *rows),
        Command::Generate(request) => generate::run(request),
        Command::Demo(Specs { specs }) => demo::run(&folder::named_or_nearest(specs.as_deref())?, printer),
        Command::Diff { old, new, methods, format, out, after } => {
            let format = if cli.json { diff::Format::Json } else { *format };
            diff::run(&diff::Request { old, new, methods, format, out: out.as_deref(), version: *after })
        }
        Command::Doctor { docs, format, out } => {
            let format = if cli.json { doctor::Format::Json } else { *format };
            doctor::run(&docs.docs, format, out.as_deref())
        }
        Command::Coverage { docs } => coverage::run(&docs.docs, printer),
        Command::Inspect { name, docs, specs } => {
            let from = match (docs, specs) {
                (_, Some(specs)) => inspect::From::Specs(folder::expect(specs).map(|()| specs.clone())?),
                (Some(docs), None) => inspect::From::Docs(docs.clone()),
                (None, None) => folder::nearest().map_or(inspect::From::Shipped, inspect::From::Specs),
            };
            inspect::run(name, &from, printer)
        }
    }
}

/// `; did you mean …?`, where something known is near.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let mut near: Vec<(f64, &str)> = known
        .map(|other| (strsim::jaro_winkler(&name.to_lowercase(), &other.to_lowercase()), other))
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    // A name may be known twice: in v2 and in v3.
    near.dedup();
    near.truncate(3);
    let near: Vec<_> = near.into_iter().map(|(_, name)| name).collect();
    if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) }
}
