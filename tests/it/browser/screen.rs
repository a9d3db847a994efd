//! A real browser on the site: what a person does with it, and what is wrong with the pages that it shows.

use harness::{App, Chromedriver};
use serde_json::{Value, json};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel};
use tokio::sync::{Semaphore, SemaphorePermit};

const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=en",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
    "--window-size=1280,900",
];
/// Of the standard, and what axe's authors recommend besides.
const AXE: &str = "const done = arguments[arguments.length - 1];
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const each = (v) => `${v.id}: ${v.help}: ` + v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join('; ');
    axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
        .then((found) => done(found.violations.map(each)), (error) => done([`axe: ${error}`]));";
/// What reaches over the right edge, if one can scroll there.
const TOO_WIDE: &str = "const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    const over = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > edge + 0.5);
    return [`${edge} px wide scrolls to ${document.documentElement.scrollWidth}: ` +
        over.slice(0, 5).map((e) => `${e.tagName}.${e.className.baseVal ?? e.className}`).join(', ')];";
/// Pages that say what is wrong with a form, or what has been changed meanwhile, have these.
const REFUSALS: [&str; 2] = ["responded with a status of 422", "responded with a status of 409"];
/// For a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);

/// So many browsers at once do not keep each other waiting.
static TURNS: Semaphore = Semaphore::const_new(2);

/// One window. The fields are dropped in this order: first the window, then its driver.
pub(crate) struct Screen {
    driver: WebDriver,
    site: String,
    axe: String,
    found: Mutex<Vec<String>>,
    _chromedriver: Chromedriver,
    _turn: SemaphorePermit<'static>,
}

impl Screen {
    /// `None` where no browser is installed, which has been said.
    pub(crate) async fn open(app: &App) -> Option<Self> {
        Self::with_preferences(app, json!({})).await
    }

    pub(crate) async fn without_javascript(app: &App) -> Option<Self> {
        let off = json!({ "profile.managed_default_content_settings.javascript": 2 });
        let screen = Self::with_preferences(app, off).await?;
        let page = "data:text/html,<title>off</title><script>document.title = 'on'</script>";
        screen.driver.goto(page).await.expect("a page");
        assert_eq!(screen.driver.title().await.expect("a title"), "off");
        Some(screen)
    }

