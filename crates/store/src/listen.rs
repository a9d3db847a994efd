//! LISTEN on a connection of its own, for ever.
//!
//! PostgreSQL keeps no notice for somebody who was away, so that [`Notice::Reconnected`] comes after each gap and
//! once at the start: whoever caches drops everything then. A question every half minute finds a connection that
//! is dead without having been closed.

use crate::connection::Connector;
use futures_util::stream::poll_fn;
use futures_util::{FutureExt, StreamExt};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio_postgres::AsyncMessage;

/// What was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Listening (again): anything may have happened before.
    Reconnected,
    Told {
        channel: String,
        payload: String,
    },
}

const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
const HEARTBEAT: Duration = Duration::from_secs(30);
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

pub(crate) async fn listen(
    connector: Arc<Connector>,
    channels: &'static [&'static str],
    on: UnboundedSender<Notice>,
) {
    let mut pause = FIRST_PAUSE;
    while !on.is_closed() {
        let home = connector.home().clone();
        let (link, to) = (Arc::clone(&connector), on.clone());
        let listened = home.spawn(async move { once(&link, channels, &to).await }).await;
        match listened {
            Ok(Ok(())) => pause = FIRST_PAUSE,
            Ok(Err(error)) => tracing::warn!(%error, "listening to the database failed"),
            Err(error) => tracing::warn!(%error, "listening to the database ended"),
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = on.closed() => return,
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Listens until the connection ends, which after a good beginning is no error.
async fn once(
    connector: &Connector,
    channels: &[&'static str],
    on: &UnboundedSender<Notice>,
) -> Result<(), tokio_postgres::Error> {
    let (client, mut connection) = connector.raw().await?;
    let mut messages = poll_fn(move |cx| connection.poll_message(cx)).fuse();
    // The names are constants of the program, and LISTEN takes no parameters.
    let listen =
        channels.iter().map(|channel| format!("LISTEN \"{channel}\"")).collect::<Vec<_>>().join("; ");
    let mut question = tokio::time::timeout(ANSWER_WITHIN, client.batch_execute(&listen)).boxed().fuse();
    let mut begun = false;
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    heartbeat.reset();
    loop {
        tokio::select! {
            message = messages.next() => match message {
                Some(Ok(AsyncMessage::Notification(told))) => {
                    let notice = Notice::Told { channel: told.channel().to_owned(), payload: told.payload().to_owned() };
                    if on.send(notice).is_err() {
                        return Ok(());
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return if begun { Ok(()) } else { Err(error) },
                None => return Ok(()),
            },
            answer = &mut question => match answer {
                Ok(Ok(())) => {
                    if !begun && on.send(Notice::Reconnected).is_err() {
                        return Ok(());
                    }
                    begun = true;
                }
                Ok(Err(error)) => return if begun { Ok(()) } else { Err(error) },
                Err(_) => return Ok(()),
            },
            _ = heartbeat.tick() => {
                question = tokio::time::timeout(ANSWER_WITHIN, client.batch_execute("SELECT 1")).boxed().fuse();
            }
            () = on.closed() => return Ok(()),
        }
    }
}
