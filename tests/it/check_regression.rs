//! `extract check` as the instrument of a regression test: baselines, ablation, floors that rise, JUnit, predictions, lint.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{root, run};

/// Where a file of the repository lies.
fn in_root(path: &str) -> String {
    root().join(path).display().to_string()
}

/// A folder with two articles that rest on a weekday each, one that does not, and a floor.
fn fixtures() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, day) in [
        ("monday", "Thieves stole $4 million from the Zorvane exchange on Monday.\n", "2019-03-11"),
        ("friday", "Hackers stole $7 million from the Kelvane exchange on Friday.\n", "2019-03-08"),
        ("day", "Hackers stole $9 million from the Tamarisk exchange on 3 March 2019.\n", "2019-03-03"),
    ] {
        let below = folder.path().join("gold").join(name);
        fs::create_dir_all(&below).unwrap();
        fs::write(below.join("article.txt"), text).unwrap();
        let gold = format!(
            r#"{{"article": {{"published": "2019-03-12"}}, "incidents": [{{"key": "it", "time": {{"edtf": "{day}"}}}}]}}"#
        );
        fs::write(below.join("gold.json"), gold).unwrap();
    }
    let gold = folder.path().join("gold");
    fs::write(gold.join("floor.toml"), "[open]\nslot_f1 = 0.1 # low\n").unwrap();
    (folder, gold)
}

#[test]
fn a_fault_in_one_rule_is_named_with_its_articles() {
    let (folder, gold) = fixtures();
    let (gold, saved) = (gold.display().to_string(), folder.path().join("before.json").display().to_string());
    let (code, out, errors) = run(&["check", &gold, "--save-baseline", &saved]);
    assert_eq!((code, errors.as_str()), (Some(0), ""), "{out}");

    let (code, out, _) = run(&["check", &gold, "--baseline", &saved]);
    assert_eq!(code, Some(0), "nothing turned: {out}");
    assert!(out.contains("since the baseline: 0 values lost, 0 gained"), "{out}");
    assert!(!out.contains("rules concerned"), "{out}");

    let (code, out, _) = run(&["check", &gold, "--without", "weekday", "--baseline", &saved]);
    assert_eq!(code, Some(1), "slot F1 has a floor and fell: {out}");
    assert!(out.contains("friday [it] time: 2019-03-08: 2019-03-08 → nothing by weekday"), "{out}");
    assert!(out.contains("monday [it] time: 2019-03-11: 2019-03-11 → nothing by weekday"), "{out}");
    let rule = out.lines().find(|line| line.trim_start().starts_with("weekday")).unwrap();
    assert_eq!(rule.split_whitespace().collect::<Vec<_>>(), ["weekday", "2", "0", "friday,", "monday"]);
    assert!(!out.contains("day [it] time: 2019-03-03"), "an article without weekday stays: {out}");
    assert!(out.contains("FELL  open: slot F1 fell from"), "{out}");
}

#[test]
fn a_baseline_must_be_a_saved_report() {
    let (folder, gold) = fixtures();
    let gold = gold.display().to_string();
    for (text, expected) in [
        ("{\"groups\": {}}", "not a saved report (missing field `schema`"),
        ("{\"schema\": \"other/1\"}", "not a saved report (its schema is \"other/1\""),
        ("", "not a saved report"),
    ] {
        let path = folder.path().join("before.json");
        fs::write(&path, text).unwrap();
        let (code, out, errors) = run(&["check", &gold, "--baseline", &path.display().to_string()]);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{text}");
        assert!(errors.contains(expected) && errors.contains("--save-baseline"), "{errors}");
    }
}

#[test]
fn unknown_rules_are_wrong() {
    let (code, _, errors) = run(&["check", &in_root("fixtures/advice-column"), "--without", "weekdays"]);
    assert_eq!(code, Some(1));
    assert!(
        errors.contains("weekdays: no such rule; the rules are ")
            && errors.contains(" lexicon, ")
            && errors.contains("weekday,"),
        "{errors}"
    );
}

