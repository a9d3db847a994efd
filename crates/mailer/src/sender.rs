//! What the DNS says about the sender of our letters: looked up here, judged by the domain.

use crate::dkim::DkimKey;
use crate::message::mailbox;
use crate::options::MailerError;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;
use plenary_domain::sender::{
    Checked, Finding, Records, SenderReport, judge_dkim, judge_dmarc, judge_spf, spf_names,
};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// For one question, all servers together; whoever opens the page waits for the longest chain of them.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);
/// For the whole page.
const ALL_WITHIN: Duration = Duration::from_secs(4);
/// Records of others that are read along with ours: a broken chain must not keep us busy.
const INCLUDED: usize = 12;
/// Labels that are taken off the domain in search of a DMARC record.
const PARENTS: usize = 4;

/// Looks up the sender.
pub struct SenderCheck {
    resolver: TokioResolver,
    from: String,
    domain: String,
    dkim: Arc<[DkimKey]>,
}

impl SenderCheck {
    /// With the DNS servers of the system, or with this one.
    ///
    /// # Errors
    /// When the sender is no mailbox, or the system has no DNS server.
    pub fn new(from: &str, dkim: Arc<[DkimKey]>, server: Option<SocketAddr>) -> Result<Self, MailerError> {
        let sender = mailbox(from).ok_or(MailerError::From)?;
        let resolver = match server {
            Some(server) => {
                let at = |mut of: ConnectionConfig| {
                    of.port = server.port();
                    of
                };
                let ways = vec![at(ConnectionConfig::udp()), at(ConnectionConfig::tcp())];
                let servers = vec![NameServerConfig::new(server.ip(), true, ways)];
                let config = ResolverConfig::from_parts(None, Vec::new(), servers);
                Ok(TokioResolver::builder_with_config(config, TokioRuntimeProvider::default()))
            }
            None => TokioResolver::builder_tokio(),
        };
        let mut builder = resolver.map_err(|error| MailerError::Dns(error.to_string()))?;
        let options = builder.options_mut();
        // What was wrong a minute ago may have been mended: whoever looks again wants to see it.
        options.cache_size = 0;
        options.timeout = ANSWER_WITHIN;
        options.attempts = 1;
        let resolver = builder.build().map_err(|error| MailerError::Dns(error.to_string()))?;
        let domain = sender.email.domain().to_ascii_lowercase();
        Ok(Self { resolver, from: sender.email.to_string(), domain, dkim })
    }

    /// Asks the DNS now.
    pub async fn report(&self) -> SenderReport {
        let all = async {
            let (spf, dmarc) = tokio::join!(self.spf(), self.dmarc());
            let mut checked = vec![spf];
            checked.extend(self.signatures().await);
            checked.push(dmarc);
            checked
        };
        let checked = tokio::time::timeout(ALL_WITHIN, all).await.unwrap_or_else(|_| self.unknown());
        SenderReport { from: self.from.clone(), domain: self.domain.clone(), checked }
    }

    fn unknown(&self) -> Vec<Checked> {
        [Finding::SpfUnknown, Finding::DkimUnknown, Finding::DmarcUnknown]
            .map(|finding| Checked { name: self.domain.clone(), finding, found: vec![], wanted: None })
            .to_vec()
    }

    async fn spf(&self) -> Checked {
        let own = self.texts(&self.domain).await;
        let mut included = Vec::new();
        let mut names = spf_names(&own);
        while let Some(name) = names.pop().filter(|_| included.len() < INCLUDED) {
            let records = self.texts(&name).await;
            names.extend(spf_names(&records));
            included.push(records);
        }
        let finding = judge_spf(&own, &included);
        Checked { name: self.domain.clone(), finding, found: about(own, "v=spf1"), wanted: None }
    }

    async fn signatures(&self) -> Vec<Checked> {
        let mut checked = Vec::new();
        for key in self.dkim.iter() {
            let name = key.record_name(&self.domain);
            let records = self.texts(&name).await;
            let finding = judge_dkim(&records, &key.public());
            checked.push(Checked { name, finding, found: about(records, ""), wanted: Some(key.record()) });
        }
        if checked.is_empty() {
            let name = self.domain.clone();
            checked.push(Checked { name, finding: Finding::DkimUnsigned, found: vec![], wanted: None });
        }
        checked
    }

    /// Under the domain itself, or under the nearest above it.
    async fn dmarc(&self) -> Checked {
        let mut domain = self.domain.as_str();
        let mut name = format!("_dmarc.{domain}");
        let mut records = self.texts(&name).await;
        for _ in 0..PARENTS {
            let parent =
                domain.split_once('.').map(|(_, parent)| parent).filter(|parent| parent.contains('.'));
            let (Finding::DmarcMissing, Some(parent)) = (judge_dmarc(&records), parent) else { break };
            domain = parent;
            name = format!("_dmarc.{domain}");
            records = self.texts(&name).await;
        }
        let finding = judge_dmarc(&records);
        if finding == Finding::DmarcMissing {
            name = format!("_dmarc.{}", self.domain);
        }
        Checked { name, finding, found: about(records, "v=DMARC1"), wanted: None }
    }

    async fn texts(&self, name: &str) -> Records {
        // With a dot at its end the name is whole: nothing is appended to it.
        match self.resolver.txt_lookup(format!("{name}.")).await {
            Ok(found) => {
                let texts = found.answers().iter().filter_map(|record| match &record.data {
                    RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
                    _ => None,
                });
                Records::Found(texts.collect())
            }
            Err(error) if error.is_no_records_found() => Records::Found(Vec::new()),
            Err(_) => Records::Unknown,
        }
    }
}

/// The texts that concern us; others of the same name (proofs for this and that) are nobody's business.
fn about(records: Records, start: &str) -> Vec<String> {
    let Records::Found(texts) = records else { return Vec::new() };
    let ours = |text: &String| text.to_ascii_lowercase().starts_with(&start.to_ascii_lowercase());
    texts.into_iter().filter(ours).collect()
}
