//! The commands of `b24c`.

mod bench;
mod build;
mod check;
mod compile;
mod coverage;
mod demo;
mod import;
mod inspect;
mod progress;
pub(crate) mod report;
mod store;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

pub use import::facts;
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
  2  could not run: a wrong argument, a missing folder or page, a file that cannot be read or written";

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile pages of a documentation checkout into specs/
    Import {
        #[command(flatten)]
        docs: Docs,
        /// Pages of the checkout, or files beside it; none means all
        pages: Vec<PathBuf>,
        /// The folder to write to [default: the nearest specs/ above]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Show warnings and notes also when the whole checkout is imported
        #[arg(long, short)]
        verbose: bool,
    },
    /// Build the IR from specs/ and its corrections
    Build(Specs),
    /// Fail where what is checked in is not what `import` and `build` give
    Check(Specs),
    /// Account for every page and every row of a documentation checkout
    Coverage {
        #[command(flatten)]
        docs: Docs,
    },
    /// Show a method, event or placement as the compiler sees it, each fact with its line
    Inspect {
        /// Its name, such as event.bind
        name: String,
        /// Read it from the documentation, with the lines of its page there
        #[arg(long, value_name = "DIR", env = "B24_DOCS")]
        docs: Option<PathBuf>,
        #[command(flatten)]
        specs: Specs,
    },
    /// Measure, each row against a floor or a peer in the same run
    Bench {
        #[command(flatten)]
        docs: Docs,
    },
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

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    Findings,
}

/// Runs the command of the command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(message) => {
            print_error(&format!("error: {message}"));
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<Outcome, String> {
    let printer = Printer { json: cli.json };
    match &cli.command {
        Command::Import { docs, pages, out, verbose } => {
            let out = specs_folder(out.as_deref())?;
            import::run(&import::Request { docs: &docs.docs, pages, out: &out, verbose: *verbose }, printer)
        }
        Command::Build(Specs { specs }) => build::run(&specs_folder(specs.as_deref())?, printer),
        Command::Check(Specs { specs }) => check::run(&specs_folder(specs.as_deref())?, printer),
        Command::Bench { docs } => bench::run(&docs.docs),
        Command::Demo(Specs { specs }) => demo::run(&specs_folder(specs.as_deref())?, printer),
        Command::Coverage { docs } => coverage::run(&docs.docs, printer),
        Command::Inspect { name, docs, specs } => {
            inspect::run(name, docs.as_deref(), &specs_folder(specs.specs.as_deref())?, printer)
        }
    }
}

/// The folder that was named, or the nearest `specs/` from here upwards.
fn specs_folder(named: Option<&Path>) -> Result<PathBuf, String> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let here = std::env::current_dir().map_err(|e| format!("the current folder cannot be told: {e}"))?;
    let found = here.ancestors().map(|folder| folder.join("specs")).find(|specs| specs.join("ir").is_dir());
    let found = found.ok_or("no specs/ folder here or above: name one with --specs or --out")?;
    Ok(found.strip_prefix(&here).map(Path::to_owned).unwrap_or(found))
}

/// `; did you mean …?`, where something known is near.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let mut near: Vec<(f64, &str)> = known
        .map(|other| (strsim::jaro_winkler(&name.to_lowercase(), &other.to_lowercase()), other))
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.truncate(3);
    let near: Vec<_> = near.into_iter().map(|(_, name)| name).collect();
    if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) }
}
