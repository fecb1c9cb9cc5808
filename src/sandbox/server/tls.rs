//! A certificate authority and a server certificate for one run, in memory. The
//! authority can sign for loopback and the served names only, and its key is discarded.
use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use rustls::ServerConfig;
use rustls_pki_types::PrivateKeyDer;

/// Lifetime of the certificates in days.
const VALID_DAYS: i64 = 90;

/// TLS configuration of the server, and the CA certificate that clients must trust.
pub(super) struct ServerTls {
    pub(super) config: ServerConfig,
    pub(super) authority_pem: String,
}

/// Generates both certificates, for loopback and for further host names.
///
/// # Errors
/// Returns the error message of the TLS libraries.
pub(super) fn generate_certificates(
    address: IpAddr,
    hosts: &[&str],
    now: Timestamp,
) -> Result<ServerTls, String> {
    let text = |error: rcgen::Error| error.to_string();
    let authority_key = KeyPair::generate().map_err(text)?;
    let mut authority = CertificateParams::default();
    set_validity(&mut authority, now);
    authority.distinguished_name.push(
        DnType::CommonName,
        "entractl sandbox (simulated, this run only)",
    );
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let mut permitted_subtrees = vec![
        GeneralSubtree::DnsName("localhost".to_owned()),
        GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix([127, 0, 0, 0], 8)),
        GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix(
            std::net::Ipv6Addr::LOCALHOST.octets(),
            128,
        )),
    ];
    let dns_name = |host: &&str| GeneralSubtree::DnsName((*host).to_owned());
    permitted_subtrees.extend(hosts.iter().map(dns_name));
    authority.name_constraints = Some(NameConstraints {
        permitted_subtrees,
        excluded_subtrees: Vec::new(),
    });
    let authority_pem = authority.self_signed(&authority_key).map_err(text)?.pem();
    let issuer = Issuer::new(authority, authority_key);

    let mut names = vec![
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
    ];
    names.extend(hosts.iter().map(|host| (*host).to_owned()));
    let own = address.to_string();
    if !names.contains(&own) {
        names.push(own);
    }
    let key = KeyPair::generate().map_err(text)?;
    let mut server = CertificateParams::new(names).map_err(text)?;
    set_validity(&mut server, now);
    server
        .distinguished_name
        .push(DnType::CommonName, "localhost");
    server.use_authority_key_identifier_extension = true;
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let certificate = server.signed_by(&key, &issuer).map_err(text)?;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let private = PrivateKeyDer::try_from(key.serialize_der()).map_err(str::to_owned)?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .map_err(|error| error.to_string())?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(ServerTls {
        config,
        authority_pem,
    })
}

/// Sets the validity from one day ago until [`VALID_DAYS`] from now.
fn set_validity(params: &mut CertificateParams, now: Timestamp) {
    let day = |days: i64| {
        let hours = jiff::SignedDuration::from_hours(24 * days);
        let date = now
            .saturating_add(hours)
            .unwrap_or(now)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date();
        date_time_ymd(
            i32::from(date.year()),
            u8::try_from(date.month()).unwrap_or(1),
            u8::try_from(date.day()).unwrap_or(1),
        )
    };
    params.not_before = day(-1);
    params.not_after = day(VALID_DAYS);
}
