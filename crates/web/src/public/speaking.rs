//! The page of whoever speaks. The secret of its address is all that is asked for, as at a registration's.

use super::{event, frames, lang};
use crate::admin::speaking::own_part;
use crate::ctx::Ctx;
use crate::error::WebError;
use crate::files::{id_of, lead_to};
use crate::forms::RawForm;
use crate::registration::missed;
use crate::respond::{page_with, see_other};
use crate::uploads::{Made, Posted, Upload, document, photo};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use plenary_domain::Lang;
use plenary_domain::actor::Actor;
use plenary_domain::agenda::{
    AnswerRefused, DECLINE_REASON, DescribeRefused, Gender, PartAnswer, SPEAKER_ABOUT, SPEAKER_LINE,
};
use plenary_domain::event::Event;
use plenary_domain::file::{FileOwner, MAX_BYTES, MediaType, Purpose};
use plenary_domain::ids::SessionId;
use plenary_domain::lang::LocalText;
use plenary_domain::registration::VisibilityClass;
use plenary_domain::text::{TextRefused, optional_line, optional_lines};
use plenary_pages::admin::form::{Typed, in_lang};
use plenary_pages::forms::FormErrors;
use plenary_pages::public::{SpeakingFacts, SpeakingPage};
use plenary_pages::urls::EventUrls;
use plenary_pages::{Nav, T};
use plenary_store::{CommandError, NewFile, OwnWords, Speaking};

type Path = web::Path<(String, String, String)>;

/// What a page is made of: the event in a language, and whose page it is.
struct Mine {
    lang: Lang,
    event: Event,
    secret: String,
    own: Speaking,
}

impl Mine {
    async fn of(ctx: &Ctx, (code, slug, secret): (&str, &str, &str)) -> Result<Self, WebError> {
        let lang = lang(code)?;
        let event = event(ctx, lang, slug).await?;
        let secret = secret.to_lowercase();
        let own = ctx.site.store.speaking(event.id, &secret).await.map_err(|error| missed(ctx, error))?;
        Ok(Self { lang, event, secret, own })
    }

    /// The session that a form is about, and its number, of which ids of fields are made.
    async fn part(&self, ctx: &Ctx, form: &RawForm) -> Result<(SessionId, i32), WebError> {
        let session: SessionId = form.one("session").parse().map_err(|_| WebError::NotFound)?;
        if self.own.parts.iter().all(|part| part.session != session) {
            return Err(WebError::NotFound);
        }
        let plan = ctx.site.store.timetable(self.event.id).await?;
        let number = plan.session(session).ok_or(WebError::NotFound)?.number;
        Ok((session, number))
    }

    fn done(&self, what: &str) -> HttpResponse {
        see_other(&format!("{}?done={what}", EventUrls::new(self.lang, &self.event).speaking(&self.secret)))
    }

    /// What a refused answer or file leads to.
    fn refused(&self, why: CommandError<AnswerRefused>) -> Result<HttpResponse, WebError> {
        match why {
            CommandError::Refused(
                AnswerRefused::TooLate | AnswerRefused::Declined | AnswerRefused::Cancelled,
            ) => Ok(self.done("late")),
            CommandError::Refused(AnswerRefused::NotAsked) => Err(WebError::NotFound),
            CommandError::Store(error) => Err(error.into()),
        }
    }
}

/// What has to be said besides what is saved.
#[derive(Default)]
struct Said {
    notice: Option<String>,
    typed: Typed,
    errors: FormErrors,
    meanwhile: bool,
}

