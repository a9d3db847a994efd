//! Options of which there are only so many, as delegates meet them.

use crate::form::{ask, send, step_of};
use crate::security::world::question;
use harness::App;
use plenary_domain::registration::QuestionKind;

#[tokio::test(flavor = "multi_thread")]
async fn the_last_place_of_an_option_goes_once_and_whoever_is_late_chooses_again() {
    let app = App::start().await;
    let event = app.event("almaty").create().await;
    let mut coming = question("own_coming", QuestionKind::OneOf);
    coming.options[0].places = Some(1);
    ask(&app, &event, vec![coming]).await;
    let (first, second) = (app.client(), app.client());
    let mut checks = Vec::new();
    for delegate in [&first, &second] {
        let mut form = step_of(delegate, &event, "needs").await.form("main form");
        let bus = form.offered("own_coming")[0].clone();
        form.set("own_coming", &bus);
        checks.push(delegate.follow(&delegate.send(form).await.expect_status(303)).await);
    }
    assert!(send(&first, &checks[0]).await.text("dl.pairs").contains("bus"));
    let mut form = checks[1].form("main form");
    form.tick("notice", "yes");
    let late = second.send(form).await;
    let late = if late.status == 303 { second.follow(&late).await } else { late };
    assert!(
        late.text("main").contains("Every place is taken. Choose something else"),
        "{}",
        late.text("main")
    );
    let needs = step_of(&app.client(), &event, "needs").await;
    assert!(needs.text("main").contains("No place left"), "{}", needs.text("main"));
}
