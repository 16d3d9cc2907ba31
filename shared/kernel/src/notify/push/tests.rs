//! The test vector of RFC 8291, what a browser would open, and hosts that are not spoken to.

use super::hosts::is_public;
use super::*;
use crate::vault::{Keys, Vault};
use base::{Chance, SeededChance};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use proptest::prelude::*;
use std::sync::Arc;

/// Salt and key of RFC 8291, Appendix A.
struct Appendix;

impl Chance for Appendix {
    fn fill(&self, buffer: &mut [u8]) {
        let given =
            if buffer.len() == 16 { "DGv6ra1nlYgDCS1FRnbzlw" } else { "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw" };
        buffer.copy_from_slice(&URL_SAFE_NO_PAD.decode(given).unwrap());
    }
}

fn appendix(endpoint: &str) -> Subscription {
    Subscription {
        endpoint: endpoint.to_owned(),
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4".to_owned(),
        auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
    }
}

fn named(names: &[&str]) -> PushHosts {
    PushHosts::parse(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap()
}

#[test]
fn the_example_of_the_standard_comes_out_to_the_letter() {
    let sealed = Receiver::of(&appendix("")).unwrap().seal(b"When I grow up, I want to be a watermelon", 0, &Appendix);
    assert_eq!(
        URL_SAFE_NO_PAD.encode(sealed.unwrap()),
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    );
}

#[test]
fn every_message_is_as_long_as_the_longest_and_none_is_like_another() {
    let receiver = Receiver::of(&appendix("")).unwrap();
    let chance = SeededChance::new(1);
    let seal = |text: &[u8]| receiver.seal(text, TEXT_BYTES, &chance).unwrap();
    let (short, long) = (seal(b"a"), seal(&[b'a'; TEXT_BYTES]));
    assert_eq!(short.len(), long.len());
    assert!(short.len() <= 4096, "what every push service takes");
    assert_ne!(short, seal(b"a"));
    assert!(receiver.seal(&[0; 4096], 0, &chance).is_err());
}

#[test]
fn what_is_no_key_is_refused() {
    let good = appendix("");
    for (p256dh, auth) in [
        ("", good.auth.as_str()),
        (good.p256dh.as_str(), ""),
        (good.p256dh.as_str(), "BTBZMqHH6r4Tts7J_aSIggAA"),
        ("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw5", &good.auth),
        ("not base64!", &good.auth),
    ] {
        let given = Subscription { p256dh: p256dh.to_owned(), auth: auth.to_owned(), ..good.clone() };
        assert!(Receiver::of(&given).is_none(), "{p256dh} {auth}");
    }
    // A point beside the curve, and the point at infinity.
    for point in [vec![4u8; 65], vec![0]] {
        let given = Subscription { p256dh: URL_SAFE_NO_PAD.encode(point), ..good.clone() };
        assert!(Receiver::of(&given).is_none());
    }
    assert!(!format!("{good:?}").contains("BCVx"));
}

#[test]
fn a_token_names_the_service_ends_in_half_a_day_and_bears_our_signature() {
    let vault = |seed| Vault::new(Keys::generate(&SeededChance::new(seed)));
    let key = VapidKey::of(&vault(1)).unwrap();
    assert_eq!(key.public(), VapidKey::of(&vault(1)).unwrap().public(), "made once");
    assert_ne!(key.public(), VapidKey::of(&vault(2)).unwrap().public());
    let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    let header = key.authorization("https://push.example.org", "mailto:it@example.org", now);
    let (token, public) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(public, key.public());
    let (said, signature) = token.rsplit_once('.').unwrap();
    let claims = URL_SAFE_NO_PAD.decode(said.split_once('.').unwrap().1).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["aud"], "https://push.example.org");
    assert_eq!(claims["exp"], 1_800_000_000i64 + 12 * 3600);
    assert_eq!(claims["sub"], "mailto:it@example.org");
    let verifying = VerifyingKey::from_sec1_bytes(&URL_SAFE_NO_PAD.decode(public).unwrap()).unwrap();
    let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    verifying.verify(said.as_bytes(), &signature).unwrap();
}

