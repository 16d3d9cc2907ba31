//! Which push services may be spoken to. A browser gives the address, so nothing in it is believed: https, a host that the
//! operator named, its usual port, and an address on the public internet, asked anew for every connection.

use base::{Outcome, Problem};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// A longer address is no push service's.
const ENDPOINT_BYTES_MAX: usize = 1024;
/// How an address on this machine begins, for tests.
const LOOPBACK: &str = "http://127.0.0.1:";

/// The push services that the operator named.
#[derive(Clone, Debug, Default)]
pub struct PushHosts(Vec<Named>);

#[derive(Clone, Debug)]
enum Named {
    /// This host.
    Host(String),
    /// Every host below it; begins with a dot.
    Below(String),
    /// A receiver on this machine: `127.0.0.1:PORT`.
    Loopback(String),
}

/// A push service, taken from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Service {
    /// Scheme and host, for whom a token is good.
    pub origin: String,
    /// The host.
    pub host: String,
}

impl PushHosts {
    /// Reads `push.example.org`, `*.push.example.org`, and for tests `http://127.0.0.1:PORT`.
    ///
    /// # Errors
    /// A fault that names the setting.
    pub fn parse(names: &[String]) -> Outcome<Self> {
        let wrong =
            || Problem::fault("push_services: use host names, for example push.example.org or *.push.example.org");
        let read = |name: &String| named(name.trim()).ok_or_else(wrong);
        names.iter().map(read).collect::<Outcome<_>>().map(Self)
    }

    /// Nobody may be spoken to.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The service behind an address, if it may be spoken to.
    pub(super) fn service(&self, endpoint: &str) -> Option<Service> {
        if endpoint.len() > ENDPOINT_BYTES_MAX || !endpoint.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#')
        {
            return None;
        }
        let uri: Uri = endpoint.parse().ok()?;
        let authority = uri.authority()?;
        let host = authority.host().to_ascii_lowercase();
        if authority.as_str().contains('@') {
            return None;
        }
        match uri.scheme_str()? {
            "https" if authority.port().is_none_or(|port| port.as_u16() == 443) => {
                let named = |name: &Named| match name {
                    Named::Host(known) => *known == host,
                    Named::Below(dot) => host.ends_with(dot.as_str()) && host.len() > dot.len(),
                    Named::Loopback(_) => false,
                };
                self.0.iter().any(named).then(|| Service { origin: format!("https://{host}"), host })
            }
            "http" => {
                let here = |name: &Named| matches!(name, Named::Loopback(known) if known == authority.as_str());
                self.0.iter().any(here).then(|| Service { origin: format!("http://{authority}"), host })
            }
            _ => None,
        }
    }
}

fn named(name: &str) -> Option<Named> {
    if let Some(port) = name.strip_prefix(LOOPBACK) {
        let port: u16 = port.parse().ok().filter(|port| *port > 0)?;
        return Some(Named::Loopback(format!("127.0.0.1:{port}")));
    }
    let name = name.to_ascii_lowercase();
    let host = name.strip_prefix("*.").unwrap_or(&name);
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !part.starts_with('-')
    };
    // The last part of a name is a word; an address in numbers is none.
    let (rest, last) = host.rsplit_once('.')?;
    let is_name = rest.split('.').all(part) && part(last) && !last.bytes().all(|byte| byte.is_ascii_digit());
    let below = host.len() < name.len();
    is_name.then(|| if below { Named::Below(format!(".{host}")) } else { Named::Host(host.to_owned()) })
}

/// Looks names up, and knows no address inside the house: a name of a push service that leads there is a trap. Only what was
/// named by its number, which [`PushHosts`] lets through for this machine alone, may be here.
#[derive(Debug, Default)]
pub(super) struct Outside(DefaultResolver);

impl Resolver for Outside {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        let on_this_machine = uri.to_string().starts_with(LOOPBACK);
        let good = |ip: IpAddr| if on_this_machine { ip.is_loopback() } else { is_public(ip) };
        if found.iter().all(|address| good(address.ip())) { Ok(found) } else { Err(ureq::Error::HostNotFound) }
    }
}

/// On the public internet, as far as its number tells.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [first, second, third, _] = ip.octets();
    let inside = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 198 && (18..20).contains(&second))
        || (first == 192 && second == 0 && third == 0);
    !inside
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = ip.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let [first, second, .., above, last] = ip.segments();
    let [a, b] = above.to_be_bytes();
    let [c, d] = last.to_be_bytes();
    match (first, second) {
        // A network without IPv4 reaches it through this prefix.
        (0x64, 0xff9b) => is_public_v4(Ipv4Addr::new(a, b, c, d)),
        (0x2001, 0xdb8) => false,
        // What is given out to the public internet, without the tunnels 2001:0::/32 and 2002::/16.
        (0x2001, 0) | (0x2002, _) => false,
        (first, _) => first & 0xe000 == 0x2000,
    }
}
