//! Every test of the program from outside, in one binary: the program is linked once, and tests of different files run beside each other.

mod annotate;
mod batch;
mod calm;
mod check;
mod check_regression;
mod cli;
mod corpus;
mod exports;
mod output;
mod pages;
mod phrases_amounts;
mod phrases_dates;
mod program;
mod reading;
mod schema;
mod thefts;
