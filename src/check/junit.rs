//! A check as CI systems read it: one test case for each open article and for each floor.

use quick_junit::{NonSuccessKind, Report as Cases, TestCase, TestCaseStatus, TestSuite};

use super::outcome::Outcome;
use super::print;
use super::report::Report;
use super::slot::Verdict;

/// The report as JUnit XML. An article fails where a value is wrong; beside an earlier run only where a value was lost.
pub fn junit(report: &Report) -> Result<String, quick_junit::SerializeError> {
    let mut cases = Cases::new("extract check");
    let mut articles = TestSuite::new("articles");
    articles.add_test_cases(report.articles.iter().map(|outcome| article(report, outcome)));
    let mut whole = TestSuite::new("floor");
    let fell = report.change.iter().flat_map(|change| &change.fell);
    let below: Vec<String> = report.below_floor.iter().chain(fell).cloned().collect();
    whole.add_test_case(case("nothing below its floor".to_owned(), "floor", &below));
    whole.add_test_case(case("everything read".to_owned(), "floor", &report.unread));
    cases.add_test_suites([articles, whole]);
    cases.to_string()
}

fn article(report: &Report, outcome: &Outcome) -> TestCase {
    let wrong: Vec<String> = match &report.change {
        Some(change) => change.lost.iter().filter(|one| one.article == outcome.name).map(print::turned).collect(),
        None => report.misses.iter().filter(|miss| miss.article == outcome.name).map(print::line).collect(),
    };
    let mut case = case(outcome.name.clone(), "articles", &wrong);
    case.set_assertions(outcome.all().filter(|(_, finding)| finding.verdict != Verdict::Spurious).count());
    case
}

fn case(name: String, class: &str, wrong: &[String]) -> TestCase {
    let status = if wrong.is_empty() {
        TestCaseStatus::success()
    } else {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(format!("{} wrong", wrong.len())).set_description(wrong.join("\n"));
        status
    };
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    case
}
