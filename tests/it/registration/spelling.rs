//! Latin spellings beside the fields of a name: said, offered, and never written by themselves.

use super::delegate::Delegate;
use harness::{App, Page};

fn hint(page: &Page, field: &str) -> String {
    page.text(&format!("[id='{field}-hint']"))
}

fn offers(page: &Page, field: &str, spelling: &str) -> bool {
    page.has(&format!("input[id='{field}'][list='{field}-options']"))
        && page.has(&format!("datalist[id='{field}-options'] option[value='{spelling}']"))
}

#[tokio::test(flavor = "multi_thread")]
async fn latin_spellings_are_said_and_offered_and_what_was_typed_stays() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let delegate = Delegate::new(app.client(), &event, "zarina");
    let client = &delegate.client;
    let about = delegate.begin().await;
    let empty = client.get(&about).await.expect_status(200);
    assert!(!empty.has("datalist") && !hint(&empty, "family").contains("Latin letters is often"));

    // In the wrong script: the error, and beside it what it may be in the right one.
    let wrong = client.fill(&empty, &[("given", "Zarina"), ("family", "Шакеева")]).await.expect_status(422);
    assert!(hint(&wrong, "family").contains("“Шакеева” in Latin letters is often: Shakeeva, Shakeyeva."));
    assert!(hint(&wrong, "family").contains("we change nothing"));
    assert!(offers(&wrong, "family", "Shakeeva") && offers(&wrong, "family", "Shakeyeva"));
    assert!(!hint(&wrong, "given").contains("is often") && !offers(&wrong, "given", "Zarina"));
    assert_eq!(wrong.attr("#family", "value"), "Шакеева", "what was typed stays");

    // Another spelling than any that is usual is saved as it is, and said beside the field when one comes back.
    let names = [("family", "Shakeva"), ("name_native", "Шакеева Зарина")];
    client.fill(&wrong, &names).await.expect_status(303);
    let again = client.get(&about).await.expect_status(200);
    assert_eq!(again.attr("#family", "value"), "Shakeva");
    assert!(hint(&again, "family").contains("Shakeeva Zarina, Shakeyeva Zarina"));
    assert!(offers(&again, "family", "Shakeyeva") && offers(&again, "family", "Zarina"));
    assert!(!hint(&again, "given").contains("is often"));

    // A usual one needs no word.
    client.fill(&again, &[("family", "Shakeyeva")]).await.expect_status(303);
    let calm = client.get(&about).await.expect_status(200);
    assert!(!calm.has("datalist") && !hint(&calm, "family").contains("is often"));
    assert_eq!(calm.attr("#family", "value"), "Shakeyeva");
}
