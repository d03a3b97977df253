//! Days, and moments with their offset.

mod calendar;

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use calendar::{Day, Moment};

use super::place::compare_by_place;
use crate::decode::{Content, Decode, Json, Misfit};

/// A day, as a portal writes it: `2026-01-31`, or `31.01.2026`.
///
/// What a portal sends is kept to the letter, whether it is a day or not. Two are equal if they are the same day, however
/// it is written; what is no day comes after all days. Portals send moments in fields that their pages call days: such a
/// one is the day that it begins with, whatever time and offset follow.
///
/// A parameter that takes a day takes a text, too, and sends it as it is: portals understand more than days of the calendar,
/// `tomorrow` for one. For a text that must be a day, and for the form that the parameter wants, send a `Date`.
///
/// ```
/// use b24::types::Date;
///
/// assert_eq!(Date::new(2026, 1, 31)?.as_str(), "2026-01-31");
/// assert_eq!("31.01.2026".parse::<Date>()?.ymd(), Some((2026, 1, 31)));
/// assert!("31.01.2026".parse::<Date>()? < Date::new(2026, 2, 1)?);
/// assert!("2026-02-30".parse::<Date>().is_err());
/// # Ok::<(), b24::types::BadDate>(())
/// ```
#[derive(Clone, Debug)]
pub struct Date(String);

impl Date {
    /// A day of the calendar.
    ///
    /// # Errors
    /// Where there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, BadDate> {
        format!("{year:04}-{month:02}-{day:02}").parse()
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Year, month and day, of a moment those that it begins with; `None` where a portal has sent something else.
    pub fn ymd(&self) -> Option<(u16, u8, u8)> {
        let (day, rest) = Day::read(&self.0)?;
        let known = rest.is_empty() || Moment::read(&self.0).is_some();
        known.then_some((day.year, day.month, day.in_month))
    }

    /// `2026-01-31`, however it is written.
    pub(crate) fn dashed(&self) -> String {
        self.ymd().map_or_else(|| self.0.clone(), |(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
    }

    /// `31.01.2026`, however it is written.
    pub(crate) fn dotted(&self) -> String {
        self.ymd().map_or_else(|| self.0.clone(), |(year, month, day)| format!("{day:02}.{month:02}.{year:04}"))
    }

    fn place(&self) -> Result<(u16, u8, u8), &str> {
        self.ymd().ok_or(&self.0)
    }
}

/// A moment, as a portal writes it: `2026-01-31T12:00:00+02:00`, at times without the offset or as `31.01.2026 12:00:00`.
///
/// What a portal sends is kept to the letter, whether it is a moment or not. To calculate, take the text into the library of
/// your choice, or [`unix_seconds`](Self::unix_seconds).
///
/// Two are equal if they are the same moment, whatever their offsets. One without an offset stands where UTC would put it,
/// but equals none that has one; what is no moment comes last.
///
/// A parameter that takes a moment takes a text, too, and sends it as it is; see [`Date`].
///
/// ```
/// use b24::types::DateTime;
/// use std::time::{Duration, SystemTime};
///
/// let moment: DateTime = "2026-01-31T12:00:00+02:00".parse()?;
/// assert_eq!((moment.unix_seconds(), moment.offset_seconds()), (Some(1_769_853_600), Some(7200)));
/// assert_eq!(moment.date().unwrap().as_str(), "2026-01-31");
/// assert_eq!(moment, "2026-01-31T10:00:00Z".parse()?);
///
/// let later = SystemTime::UNIX_EPOCH + Duration::from_secs(1_769_853_601);
/// assert_eq!(DateTime::from(later).as_str(), "2026-01-31T10:00:01+00:00");
/// # Ok::<(), b24::types::BadDate>(())
/// ```
#[derive(Clone, Debug)]
pub struct DateTime(String);

impl DateTime {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day, where it is written; `None` where a portal has sent something else.
    pub fn date(&self) -> Option<Date> {
        let (Day { year, month, in_month }, _) = Day::read(&self.0)?;
        Date::new(year, month, in_month).ok()
    }

    /// Seconds since 1970; `None` where the offset is not told, or a portal has sent something else.
    pub fn unix_seconds(&self) -> Option<i64> {
        let moment = Moment::read(&self.0)?;
        Some(moment.local_seconds - i64::from(moment.offset?))
    }

    /// How many seconds the clock of the text is ahead of UTC, where it is told.
    pub fn offset_seconds(&self) -> Option<i32> {
        Moment::read(&self.0)?.offset
    }

    fn place(&self) -> Result<(i64, u32, bool), &str> {
        let moment = Moment::read(&self.0).ok_or(self.as_str())?;
        let seconds = moment.local_seconds - i64::from(moment.offset.unwrap_or(0));
        Ok((seconds, moment.nanoseconds, moment.offset.is_some()))
    }
}

compare_by_place!(Date, DateTime);

/// In UTC, to the second.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let seconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |seconds| -seconds),
        };
        Self(calendar::written(seconds))
    }
}

