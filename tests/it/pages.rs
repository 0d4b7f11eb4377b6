//! `extract report` and `extract check --html` as a user runs them: where pages go, and what keeps them from being written.

use std::fs;
use std::path::Path;

use crate::program::{root, run};

const ARTICLE: &str = "fixtures/un-panel-report/article.txt";

fn name(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_report_goes_where_the_user_says() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("report.html");
    fs::write(&page, "an older page").unwrap();
    let dated = ["report", ARTICLE, "--published", "2019-03-11", "--html"];
    let (code, out, errors) = run(&[&dated[..], &[&name(&page)]].concat());
    assert_eq!((code, out.as_str(), errors.as_str()), (Some(0), "", ""));
    let written = fs::read_to_string(&page).unwrap();
    assert!(written.starts_with("<!DOCTYPE html>") && written.contains("January 2017 – September 2018"));
    let (code, out, _) = run(&[&dated[..], &["-", "--threads", "1"]].concat());
    assert_eq!((code, out == written), (Some(0), true), "to standard output, the same bytes with one thread");
}

#[test]
fn an_input_that_fails_does_not_keep_the_others_from_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let page = name(&folder.path().join("report.html"));
    let (code, _, errors) = run(&["report", "missing.txt", ARTICLE, "--html", &page]);
    assert_eq!((code, errors.lines().count()), (Some(1), 1), "{errors}");
    assert!(fs::read_to_string(&page).unwrap().contains("Interpark"));
}

#[test]
fn pages_that_cannot_be_written_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("article.txt");
    fs::copy(root().join(ARTICLE), &copy).unwrap();
    let page = folder.path().join("report.html");
    let nowhere = name(&folder.path().join("no/such/folder.html"));
    for (arguments, expected) in [
        (vec!["report", &name(&copy), "--html", &name(&copy)], "is an input; name another file"),
        (vec!["report", ARTICLE, "--html", &nowhere], "cannot be written; name a file in a folder that is there"),
        (vec!["report", "missing.txt", "--html", &name(&page)], "no article could be read"),
        (vec!["check", "fixtures/un-panel-report", "--html", &nowhere], "cannot be written"),
        (vec!["check", "fixtures/un-panel-report", "--html", &name(&page), "--trend", ARTICLE], "article.txt"),
    ] {
        let (code, _, errors) = run(&arguments);
        assert_eq!(code, Some(1), "{arguments:?}");
        assert!(errors.lines().last().is_some_and(|line| line.contains(expected)), "{arguments:?}: {errors}");
    }
    assert!(fs::read_to_string(&copy).unwrap().contains("Interpark"), "the input is as it was");
    assert!(!page.exists(), "and no half page is left");
    assert_eq!(run(&["check", "fixtures/un-panel-report", "--trend", "x.json"]).0, Some(2), "trends are for pages");
}

#[test]
fn a_check_page_stands_beside_the_figures() {
    let folder = tempfile::tempdir().unwrap();
    let [before, page] = ["before.json", "check.html"].map(|file| name(&folder.path().join(file)));
    let check = ["check", "fixtures/un-panel-report", "fixtures/orbanta-weekly"];
    run(&[&check[..], &["--without", "weekday", "--save-baseline", &before]].concat());
    let (_, out, errors) = run(&[&check[..], &["--baseline", &before, "--html", &page]].concat());
    assert!(out.contains("open: 2 articles"), "{out}{errors}");
    let page = fs::read_to_string(&page).unwrap();
    for part in ["Check of 2 articles", "Trend", "Since the baseline", "Wrong then, right now", "orbanta-weekly"] {
        assert!(page.contains(part), "{part}");
    }
}
