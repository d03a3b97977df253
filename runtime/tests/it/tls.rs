//! Certificates.

use std::sync::{Arc, Mutex, OnceLock};

use b24::{Client, Error, Outcome, Retry, SetupError, json};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::server::{Act, SECRET, handle};

fn issuer() -> &'static CertifiedIssuer<'static, KeyPair> {
    static ISSUER: OnceLock<CertifiedIssuer<'static, KeyPair>> = OnceLock::new();
    ISSUER.get_or_init(|| {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    })
}

/// An authority that no machine knows, in PEM.
pub(crate) fn authority() -> String {
    issuer().pem()
}

/// A configuration with this root certificate and no other.
pub(crate) fn trusting(root: Option<&CertifiedIssuer<'_, KeyPair>>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    if let Some(root) = root {
        roots.add(root.der().clone()).unwrap();
    }
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

/// A server with a certificate of that authority for `localhost`; its port.
async fn serve() -> u16 {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, issuer()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key.into())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    handle(stream, Act::Serve(200, r#"{"result":7}"#.into()), Arc::<Mutex<Vec<_>>>::default()).await;
                }
            });
        }
    });
    port
}

#[tokio::test]
async fn an_extra_root_certificate_is_trusted() {
    let url = format!("https://localhost:{}/rest/1/{SECRET}/", serve().await);
    let client = Client::builder().retry(Retry::NEVER).root_certificate(authority()).webhook(&url).unwrap();
    assert_eq!(client.call_raw("profile", json!({})).await.unwrap().result, json!(7));
    let http = b24::reqwest::Client::builder().tls_backend_preconfigured(trusting(Some(issuer()))).build().unwrap();
    let client = Client::builder().retry(Retry::NEVER).http_client(http).webhook(&url).unwrap();
    assert_eq!(client.call_raw("profile", json!({})).await.unwrap().result, json!(7));
}

#[tokio::test]
async fn a_certificate_of_nobody_or_for_another_host_is_not() {
    let port = serve().await;
    for (host, root) in [("localhost", None), ("127.0.0.1", Some(issuer()))] {
        let http = b24::reqwest::Client::builder().tls_backend_preconfigured(trusting(root)).build().unwrap();
        let client = Client::builder()
            .retry(Retry::NEVER)
            .http_client(http)
            .webhook(&format!("https://{host}:{port}/rest/1/{SECRET}/"))
            .unwrap();
        let error = client.call_raw("profile", json!({})).await.unwrap_err();
        assert!(matches!(error, Error::Connect { .. }), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotRun);
        assert!(error.to_string().contains("invalid peer certificate"), "{error}");
        crate::secrets::assert_clean(&error);
    }
}

#[test]
fn what_is_no_certificate_is_refused_at_once() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in ["", "no pem", broken, "-----BEGIN CERTIFICATE-----\n"] {
        let error = Client::builder()
            .retry(Retry::NEVER)
            .root_certificate(pem)
            .webhook("https://p.example/rest/1/x/")
            .unwrap_err();
        assert!(matches!(error, SetupError::Certificate), "{pem:?}: {error}");
    }
}
