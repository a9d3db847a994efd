//! A database for each test, copied from a template that has every migration.

use crate::Postgres;
use plenary_store::{Store, StoreOptions};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio_postgres::{Client, NoTls};

const TEMPLATE: &str = "template_of_tests";
static COUNT: AtomicU32 = AtomicU32::new(0);

/// Its name and where it is. [`Database::remove`] drops it; at the end of the process all are gone anyway.
#[derive(Clone)]
pub struct Database {
    name: String,
    server: &'static Postgres,
}

impl Database {
    /// On the server that all share.
    pub async fn new() -> Self {
        Self::on(Postgres::shared()).await
    }

    pub async fn on(server: &'static Postgres) -> Self {
        server.template.get_or_init(|| make_template(server)).await;
        let name = format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed));
        // Written to the log and copied in memory: several times as fast as the copy of files, which needs a
        // checkpoint before and after.
        execute(server, &format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY WAL_LOG")).await;
        Self { name, server }
    }

    /// Without any migration.
    pub async fn empty() -> Self {
        let (name, server) = (format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed)), Postgres::shared());
        execute(server, &format!("CREATE DATABASE {name} STRATEGY WAL_LOG")).await;
        Self { name, server }
    }

    pub fn url(&self) -> String {
        self.server.url(&self.name)
    }

    /// A connection of the test's own, for questions that the program does not ask.
    pub async fn connect(&self) -> Client {
        connect(&self.url()).await
    }

    pub async fn remove(self) {
        execute(self.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await;
    }
}

async fn make_template(server: &Postgres) {
    execute(server, &format!("DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")).await;
    execute(server, &format!("CREATE DATABASE {TEMPLATE} STRATEGY WAL_LOG")).await;
    let store = Store::connect(StoreOptions::new(server.url(TEMPLATE))).await.expect("the template answers");
    store.migrate().await.expect("the migrations apply");
}

async fn execute(server: &Postgres, statement: &str) {
    let client = connect(&server.url("postgres")).await;
    client.batch_execute(statement).await.unwrap_or_else(|error| panic!("{statement}: {error:?}"));
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("PostgreSQL answers");
    tokio::spawn(connection);
    client
}
