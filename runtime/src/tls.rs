//! TLS by rustls with ring, which needs no more than a C compiler, and the root certificates of the machine.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::error::SetupError;

/// The configuration for a portal on the network; `roots` in PEM are trusted beside those of the machine.
pub(crate) fn config(roots: &[Vec<u8>]) -> Result<ClientConfig, SetupError> {
    let failed = |error: rustls::Error| SetupError::Tls(error.to_string());
    let roots = certificates(roots)?;
    let verifier = Verifier::new_with_extra_roots(roots, provider()).map_err(failed)?;
    let config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    Ok(finish(config.with_no_client_auth()))
}

/// The configuration for a portal on this machine without TLS: reqwest wants one, and it trusts nobody.
pub(crate) fn nobody() -> Result<ClientConfig, SetupError> {
    let config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| SetupError::Tls(error.to_string()))?
        .with_root_certificates(RootCertStore::empty());
    Ok(finish(config.with_no_client_auth()))
}

fn finish(mut config: ClientConfig) -> ClientConfig {
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config
}

/// What the program has chosen for all of its TLS, or ring.
fn provider() -> Arc<CryptoProvider> {
    CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()))
}

fn certificates(pem: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, SetupError> {
    let mut all = Vec::new();
    for pem in pem {
        let before = all.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            all.push(certificate.map_err(|_| SetupError::Certificate)?);
        }
        if all.len() == before {
            return Err(SetupError::Certificate);
        }
    }
    // Checked here, because later nobody could tell them from those of the machine.
    let mut store = RootCertStore::empty();
    for certificate in &all {
        store.add(certificate.clone()).map_err(|_| SetupError::Certificate)?;
    }
    Ok(all)
}