    async fn with_preferences(app: &App, preferences: Value) -> Option<Self> {
        let turn = TURNS.acquire().await.expect("never closed");
        let chromedriver = Chromedriver::start()?;
        let mut wanted = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            wanted.add_arg(argument).unwrap();
        }
        wanted.add_arg(&format!("--user-data-dir={}", chromedriver.profile().display())).unwrap();
        wanted.add_experimental_option("prefs", preferences).unwrap();
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        let driver = WebDriver::new(chromedriver.url(), wanted).await.expect("a browser");
        driver.set_script_timeout(PATIENCE).await.expect("patience");
        let screen = Self {
            driver,
            site: app.url(),
            axe: Chromedriver::axe(),
            found: Mutex::default(),
            _chromedriver: chromedriver,
            _turn: turn,
        };
        screen.dark(false).await;
        Some(screen)
    }

    /// Closes the window; fails if anything was wrong with any page.
    pub(crate) async fn close(self) {
        let found = std::mem::take(&mut *self.found.lock().unwrap());
        self.driver.clone().quit().await.expect("it closes");
        assert!(found.is_empty(), "{} things are wrong:\n{}", found.len(), found.join("\n"));
    }

    pub(crate) async fn goto(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.site)).await.unwrap_or_else(|e| panic!("{path}: {e}"));
    }

    /// What is wrong with a page from elsewhere.
    pub(crate) async fn look_at(&self, url: &str) -> Vec<String> {
        self.driver.goto(url).await.expect("a page");
        self.check_both().await;
        std::mem::take(&mut *self.found.lock().unwrap())
    }

    /// The path of the page.
    pub(crate) async fn path(&self) -> String {
        self.driver.current_url().await.expect("an address").path().to_owned()
    }

    async fn element(&self, css: &str) -> WebElement {
        let found = self.driver.find(By::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("no {css} on {}: {error}", self.path().await),
        }
    }

    pub(crate) async fn text(&self, css: &str) -> String {
        self.element(css).await.text().await.expect("text")
    }

    pub(crate) async fn has(&self, css: &str) -> bool {
        !self.driver.find_all(By::Css(css)).await.expect("a page").is_empty()
    }

    pub(crate) async fn value(&self, name: &str) -> String {
        let value = self.element(&format!("main [name='{name}']")).await.value().await;
        value.expect("a field").unwrap_or_default()
    }

    /// Types into a field instead of what is in it.
    pub(crate) async fn write(&self, name: &str, text: &str) {
        let field = self.element(&format!("main [name='{name}']")).await;
        field.clear().await.expect("it can be emptied");
        field.send_keys(text).await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    pub(crate) async fn click(&self, css: &str) {
        self.element(css).await.click().await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Keys for whatever has the focus.
    pub(crate) async fn press(&self, keys: &str) {
        let focused = self.driver.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.unwrap_or_else(|error| panic!("{keys:?}: {error}"));
    }

    /// Clicks what leads to another page, and waits until the present one is gone.
    pub(crate) async fn leave_by(&self, css: &str) {
        let page = self.element("html").await;
        self.click(css).await;
        let begun = Instant::now();
        while page.tag_name().await.is_ok() {
            assert!(begun.elapsed() < PATIENCE, "{css} leads nowhere from {}", self.path().await);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.until("return document.readyState === 'complete'").await;
    }

    /// Waits until a script says yes.
    pub(crate) async fn until(&self, script: &str) {
        let begun = Instant::now();
        while self.run(script).await != Value::Bool(true) {
            assert!(begun.elapsed() < PATIENCE, "{} is never so: {script}", self.path().await);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Puts the focus on something.
    pub(crate) async fn focus(&self, css: &str) {
        self.run(&format!("document.querySelector(`{css}`).focus(); return true")).await;
    }

    async fn run(&self, script: &str) -> Value {
        let answer = self.driver.execute(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// As if the person had asked the system for it.
    async fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    async fn devtools(&self, method: &str, parameters: Value) {
        self.driver.cdp().send_raw(method, parameters).await.unwrap_or_else(|e| panic!("{method}: {e}"));
    }

    /// What is wrong with this page is said at the end.
    pub(crate) async fn check(&self) {
        let mut found = self.axe("light").await;
        found.extend(self.too_wide().await);
        found.extend(self.complaints().await);
        let path = self.path().await;
        self.found.lock().unwrap().extend(found.iter().map(|what| format!("{path}: {what}")));
    }

    /// The same, and in the dark.
    pub(crate) async fn check_both(&self) {
        self.check().await;
        self.dark(true).await;
        self.until("return matchMedia('(prefers-color-scheme: dark)').matches").await;
        let found = self.axe("dark").await;
        self.dark(false).await;
        let path = self.path().await;
        self.found.lock().unwrap().extend(found.iter().map(|what| format!("{path}: {what}")));
    }

    async fn axe(&self, scheme: &str) -> Vec<String> {
        if self.run("return typeof axe === 'undefined'").await == Value::Bool(true) {
            self.driver.execute(self.axe.as_str(), Vec::new()).await.expect("axe is put into the page");
        }
        let answer = self.driver.execute_async(AXE, Vec::new()).await.expect("axe runs");
        strings(answer.json()).into_iter().map(|what| format!("{scheme}, {what}")).collect()
    }

    /// On a telephone.
    async fn too_wide(&self) -> Vec<String> {
        let telephone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", telephone).await;
        self.until("return innerWidth === 390").await;
        let found = strings(&self.run(TOO_WIDE).await);
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await;
        self.until("return innerWidth > 390").await;
        found
    }

    /// What the browser has written into its console since the last time.
    async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.expect("a console");
        let serious = log.into_iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        let others = serious.filter(|entry| !REFUSALS.iter().any(|status| entry.message.contains(status)));
        others.map(|entry| format!("console: {}", entry.message)).collect()
    }
}

fn strings(list: &Value) -> Vec<String> {
    let items = list.as_array().unwrap_or_else(|| panic!("no list: {list}"));
    items.iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}
