//! Rules that remind: the list with what comes next, and one of them to be changed.

use super::form::{ConfirmPage, EditPage, Link, Part, Section, Typed};
use super::messages::{add_texts, text_bands};
use super::{AdminFrame, AdminNav};
use crate::Page;
use crate::forms::{Choice, FormErrors};
use crate::texts::T;
use crate::urls::AdminUrls;
use askama::Template;
use jiff::Timestamp;
use plenary_domain::event::Event;
use plenary_domain::reminder::{Anchor, Audience, Rule, RuleKind};
use std::borrow::Cow;

/// One rule in the list.
pub struct RuleLine {
    pub rule: Rule,
    pub href: String,
    /// Whom it would write to now.
    pub people: i64,
    /// Letters that it has sent.
    pub letters: i64,
}

#[derive(Template)]
#[template(path = "admin/rules.html")]
pub struct RulesPage<'a> {
    pub frame: AdminFrame<'a>,
    pub urls: AdminUrls,
    pub event: &'a Event,
    pub now: Timestamp,
    pub rules: Vec<RuleLine>,
}

impl Page for RulesPage<'_> {}

impl RulesPage<'_> {
    fn name(&self, rule: &Rule) -> String {
        rule_name(self.frame.t, rule)
    }

    fn sentence(&self, rule: &Rule) -> String {
        let t = self.frame.t;
        let types = rule.types.iter().map(|of| t.type_of(self.event, of)).collect::<Vec<_>>().join(", ");
        let whom = audience_word(t, rule.audience);
        let whom = if types.is_empty() { whom.into_owned() } else { format!("{whom} ({types})") };
        let time = t.time(rule.at);
        match rule.days {
            0 => t.rule_sentence_on(anchor_word(t, rule.anchor), time, whom),
            days if days < 0 => t.rule_sentence_before(anchor_of(t, rule.anchor), days.abs(), time, whom),
            days => t.rule_sentence_after(anchor_of(t, rule.anchor), days, time, whom),
        }
    }

    /// When it fires next, and to how many.
    fn next(&self, line: &RuleLine) -> String {
        let t = self.frame.t;
        let (at, until) = (line.rule.fires_at(self.event), line.rule.until(self.event));
        let moment = t.moment(at, &self.event.zone());
        if self.now < at {
            t.rule_next(line.people, moment)
        } else if self.now < until {
            t.rule_now(line.people, moment)
        } else {
            t.rule_over(moment)
        }
    }
}

fn rule_name(t: T, rule: &Rule) -> String {
    match rule.kind {
        RuleKind::Arrival => t.rule_arrival().into_owned(),
        RuleKind::ThankYou => t.rule_thank_you().into_owned(),
        RuleKind::Own => {
            let text = rule.texts.language_for(t.lang).and_then(|lang| rule.texts.get(lang));
            text.map_or_else(|| t.rule_own().into_owned(), |text| text.subject.clone())
        }
    }
}

fn anchor_word(t: T, anchor: Anchor) -> Cow<'static, str> {
    match anchor {
        Anchor::Start => t.rule_anchor_start(),
        Anchor::End => t.rule_anchor_end(),
        Anchor::Closes => t.rule_anchor_closes(),
    }
}

/// The same behind "before" and "after".
fn anchor_of(t: T, anchor: Anchor) -> Cow<'static, str> {
    match anchor {
        Anchor::Start => t.rule_of_start(),
        Anchor::End => t.rule_of_end(),
        Anchor::Closes => t.rule_of_closes(),
    }
}

fn audience_word(t: T, audience: Audience) -> Cow<'static, str> {
    match audience {
        Audience::Confirmed => t.rule_audience_confirmed(),
        Audience::Undecided => t.rule_audience_undecided(),
        Audience::WaitingList => t.rule_audience_waiting_list(),
        Audience::Active => t.rule_audience_active(),
    }
}

/// What is saved, as if it had been typed.
pub fn typed_rule(rule: &Rule) -> Typed {
    let mut typed = Typed::default();
    typed.add("on", if rule.on { "yes" } else { "no" });
    typed.add("days", rule.days.abs().to_string());
    typed.add("side", if rule.days > 0 { "after" } else { "before" });
    typed.add("anchor", rule.anchor.code());
    typed.add("at", format!("{:02}:{:02}", rule.at.hour(), rule.at.minute()));
    typed.add("audience", rule.audience.code());
    for of in &rule.types {
        typed.add("types", of.as_str());
    }
    add_texts(&mut typed, &rule.texts);
    typed
}

