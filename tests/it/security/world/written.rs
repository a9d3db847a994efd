//! What organisers have written.

use harness::App;
use plenary_domain::letter::LetterKind;
use plenary_domain::message::{MessageText, MessageTexts, Purpose};
use plenary_domain::reminder::{Rule, RuleKind};
use plenary_domain::wording::{Wording, WordingKey};
use plenary_domain::{Actor, Event, Lang};
use plenary_store::NewMessage;
use std::collections::BTreeMap;

/// A wording in two versions, two messages that have not left, and a reminder that is off.
pub(super) async fn what_organisers_write(
    app: &App,
    event: &Event,
    canary: &str,
) -> BTreeMap<&'static str, String> {
    let (store, act) = (&app.store, || app.act(Actor::System));
    let key = WordingKey { kind: LetterKind::Expired, representation_type: None, language: Lang::En };
    for version in 0..2 {
        let subject = format!("{canary} {version}");
        let wording = Wording { subject, ..Wording::default() };
        store.save_wording(act(), event.id, key.clone(), (version, wording)).await.unwrap();
    }
    let text = MessageText { subject: canary.to_owned(), body: "At nine".to_owned() };
    let texts = MessageTexts([(Lang::En, text)].into());
    let mut ids = Vec::new();
    for _ in 0..2 {
        // By name, so that whoever else registers in a story changes nothing.
        let list = format!("status=all&q={canary}");
        let new = NewMessage { purpose: Purpose::Event, list, texts: texts.clone() };
        ids.push(store.save_message(act(), event.id, None, new).await.unwrap().to_string());
    }
    let rule = Rule::ready_made(uuid::Uuid::nil().into(), RuleKind::Own);
    let rule = store.save_rule(act(), event.id, Rule { version: 0, texts, ..rule }).await.unwrap();
    let ids = ["message", "draft_message"].into_iter().zip(ids);
    ids.chain([("kind", key.kind.code().to_owned()), ("rule", rule.to_string())]).collect()
}
