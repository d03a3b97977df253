//! The emulator as a program.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use b24_portal::{Emulation, Limits, Portal, Seed};
use b24_specs::ir::Api;
use clap::{Parser, Subcommand};
use serde_json::json;

/// A local emulator of a Bitrix24 portal
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Port on loopback; 0 takes one that is free
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Port of https on loopback; 0 takes one that is free
    #[arg(long, default_value_t = 0)]
    https_port: u16,
    /// What to fill it with: deals=1000,contacts=200 (leads, deals, contacts, companies, tasks)
    #[arg(long, value_delimiter = ',', value_parser = seed)]
    seed: Vec<(Seed, u64)>,
    /// Keep the state in this file, and go on from it
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Refuse whatever the documentation does not tell of, down to single fields
    #[arg(long)]
    strict: bool,
    /// Set the limits of a real portal: 50 calls and 2 a second, 480 seconds of a method in ten minutes
    #[arg(long)]
    limits: bool,
    /// Faults, answers, costs and names that the documentation does not have from a file in JSON
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Print addresses and credentials as one line of JSON
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// List how well each method is answered: emulated, shaped or not emulated
    Methods,
    /// Play calls that only read against a real portal, and tell where its answers are not as documented
    Verify {
        /// Address of a webhook: `https://portal.bitrix24.com/rest/1/secret/`
        #[arg(long, env = "B24_PORTAL_WEBHOOK", hide_env_values = true)]
        portal: String,
        /// A certificate to trust beside those of the machine, in PEM
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
        /// Methods; by default all that read and need no parameter
        methods: Vec<String>,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(Command::Verify { portal, ca, methods }) = &arguments.command {
        return match check(portal, ca.as_deref(), methods).await {
            Ok(code) => code,
            Err(e) => {
                eprintln!("error: {e}");
                ExitCode::FAILURE
            }
        };
    }
    let as_json = arguments.json;
    let listing = matches!(arguments.command, Some(Command::Methods));
    let portal = match start(arguments).await {
        Ok(portal) => portal,
        Err(e) => {
            eprintln!("error: {e}");
            return ExitCode::FAILURE;
        }
    };
    if listing {
        list(&portal);
        return ExitCode::SUCCESS;
    }
    introduce(&portal, as_json);
    if let Err(e) = stopped().await {
        eprintln!("error: cannot wait for Ctrl+C: {e}");
        return ExitCode::FAILURE;
    }
    if let Err(e) = portal.save() {
        eprintln!("error: the state cannot be saved: {e}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

async fn start(arguments: Arguments) -> Result<Portal, Box<dyn std::error::Error>> {
    let mut builder = Portal::builder().port(arguments.port).https_port(arguments.https_port);
    for (kind, count) in arguments.seed {
        builder = builder.seed(kind, count);
    }
    if let Some(file) = arguments.state {
        builder = builder.state(file);
    }
    if arguments.strict {
        builder = builder.strict();
    }
    if arguments.limits {
        builder = builder.limits(Limits::default());
    }
    if let Some(file) = arguments.scenario {
        let told = |e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
        let text = std::fs::read_to_string(&file).map_err(|e| told(&e))?;
        builder = builder.scenario(&text).map_err(|e| told(&e))?;
    }
    Ok(builder.start().await?)
}

/// Waits for Ctrl+C, or for the signal that ends services.
async fn stopped() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

async fn check(portal: &str, ca: Option<&Path>, methods: &[String]) -> Result<ExitCode, Failure> {
    let authority = ca.map(std::fs::read).transpose()?;
    let verdicts = b24_portal::verify(portal, methods, authority.as_deref()).await?;
    for verdict in &verdicts {
        println!("{verdict}");
    }
    let differ = verdicts.iter().filter(|verdict| !verdict.differences.is_empty()).count();
    println!("{} played, {differ} not as documented", verdicts.len());
    Ok(if differ == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(portal: &Portal) {
    let all = portal.emulation();
    for (name, api, how) in &all {
        let api = if *api == Api::V3 { " (v3)" } else { "" };
        println!("{how:<13} {name}{api}");
    }
    let count = |wanted| all.iter().filter(|(_, _, how)| *how == wanted).count();
    let (emulated, shaped) = (count(Emulation::Emulated), count(Emulation::Shaped));
    println!("{emulated} emulated, {shaped} shaped, {} not emulated", all.len() - emulated - shaped);
}

fn seed(text: &str) -> Result<(Seed, u64), String> {
    let (kind, count) = text.split_once('=').ok_or("a kind and a number are needed: deals=1000")?;
    Ok((kind.parse()?, count.parse().map_err(|_| format!("`{count}` is no number"))?))
}

fn introduce(portal: &Portal, as_json: bool) {
    let tokens = portal.first_tokens();
    let (admin, user, expired) = (tokens.admin, tokens.ordinary, tokens.expired);
    let reset = format!("{}/_portal/reset", portal.url());
    let Some(app) = portal.applications().first() else { return };
    if as_json {
        let facts = json!({
            "http": portal.url(),
            "https": portal.secure_url(),
            "ca": portal.authority_file(),
            "webhook": portal.webhook_url(),
            "oauth": {
                "client_id": app.client_id,
                "client_secret": app.client_secret,
                "access_token": admin.access_token,
                "refresh_token": admin.refresh_token,
                "expired_token": expired.access_token,
            },
            "reset": reset,
        });
        println!("{facts}");
        return;
    }
    println!("b24-portal answers at {} and {}", portal.url(), portal.secure_url());
    println!("What happens is told at {}/", portal.url());
    println!();
    println!("  authority of https  {}", portal.authority_file().display());
    println!("  webhook             {}", portal.webhook_url());
    println!("  client_endpoint     {}/rest/", portal.url());
    println!("  client_id           {}", app.client_id);
    println!("  client_secret       {}", app.client_secret);
    println!("  application_token   {}", app.application_token);
    println!("  access token        {}  (user 1, administrator)", admin.access_token);
    println!("                      {}  (user 2)", user.access_token);
    println!("  expired token       {}", expired.access_token);
    println!(
        "  fire an event       POST {}/_portal/fire   {{\"event\": \"ONCRMDEALADD\", \"data\": {{}}}}",
        portal.url()
    );
    println!("  open a widget       POST {}/_portal/open   {{\"placement\": \"CRM_DEAL_DETAIL_TAB\"}}", portal.url());
    println!("  start over          POST {reset}");
    println!();
    println!("Ctrl+C stops it.");
}
