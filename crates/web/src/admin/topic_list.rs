//! Topics that come with the program, added to an event.

use super::agenda::Loaded;
use crate::error::WebError;
use crate::forms::RawForm;
use crate::respond;
use crate::sign_in::{DeskCtx, with_notice};
use actix_web::{HttpResponse, web};
use plenary_pages::admin::topic_list::TopicListPage;
use plenary_pages::admin::{AdminFrame, AdminNav, NoticeKind};
use plenary_pages::texts::topics::{ListedTopic, listed_topics};
use plenary_pages::urls::AdminUrls;
use plenary_store::CommandError;

pub(crate) async fn page(desk: DeskCtx, path: web::Path<String>) -> Result<HttpResponse, WebError> {
    let event = desk.run(&path).await?;
    let loaded = Loaded::of(&desk, &event).await?;
    let shown = desk.desk(Some(&event));
    let frame = AdminFrame::new(&shown, AdminNav::Agenda).of(&event, loaded.to_decide);
    respond::page(&TopicListPage::new(frame, &event, loaded.agenda()))
}

pub(crate) async fn add(
    desk: DeskCtx,
    path: web::Path<String>,
    form: RawForm,
) -> Result<HttpResponse, WebError> {
    desk.check(&form)?;
    let event = desk.run(&path).await?;
    let chosen: Vec<&str> = form.all("topic").collect();
    let topics = listed_topics().iter().filter(|topic| chosen.contains(&topic.code));
    let topics: Vec<_> = topics.map(ListedTopic::input).collect();
    let (t, urls) = (desk.t(), AdminUrls::new(&event));
    if topics.is_empty() {
        let text = t.admin_topic_list_none();
        return Ok(with_notice(&desk.ctx, &urls.topics_from_list(), NoticeKind::Warning, &text));
    }
    let (store, act, id) = (desk.ctx.site.store.clone(), desk.act(), event.id);
    match desk.ctx.write(async move { store.add_topics(act, id, topics).await }).await? {
        Ok(added) => {
            let text = t.admin_topic_list_added(added);
            Ok(with_notice(&desk.ctx, &urls.topics(), NoticeKind::Good, &text))
        }
        Err(CommandError::Refused(_)) => Err(WebError::NotFound),
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}
