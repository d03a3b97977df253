//! The commands and the normal form, from outside.

mod normal_form;
