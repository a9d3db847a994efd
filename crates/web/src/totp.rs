//! The second factor: codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, as every app has it),
//! and recovery codes for the day when the app is not at hand.

use crate::ctx::random;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use totp_rs::{Builder, Secret, Totp};

/// Recovery codes that are given out together.
const RECOVERY_CODES: usize = 10;

fn totp(secret: &[u8]) -> Option<Totp> {
    let secret = Secret::new(secret.to_vec().into_boxed_slice());
    Builder::new().with_secret(secret).with_skew(1).build().ok()
}

/// The time step whose code was typed: now, or half a minute before or after. Spaces do not count.
pub(crate) fn step_of(secret: &[u8], typed: &str, now: Timestamp) -> Option<i64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let step = totp(secret)?.check(&digits, u64::try_from(now.as_second()).ok()?)?;
    i64::try_from(step).ok()
}

/// A new secret, 160 bits.
pub(crate) fn new_secret() -> String {
    Secret::new_stack(random::<20>()).to_base32()
}

/// The bytes of a secret as a page shows it.
pub(crate) fn secret_bytes(base32: &str) -> Option<Vec<u8>> {
    let secret = Secret::try_from_base32(base32.trim()).ok()?;
    let bytes = secret.as_bytes().to_vec();
    (bytes.len() == 20).then_some(bytes)
}

/// What an app scans: `otpauth://totp/…`.
pub(crate) fn address(secret: &[u8], account: &str) -> Option<String> {
    let secret = Secret::new(secret.to_vec().into_boxed_slice());
    // A colon would end the name of the issuer.
    let account = account.replace(':', " ");
    let named = Builder::new().with_secret(secret).with_account_name(account).with_issuer(Some("Plenary"));
    named.build().ok()?.to_url().ok()
}

/// Ten codes of 50 random bits, in two groups of five letters and digits that are not mistaken for each other.
pub(crate) fn new_recovery_codes() -> Vec<String> {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let code = |_| {
        let letters =
            random::<10>().map(|byte| ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'x'));
        let (a, b) = letters.split_at(5);
        format!("{}-{}", String::from_utf8_lossy(a), String::from_utf8_lossy(b))
    };
    (0..RECOVERY_CODES).map(code).collect()
}

/// What the database keeps of a recovery code: SHA-256 in hexadecimal, without regard to hyphens, spaces and case.
pub(crate) fn recovery_hash(code: &str) -> String {
    let plain: String = code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Sha256::digest(plain.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, shortened to six digits.
    #[test]
    fn codes_follow_the_vectors_of_the_standard() {
        let secret = b"12345678901234567890";
        let at = |second| Timestamp::from_second(second).unwrap_or_default();
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(step_of(secret, code, at(second)), Some(second / 30));
            assert_eq!(step_of(secret, code, at(second + 30)), Some(second / 30), "half a minute late");
            assert_eq!(step_of(secret, code, at(second + 90)), None, "too late");
        }
        assert_eq!(step_of(secret, " 287 082 ", at(59)), Some(1));
        for bad in ["", "28708", "2870821", "28708x", "２８７０８２"] {
            assert_eq!(step_of(secret, bad, at(59)), None, "{bad}");
        }
    }

    #[test]
    fn a_secret_survives_the_page() {
        let secret = new_secret();
        let bytes = secret_bytes(&secret).unwrap_or_default();
        assert_eq!(bytes.len(), 20);
        let address = address(&bytes, "a:b@example.org").unwrap_or_default();
        assert!(address.starts_with("otpauth://totp/Plenary:"), "{address}");
        assert!(address.contains(&format!("secret={secret}")), "{address}");
        assert_eq!(secret_bytes("AAAA"), None);
        assert_eq!(secret_bytes("not base 32!"), None);
    }

    #[test]
    fn recovery_codes_are_read_as_people_write_them() {
        let codes = new_recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        assert!(
            codes.iter().all(|code| code.len() == 11 && codes.iter().filter(|c| *c == code).count() == 1)
        );
        let all = ["abcde-fghij", " ABCDE FGHIJ ", "abcdefghij"].map(recovery_hash);
        assert!(all.iter().all(|hash| *hash == all[0]));
    }
}