#[test]
fn blessing_raises_the_floor_and_keeps_the_rest() {
    let (_folder, gold) = fixtures();
    let path = gold.display().to_string();
    let (code, out, _) = run(&["check", &path, "--bless"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("floor raised: open: slot F1: 0.1 → "), "{out}");
    let floor = fs::read_to_string(gold.join("floor.toml")).unwrap();
    assert!(
        floor.starts_with("[open]\nslot_f1 = ")
            && floor.ends_with(" # low\n")
            && floor != "[open]\nslot_f1 = 0.1 # low\n"
    );
    let (code, out, _) = run(&["check", &path, "--bless"]);
    assert_eq!((code, out.contains("floor raised")), (Some(0), false), "{out}");
    fs::write(gold.join("floor.toml"), "[open]\nslot_f1 = 1.0\n").unwrap();
    fs::remove_dir_all(gold.join("day")).unwrap();
    fs::write(gold.join("monday/article.txt"), "Nothing happened.").unwrap();
    let (code, out, _) = run(&["check", &path, "--bless"]);
    assert_eq!(code, Some(1), "a floor never falls: {out}");
    assert_eq!(fs::read_to_string(gold.join("floor.toml")).unwrap(), "[open]\nslot_f1 = 1.0\n");
}

#[test]
fn junit_has_a_case_for_each_article() {
    let (folder, gold) = fixtures();
    let (gold, xml) = (gold.display().to_string(), folder.path().join("check.xml").display().to_string());
    for (more, failures) in [(&[][..], 0), (&["--without", "weekday"][..], 2)] {
        let (_, out, _) = run(&[&["check", &gold, "--junit", &xml], more].concat());
        let text = fs::read_to_string(&xml).unwrap();
        assert_eq!(text.matches("classname=\"articles\"").count(), 3, "{text}");
        assert_eq!(text.matches("<failure").count(), failures, "{text}\n{out}");
    }
    assert!(fs::read_to_string(&xml).unwrap().contains("monday [it] time: 2019-03-11 → nothing"));
}

#[test]
fn other_systems_are_scored_by_the_same_rules() {
    let (panel, kucoin) = (in_root("fixtures/un-panel-report"), in_root("fixtures/kucoin-revised"));
    let answers = in_root("tests/predicted/answers.jsonl");
    let arguments = ["check", &panel, &kucoin, "--predicted", &answers, "--format", "json"];
    let (code, out, errors) = run(&arguments);
    assert_eq!(code, Some(0), "the floor is the program's: {errors}");
    for said in [
        "answers.jsonl:3: no gold article is called no-such-article",
        "fields that a record does not have were passed over (1): victims.severity",
        "article un-panel-report: types: passed over, \"hack\" is no type of incident",
        "article un-panel-report: amounts: passed over, missing field `role`",
    ] {
        assert!(errors.contains(said), "{said}: {errors}");
    }
    let report: Value = serde_json::from_str(&out).unwrap();
    let open = &report["groups"]["open"];
    assert_eq!(open["by_slot"]["victims.name"]["right"], 3);
    assert_eq!(open["by_slot"]["amounts"]["right"], 2, "$571 million and $281 million");
    assert_eq!(open["by_slot"]["amounts"]["partial"], 1, "$530 million in another role");
    assert_eq!(open["by_rule"], serde_json::json!({}), "no rule of the program read them");
    assert_eq!(open["calibration"]["bins"][0]["incidents"], 1, "one of the articles says how sure it is");

    let (_, _, errors) = run(&["check", &panel, &in_root("fixtures/advice-column"), "--predicted", &answers]);
    assert!(errors.contains("article advice-column: no prediction; counted as one without incidents"), "{errors}");
}

#[test]
fn its_own_records_score_like_the_program() {
    let panel = in_root("fixtures/un-panel-report");
    let article = in_root("fixtures/un-panel-report/article.txt");
    let folder = tempfile::tempdir().unwrap();
    let (_, record, _) = run(&[&article, "--published", "2019-03-11", "--format", "json"]);
    fs::write(folder.path().join("any-name.json"), record).unwrap();
    let predicted = folder.path().display().to_string();
    let figures = |arguments: &[&str]| -> Value {
        let (_, out, errors) = run(arguments);
        assert_eq!(errors, "");
        serde_json::from_str(&out).unwrap()
    };
    let other = figures(&["check", &panel, "--format", "json", "--predicted", &predicted]);
    let own = figures(&["check", &panel, "--format", "json"]);
    for figure in ["incidents", "count_error", "calibration"] {
        assert_eq!(own["groups"]["open"][figure], other["groups"]["open"][figure], "{figure}");
    }
    assert_eq!(own["groups"]["open"]["by_slot"]["amounts"], other["groups"]["open"]["by_slot"]["amounts"]);
}

#[test]
fn a_file_of_gold_is_read_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gold.jsonl");
    let good = r#"{"article": {"id": "zorvane", "published": "2019-03-12"}, "text": "Thieves stole $4 million from the Zorvane exchange on Monday.", "incidents": [{"time": {"edtf": "2019-03-11"}}]}"#;
    fs::write(&path, format!("{good}\n\n{{\"text\": \"x\"}}\n{good}\n")).unwrap();
    let file = path.display().to_string();
    let (code, out, errors) = run(&["check", &file]);
    assert_eq!(code, Some(1));
    assert!(out.contains("open: 1 articles · slots F1 100.0"), "{out}");
    assert!(errors.contains("gold.jsonl:3: not a gold file (missing field `incidents`"), "{errors}");
    assert!(
        errors.contains("gold.jsonl:4: not a gold file (a line above has the article zorvane already)"),
        "{errors}"
    );

    fs::write(&path, good.replace("2019-03-11\"}", "2019-02-30\"}, \"victim\": []")).unwrap();
    let (code, out, errors) = run(&["check", "--lint", &file]);
    assert_eq!((code, errors.as_str()), (Some(1), ""));
    assert!(out.contains("gold.jsonl:1: incidents[0].time.edtf: the calendar has no 2019-02-30"), "{out}");
    assert!(out.contains("gold.jsonl:1: incidents[0].victim: is no field of gold"), "{out}");
}