/// A text that is no day or no moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadDate {
    text: String,
    expected: &'static str,
}

impl fmt::Display for BadDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not {}", self.text, self.expected)
    }
}

impl std::error::Error for BadDate {}

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let bad = || BadDate { text: text.to_owned(), expected: "a day: write it as in 2026-01-31" };
        let alone = Day::read(text).filter(|(_, rest)| rest.is_empty());
        alone.map(|_| Self(text.to_owned())).ok_or_else(bad)
    }
}

impl FromStr for DateTime {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let expected = "a moment with its offset: write it as in 2026-01-31T12:00:00+02:00";
        let moment = Moment::read(text).filter(|moment| moment.offset.is_some());
        moment.map(|_| Self(text.to_owned())).ok_or_else(|| BadDate { text: text.to_owned(), expected })
    }
}

macro_rules! texts {
    ($($name:ident $expected:literal;)+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        /// An absent one is an empty text or `false`.
        impl Decode for $name {
            const EXPECTED: &'static str = $expected;

            fn decode(json: Json<'_>) -> Result<Self, Misfit> {
                match Content::of(json) {
                    Content::Number(digits) if digits.parse::<i64>().is_ok() => Ok(Self(digits.to_owned())),
                    Content::Text(text) if !text.is_empty() => Ok(Self(text.into_owned())),
                    _ => Err(Misfit::new(Self::EXPECTED, json)),
                }
            }
        }
    )+};
}

texts! {
    Date "a day";
    DateTime "a moment";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn days_are_ordered_however_they_are_written() {
        let mut days = ["soon", "01.02.2026", "2026-01-31", "31.12.2025", "2026-02-01"].map(|day| Date(day.into()));
        days.sort();
        assert_eq!(days.each_ref().map(Date::as_str), ["31.12.2025", "2026-01-31", "01.02.2026", "2026-02-01", "soon"]);
        assert_eq!(days[2], days[3]);
        assert_eq!(HashSet::from(days).len(), 4);
    }

    #[test]
    fn a_moment_in_the_place_of_a_day_is_its_day() {
        let written =
            ["2024-08-30", "30.08.2024", "2024-08-30T02:00:00+02:00", "2024-08-30 02:00:00", "30.08.2024 02:00:00"];
        let days = written.map(|day| Date(day.into()));
        for day in &days {
            assert_eq!(day.ymd(), Some((2024, 8, 30)), "{day}");
            assert_eq!((day.dashed(), day.dotted()), ("2024-08-30".to_owned(), "30.08.2024".to_owned()));
            assert!(*day < Date("2024-08-31".into()) && *day > Date("29.08.2024 23:59:59".into()), "{day}");
        }
        assert_eq!(days[2].as_str(), written[2]);
        assert_eq!(HashSet::from(days).len(), 1);

        for text in ["2024-08-30 soon", "2024-08-30T02:00", "2024-08-301"] {
            assert_eq!(Date(text.into()).ymd(), None, "{text}");
        }
        assert!(written[2].parse::<Date>().is_err());
    }

    #[test]
    fn moments_are_ordered_as_they_follow_each_other() {
        let ordered = [
            "2026-01-31T11:59:59+02:00",
            "2026-01-31 10:00:00",
            "2026-01-31T12:00:00+02:00",
            "2026-01-31T12:00:00.5+02:00",
            "31.01.2026 10:00:01",
            "2026-01-31T05:00:00-06:00",
            "0000-00-00 00:00:00",
            "now",
        ];
        let moments = ordered.map(|moment| DateTime(moment.into()));
        assert!(moments.is_sorted_by(|one, next| one < next), "{moments:?}");

        let same = ["2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z", "2026-01-31T10:00:00.0+0000"];
        assert_eq!(HashSet::from(same.map(|moment| DateTime(moment.into()))).len(), 1);
    }
}
