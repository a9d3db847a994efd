//! The envelope sender of letters, to which mail servers send their reports: one for each letter.

use crate::options::MailerError;
use lettre::Address;
use plenary_domain::ids::LetterId;
use plenary_store::{RETURN_TOKEN, Returns, Store, StoreError};
use tokio::sync::OnceCell;

/// Characters before the @ of an address (RFC 5321).
const LONGEST_LOCAL: usize = 64;

pub(crate) struct ReturnPath {
    local: String,
    domain: String,
    returns: OnceCell<Returns>,
}

impl ReturnPath {
    /// The address behind whose plus sign the token stands.
    pub(crate) fn parse(address: &str) -> Result<Self, MailerError> {
        let address = crate::message::address(address).map_err(|()| MailerError::Bounces)?;
        let (local, domain) = (address.user().to_owned(), address.domain().to_owned());
        if local.len() + 1 + RETURN_TOKEN > LONGEST_LOCAL || !local.is_ascii() {
            return Err(MailerError::Bounces);
        }
        Ok(Self { local, domain, returns: OnceCell::new() })
    }

    /// The address for reports about this letter. `otherwise` is never used for an address that was parsed.
    pub(crate) async fn of(
        &self,
        store: &Store,
        letter: LetterId,
        otherwise: &Address,
    ) -> Result<Address, StoreError> {
        let returns = self.returns.get_or_try_init(|| store.returns()).await?;
        let local = format!("{}+{}", self.local, returns.token(letter));
        Ok(Address::new(local, &self.domain).unwrap_or_else(|_| otherwise.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_for_reports_leaves_room_for_the_token() {
        let refused = |text: &str| ReturnPath::parse(text).err();
        assert_eq!(refused("bounces@events.example.org"), None);
        assert_eq!(refused("fifteen.letters@example.org"), None);
        for bad in [
            "sixteen.letters.@x.example",
            "seventeen.letters@example.org",
            "",
            "bounces",
            "почта@example.org",
        ] {
            assert_eq!(refused(bad), Some(MailerError::Bounces), "{bad}");
        }
    }
}
