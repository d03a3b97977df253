//! HTTPS with certificates of the portal's own.

use std::io::Write;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, crypto};

/// The names that the certificate is for: loopback, and the authorization servers that some clients have built in,
/// for those who direct these names to the portal.
const NAMES: [&str; 5] = ["localhost", "127.0.0.1", "::1", "oauth.bitrix.info", "oauth.bitrix24.tech"];

/// An authority and a certificate by it, new in every portal; the authority's key is not kept.
pub(crate) struct Tls {
    pub(crate) acceptor: TlsAcceptor,
    /// The authority's certificate in PEM.
    pub(crate) authority: String,
    /// The same as a file, which goes when the portal goes.
    pub(crate) file: NamedTempFile,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Tls {
    pub(crate) fn new() -> Result<Self, Failure> {
        let mut root = CertificateParams::default();
        root.distinguished_name.push(DnType::CommonName, "b24-portal authority");
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let issuer = CertifiedIssuer::self_signed(root, KeyPair::generate()?)?;
        let mut leaf = CertificateParams::new(NAMES.map(str::to_owned))?;
        leaf.distinguished_name.push(DnType::CommonName, "b24-portal");
        leaf.use_authority_key_identifier_extension = true;
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate()?;
        let certificate = leaf.signed_by(&key, &issuer)?;
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let mut config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let authority = issuer.pem();
        let mut file = tempfile::Builder::new().prefix("b24-portal-").suffix(".pem").tempfile()?;
        file.write_all(authority.as_bytes())?;
        file.flush()?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), authority, file })
    }
}