#[test]
fn only_named_hosts_are_spoken_to() {
    let hosts = named(&["push.example.org", "*.notify.example.com", "http://127.0.0.1:9091"]);
    for (endpoint, origin) in [
        ("https://push.example.org/send/abc", Some("https://push.example.org")),
        ("https://PUSH.example.org:443/x?y=1", Some("https://push.example.org")),
        ("https://a.b.notify.example.com/x", Some("https://a.b.notify.example.com")),
        ("http://127.0.0.1:9091/x", Some("http://127.0.0.1:9091")),
        ("http://push.example.org/send", None),
        ("https://push.example.org:8443/x", None),
        ("https://notify.example.com/x", None),
        ("https://evilnotify.example.com/x", None),
        ("https://push.example.org.evil.example/x", None),
        ("https://push.example.org@evil.example/x", None),
        ("https://user:word@push.example.org/x", None),
        ("https://evil.example/push.example.org", None),
        ("https://evil.example#push.example.org", None),
        ("https://evil.example\\@push.example.org/", None),
        ("http://127.0.0.1:9092/x", None),
        ("http://localhost:9091/x", None),
        ("https://127.0.0.1/x", None),
        ("https://[::1]/x", None),
        ("https://169.254.169.254/latest", None),
        ("file:///etc/passwd", None),
        ("push.example.org/x", None),
        ("/x", None),
        ("", None),
    ] {
        let found = hosts.service(endpoint).map(|service| service.origin);
        assert_eq!(found.as_deref(), origin, "{endpoint}");
    }
    assert!(hosts.service(&format!("https://push.example.org/{}", "a".repeat(1100))).is_none());
    assert!(PushHosts::default().service("https://push.example.org/x").is_none());
}

#[test]
fn the_setting_takes_names_only() {
    for wrong in [
        "",
        "*",
        "*.",
        "localhost",
        "10.0.0.1",
        "[::1]",
        "https://push.example.org",
        "push.example.org:443",
        "push.example.org/x",
        "http://127.0.0.1",
        "http://10.0.0.1:80",
        "http://127.0.0.1:80/x",
        "a@b.example",
        "*.*.example.org",
        "-a.example",
    ] {
        let told = PushHosts::parse(&[wrong.to_owned()]).err().map(|problem| problem.to_string());
        assert!(told.is_some_and(|told| told.contains("push_services")), "{wrong}");
    }
    let key = || VapidKey::of(&Vault::new(Keys::generate(&SeededChance::new(1)))).unwrap();
    for wrong in ["", "mailto:", "it@example.org", "http://example.org"] {
        let made = PushServices::new(named(&["push.example.org"]), wrong, key(), Arc::new(SeededChance::new(1)));
        assert!(made.err().unwrap().to_string().contains("push_contact"), "{wrong}");
    }
}

#[test]
fn addresses_inside_the_house_are_no_push_services() {
    for inside in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "192.0.0.8",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:a00:1::1",
        "2001:db8::1",
        "2001::1",
    ] {
        assert!(!is_public(inside.parse().unwrap()), "{inside}");
    }
    for outside in
        ["1.1.1.1", "100.63.0.1", "172.32.0.1", "2600::1", "2a00:1450::1", "64:ff9b::1.1.1.1", "::ffff:1.1.1.1"]
    {
        assert!(is_public(outside.parse().unwrap()), "{outside}");
    }
}

proptest! {
    #[test]
    fn no_text_leads_to_a_host_that_is_not_named(text in any::<String>(), tail in "[a-z@:/#?.\\\\]{0,20}") {
        let hosts = named(&["push.example.org"]);
        for endpoint in [text.clone(), format!("https://{text}"), format!("https://push.example.org{tail}"), format!("https://{tail}push.example.org/")] {
            if hosts.service(&endpoint).is_some() {
                let uri: ureq::http::Uri = endpoint.parse().unwrap();
                prop_assert_eq!(uri.host(), Some("push.example.org"));
                prop_assert_eq!(uri.scheme_str(), Some("https"));
            }
        }
    }
}
