//! The commands and the normal form, from outside.

mod corrections;
mod hostile;
mod normal_form;
mod sandbox;
mod way;
