//! A form as a browser sees it: only fields that are on the page can be filled, only choices that are offered chosen.
//! A page that lacks a field therefore fails the story.

use crate::page::{selector, words};
use scraper::{ElementRef, Html};

#[derive(Debug, Clone)]
enum Control {
    /// Typed into; hidden ones are not.
    Text { value: String, hidden: bool },
    /// A check box or radio button.
    Tick { value: String, on: bool, radio: bool },
    /// One of several.
    Select { value: String, offered: Vec<String> },
    /// A button that says something when pressed.
    Button { value: String },
}

/// A form that was taken from a page.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    /// In small letters.
    pub method: String,
    controls: Vec<(String, Control)>,
    pressed: Option<(String, String)>,
    forged: Vec<(String, String)>,
}

impl Form {
    pub(crate) fn read(html: &Html, form: ElementRef<'_>, path: &str) -> Self {
        let action = form.attr("action").filter(|action| !action.is_empty()).unwrap_or(path).to_owned();
        let method = form.attr("method").unwrap_or("get").to_lowercase();
        // Fields may stand outside and name their form.
        let own = form.attr("id");
        let belongs = |field: &ElementRef<'_>| match field.attr("form") {
            Some(id) => Some(id) == own,
            None => field.ancestors().any(|ancestor| ancestor.id() == form.id()),
        };
        let fields = selector("input[name], select[name], textarea[name], button[name]");
        let usable = html.select(&fields).filter(|field| belongs(field) && field.attr("disabled").is_none());
        let named = |field: ElementRef<'_>| Some((field.attr("name")?.to_owned(), control(field)?));
        let controls = usable.filter_map(named).collect();
        Self { action, method, controls, pressed: None, forged: Vec::new() }
    }

    pub fn has(&self, name: &str) -> bool {
        self.controls.iter().any(|(n, _)| n == name)
    }

    /// What stands in a field, or which choice is taken.
    pub fn value(&self, name: &str) -> String {
        let on = |control: &Control| match control {
            Control::Text { value, .. } | Control::Select { value, .. } => Some(value.clone()),
            Control::Tick { value, on, .. } => on.then(|| value.clone()),
            Control::Button { .. } => None,
        };
        self.known(name);
        self.controls
            .iter()
            .filter(|(n, _)| n == name)
            .find_map(|(_, control)| on(control))
            .unwrap_or_default()
    }

    /// The choices of a select or of radio buttons.
    pub fn offered(&self, name: &str) -> Vec<String> {
        let mine = self.controls.iter().filter(|(n, _)| n == name);
        mine.flat_map(|(_, control)| match control {
            Control::Select { offered, .. } => offered.clone(),
            Control::Tick { value, .. } | Control::Button { value } => vec![value.clone()],
            Control::Text { .. } => Vec::new(),
        })
        .collect()
    }

    /// Types into a field, or chooses one of what a select or radio buttons offer.
    pub fn set(&mut self, name: &str, wanted: &str) -> &mut Self {
        self.known(name);
        let mut done = false;
        for (_, control) in self.controls.iter_mut().filter(|(n, _)| n == name) {
            match control {
                Control::Text { value, hidden: false } => {
                    wanted.clone_into(value);
                    done = true;
                }
                Control::Select { value, offered } if offered.iter().any(|offer| offer == wanted) => {
                    wanted.clone_into(value);
                    done = true;
                }
                Control::Tick { value, on, radio: true } => {
                    *on = value == wanted;
                    done |= *on;
                }
                _ => {}
            }
        }
        assert!(
            done,
            "{name} of {} can't be set to {wanted:?}; offered: {:?}",
            self.action,
            self.offered(name)
        );
        self
    }

    /// Ticks a box.
    pub fn tick(&mut self, name: &str, wanted: &str) -> &mut Self {
        self.switch(name, wanted, true)
    }

    pub fn untick(&mut self, name: &str, wanted: &str) -> &mut Self {
        self.switch(name, wanted, false)
    }

    fn switch(&mut self, name: &str, wanted: &str, to: bool) -> &mut Self {
        let offered = self.offered(name);
        let fits = |control: &&mut (String, Control)| {
            control.0 == name
                && matches!(&control.1, Control::Tick { value, radio: false, .. } if value == wanted)
        };
        match self.controls.iter_mut().find(fits) {
            Some((_, Control::Tick { on, .. })) => *on = to,
            _ => panic!("no box {name}={wanted} in {}; offered: {offered:?}", self.action),
        }
        self
    }

    /// Sends the form by this button.
    pub fn press(&mut self, name: &str, wanted: &str) -> &mut Self {
        let offered = self.offered(name);
        let is = |control: &Control| matches!(control, Control::Button { value } if value == wanted);
        let there = self.controls.iter().any(|(n, control)| n == name && is(control));
        assert!(there, "no button {name}={wanted} in {}; offered: {offered:?}", self.action);
        self.pressed = Some((name.to_owned(), wanted.to_owned()));
        self
    }

    /// What no browser would do: replaces whatever is there, or adds a field that the page does not have.
    pub fn forge(&mut self, name: &str, value: &str) -> &mut Self {
        self.controls.retain(|(n, _)| n != name);
        self.forged.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Everything that would be sent.
    pub fn fields(&self) -> Vec<(String, String)> {
        let sent = |control: &Control| match control {
            Control::Text { value, .. } | Control::Select { value, .. } => Some(value.clone()),
            Control::Tick { value, on, .. } => on.then(|| value.clone()),
            Control::Button { .. } => None,
        };
        let own = self.controls.iter().filter_map(|(name, control)| Some((name.clone(), sent(control)?)));
        own.chain(self.pressed.clone()).chain(self.forged.clone()).collect()
    }

    fn known(&self, name: &str) {
        let names: Vec<&String> = self.controls.iter().map(|(n, _)| n).collect();
        assert!(self.has(name), "no field {name} in {}; there are {names:?}", self.action);
    }
}

