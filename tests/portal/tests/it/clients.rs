//! Other people's clients, unchanged, over https. Their scripts are in `tests/clients`.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use b24_portal::{Portal, Seed};
use serde_json::json;
use tokio::process::Command;

const DEALS: u64 = 100_000;
/// None of them may run longer: some repeat what is refused without end.
const PATIENCE: Duration = Duration::from_secs(300);

/// Runs a command to its end; what it printed, or why it failed.
async fn run(command: &mut Command) -> Result<String, String> {
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = match tokio::time::timeout(PATIENCE, command.output()).await {
        Ok(Ok(output)) => output,
        Ok(Err(e)) => return Err(format!("{} cannot be run: {e}", command.as_std().get_program().display())),
        Err(_) => return Err(format!("no end after {} s", PATIENCE.as_secs())),
    };
    let told =
        [&output.stdout[..], &output.stderr[..]].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    if output.status.success() { Ok(told) } else { Err(told) }
}

/// A package that could be installed, or else a word about it; in CI, it has to be there.
fn installed(client: &str, result: Result<PathBuf, String>) -> Option<PathBuf> {
    match result {
        Ok(path) => Some(path),
        Err(reason) if std::env::var("CI").is_ok_and(|ci| ci == "true") => panic!("{client} is not there: {reason}"),
        Err(reason) => {
            eprintln!("SKIPPED: {client} cannot be installed here: {reason}");
            None
        }
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients").join(name)
}

/// An interpreter with this package.
async fn python(package: &str) -> Result<PathBuf, String> {
    let folder = folder(package);
    let interpreter = folder.join("bin/python");
    if !folder.join("done").exists() {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder)).await?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package];
        run(Command::new(&interpreter).args(pip)).await?;
        std::fs::write(folder.join("done"), "").map_err(|e| e.to_string())?;
    }
    Ok(interpreter)
}

/// A folder with this package in it.
async fn node(package: &str) -> Result<PathBuf, String> {
    let folder = folder("node");
    if !folder.join("done").exists() {
        std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        std::fs::write(folder.join("package.json"), "{\"private\": true}").map_err(|e| e.to_string())?;
        run(Command::new("npm").args(["install", "--silent", "--no-audit", "--no-fund", package]).current_dir(&folder))
            .await?;
        std::fs::write(folder.join("done"), "").map_err(|e| e.to_string())?;
    }
    Ok(folder)
}

/// Runs a script against a portal of its own. It finds the portal's facts in `PORTAL`.
async fn play(mut command: Command) -> Portal {
    let portal = Portal::builder().seed(Seed::Deals, DEALS).start().await.unwrap();
    let (app, tokens) = (&portal.applications()[0], portal.first_tokens());
    let facts = json!({
        "https": portal.secure_url(),
        "webhook": portal.webhook(),
        "deals": DEALS,
        "oauth": {
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "expired_token": tokens.expired.access_token,
            "refresh_token": tokens.expired.refresh_token,
        },
    });
    command.env("PORTAL", facts.to_string());
    for name in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"] {
        command.env(name, portal.authority_file());
    }
    let told = run(&mut command).await.unwrap_or_else(|told| panic!("{told}"));
    assert!(told.contains(": done"), "{told}");
    portal
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(name)
}

#[tokio::test(flavor = "multi_thread")]
async fn fast_bitrix24_notices_nothing() {
    let Some(python) = installed("fast_bitrix24", python("fast_bitrix24==1.8.14").await) else { return };
    let mut command = Command::new(python);
    command.arg(script("fast_bitrix24_client.py"));
    play(command).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b24pysdk_notices_nothing() {
    let Some(python) = installed("b24pysdk", python("b24pysdk==1.3.2").await) else { return };
    let mut command = Command::new(python);
    command.arg(script("b24pysdk_client.py"));
    let portal = play(command).await;
    let calls = portal.calls();
    let refused = calls.iter().filter(|call| call.error.as_deref() == Some("expired_token")).count();
    assert_eq!(refused, 1, "it refreshed its token once");
}

#[tokio::test(flavor = "multi_thread")]
async fn b24jssdk_notices_nothing() {
    let Some(folder) = installed("b24jssdk", node("@bitrix24/b24jssdk@2.2.0").await) else { return };
    // Node looks for packages beside the script.
    let copy = folder.join("client.mjs");
    std::fs::copy(script("b24jssdk_client.mjs"), &copy).unwrap();
    let mut command = Command::new("node");
    command.arg(copy).current_dir(folder);
    play(command).await;
}
