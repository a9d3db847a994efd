//! Dates and times as each language writes them (CLDR), always in the zone of the event and with its offset.

use super::T;
use icu::calendar::Iso;
use icu::datetime::DateTimeFormatter;
use icu::datetime::fieldsets::{self, MD, MDE, YMD, YMDE};
use icu::locale::Locale;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use plenary_domain::Lang;
use plenary_domain::agenda::Slot;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

struct Formats {
    full: Option<DateTimeFormatter<YMDE>>,
    long: Option<DateTimeFormatter<YMD>>,
    weekday: Option<DateTimeFormatter<MDE>>,
    short: Option<DateTimeFormatter<MD>>,
    name: Option<DateTimeFormatter<fieldsets::E>>,
}

static FORMATS: LazyLock<BTreeMap<Lang, Formats>> =
    LazyLock::new(|| Lang::ALL.into_iter().map(|lang| (lang, formats(lang))).collect());

fn formats(lang: Lang) -> Formats {
    // British order of day and month, as the UN writes English dates.
    let code = if lang == Lang::En { "en-GB" } else { lang.code() };
    let locale: Locale = code.parse().unwrap_or(Locale::UNKNOWN);
    Formats {
        full: DateTimeFormatter::try_new((&locale).into(), YMDE::long()).ok(),
        long: DateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
        weekday: DateTimeFormatter::try_new((&locale).into(), MDE::long()).ok(),
        short: DateTimeFormatter::try_new((&locale).into(), MD::long()).ok(),
        name: DateTimeFormatter::try_new((&locale).into(), fieldsets::E::long()).ok(),
    }
}

fn icu(date: Date) -> Option<icu::calendar::Date<Iso>> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    icu::calendar::Date::try_new_iso(date.year().into(), month, day).ok()
}

macro_rules! written {
    ($self:ident, $field:ident, $date:ident) => {
        FORMATS
            .get(&$self.lang)
            .and_then(|formats| Some(formats.$field.as_ref()?.format(&icu($date)?).to_string()))
            .unwrap_or_else(|| $date.to_string())
    };
}

impl T {
    /// Monday, 31 May 2027
    pub fn date_full(&self, date: impl Borrow<Date>) -> String {
        let date = *date.borrow();
        written!(self, full, date)
    }

    /// 31 May 2027
    pub fn date_long(&self, date: impl Borrow<Date>) -> String {
        let date = *date.borrow();
        written!(self, long, date)
    }

    /// Monday 31 May
    pub fn date_weekday(&self, date: impl Borrow<Date>) -> String {
        let date = *date.borrow();
        written!(self, weekday, date)
    }

    /// 31 May
    pub fn date_short(&self, date: impl Borrow<Date>) -> String {
        let date = *date.borrow();
        written!(self, short, date)
    }

    /// Monday
    pub fn weekday(&self, date: impl Borrow<Date>) -> String {
        let date = *date.borrow();
        written!(self, name, date)
    }

    /// One date, or from the first to the last.
    pub fn date_range(&self, first: impl Borrow<Date>, last: impl Borrow<Date>) -> String {
        let (first, last) = (*first.borrow(), *last.borrow());
        if first == last {
            return self.date_long(first);
        }
        if (first.year(), first.month()) == (last.year(), last.month()) && self.lang == Lang::En {
            return format!("{}–{}", first.day(), self.date_long(last));
        }
        let first = if first.year() == last.year() { self.date_short(first) } else { self.date_long(first) };
        format!("{first} – {}", self.date_long(last))
    }

    /// 09:30, everywhere the same.
    pub fn time(&self, time: impl Borrow<Time>) -> String {
        time.borrow().strftime("%H:%M").to_string()
    }

    /// 31 May 2027, 18:00 (UTC+5)
    pub fn moment(&self, at: impl Borrow<Timestamp>, zone: &TimeZone) -> String {
        let at = *at.borrow();
        let local = at.to_zoned_datetime(zone.clone());
        format!("{}, {} ({})", self.date_long(local.date()), self.time(local.time()), offset(at, zone))
    }