#[test]
fn lint_names_all_mistakes_and_lines() {
    let (_folder, gold) = fixtures();
    let path = gold.display().to_string();
    assert_eq!(run(&["check", "--lint", &path]), (Some(0), "no mistakes\n".to_owned(), String::new()));
    fs::write(gold.join("day/gold.json"), "{\"incidents\": [\n{\"types\": [\"thefts\"],\n\"scope\": \"many\"}]}")
        .unwrap();
    fs::write(gold.join("friday/gold.json"), "{\"incidents\": [\n}").unwrap();
    let (code, out, errors) = run(&["check", "--lint", &path]);
    assert_eq!((code, out.lines().count()), (Some(1), 2), "{out}");
    assert!(out.contains("day/gold.json:2: incidents[0].types[0]: unknown variant `thefts`, expected one of `theft`"));
    assert!(out.contains("day/gold.json:3: incidents[0].scope: unknown variant `many`"), "{out}");
    assert!(errors.contains("friday/gold.json:2: not a gold file"), "{errors}");
    assert_eq!(errors.lines().count(), 1, "what has a line of its own is not said twice: {errors}");
}

#[test]
fn the_fixtures_have_no_mistakes() {
    let (code, out, errors) = run(&["check", "--lint", &in_root("fixtures")]);
    assert_eq!((code, errors.as_str()), (Some(0), ""), "{out}");
}

#[test]
fn confidence_keeps_its_promise() {
    let (_, out, _) = run(&["check", &in_root("fixtures"), "--no-model", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let open = &report["groups"]["open"]["calibration"];
    let off = open["expected_error"].as_f64().unwrap();
    assert!(off < 0.08, "src/incident/confidence.rs says how the shares are read off again: {open}");
    // A handful says nothing.
    let bins = open["bins"].as_array().unwrap().iter().filter(|bin| bin["incidents"].as_u64() >= Some(10));
    let shares: Vec<f64> = bins.map(|bin| bin["share"].as_f64().unwrap()).collect();
    assert!(shares.len() > 2 && shares[shares.len() - 1] > shares[0] + 0.1, "it tells sure from unsure: {open}");
}

#[test]
fn pipes_have_no_colours() {
    let (_, out, _) = run(&["check", &in_root("fixtures/un-panel-report")]);
    assert!(!out.contains('\u{1b}'));
}
