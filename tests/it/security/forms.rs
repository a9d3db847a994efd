//! Forms as a browser reads, fills in and sends them.

use harness::{Client, Page};
use scraper::{ElementRef, Selector};
use std::collections::BTreeMap;

/// Names and values as a browser would send them.
pub(crate) type Fields = Vec<(String, String)>;

/// All forms of a page that are sent by POST, with where they go to.
pub(crate) fn forms(page: &Page) -> Vec<(String, Fields)> {
    let select = |css: &str| Selector::parse(css).unwrap();
    let html = page.html();
    let mut found = Vec::new();
    for form in html.select(&select("form[method=post]")) {
        let path = form.attr("action").unwrap_or(page.url.path()).split('?').next().unwrap_or_default();
        let mut fields: Fields = Vec::new();
        for field in form.select(&select("input[name], select[name], textarea[name]")) {
            fields.extend(field.attr("name").map(str::to_owned).zip(value(field)));
        }
        let button = form.select(&select("button[name]")).next();
        fields.extend(button.and_then(|b| Some((b.attr("name")?.to_owned(), b.attr("value")?.to_owned()))));
        found.push((path.to_owned(), fields));
    }
    found
}

fn value(field: ElementRef<'_>) -> Option<String> {
    let value = field.attr("value").unwrap_or_default().to_owned();
    match field.value().name() {
        "textarea" => Some(field.text().collect::<String>().trim().to_owned()),
        "select" => {
            let options = Selector::parse("option").unwrap();
            let chosen = field.select(&options).find(|option| option.attr("selected").is_some());
            let chosen = chosen.or_else(|| field.select(&options).next())?;
            Some(chosen.attr("value").unwrap_or_default().to_owned())
        }
        _ if matches!(field.attr("type"), Some("checkbox" | "radio")) => field.attr("checked").map(|_| value),
        _ => Some(value),
    }
}

/// The forms that pages of these addresses offer, by where they go to: the first one for each address.
pub(crate) async fn record(client: &Client, addresses: &[String]) -> BTreeMap<String, Fields> {
    let mut all = BTreeMap::new();
    for address in addresses {
        for (path, fields) in forms(&client.get(address).await) {
            all.entry(path).or_insert(fields);
        }
    }
    all
}

/// These fields with some of them replaced or added.
pub(crate) fn with(fields: &Fields, changes: &[(&str, &str)]) -> Fields {
    let mut fields: Fields =
        fields.iter().filter(|(name, _)| changes.iter().all(|(n, _)| n != name)).cloned().collect();
    fields.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    fields
}

pub(crate) async fn post(client: &Client, path: &str, fields: &Fields) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    client.post(path, &fields).await
}

/// Walks the whole form as a browser would; `extra` goes along with every step. Gives the secret of the status page.
pub(crate) async fn register_by_form(
    client: &Client,
    slug: &str,
    name: &str,
    extra: &[(&str, &str)],
) -> String {
    let email = format!("{name}@example.org");
    let send = async |path: &str, fields: &[(&str, &str)]| {
        let page = client.post(path, &[extra, fields].concat()).await.expect_status(303);
        page.location()
    };
    let start = format!("/en/{slug}/register");
    let mut to = send(&start, &[("email", &email), ("language", "en")]).await;
    let steps: [&[(&str, &str)]; 5] = [
        &[("given", name), ("family", "Delegate")],
        &[("type", "academia"), ("organisation", "Institute"), ("position", "Fellow")],
        &[],
        &[],
        &[("notice", "yes")],
    ];
    for fields in steps {
        to = send(&to, fields).await;
    }
    let secret = to.split("/r/").nth(1).unwrap_or_else(|| panic!("{to} is no status page"));
    secret.split(['?', '/']).next().unwrap_or_default().to_owned()
}
