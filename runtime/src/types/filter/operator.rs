//! Operators of a filter. Their names are those of the functions that take them.

/// An operator.
pub trait Operator {
    /// The function that takes it.
    const NAME: &'static str;
    /// How it is written before the name of a field, where a page does not say otherwise.
    const USUAL: &'static str;
}

macro_rules! operators {
    ($($name:ident $usual:literal)+) => {$(
        #[doc = concat!("`", $usual, "`")]
        #[derive(Debug)]
        #[allow(non_camel_case_types, reason = "the names of functions")]
        pub enum $name {}
        impl Operator for $name {
            const NAME: &'static str = stringify!($name);
            const USUAL: &'static str = $usual;
        }
    )+
        #[cfg(test)]
        const ALL: &[(&str, &str)] = &[$((stringify!($name), $usual)),+];
    };
}

operators! {
    eq "=" eq_or_null "+" ne "!=" gt ">" ge ">=" lt "<" le "<=" in_ "@" not_in "!@" contains "%" not_contains "!%"
    like "=%" not_like "!=%" between "><" not_between "!><" search "?"
}

#[cfg(test)]
mod tests {
    use b24_specs::operators::OPERATORS;

    use super::ALL;

    #[test]
    fn operators_are_those_that_pages_have() {
        let usual = OPERATORS.iter().map(|&(name, signs)| (name, signs[0]));
        assert_eq!(ALL, usual.collect::<Vec<_>>());
    }
}
