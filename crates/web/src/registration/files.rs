//! Files in a step of the form: kept as soon as they are sent, whatever is wrong with the rest of the step, so that nobody
//! looks for them twice. One that is refused says so beside its field and leaves the former one where it is.

use crate::ctx::Ctx;
use crate::error::WebError;
use crate::uploads::{Made, Posted, Upload, document, photo};
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::file::{FileOwner, KeptFile, MAX_BYTES, Purpose};
use plenary_domain::ids::{EventId, FileId};
use plenary_domain::registration::{FormFacts, Question, QuestionKind, RawAnswers, Step};
use plenary_pages::T;
use plenary_pages::public::SentFile;
use plenary_store::{CommandError, KeepFileRefused, NewFile, StoreError};

/// Whose form it is, and what came with it.
pub(super) struct Sending<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) lang: Lang,
    pub(super) event: EventId,
    pub(super) owner: FileOwner,
    pub(super) posted: &'a Posted,
}

/// Fields with the sentences that say why their files are refused.
pub(super) type Refused = Vec<(String, String)>;

/// The tick beside a file that was sent.
fn is_dropped(posted: &Posted, key: &str) -> bool {
    posted.form.all("remove").any(|other| other == key)
}

impl Sending<'_> {
    /// Keeps and takes away the files of one step. Where `waits`, the present one stays until an organiser has agreed to
    /// the other.
    pub(super) async fn take(
        &self,
        step: Step,
        facts: &FormFacts,
        raw: &mut RawAnswers,
        waits: impl Fn(&str) -> bool,
    ) -> Result<Result<Refused, StoreError>, WebError> {
        let asked: Vec<Question> = facts
            .asked(raw)
            .into_iter()
            .filter(|question| question.step == step && question.kind.is_file())
            .cloned()
            .collect();
        let mut refused = Vec::new();
        for question in asked {
            let wanted = waits(&question.key) && !raw.one(&question.key).is_empty();
            match self.posted.file(&question.key) {
                Some(upload) => match self.keep(&question, upload, wanted).await? {
                    Ok(Ok(id)) => {
                        raw.0.insert(question.key, vec![id.to_string()]);
                    }
                    Ok(Err(why)) => refused.push((question.key, why)),
                    Err(error) => return Ok(Err(error)),
                },
                None if is_dropped(self.posted, &question.key) => {
                    if !wanted && let Err(error) = self.drop(&question).await? {
                        return Ok(Err(error));
                    }
                    raw.0.remove(&question.key);
                }
                None => {}
            }
        }
        Ok(Ok(refused))
    }

    fn actor(&self) -> Actor {
        match self.owner {
            FileOwner::Registration(id) => Actor::Delegate(id),
            FileOwner::Draft(_) | FileOwner::Speaker(_) | FileOwner::Document(_) => Actor::Nobody,
        }
    }

    async fn keep(
        &self,
        question: &Question,
        upload: &Upload,
        wanted: bool,
    ) -> Result<Result<Result<FileId, String>, StoreError>, WebError> {
        let t = T::new(self.lang);
        let made = match self.make(question, upload).await? {
            Ok(made) => made,
            Err(why) => return Ok(Ok(Err(why))),
        };
        let Some(purpose) = Purpose::of_question(&question.key) else { return Err(WebError::NotFound) };
        let new = NewFile {
            owner: self.owner,
            purpose: if wanted { purpose.wanted() } else { purpose },
            media: made.media,
            class: question.class,
            bytes: made.bytes,
            thumbnail: made.thumbnail,
            name: upload.name.clone(),
        };
        let (store, act, event) = (self.ctx.site.store.clone(), self.ctx.act(self.actor()), self.event);
        match self.ctx.write(async move { store.keep_file(act, event, new).await }).await? {
            Ok(id) => Ok(Ok(Ok(id))),
            Err(CommandError::Refused(KeepFileRefused::NoKeys)) => {
                Ok(Ok(Err(t.files_no_keys().into_owned())))
            }
            Err(CommandError::Store(error)) => Ok(Err(error)),
        }
    }

    /// What is kept of an upload, or the sentence that says why nothing is.
    async fn make(&self, question: &Question, upload: &Upload) -> Result<Result<Made, String>, WebError> {
        let (t, is_photo) = (T::new(self.lang), question.kind == QuestionKind::Photo);
        if upload.size > MAX_BYTES {
            return Ok(Err(t.file_too_large(is_photo, upload.size, MAX_BYTES)));
        }
        if upload.bytes.len() != upload.size {
            return Ok(Err(t.files_one_at_a_time().into_owned()));
        }
        let bytes = upload.bytes.clone();
        Ok(if is_photo {
            photo(self.ctx, bytes).await?.map_err(|why| t.photo_refused(why))
        } else {
            document(self.ctx, bytes).await?.map_err(|why| t.document_refused(why))
        })
    }

    async fn drop(&self, question: &Question) -> Result<Result<(), StoreError>, WebError> {
        let Some(purpose) = Purpose::of_question(&question.key) else { return Err(WebError::NotFound) };
        let (store, act) = (self.ctx.site.store.clone(), self.ctx.act(self.actor()));
        let (event, owner) = (self.event, self.owner);
        self.ctx.write(async move { store.drop_file(act, event, owner, purpose).await }).await
    }
}

/// The files that the answers name, as a page shows them; nothing is asked for where the form has no such question.
pub(super) async fn sent(
    ctx: &Ctx,
    (event, owner): (EventId, FileOwner),
    facts: &FormFacts,
    address: impl Fn(FileId) -> String,
) -> Result<Vec<SentFile>, WebError> {
    if !facts.form.questions.iter().any(|question| question.kind.is_file()) {
        return Ok(Vec::new());
    }
    let files = ctx.site.store.files(event, owner).await?;
    let one = |file: KeptFile| SentFile {
        href: address(file.id),
        id: file.id.to_string(),
        picture: file.media.may_be_shown(),
        kilobytes: file.bytes.div_ceil(1024),
        name: file.name,
    };
    Ok(files.into_iter().map(one).collect())
}