async fn show(ctx: &Ctx, mine: &Mine, said: Said) -> Result<HttpResponse, WebError> {
    let (store, event) = (&ctx.site.store, &mine.event);
    let plan = store.timetable(event.id).await?;
    let released = store.released_agenda(event.id).await?;
    let status = match (said.meanwhile, said.errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let address = |of| EventUrls::new(of, event).speaking(&mine.secret);
    let (frame, head) = frames(ctx, mine.lang, event, Nav::Other, address);
    let facts = SpeakingFacts {
        secret: &mine.secret,
        speaker: &mine.own.speaker,
        gender: mine.own.facts.gender,
        version: mine.own.facts.version,
        parts: mine.own.parts.iter().cloned().map(own_part).collect(),
        plan: &plan,
        released: released.as_ref().map(|release| &release.agenda),
        now: ctx.now,
        notice: said.notice,
        typed: &said.typed,
        errors: said.errors,
        meanwhile: said.meanwhile,
    };
    page_with(status, &SpeakingPage::new(frame, head, facts))
}

pub(crate) async fn page(ctx: Ctx, req: HttpRequest, path: Path) -> Result<HttpResponse, WebError> {
    let mine = Mine::of(&ctx, (&path.0, &path.1, &path.2)).await?;
    let t = T::new(mine.lang);
    // A word about what was just done, from a closed list: an address can't put words into our mouth.
    let notice = match req.query_string() {
        "done=answered" => Some(t.speaking_done_answered()),
        "done=about" => Some(t.speaking_done_about()),
        "done=photo" => Some(t.speaking_done_photo()),
        "done=slides" => Some(t.speaking_done_slides()),
        "done=removed" => Some(t.speaking_done_removed()),
        "done=late" => Some(t.speaking_done_late()),
        _ => None,
    };
    let notice = notice.map(std::borrow::Cow::into_owned);
    show(&ctx, &mine, Said { notice, ..Said::default() }).await
}

/// Yes or no to one part.
pub(crate) async fn answer(ctx: Ctx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let mine = Mine::of(&ctx, (&path.0, &path.1, &path.2)).await?;
    let (session, number) = mine.part(&ctx, &form).await?;
    let (t, mut errors) = (T::new(mine.lang), FormErrors::default());
    let answer = PartAnswer::parse(form.one("answer"));
    if answer.is_none() {
        errors.add(format!("answer-{number}"), t.speaking_choose());
    }
    let reason = optional_lines(form.one("reason"), DECLINE_REASON).unwrap_or_else(|refused| {
        errors.add(format!("reason-{number}"), t.text_problem(refused));
        String::new()
    });
    let Some(answer) = answer.filter(|_| errors.is_empty()) else {
        return show(&ctx, &mine, Said { typed: Typed(form.0), errors, ..Said::default() }).await;
    };
    let (store, act, secret) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), mine.secret.clone());
    let (event_id, said) = (mine.event.id, (answer, reason));
    let done =
        ctx.write(async move { store.answer_part(act, event_id, secret, session, said).await }).await?;
    match done {
        Ok(()) => Ok(mine.done("answered")),
        Err(why) => mine.refused(why),
    }
}

/// The texts about the person, in each language of the event.
pub(crate) async fn about(ctx: Ctx, path: Path, form: RawForm) -> Result<HttpResponse, WebError> {
    let mut mine = Mine::of(&ctx, (&path.0, &path.1, &path.2)).await?;
    let (person, mut errors) = (&mine.own.speaker, FormErrors::default());
    let line = |raw: &str| optional_line(raw, SPEAKER_LINE);
    let lines = |raw: &str| optional_lines(raw, SPEAKER_ABOUT);
    let words = OwnWords {
        position: texts(&mine, &form, ("position", &person.position), line, &mut errors),
        about: texts(&mine, &form, ("about", &person.about), lines, &mut errors),
        gender: Gender::parse(form.one("gender")),
        version: form.one("version").parse().unwrap_or_default(),
    };
    let typed = Typed(form.0);
    if !errors.is_empty() {
        return show(&ctx, &mine, Said { typed, errors, ..Said::default() }).await;
    }
    let (store, act, secret) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), mine.secret.clone());
    let event_id = mine.event.id;
    match ctx.write(async move { store.describe_speaker(act, event_id, secret, words).await }).await? {
        Ok(()) => Ok(mine.done("about")),
        Err(CommandError::Refused(DescribeRefused::ChangedMeanwhile)) => {
            mine.own = ctx.site.store.speaking(event_id, &mine.secret).await?;
            show(&ctx, &mine, Said { typed, meanwhile: true, ..Said::default() }).await
        }
        Err(CommandError::Store(error)) => Err(error.into()),
    }
}

