//! What is printed.

use crate::crowd::{Crowd, PEOPLE, PLACES};
use crate::desk::{FEW, MANY, Page};
use crate::load::Phase;
use std::fmt;
use std::time::Duration;

/// What is above the figures.
pub(crate) fn head(workers: usize, connections: usize, phase: Duration, turns: usize) -> String {
    let seconds = phase.as_secs();
    format!(
        "\nPlenary beside a ceiling of the same run: {workers} workers, {connections} connections, \
         {turns} turns of {seconds} s for each side\n\n{:52} {:>9} {:>9}  {:18} {}",
        "", "Plenary/s", "ceiling/s", "ratio (all turns)", "processor time of the server, for one answer"
    )
}

/// One line: both sides, turn by turn.
pub(crate) struct Line {
    name: String,
    turns: Vec<(Phase, Phase)>,
    shows_work: bool,
}

impl Line {
    pub(crate) fn new(name: String) -> Self {
        Self { name, turns: Vec::new(), shows_work: true }
    }

    /// Where the sides don't do their work in the same place.
    pub(crate) fn without_work(self) -> Self {
        Self { shows_work: false, ..self }
    }

    pub(crate) fn add(&mut self, ours: Phase, ceiling: Phase) {
        self.turns.push((ours, ceiling));
    }

    /// In order of size.
    fn sorted(&self, figure: impl Fn(&(Phase, Phase)) -> f64) -> Vec<f64> {
        let mut all: Vec<f64> = self.turns.iter().map(figure).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    fn median(&self, figure: impl Fn(&(Phase, Phase)) -> f64) -> f64 {
        let all = self.sorted(figure);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    }

    fn work(&self) -> Option<String> {
        let micros =
            |phase: &Phase| phase.worked.map(|work| work.as_secs_f64() * 1e6 / f64::from(phase.answers));
        self.turns.iter().all(|turn| micros(&turn.0).is_some() && micros(&turn.1).is_some()).then(|| {
            let ours = self.median(|turn| micros(&turn.0).unwrap_or_default());
            let ceiling = self.median(|turn| micros(&turn.1).unwrap_or_default());
            format!("{ours:.1} µs, ceiling {ceiling:.1} µs, {:.2} of it", ceiling / ours)
        })
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = |turn: &(Phase, Phase)| turn.0.per_second() / turn.1.per_second();
        let (ours, ceiling) =
            (self.median(|turn| turn.0.per_second()), self.median(|turn| turn.1.per_second()));
        let all = self.sorted(ratio);
        let (least, most) = (all.first().unwrap_or(&f64::NAN), all.last().unwrap_or(&f64::NAN));
        let range = format!("{:.2} ({least:.2}–{most:.2})", self.median(ratio));
        write!(f, "{:52} {ours:9.0} {ceiling:9.0}  {range:18} ", self.name)?;
        f.write_str(&self.work().filter(|_| self.shows_work).unwrap_or_default())
    }
}

impl fmt::Display for Crowd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = format!("{PEOPLE} at once for {PLACES} places");
        write!(
            f,
            "{name:52} the last with a place knows after {:?}, the last of all after {:?}",
            self.winners, self.all
        )
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = self.many.as_secs_f64() / self.few.as_secs_f64();
        write!(
            f,
            "{:52} {times:.1} times as long with {MANY} as with {FEW} ({:?}, {:?})",
            self.name, self.many, self.few
        )
    }
}

/// Resident memory in MiB, where the system tells.
pub(crate) struct Memory {
    pub(crate) before: Option<f64>,
    pub(crate) after: Option<f64>,
}

impl Memory {
    pub(crate) fn to_text(&self, pages: u32, registrations: u32) -> String {
        let measured = match (self.before, self.after) {
            (Some(before), Some(after)) => format!(
                "Resident memory of this process, which is server and load generator together: {before:.1} MiB before \
                 and {after:.1} MiB\nafter {pages} agenda pages and {registrations} registrations."
            ),
            _ => "This system does not tell how much memory a process has.".to_owned(),
        };
        format!(
            "\n{measured}\nThe server alone: start target/release/plenary, then\n    \
             wrk -t 2 -c 16 -d 10s -H 'Accept-Encoding: gzip' http://127.0.0.1:8080/en/EVENT/agenda\n    \
             grep VmRSS /proc/$(pgrep -x plenary)/status\n"
        )
    }
}
