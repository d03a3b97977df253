//! The next version, by Cargo's reading of semver.

use std::fmt;
use std::str::FromStr;

use super::kinds::Class;

/// A version without pre-release and build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Breaking changes count here.
    pub major: u64,
    /// New things count here; breaking ones while `major` is 0.
    pub minor: u64,
    /// The rest counts here.
    pub patch: u64,
}

impl Version {
    /// The version of this compiler, and of the crates that it is released with.
    pub fn current() -> Self {
        env!("CARGO_PKG_VERSION").parse().unwrap_or(Self { major: 0, minor: 1, patch: 0 })
    }

    /// The next version after changes of which the worst is of this class.
    ///
    /// ```
    /// use xtask::diff::{Class, Version};
    /// let next = |version: &str, class| version.parse::<Version>().unwrap().next(class).to_string();
    /// assert_eq!(next("0.4.2", Class::BreaksTheBuild), "0.5.0");
    /// assert_eq!(next("0.4.2", Class::Additive), "0.4.3");
    /// assert_eq!(next("1.4.2", Class::BreaksAtRunTime), "2.0.0");
    /// assert_eq!(next("1.4.2", Class::Additive), "1.5.0");
    /// ```
    #[must_use]
    pub fn next(self, class: Class) -> Self {
        let Self { major, minor, patch } = self;
        match class {
            Class::BreaksTheBuild | Class::BreaksAtRunTime if major > 0 => {
                Self { major: major + 1, minor: 0, patch: 0 }
            }
            Class::BreaksTheBuild | Class::BreaksAtRunTime if minor > 0 => Self { major, minor: minor + 1, patch: 0 },
            Class::Additive if major > 0 => Self { major, minor: minor + 1, patch: 0 },
            _ => Self { major, minor, patch: patch + 1 },
        }
    }

    /// The minor release that this version belongs to, `0.4`.
    pub fn release(self) -> String {
        format!("{}.{}", self.major, self.minor)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plain = text.split(['-', '+']).next().unwrap_or_default();
        let numbers: Option<Vec<u64>> = plain.split('.').map(|part| part.parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[major, minor, patch]) => Ok(Self { major, minor, patch }),
            _ => Err(format!("`{text}` is no version: write it as 0.1.0")),
        }
    }
}
