//! Time zones by the city that names them, in each language as CLDR has it.

use super::{T, dates};
use icu::datetime::NoCalendarFormatter;
use icu::datetime::fieldsets::zone::ExemplarCity;
use icu::locale::Locale;
use icu::time::TimeZone as Cldr;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_domain::Lang;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Zones to choose from: of the region, of the seats of the United Nations, and of those who come from far. Any other
/// zone works too when an address names it.
const OFFERED: [&str; 44] = [
    "Africa/Abidjan",
    "Africa/Addis_Ababa",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Bogota",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Asia/Almaty",
    "Asia/Ashgabat",
    "Asia/Baku",
    "Asia/Bangkok",
    "Asia/Bishkek",
    "Asia/Dhaka",
    "Asia/Dubai",
    "Asia/Dushanbe",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Riyadh",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Tashkent",
    "Asia/Tbilisi",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Asia/Ulaanbaatar",
    "Asia/Yerevan",
    "Australia/Sydney",
    "Europe/Istanbul",
    "Europe/London",
    "Europe/Moscow",
    "Europe/Vienna",
    "Europe/Zurich",
    "Pacific/Auckland",
];

static CITIES: LazyLock<BTreeMap<Lang, NoCalendarFormatter<ExemplarCity>>> = LazyLock::new(|| {
    let cities = |lang: Lang| {
        let locale: Locale = lang.code().parse().unwrap_or(Locale::UNKNOWN);
        Some((lang, NoCalendarFormatter::try_new((&locale).into(), ExemplarCity).ok()?))
    };
    Lang::ALL.into_iter().filter_map(cities).collect()
});

/// A zone that is chosen or could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneOption {
    pub name: String,
    /// "Bishkek, UTC+6"
    pub label: String,
    pub chosen: bool,
}

impl T {
    /// The city that names a zone: Almaty, Алматы. What CLDR does not know is shown as the zone database has it.
    pub fn zone_city(&self, zone: &str) -> String {
        let known = Cldr::from_iana_id(zone);
        match CITIES.get(&self.lang) {
            Some(cities) if !known.is_unknown() && zone.contains('/') => {
                cities.format(&known.without_offset()).to_string()
            }
            _ => zone.rsplit('/').next().unwrap_or(zone).replace('_', " "),
        }
    }

    /// Zones for a list, from west to east, with the offset that they have at this moment. The zone of the event
    /// comes first, whatever it is.
    pub fn zones(&self, event: &str, chosen: Option<&str>, at: Timestamp) -> Vec<ZoneOption> {
        let offset = |name: &str| zone(name).map_or(0, |zone| zone.to_offset(at).seconds());
        let option = |name: &str| ZoneOption {
            name: name.to_owned(),
            label: zone(name).map_or_else(String::new, |zone| {
                format!("{}, {}", self.zone_city(name), dates::offset(at, &zone))
            }),
            chosen: chosen == Some(name),
        };
        let mut names: Vec<&str> = OFFERED.into_iter().chain(["UTC"]).chain(chosen).collect();
        names.retain(|name| *name != event);
        self.sort_by_text(&mut names, |name| self.zone_city(name));
        names.dedup();
        names.sort_by_key(|name| offset(name));
        let mut all = vec![ZoneOption { name: String::new(), ..option(event) }];
        all.extend(names.into_iter().map(option));
        all
    }
}

/// A zone by its name in the zone database; nothing for what is none.
pub fn zone(name: &str) -> Option<TimeZone> {
    let plain = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    TimeZone::get(name).ok().filter(|_| plain && name.starts_with(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_are_named_in_the_language_of_the_reader() {
        let name = |zone: &str| Lang::ALL.map(|lang| T::new(lang).zone_city(zone));
        assert_eq!(name("Asia/Almaty"), ["Almaty", "Алматы", "Алматы"]);
        assert_eq!(name("Asia/Bishkek"), ["Bishkek", "Бишкек", "Бішкек"]);
        assert_eq!(name("Europe/Zurich"), ["Zurich", "Цюрих", "Цюрих"]);
        assert_eq!(name("America/New_York"), ["New York", "Нью-Йорк", "Нью-Йорк"]);
        assert_eq!(name("UTC"), ["UTC", "UTC", "UTC"]);
    }

    #[test]
    fn zones_go_from_west_to_east_and_the_event_comes_first() {
        let at: Timestamp = "2027-05-31T12:00:00Z".parse().unwrap();
        let all = T::new(Lang::En).zones("Asia/Almaty", Some("America/Denver"), at);
        let labels: Vec<_> = all.iter().map(|zone| zone.label.as_str()).collect();
        assert_eq!(labels.first(), Some(&"Almaty, UTC+5"));
        assert_eq!(all.first().map(|zone| zone.name.as_str()), Some(""), "the usual one needs no name");
        assert_eq!(labels.get(1), Some(&"Los Angeles, UTC−7"));
        assert!(labels.contains(&"Bishkek, UTC+6") && labels.contains(&"UTC, UTC"));
        assert_eq!(all.iter().filter(|zone| zone.chosen).count(), 1, "{labels:?}");
        assert_eq!(all.len(), OFFERED.len() + 2);
        for lang in Lang::ALL {
            for name in OFFERED {
                assert!(zone(name).is_some(), "{name}");
                assert!(lang == Lang::En || !T::new(lang).zone_city(name).is_ascii(), "{name} in {lang:?}");
            }
        }
    }

    #[test]
    fn what_is_no_zone_is_none() {
        for bad in
            ["", "Nowhere/City", "../etc/passwd", "utc", "Asia/Almaty\n", "/etc/localtime", &"A".repeat(99)]
        {
            assert_eq!(zone(bad), None, "{bad}");
        }
    }
}
