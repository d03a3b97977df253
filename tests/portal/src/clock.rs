//! The portal's time, which a test may own.

use std::time::Duration;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// The portal's time zone: two hours east, as in the documentation's examples.
const ZONE_HOURS: i8 = 2;

/// Goes with the machine's clock, or stands until it is moved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    /// Where it stands; `None`: with the machine's clock.
    stopped: Option<Duration>,
    /// How far it was moved by hand.
    ahead: Duration,
}

impl Clock {
    /// With the machine's clock, or standing at a moment (seconds since 1970).
    pub(crate) fn new(stopped: Option<u64>) -> Self {
        Self { stopped: stopped.map(Duration::from_secs), ahead: Duration::ZERO }
    }

    /// Time since 1970.
    pub(crate) fn now(&self) -> Duration {
        let base = self
            .stopped
            .unwrap_or_else(|| std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default());
        base.saturating_add(self.ahead)
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.ahead = self.ahead.saturating_add(by);
    }

    /// How far it was moved by hand.
    pub(crate) fn ahead(&self) -> Duration {
        self.ahead
    }

    /// Does it move by itself?
    pub(crate) fn runs(&self) -> bool {
        self.stopped.is_none()
    }
}

/// `2024-07-18T11:55:36+02:00`.
pub(crate) fn iso(at: Duration) -> String {
    let moment = i64::try_from(at.as_secs()).ok().and_then(|s| OffsetDateTime::from_unix_timestamp(s).ok());
    let zone = UtcOffset::from_hms(ZONE_HOURS, 0, 0).unwrap_or(UtcOffset::UTC);
    moment
        .and_then(|moment| moment.checked_to_offset(zone))
        .and_then(|moment| moment.format(&Rfc3339).ok())
        .unwrap_or_default()
}

/// Seconds since 1970 of a date, or of a date and time with an offset.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let whole = if text.len() == 10 { format!("{text}T00:00:00+{ZONE_HOURS:02}:00") } else { text.to_owned() };
    OffsetDateTime::parse(&whole, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp)
}

/// The same, and the ways in which people write dates: without an offset, `18.07.2024`, `18.07.2024 11:55:36`.
pub(crate) fn parse_loosely(text: &str) -> Option<i64> {
    let text = text.trim();
    parse(text).or_else(|| {
        let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
        let parts: Vec<&str> = date.split('.').collect();
        let date = match parts.as_slice() {
            [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
            _ => date.to_owned(),
        };
        let time = if time.len() == 5 { format!("{time}:00") } else { time.to_owned() };
        parse(&format!("{date}T{time}+{ZONE_HOURS:02}:00"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_and_read() {
        let at = Duration::from_secs(1_721_296_536);
        assert_eq!(iso(at), "2024-07-18T11:55:36+02:00");
        assert_eq!(parse(&iso(at)), Some(1_721_296_536));
        assert_eq!(parse("2024-07-18"), Some(1_721_253_600));
        assert_eq!(parse("soon"), None);
        for written in ["18.07.2024 11:55:36", "2024-07-18 11:55:36", "2024-07-18T11:55:36", "18.07.2024T11:55:36"] {
            assert_eq!(parse_loosely(written), Some(1_721_296_536), "{written}");
        }
        assert_eq!(parse_loosely("18.07.2024"), parse("2024-07-18"));
        assert_eq!(parse_loosely("the 18th"), None);
        assert_eq!(iso(Duration::MAX), "");
    }

    #[test]
    fn a_stopped_clock_moves_by_hand_only() {
        let mut clock = Clock::new(Some(100));
        clock.advance(Duration::from_secs(5));
        assert_eq!(clock.now(), Duration::from_secs(105));
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), Duration::MAX);
    }
}