/// Changing a rule.
pub struct RuleForm<'a> {
    pub event: &'a Event,
    pub rule: &'a Rule,
    pub typed: &'a Typed,
    pub errors: FormErrors,
    pub action: String,
    pub stale: bool,
    pub remove: Option<Link>,
}

pub fn rule_page<'a>(frame: AdminFrame<'a>, form: &RuleForm<'a>) -> EditPage<'a> {
    let t = frame.t;
    let urls = AdminUrls::new(form.event);
    let mut bands = vec![vec![when_section(t, form)], vec![whom_section(t, form)]];
    if form.rule.kind == RuleKind::Own {
        bands.extend(text_bands(t, form.event, form.typed, &form.errors));
    }
    let lead = match form.rule.kind {
        RuleKind::Own => t.message_lead().into_owned(),
        RuleKind::Arrival | RuleKind::ThankYou => t.rule_words_elsewhere().into_owned(),
    };
    let reload = Link::new(form.action.clone(), t.admin_wordings_reload());
    EditPage {
        title: rule_name(t, form.rule),
        lead,
        back: Link::new(urls.rules(), t.admin_rules()),
        action: form.action.clone(),
        hidden: vec![("version", form.rule.version.to_string())],
        errors: form.errors.clone(),
        warning: form.stale.then(|| (t.admin_wordings_stale().into_owned(), reload)),
        bands,
        save: t.rule_save().into_owned(),
        remove: form.remove.clone(),
        frame,
    }
    .in_order()
}

fn when_section(t: T, form: &RuleForm<'_>) -> Section {
    let typed = form.typed;
    let one = |name: &str| form.errors.field(name, typed.one(name));
    let choice = |name: &'static str| {
        move |value: &str, label: Cow<'static, str>| Choice::new(value, label, typed.one(name) == value)
    };
    let on = choice("on");
    let switch = vec![on("yes", t.rule_on()), on("no", t.rule_off())];
    let side = choice("side");
    let sides = vec![side("before", t.rule_before()), side("after", t.rule_after())];
    let anchor = choice("anchor");
    let anchors = Anchor::ALL.iter().map(|of| anchor(of.code(), anchor_of(t, *of))).collect();
    Section::new(t.rule_when())
        .hint(t.rule_when_hint())
        .ask(Part::radios(one("on"), t.rule_switch(), switch))
        .ask_all(vec![
            Part::short(one("days"), t.rule_days()),
            Part::select(one("side"), t.rule_side(), None, sides),
            Part::select(one("anchor"), t.rule_anchor(), None, anchors),
        ])
        .ask(Part::short(one("at"), t.rule_at()))
}

fn whom_section(t: T, form: &RuleForm<'_>) -> Section {
    let typed = form.typed;
    let audience = Audience::ALL
        .iter()
        .map(|of| Choice::new(of.code(), audience_word(t, *of), typed.one("audience") == of.code()));
    let kinds = form.event.types.iter().map(|of| {
        let code = of.code.as_str();
        Choice::new(code, t.representation_type(of), typed.has("types", code))
    });
    let one = |name: &str| form.errors.field(name, typed.one(name));
    Section::new(t.rule_whom())
        .ask(Part::radios(one("audience"), t.rule_audience(), audience.collect()))
        .ask(Part::boxes(one("types"), t.rule_types(), kinds.collect()).hint(t.rule_types_hint()).optional())
}

/// Asks before a rule is deleted.
pub fn ask_to_remove<'a>(frame: AdminFrame<'a>, event: &Event, rule: &Rule, which: &str) -> ConfirmPage<'a> {
    let (t, urls) = (frame.t, AdminUrls::new(event));
    ConfirmPage {
        title: rule_name(t, rule),
        text: t.rule_remove_text().into_owned(),
        back: Link::new(urls.rule(which), t.admin_rules()),
        action: format!("{}/remove", urls.rule(which)),
        yes: (rule.kind == RuleKind::Own).then(|| t.rule_remove().into_owned()),
        no: t.message_not_yet().into_owned(),
        frame,
    }
}
