//! The house stands.

use harness::{App, Database, Process};
use rustix::process::Signal;

#[tokio::test(flavor = "multi_thread")]
async fn the_site_answers_and_is_ready() {
    let app = App::start().await;
    let client = app.client();
    assert_eq!(client.get("/healthz").await.expect_status(200).body, "ok\n");
    assert_eq!(client.get("/readyz").await.expect_status(200).body, "ready\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_program_starts_prints_where_it_is_and_stops_on_ctrl_c() {
    let database = Database::empty().await;
    let mut process = Process::setup().database(&database).start().await;
    assert_eq!(process.client().get("/readyz").await.expect_status(200).body, "ready\n");
    let link = process.link().expect("nobody can sign in yet, so there is a link");
    assert!(link.starts_with(&process.url()), "{link}");
    assert!(process.stop(Signal::INT).await.success(), "{}", process.log());
    database.remove().await;
}