fn control(field: ElementRef<'_>) -> Option<Control> {
    let value = |otherwise: &str| field.attr("value").unwrap_or(otherwise).to_owned();
    let kind = field.attr("type").unwrap_or("").to_lowercase();
    Some(match field.value().name() {
        "textarea" => {
            let text = field.text().collect::<String>();
            Control::Text { value: text.strip_prefix('\n').unwrap_or(&text).to_owned(), hidden: false }
        }
        "select" => select(field),
        "button" if matches!(kind.as_str(), "" | "submit") => Control::Button { value: value("") },
        "input" => match kind.as_str() {
            "checkbox" | "radio" => Control::Tick {
                value: value("on"),
                on: field.attr("checked").is_some(),
                radio: kind == "radio",
            },
            "submit" => Control::Button { value: value("") },
            "button" | "image" | "reset" | "file" => return None,
            _ => Control::Text { value: value(""), hidden: kind == "hidden" },
        },
        _ => return None,
    })
}

fn select(field: ElementRef<'_>) -> Control {
    let all = selector("option:not([disabled])");
    let value = |option: ElementRef<'_>| option.attr("value").map_or_else(|| words(option), str::to_owned);
    let offered: Vec<String> = field.select(&all).map(value).collect();
    let chosen = field.select(&all).find(|option| option.attr("selected").is_some()).map(value);
    Control::Select { value: chosen.or_else(|| offered.first().cloned()).unwrap_or_default(), offered }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<form id="f" action="/x" method="post"><input type="hidden" name="csrf" value="t">
        <input name="email" value="a@b"><textarea name="note">
two
lines</textarea><input type="radio" name="type" value="a"><input type="radio" name="type" value="b" checked>
        <input type="checkbox" name="food" value="halal"><input name="off" disabled value="1">
        <select name="state"><option value="">-</option><option value="KZ" selected>Kazakhstan</option></select>
        <button name="do" value="next">Next</button></form><input name="outside" form="f" value="o">"#;

    fn form() -> Form {
        let html = Html::parse_document(PAGE);
        let found = html.select(&selector("form")).next().unwrap();
        Form::read(&html, found, "/here")
    }

    #[test]
    fn an_untouched_form_sends_what_a_browser_would() {
        let fields = form().fields();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let note = ("note", "two\nlines");
        let wanted =
            [("csrf", "t"), ("email", "a@b"), note, ("type", "b"), ("state", "KZ"), ("outside", "o")];
        assert_eq!(fields, wanted);
    }

    #[test]
    fn what_is_filled_in_is_sent() {
        let mut form = form();
        form.set("email", "c@d").set("type", "a").set("state", "").tick("food", "halal").press("do", "next");
        form.forge("status", "confirmed");
        for (name, value) in [
            ("email", "c@d"),
            ("type", "a"),
            ("state", ""),
            ("food", "halal"),
            ("do", "next"),
            ("status", "confirmed"),
        ] {
            assert!(form.fields().contains(&(name.to_owned(), value.to_owned())), "{name}");
        }
    }

    #[test]
    #[should_panic(expected = "no field phone")]
    fn a_field_that_is_not_there_can_not_be_filled() {
        form().set("phone", "1");
    }

    #[test]
    #[should_panic(expected = "can't be set to \"XX\"")]
    fn a_choice_that_is_not_offered_can_not_be_made() {
        form().set("state", "XX");
    }
}
