//! The calendar, as far as portals write it.

const SECONDS_A_DAY: i64 = 86_400;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) in_month: u8,
}

impl Day {
    /// The day that a text begins with, `2026-01-31` or `31.01.2026`, and the rest of the text.
    pub(super) fn read(text: &str) -> Option<(Self, &str)> {
        let (written, rest) = text.split_at_checked(10)?;
        let parts = |sign: char| -> Option<[&str; 3]> { written.split(sign).collect::<Vec<_>>().try_into().ok() };
        let dotted = || parts('.').map(|[day, month, year]| [year, month, day]);
        let [year, month, day] = parts('-').or_else(dotted)?;
        let (month, day) = (u8::try_from(number(month, 2)?).ok()?, u8::try_from(number(day, 2)?).ok()?);
        let day = Self { year: number(year, 4)?, month, in_month: day };
        let known = (1..=12).contains(&day.month) && (1..=days_of(day.year, day.month)).contains(&day.in_month);
        known.then_some((day, rest))
    }

    /// Days since 1970. The year begins with March, so that its odd day comes last.
    fn number(self) -> i64 {
        let (year, month) = match self.month {
            1 | 2 => (i64::from(self.year) - 1, i64::from(self.month) + 9),
            month => (i64::from(self.year), i64::from(month) - 3),
        };
        let in_year = (153 * month + 2) / 5 + i64::from(self.in_month) - 1;
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year - 719_468
    }
}

/// A day and a time by a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Seconds since 1970 by that clock.
    pub(super) local_seconds: i64,
    /// What it is past the second.
    pub(super) nanoseconds: u32,
    /// Seconds that it is ahead of UTC, where that is told.
    pub(super) offset: Option<i32>,
}

impl Moment {
    /// `2026-01-31T12:00:00+02:00`, the same without an offset, or with the day in another form.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (day, rest) = Day::read(text)?;
        let (time, offset) = rest.strip_prefix(['T', ' '])?.split_at_checked(8)?;
        let [hour, minute, second] = time.split(':').collect::<Vec<_>>().try_into().ok()?;
        let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
        let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        let (nanoseconds, offset) = fraction(offset)?;
        let offset = self::offset(offset)?;
        let known = hour < 24 && minute < 60 && second < 61;
        known.then_some(Self { local_seconds: day.number() * SECONDS_A_DAY + seconds, nanoseconds, offset })
    }
}

/// The nanoseconds of a `.123` that a text begins with, and the rest of the text.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let Some(text) = text.strip_prefix('.') else { return Some((0, text)) };
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((format!("{digits:0<9.9}").parse().ok()?, rest))
}

/// None, `Z`, `+02:00` or `+0200`, in seconds. `None` where it is none of these.
#[allow(clippy::option_option, reason = "understood, and then told")]
fn offset(text: &str) -> Option<Option<i32>> {
    let (sign, rest) = match text {
        "" => return Some(None),
        "Z" => return Some(Some(0)),
        _ => (if text.starts_with('-') { -1 } else { 1 }, text.strip_prefix(['+', '-'])?),
    };
    let (hours, minutes) = rest.split_at_checked(2)?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes.strip_prefix(':').unwrap_or(minutes), 2)?);
    (hours < 24 && minutes < 60).then_some(Some(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60)))
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    if text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn days_of(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The moment of so many seconds since 1970, in UTC.
pub(super) fn written(seconds: i64) -> String {
    let (days, in_day) = (seconds.div_euclid(SECONDS_A_DAY), seconds.rem_euclid(SECONDS_A_DAY));
    let (year, month, day) = date(days);
    let (hour, minute, second) = (in_day / 3600, in_day / 60 % 60, in_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00")
}

/// The day of so many days since 1970: `Day::number` backwards.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let (era, in_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let (late, month) = if month < 10 { (0, month + 3) } else { (1, month - 9) };
    (era * 400 + year + late, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_found_again() {
        for days in -150_000..150_000 {
            let (year, month, day) = date(days);
            let text = format!("{year:04}-{month:02}-{day:02}");
            assert_eq!(Day::read(&text).map(|(day, rest)| (day.number(), rest)), Some((days, "")), "{text}");
        }
    }

    #[test]
    fn moments_in_every_form_of_a_portal() {
        for (text, local_seconds, nanoseconds, offset) in [
            ("1970-01-01T00:00:00+00:00", 0, 0, Some(0)),
            ("2000-02-29T23:59:59Z", 951_868_799, 0, Some(0)),
            ("2026-01-31T12:00:00+0200", 1_769_860_800, 0, Some(7200)),
            ("2026-01-31T12:00:00.123456-03:30", 1_769_860_800, 123_456_000, Some(-12_600)),
            ("2026-01-31T12:00:00.1234567891Z", 1_769_860_800, 123_456_789, Some(0)),
            ("31.01.2026 12:00:00", 1_769_860_800, 0, None),
            ("2026-01-31 12:00:00", 1_769_860_800, 0, None),
        ] {
            assert_eq!(Moment::read(text), Some(Moment { local_seconds, nanoseconds, offset }), "{text}");
        }
        assert_eq!(written(951_868_799), "2000-02-29T23:59:59+00:00");
        assert_eq!(written(-1), "1969-12-31T23:59:59+00:00");
        for text in [
            "",
            "2026",
            "2026-01-31",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026.01.01 00:00:00",
            "2026-01.01 00:00:00",
            "2026-01-01T00:00:00+2",
            "2026-01-01T00:00:00+25:00",
            "2026-01-01T00:00:00 UTC",
            "0000-00-00 00:00:00",
            "2026-01-3é 00:00:00",
        ] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }
}