/// One text in each language that was asked for; the others stay as they are.
fn texts(
    mine: &Mine,
    form: &RawForm,
    (name, old): (&str, &LocalText),
    parse: impl Fn(&str) -> Result<String, TextRefused>,
    errors: &mut FormErrors,
) -> LocalText {
    let (t, mut text) = (T::new(mine.lang), old.clone());
    for lang in &mine.event.languages {
        let field = in_lang(name, *lang);
        match parse(form.one(&field)) {
            Ok(words) if words.is_empty() => drop(text.0.remove(lang)),
            Ok(words) => drop(text.0.insert(*lang, words)),
            Err(refused) => errors.add(field, t.text_problem(refused)),
        }
    }
    text
}

/// What is kept of an upload, or the sentence that says why nothing is.
async fn make(
    ctx: &Ctx,
    t: T,
    upload: Option<&Upload>,
    is_photo: bool,
) -> Result<Result<Made, String>, WebError> {
    let Some(upload) = upload else { return Ok(Err(t.files_file_empty().into_owned())) };
    if upload.size > MAX_BYTES {
        return Ok(Err(t.file_too_large(is_photo, upload.size, MAX_BYTES)));
    }
    let bytes = upload.bytes.clone();
    if is_photo {
        return Ok(photo(ctx, bytes).await?.map_err(|why| t.photo_refused(why)));
    }
    Ok(match document(ctx, bytes).await? {
        Ok(made) if made.media == MediaType::Pdf => Ok(made),
        Ok(_) => Err(t.speaking_slides_wrong().into_owned()),
        Err(why) => Err(t.document_refused(why)),
    })
}

/// Keeps a file, or takes away the one that is there.
async fn put(
    ctx: &Ctx,
    mine: &Mine,
    posted: &Posted,
    (field, of): (&'static str, Option<(SessionId, i32)>),
) -> Result<HttpResponse, WebError> {
    let (store, act, secret) = (ctx.site.store.clone(), ctx.act(Actor::Nobody), mine.secret.clone());
    let (event_id, session) = (mine.event.id, of.map(|(session, _)| session));
    if posted.form.one("do") == "remove" {
        let work = async move { store.drop_speaker_file(act, event_id, secret, session).await };
        return ctx.write(work).await?.map_or_else(|why| mine.refused(why), |()| Ok(mine.done("removed")));
    }
    let (upload, is_photo) = (posted.file(field), session.is_none());
    let made = match make(ctx, T::new(mine.lang), upload, is_photo).await? {
        Ok(made) => made,
        Err(why) => {
            let mut errors = FormErrors::default();
            errors.add(of.map_or_else(|| field.to_owned(), |(_, number)| format!("{field}-{number}")), why);
            return show(ctx, mine, Said { errors, ..Said::default() }).await;
        }
    };
    let new = NewFile {
        owner: FileOwner::Speaker(mine.own.speaker.id),
        purpose: Purpose::parse(field).ok_or(WebError::NotFound)?,
        media: made.media,
        class: if is_photo { VisibilityClass::Public } else { VisibilityClass::Organisers },
        bytes: made.bytes,
        thumbnail: made.thumbnail,
        name: upload.map(|upload| upload.name.clone()).unwrap_or_default(),
    };
    let work = async move { store.keep_speaker_file(act, event_id, secret, session, new).await };
    ctx.write(work).await?.map_or_else(|why| mine.refused(why), |_| Ok(mine.done(field)))
}

pub(crate) async fn portrait(ctx: Ctx, path: Path, posted: Posted) -> Result<HttpResponse, WebError> {
    let mine = Mine::of(&ctx, (&path.0, &path.1, &path.2)).await?;
    put(&ctx, &mine, &posted, ("photo", None)).await
}

pub(crate) async fn slides(ctx: Ctx, path: Path, posted: Posted) -> Result<HttpResponse, WebError> {
    let mine = Mine::of(&ctx, (&path.0, &path.1, &path.2)).await?;
    let part = mine.part(&ctx, &posted.form).await?;
    put(&ctx, &mine, &posted, ("slides", Some(part))).await
}

/// A file that the speaker has brought.
pub(crate) async fn file(
    ctx: Ctx,
    path: web::Path<(String, String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let event = event(&ctx, lang(&path.0)?, &path.1).await?;
    let (secret, id) = (path.2.to_lowercase(), id_of(&path.3)?);
    let found = ctx.site.store.file_of_speaking(event.id, &secret, id, ctx.now).await;
    Ok(lead_to(&found.map_err(|error| missed(&ctx, error))?))
}
