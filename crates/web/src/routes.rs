//! The whole table of addresses: one line each, with who may use it. What is not here does not exist;
//! a test walks the table with every role.

use crate::{admin, assets, files, health, public, registration};
use actix_web::{guard, web};

/// Who may use an address. Handlers check it themselves, through the policy; the table is what tests compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever holds the secret in the address.
    Secret,
    /// Every signed-in account.
    SignedIn,
    /// Who may look at this event's desk.
    ViewDesk,
    /// Who runs this event.
    RunEvent,
    /// Administrators.
    Administer,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    pub method: &'static str,
    pub pattern: &'static str,
    pub access: Access,
}

macro_rules! routes {
    ($($method:ident $pattern:literal $access:ident => $($handler:ident)::+;)+) => {
        /// Every address, in the order in which they are tried.
        pub const ROUTES: &[Route] =
            &[$(Route { method: stringify!($method), pattern: $pattern, access: Access::$access }),+];

        pub(crate) fn configure(config: &mut web::ServiceConfig) {
            $( config.route($pattern, routes!(@ $method).to($($handler)::+)); )+
        }
    };
    (@ GET) => { web::route().guard(guard::Any(guard::Get()).or(guard::Head())) };
    (@ POST) => { web::post() };
}

routes! {
    GET "/healthz" Public => health::healthz;
    GET "/readyz" Public => health::readyz;
    GET "/assets/{file}" Public => assets::file;
    GET "/files/{ticket}/{name}" Secret => files::download;

    GET "/" Public => public::events::root;
    GET "/r/{secret}" Secret => registration::status::short;
    GET "/R/{secret}" Secret => registration::status::short;

    GET "/admin/sign-in" Public => admin::door::sign_in_page;
    POST "/admin/sign-in" Public => admin::door::sign_in;
    GET "/admin/sign-in/code" Public => admin::door::code;
    POST "/admin/sign-in/code" Public => admin::door::check_code;
    GET "/admin/invitations/{token}" Secret => admin::invitations::page;
    POST "/admin/invitations/{token}" Secret => admin::invitations::accept;
    GET "/admin" SignedIn => admin::home::page;
    POST "/admin/sign-out" SignedIn => admin::door::sign_out;
    GET "/admin/account" SignedIn => admin::account::page;
    POST "/admin/account" SignedIn => admin::account::set_name;
    POST "/admin/account/language" SignedIn => admin::account::set_language;
    POST "/admin/account/password" SignedIn => admin::account::set_password;
    GET "/admin/account/second-factor" SignedIn => admin::second_factor::page;
    POST "/admin/account/second-factor" SignedIn => admin::second_factor::switch_on;
    POST "/admin/account/second-factor/off" SignedIn => admin::second_factor::switch_off;
    POST "/admin/account/sign-out-others" SignedIn => admin::account::sign_out_others;
    GET "/admin/invite" Administer => admin::people::administrator_page;
    POST "/admin/invite" Administer => admin::people::invite_administrator;
    GET "/admin/{event}/registrations" ViewDesk => admin::registrations::list;
    GET "/admin/{event}/registrations.csv" ViewDesk => admin::export::csv;
    GET "/admin/{event}/registrations/export" ViewDesk => admin::export::page;
    POST "/admin/{event}/registrations/export" ViewDesk => admin::export::make;
    GET "/admin/{event}/exports/{export}" ViewDesk => admin::export::progress;
    GET "/admin/{event}/exports/{export}/file" ViewDesk => admin::export::file;
    GET "/admin/{event}/registrations/decide" RunEvent => admin::registrations::decide_page;
    POST "/admin/{event}/registrations/decide" RunEvent => admin::registrations::decide;
    GET "/admin/{event}/registrations/tag" RunEvent => admin::registrations::decide_page;
    POST "/admin/{event}/registrations/tag" RunEvent => admin::tag_many::add;
    GET "/admin/{event}/registrations/new" RunEvent => admin::enter::page;
    POST "/admin/{event}/registrations/new" RunEvent => admin::enter::save;
    GET "/admin/{event}/registrations/views" RunEvent => admin::views::page;
    POST "/admin/{event}/registrations/views" RunEvent => admin::views::save;
    GET "/admin/{event}/registrations/views/{view}" RunEvent => admin::views::by_hand;
    POST "/admin/{event}/registrations/views/{view}" RunEvent => admin::views::change;
    POST "/admin/{event}/registrations/views/{view}/remove" RunEvent => admin::views::remove;
    GET "/admin/{event}/registrations/undo/{batch}" RunEvent => admin::desk_acts::undo_by_hand;
    POST "/admin/{event}/registrations/undo/{batch}" RunEvent => admin::desk_acts::undo;
    GET "/admin/{event}/registrations/{registration}" ViewDesk => admin::registration::page;
    GET "/admin/{event}/registrations/{registration}/vouch" RunEvent => admin::desk_acts::by_hand;
    POST "/admin/{event}/registrations/{registration}/vouch" RunEvent => admin::desk_acts::vouch;
    GET "/admin/{event}/registrations/{registration}/decide" RunEvent => admin::registration::decide_page;
    POST "/admin/{event}/registrations/{registration}/decide" RunEvent => admin::registration::decide;
    GET "/admin/{event}/registrations/{registration}/hold" RunEvent => admin::desk_acts::by_hand;
    POST "/admin/{event}/registrations/{registration}/hold" RunEvent => admin::desk_acts::hold;
    GET "/admin/{event}/registrations/{registration}/facets" RunEvent => admin::desk_acts::by_hand;
    POST "/admin/{event}/registrations/{registration}/facets" RunEvent => admin::desk_acts::facets;
    GET "/admin/{event}/registrations/{registration}/queue" RunEvent => admin::desk_acts::by_hand;
    POST "/admin/{event}/registrations/{registration}/queue" RunEvent => admin::desk_acts::queue;
    GET "/admin/{event}/registrations/{registration}/change" RunEvent => admin::desk_acts::by_hand;
    POST "/admin/{event}/registrations/{registration}/change" RunEvent => admin::desk_acts::change;
    GET "/admin/{event}/registrations/{registration}/notes" RunEvent => admin::desk_acts::by_hand;
    POST "/admin/{event}/registrations/{registration}/notes" RunEvent => admin::beside::add_note;
    POST "/admin/{event}/registrations/{registration}/notes/remove" RunEvent => admin::beside::remove_note;
    GET "/admin/{event}/registrations/{registration}/tags" RunEvent => admin::desk_acts::by_hand;
    POST "/admin/{event}/registrations/{registration}/tags" RunEvent => admin::beside::add_tags;
    POST "/admin/{event}/registrations/{registration}/tags/remove" RunEvent => admin::beside::remove_tag;
    GET "/admin/{event}/registrations/{registration}/files" ViewDesk => admin::files::page;
    POST "/admin/{event}/registrations/{registration}/files" RunEvent => admin::files::keep;
    POST "/admin/{event}/registrations/{registration}/files/remove" RunEvent => admin::files::remove;
    GET "/admin/{event}/files/{upload}" ViewDesk => admin::files::open;
    GET "/admin/{event}/registrations/{registration}/merge/{other}" RunEvent => admin::merge::page;
    POST "/admin/{event}/registrations/{registration}/merge/{other}" RunEvent => admin::merge::save;
    GET "/admin/{event}/letters" ViewDesk => admin::letters::list;
    GET "/admin/{event}/letters/{letter}" ViewDesk => admin::letters::page;
    GET "/admin/{event}/letters/{letter}/html" RunEvent => admin::letters::html;
    GET "/admin/{event}/letters/{letter}/source.eml" RunEvent => admin::letters::source;
    POST "/admin/{event}/letters/{letter}/send-again" RunEvent => admin::letters::send_again;
    POST "/admin/{event}/letters/{letter}/settle" RunEvent => admin::letters_acts::settle;
    POST "/admin/{event}/pause-letters" RunEvent => admin::letters_acts::pause;
    POST "/admin/{event}/resume-letters" RunEvent => admin::letters_acts::resume;
    GET "/admin/{event}/sender" ViewDesk => admin::sender::page;
    GET "/admin/{event}/wordings" ViewDesk => admin::wordings::list;
    GET "/admin/{event}/wordings/{kind}/{lang}" ViewDesk => admin::wordings::page;
    POST "/admin/{event}/wordings/{kind}/{lang}" RunEvent => admin::wordings::save;
    GET "/admin/{event}/wordings/{kind}/{lang}/preview" RunEvent => admin::wordings::preview;
    POST "/admin/{event}/wordings/{kind}/{lang}/restore" RunEvent => admin::wordings::restore;
    POST "/admin/{event}/wordings/{kind}/{lang}/send-to-me" RunEvent => admin::wordings::send_to_me;
    GET "/admin/{event}/messages" ViewDesk => admin::messages::list;
    GET "/admin/{event}/messages/new" RunEvent => admin::messages::new_page;
    POST "/admin/{event}/messages/new" RunEvent => admin::messages::create;
    GET "/admin/{event}/messages/{message}" ViewDesk => admin::messages::page;
    GET "/admin/{event}/messages/{draft_message}/edit" RunEvent => admin::messages::edit_page;
    POST "/admin/{event}/messages/{draft_message}/edit" RunEvent => admin::messages::edit;
    GET "/admin/{event}/messages/{message}/preview" RunEvent => admin::message_preview::page;
    POST "/admin/{event}/messages/{message}/send-to-me" RunEvent => admin::message_preview::send_to_me;
    GET "/admin/{event}/messages/{message}/confirm" RunEvent => admin::messages::confirm_page;
    POST "/admin/{event}/messages/{message}/confirm" RunEvent => admin::messages::confirm;
    POST "/admin/{event}/messages/{message}/stop" RunEvent => admin::messages::stop;
    POST "/admin/{event}/messages/{draft_message}/remove" RunEvent => admin::messages::remove;
    GET "/admin/{event}/reminders" ViewDesk => admin::rules::list;
    GET "/admin/{event}/reminders/{rule}" ViewDesk => admin::rules::page;
    POST "/admin/{event}/reminders/{rule}" RunEvent => admin::rules::save;
    GET "/admin/{event}/reminders/{rule}/remove" RunEvent => admin::rules::remove_page;
    POST "/admin/{event}/reminders/{rule}/remove" RunEvent => admin::rules::remove;
    GET "/admin/{event}/audit" ViewDesk => admin::audit::page;
    GET "/admin/{event}/people" ViewDesk => admin::people::page;
    GET "/admin/{event}/people/invite" RunEvent => admin::people::invite_page;
    POST "/admin/{event}/people/invite" RunEvent => admin::people::invite;
    POST "/admin/{event}/people/{account}" RunEvent => admin::people::set_role;
    GET "/admin/events/new" Administer => admin::settings::new_page;
    POST "/admin/events/new" Administer => admin::settings::create;
    GET "/admin/{event}/agenda" ViewDesk => admin::agenda::page;
    POST "/admin/{event}/agenda/undo" RunEvent => admin::agenda::undo;
    GET "/admin/{event}/agenda/checks" ViewDesk => admin::agenda_checks::page;
    POST "/admin/{event}/agenda/checks" RunEvent => admin::agenda_checks::save;
    GET "/admin/{event}/import" RunEvent => admin::import::page;
    POST "/admin/{event}/import" RunEvent => admin::import::look;
    GET "/admin/{event}/imports/{import}" RunEvent => admin::import::plan_page;
    POST "/admin/{event}/imports/{import}" RunEvent => admin::import::apply;
    GET "/admin/{event}/sessions/new" RunEvent => admin::sessions::new_page;
    POST "/admin/{event}/sessions/new" RunEvent => admin::sessions::create;
    GET "/admin/{event}/sessions/{session}" ViewDesk => admin::sessions::page;
    POST "/admin/{event}/sessions/{session}" RunEvent => admin::sessions::save;
    POST "/admin/{event}/sessions/{session}/move" RunEvent => admin::agenda_moves::save;
    GET "/admin/{event}/sessions/{session}/check" RunEvent => admin::agenda_moves::check;
    GET "/admin/{event}/sessions/{session}/remove" RunEvent => admin::sessions::remove_page;
    POST "/admin/{event}/sessions/{session}/remove" RunEvent => admin::sessions::remove;
    GET "/admin/{event}/rooms" ViewDesk => admin::things::rooms::list;
    GET "/admin/{event}/rooms/new" RunEvent => admin::things::rooms::new_page;
    POST "/admin/{event}/rooms/new" RunEvent => admin::things::rooms::create;
    GET "/admin/{event}/rooms/{room}" ViewDesk => admin::things::rooms::page;
    POST "/admin/{event}/rooms/{room}" RunEvent => admin::things::rooms::save;
    GET "/admin/{event}/rooms/{room}/remove" RunEvent => admin::things::rooms::remove_page;
    POST "/admin/{event}/rooms/{room}/remove" RunEvent => admin::things::rooms::remove;
    GET "/admin/{event}/topics" ViewDesk => admin::things::topics::list;
    GET "/admin/{event}/topics/new" RunEvent => admin::things::topics::new_page;
    POST "/admin/{event}/topics/new" RunEvent => admin::things::topics::create;
    GET "/admin/{event}/topics/from-list" RunEvent => admin::topic_list::page;
    POST "/admin/{event}/topics/from-list" RunEvent => admin::topic_list::add;
    GET "/admin/{event}/topics/{topic}" ViewDesk => admin::things::topics::page;
    POST "/admin/{event}/topics/{topic}" RunEvent => admin::things::topics::save;
    GET "/admin/{event}/topics/{topic}/remove" RunEvent => admin::things::topics::remove_page;
    POST "/admin/{event}/topics/{topic}/remove" RunEvent => admin::things::topics::remove;
    GET "/admin/{event}/speakers" ViewDesk => admin::things::speakers::list;
    GET "/admin/{event}/speakers/new" RunEvent => admin::things::speakers::new_page;
    POST "/admin/{event}/speakers/new" RunEvent => admin::things::speakers::create;
    GET "/admin/{event}/speakers/{speaker}" ViewDesk => admin::things::speakers::page;
    POST "/admin/{event}/speakers/{speaker}" RunEvent => admin::things::speakers::save;
    GET "/admin/{event}/speakers/{speaker}/remove" RunEvent => admin::things::speakers::remove_page;
    POST "/admin/{event}/speakers/{speaker}/remove" RunEvent => admin::things::speakers::remove;
    POST "/admin/{event}/speakers/{guest}/invite" RunEvent => admin::speaking::invite;
    POST "/admin/{event}/speakers/{guest}/address" RunEvent => admin::speaking::renew;
    GET "/admin/{event}/speakers/{guest}/files/{portrait}" ViewDesk => admin::speaking::file;
    GET "/admin/{event}/items" ViewDesk => admin::items::list;
    GET "/admin/{event}/items/new" RunEvent => admin::items::new_page;
    POST "/admin/{event}/items/new" RunEvent => admin::items::create;
    POST "/admin/{event}/items/renumber" RunEvent => admin::items::renumber;
    GET "/admin/{event}/items/status" RunEvent => admin::items::status;
    POST "/admin/{event}/items/status" RunEvent => admin::items::decide;
    GET "/admin/{event}/items/{item}" ViewDesk => admin::items::page;
    POST "/admin/{event}/items/{item}" RunEvent => admin::items::save;
    POST "/admin/{event}/items/{item}/move" RunEvent => admin::items::move_item;
    GET "/admin/{event}/items/{item}/remove" RunEvent => admin::items::remove_page;
    POST "/admin/{event}/items/{item}/remove" RunEvent => admin::items::remove;
    GET "/admin/{event}/documents" ViewDesk => admin::documents::list;
    GET "/admin/{event}/documents/new" RunEvent => admin::documents::new_page;
    POST "/admin/{event}/documents/new" RunEvent => admin::documents::create;
    GET "/admin/{event}/documents/{document}" ViewDesk => admin::documents::page;
    POST "/admin/{event}/documents/{document}" RunEvent => admin::documents::save;
    POST "/admin/{event}/documents/{document}/files" RunEvent => admin::documents::upload;
    GET "/admin/{event}/documents/{document}/remove" RunEvent => admin::documents::remove_page;
    POST "/admin/{event}/documents/{document}/remove" RunEvent => admin::documents::remove;
    GET "/admin/{event}/release" ViewDesk => admin::releases::page;
    POST "/admin/{event}/release" RunEvent => admin::releases::publish;
    GET "/admin/{event}/releases" ViewDesk => admin::releases::list;
    GET "/admin/{event}/releases/{revision}" ViewDesk => admin::releases::older;
    GET "/admin/{event}/form" ViewDesk => admin::event_form::page;
    GET "/admin/{event}/form/built-in" ViewDesk => admin::event_form::built_in;
    POST "/admin/{event}/form/built-in" RunEvent => admin::event_form::save_built_in;
    GET "/admin/{event}/form/preview/{lang}/{step}" ViewDesk => admin::event_form::preview;
    GET "/admin/{event}/form/questions/new" RunEvent => admin::event_form::question::new_page;
    POST "/admin/{event}/form/questions/new" RunEvent => admin::event_form::question::create;
    GET "/admin/{event}/form/questions/{question}" ViewDesk => admin::event_form::question::page;
    POST "/admin/{event}/form/questions/{question}" RunEvent => admin::event_form::question::save;
    POST "/admin/{event}/form/questions/{question}/move" RunEvent => admin::event_form::move_question;
    GET "/admin/{event}/form/questions/{question}/remove" RunEvent => admin::event_form::question::remove_page;
    POST "/admin/{event}/form/questions/{question}/remove" RunEvent => admin::event_form::question::remove;
    GET "/admin/{event}/settings" ViewDesk => admin::settings::page;
    POST "/admin/{event}/settings" RunEvent => admin::settings::save;
    GET "/admin/{event}/settings/types" ViewDesk => admin::types::list;
    POST "/admin/{event}/settings/types" RunEvent => admin::types::change;
    GET "/admin/{event}/settings/types/{type}" ViewDesk => admin::types::page;
    POST "/admin/{event}/settings/types/{type}" RunEvent => admin::types::save;

    GET "/admin/{event}" ViewDesk => admin::dashboard::page;

    GET "/{lang}/" Public => public::events::list;
    GET "/{lang}/{event}" Public => public::event::home;
    GET "/{lang}/{event}/data-notice" Public => public::event::notice;
    GET "/{lang}/{event}/agenda" Public => public::agenda::whole;
    GET "/{lang}/{event}/agenda.ics" Public => public::calendar::agenda;
    GET "/{lang}/{event}/agenda/{day}.ics" Public => public::calendar::day;
    GET "/{lang}/{event}/agenda/{day}.pdf" Public => public::paper::day;
    GET "/{lang}/{event}/agenda/{day}" Public => public::agenda::day;
    GET "/{lang}/{event}/now" Public => public::now::page;
    GET "/{lang}/{event}/screen" Public => public::now::screen;
    GET "/{lang}/{event}/speakers" Public => public::speakers::list;
    GET "/{lang}/{event}/speakers/{person}" Public => public::speakers::page;
    GET "/{lang}/{event}/portraits/{portrait}" Public => public::speakers::portrait;
    GET "/{lang}/{event}/speaking/{speaking}" Secret => public::speaking::page;
    POST "/{lang}/{event}/speaking/{speaking}/answer" Secret => public::speaking::answer;
    POST "/{lang}/{event}/speaking/{speaking}/about" Secret => public::speaking::about;
    POST "/{lang}/{event}/speaking/{speaking}/photo" Secret => public::speaking::portrait;
    POST "/{lang}/{event}/speaking/{speaking}/slides" Secret => public::speaking::slides;
    GET "/{lang}/{event}/speaking/{speaking}/files/{portrait}" Secret => public::speaking::file;
    GET "/{lang}/{event}/releases" Public => public::releases::list;
    GET "/{lang}/{event}/releases.atom" Public => public::releases::feed;
    GET "/{lang}/{event}/releases/{release}" Public => public::releases::page;
    GET "/{lang}/{event}/my-agenda" Public => public::my_agenda::page;
    POST "/{lang}/{event}/my-agenda" Public => public::my_agenda::star;
    GET "/{lang}/{event}/my-agenda/kept.json" Public => public::my_agenda::kept;
    POST "/{lang}/{event}/my-agenda/feed" Public => public::my_agenda::change_feed;
    POST "/{lang}/{event}/my-agenda/forget" Public => public::my_agenda::forget;
    GET "/{lang}/{event}/my/{feed}.ics" Secret => public::my_agenda::feed;
    GET "/{lang}/{event}/schedule.xml" Public => public::feeds::xml;
    GET "/{lang}/{event}/schedule.json" Public => public::feeds::json;
    GET "/{lang}/{event}/feeds" Public => public::feeds::page;
    GET "/{lang}/{event}/embed" Public => public::feeds::embed;
    GET "/{lang}/{event}/sessions/{number}.ics" Public => public::calendar::session;
    GET "/{lang}/{event}/sessions/{number}" Public => public::session::page;
    GET "/{lang}/{event}/items" Public => public::items::page;
    GET "/{lang}/{event}/documents/{document}/{version}" Public => public::items::document;
    GET "/{lang}/{event}/register" Public => registration::form::start;
    POST "/{lang}/{event}/register" Public => registration::form::begin;
    GET "/{lang}/{event}/register/{secret}/{step}" Secret => registration::form::step;
    POST "/{lang}/{event}/register/{secret}/{step}" Secret => registration::form::save;
    GET "/{lang}/{event}/register/{secret}/files/{draft_upload}" Secret => files::of_draft;
    GET "/{lang}/{event}/letter/{letter_ticket}" Secret => registration::from_letter::page;
    POST "/{lang}/{event}/letter/{letter_ticket}" Secret => registration::from_letter::press;
    GET "/{lang}/{event}/r/{secret}/files/{upload}" Secret => files::of_registration;
    GET "/{lang}/{event}/r/{secret}" Secret => registration::status::page;
    GET "/{lang}/{event}/r/{secret}/my-sessions.ics" Secret => registration::status::calendar;
    POST "/{lang}/{event}/r/{secret}/my-agenda" Secret => public::my_agenda::open;
    POST "/{lang}/{event}/r/{secret}/send-again" Secret => registration::status::send_again;
    GET "/{lang}/{event}/r/{secret}/change/{step}" Secret => registration::change::form;
    POST "/{lang}/{event}/r/{secret}/change/{step}" Secret => registration::change::save;
    GET "/{lang}/{event}/stop-letters/{stop}" Secret => registration::stop_letters::page;
    POST "/{lang}/{event}/stop-letters/{stop}" Secret => registration::stop_letters::save;
    GET "/{lang}/{event}/r/{secret}/reply" Secret => registration::reply::by_hand;
    POST "/{lang}/{event}/r/{secret}/reply" Secret => registration::reply::save;
    GET "/{lang}/{event}/r/{secret}/withdraw" Secret => registration::withdraw::form;
    POST "/{lang}/{event}/r/{secret}/withdraw" Secret => registration::withdraw::save;
}

#[cfg(test)]
mod tests {
    use super::ROUTES;

    #[test]
    fn no_address_stands_twice() {
        let mut seen: Vec<_> = ROUTES.iter().map(|route| (route.method, route.pattern)).collect();
        seen.sort_unstable();
        let all = seen.len();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