    /// 31 May, 18:00: for lists, where the year and the zone stand above.
    pub fn moment_short(&self, at: impl Borrow<Timestamp>, zone: &TimeZone) -> String {
        let local = at.borrow().to_zoned_datetime(zone.clone());
        format!("{}, {}", self.date_short(local.date()), self.time(local.time()))
    }
}

/// UTC+5, UTC+5:30, UTC
pub fn offset(at: Timestamp, zone: &TimeZone) -> String {
    let seconds = zone.to_offset(at).seconds();
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() % 3600 / 60);
    let sign = if seconds < 0 { '−' } else { '+' };
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// The moment at which a local date and time falls in a zone.
pub fn moment_of(date: Date, time: Time, zone: &TimeZone) -> Timestamp {
    zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible().unwrap_or_default()
}

/// For `datetime` attributes: 2027-05-31T09:15+05:00
pub fn machine(date: Date, time: Time, zone: &TimeZone) -> String {
    let local = moment_of(date, time, zone).to_zoned_datetime(zone.clone());
    local.strftime("%Y-%m-%dT%H:%M%:z").to_string()
}

/// The same for a moment.
pub fn machine_moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string()
}

/// "09:15" and "10:00" of a slot.
pub fn hours(slot: &Slot) -> (String, String) {
    (slot.start.strftime("%H:%M").to_string(), slot.ends().strftime("%H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_language_writes_dates_its_own_way() {
        let day = date(2027, 4, 14);
        let all = |write: fn(&T, Date) -> String| Lang::ALL.map(|lang| write(&T::new(lang), day));
        assert_eq!(
            all(T::date_full),
            [
                "Wednesday, 14 April 2027",
                "среда, 14 апреля 2027\u{202f}г.",
                "2027\u{202f}ж. 14 сәуір, сәрсенбі"
            ]
        );
        assert_eq!(
            all(T::date_long),
            ["14 April 2027", "14 апреля 2027\u{202f}г.", "2027\u{202f}ж. 14 сәуір"]
        );
        assert_eq!(all(T::date_weekday), ["Wednesday 14 April", "среда, 14 апреля", "14 сәуір, сәрсенбі"]);
        assert_eq!(all(T::date_short), ["14 April", "14 апреля", "14 сәуір"]);
        assert_eq!(all(T::weekday), ["Wednesday", "среда", "сәрсенбі"]);
    }

    #[test]
    fn ranges_say_the_month_once_where_the_language_does() {
        let t = T::new(Lang::En);
        assert_eq!(t.date_range(date(2027, 4, 14), date(2027, 4, 16)), "14–16 April 2027");
        assert_eq!(t.date_range(date(2027, 4, 30), date(2027, 5, 2)), "30 April – 2 May 2027");
        assert_eq!(t.date_range(date(2027, 4, 14), date(2027, 4, 14)), "14 April 2027");
    }

    #[test]
    fn times_are_told_in_the_zone_of_the_event_with_its_offset() {
        let zone = TimeZone::get("Asia/Almaty").unwrap_or(TimeZone::UTC);
        let at = moment_of(date(2027, 5, 31), jiff::civil::time(18, 0, 0, 0), &zone);
        assert_eq!(T::new(Lang::En).moment(at, &zone), "31 May 2027, 18:00 (UTC+5)");
        assert_eq!(machine_moment(at, &zone), "2027-05-31T18:00+05:00");
        let before = moment_of(date(2023, 5, 31), jiff::civil::time(18, 0, 0, 0), &zone);
        assert_eq!(offset(before, &zone), "UTC+6");
        let nepal = TimeZone::get("Asia/Kathmandu").unwrap_or(TimeZone::UTC);
        assert_eq!(offset(before, &nepal), "UTC+5:45");
    }
}
