//! The scorer against itself: gold turned into a record scores full marks, and each fault costs what it should.

use std::path::PathBuf;

use news_incidents::check::{self, Fixture, Group, Outcome, Report, Slot, Standing, Verdict};
use news_incidents::record::{MentionLists, MentionsLine, Record};
use serde_json::{Value, json};

use crate::program::{self, Run, root, texts};

fn fixtures() -> Vec<Fixture> {
    let loaded = check::load(&[root().join("fixtures")]);
    assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
    loaded.fixtures
}

fn fixture(name: &str) -> Fixture {
    fixtures().into_iter().find(|fixture| fixture.name == name).unwrap()
}

/// What a program without faults would print: gold, with words behind every value.
fn perfect(fixture: &Fixture) -> Value {
    let gold = std::fs::read_to_string(fixture.folder.join("gold.json")).unwrap();
    let gold: Value = serde_json::from_str(&gold).unwrap();
    let words = json!({"start": 0, "end": 1, "text": "x"});
    let mut incidents = gold["incidents"].clone();
    for (at, incident) in incidents.as_array_mut().unwrap().iter_mut().enumerate() {
        let fields = incident.as_object_mut().unwrap();
        let key = fields.remove("key").unwrap_or_else(|| json!(format!("incident {at}")));
        for (name, value) in [("status", json!("occurred")), ("scope", json!("single")), ("time", Value::Null)] {
            fields.entry(name).or_insert(value);
        }
        for name in ["types", "victims", "attackers", "attribution", "amounts", "affected"] {
            fields.entry(name).or_insert(json!([]));
        }
        for value in fields.values_mut() {
            match value {
                Value::Object(one) => drop(one.insert("span".to_owned(), words.clone())),
                Value::Array(many) => many.iter_mut().for_each(|one| match one {
                    Value::Object(one) => drop(one.insert("span".to_owned(), words.clone())),
                    Value::String(name) if name.contains(' ') || !is_type(name) => {
                        *one = json!({"name": name, "span": words});
                    }
                    _ => {}
                }),
                _ => {}
            }
        }
        fields.extend([("id".to_owned(), key), ("events".to_owned(), json!([])), ("confidence".to_owned(), json!(1))]);
    }
    let mut warnings = gold["warnings"].as_array().cloned().unwrap_or_default();
    warnings.iter_mut().for_each(|warning| warning["message"] = json!("m"));
    let article = json!({"id": fixture.name, "source": "article.txt", "sha256": ""});
    json!({"schema": "news-incidents/1", "article": article, "incidents": incidents, "warnings": warnings})
}

fn is_type(name: &str) -> bool {
    name.parse::<news_incidents::record::IncidentType>().is_ok()
}

fn outcome(fixture: &Fixture, record: Value) -> Outcome {
    let record: Record = serde_json::from_value(record).unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
    let none = MentionsLine { id: fixture.name.clone(), mentions: MentionLists::default(), events: Vec::new() };
    check::against(fixture, &record, &none)
}

fn wrong(outcome: &Outcome) -> Vec<(Slot, Verdict)> {
    let all = outcome.all().map(|(_, finding)| (finding.slot, finding.verdict));
    all.filter(|(_, verdict)| *verdict != Verdict::Right).collect()
}

#[test]
fn gold_scores_full_marks_against_itself() {
    let open: Vec<Fixture> = fixtures().into_iter().filter(|fixture| fixture.group == Group::Open).collect();
    assert!(open.len() > 80);
    let outcomes: Vec<Outcome> = open.iter().map(|fixture| outcome(fixture, perfect(fixture))).collect();
    let report = Report::new(outcomes);
    assert_eq!(report.misses, []);
    let figures = &report.groups["open"];
    assert_eq!((figures.slots.f1(), figures.incidents.f1(), figures.negatives.invented), (Some(1.0), Some(1.0), 0));
}

#[test]
fn each_fault_costs_its_slots() {
    let panel = fixture("un-panel-report");
    use Slot::{Affected, Amounts, Attribution, PartOf, Time, TimeBasis, VictimCountry, Victims, Warnings};
    use Verdict::{Missing, Spurious, Wrong};
    type Fault = (&'static str, fn(&mut Value), Vec<(Slot, Verdict)>);
    let faults: [Fault; 12] = [
        ("the order", |record| record["incidents"].as_array_mut().unwrap().reverse(), vec![]),
        (
            "an article before a name",
            |record| record["incidents"][2]["victims"][0]["name"] = json!("the Coincheck"),
            vec![],
        ),
        ("an alias", |record| record["incidents"][1]["victims"][0]["name"] = json!("Asian crypto exchanges"), vec![]),
        ("a name", |record| record["incidents"][2]["victims"][0]["name"] = json!("Mt. Gox"), vec![(Victims, Wrong)]),
        (
            "a country",
            |record| record["incidents"][2]["victims"][0]["country"] = json!("KR"),
            vec![(VictimCountry, Wrong)],
        ),
        ("a bound", |record| record["incidents"][0]["amounts"][0]["bound"] = json!("exact"), vec![(Amounts, Wrong)]),
        (
            "a time too many",
            |record| {
                record["incidents"][0]["time"] = record["incidents"][1]["time"].clone();
            },
            vec![(Time, Spurious)],
        ),
        ("a basis", |record| record["incidents"][3]["time"]["basis"] = json!("context"), vec![(TimeBasis, Wrong)]),
        ("no attribution", |record| record["incidents"][0]["attribution"] = json!([]), vec![(Attribution, Missing)]),
        (
            "a unit in other words",
            |record| record["incidents"][4]["affected"][0]["unit"] = json!("registered users"),
            vec![],
        ),
        ("a unit", |record| record["incidents"][4]["affected"][0]["unit"] = json!("records"), vec![(Affected, Wrong)]),
        (
            "a series",
            |record| {
                record["incidents"][3]["part_of"] = json!("total");
                record["warnings"] = json!([]);
            },
            vec![(PartOf, Wrong), (Warnings, Missing)],
        ),
    ];
    for (name, fault, expected) in faults {
        let mut record = perfect(&panel);
        fault(&mut record);
        assert_eq!(wrong(&outcome(&panel, record)), expected, "{name}");
    }
}

#[test]
fn incidents_too_few_and_too_many_count() {
    let panel = fixture("un-panel-report");
    let mut record = perfect(&panel);
    let removed = record["incidents"].as_array_mut().unwrap().remove(3);
    let few = outcome(&panel, record);
    let standings: Vec<Standing> = few.incidents.iter().map(|incident| incident.standing).collect();
    assert_eq!(standings.iter().filter(|standing| **standing == Standing::Missed).count(), 1);
    assert_eq!(few.incidents[3].standing, Standing::Missed, "zaif");

    let bridge = fixture("advice-column");
    let mut record = perfect(&bridge);
    record["incidents"] = json!([removed]);
    let many = outcome(&bridge, record);
    assert_eq!(many.incidents[0].standing, Standing::Invented);
    assert!(wrong(&many).contains(&(Slot::Victims, Verdict::Spurious)));
    let figures = &Report::new(vec![many]).groups["open"];
    assert_eq!((figures.negatives.articles, figures.negatives.invented), (1, 1));
}

fn folder(gold: &str, article: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("gold.json"), gold).unwrap();
    std::fs::write(folder.path().join("article.txt"), article).unwrap();
    folder
}

fn run(arguments: &[&str], paths: &[PathBuf]) -> Run {
    texts(program::command(&["check"]).args(arguments).args(paths).output().unwrap())
}

#[test]
fn below_the_floor_is_exit_code_one() {
    let gold = r#"{"incidents": [{"types": ["theft"], "victims": [{"name": "Nobody At All"}]}]}"#;
    let folder = folder(gold, "Nothing happened today.");
    let path = [folder.path().to_owned()];
    let (code, out, _) = run(&[], &path);
    assert_eq!(code, Some(0), "no floor, no fall: {out}");
    assert!(out.contains("victims.name: Nobody At All → nothing"), "{out}");
    assert!(out.contains("gold mistake") && out.contains("incidents[0].victims[0].name"), "{out}");

    let floor = folder.path().join("floor.toml");
    std::fs::write(&floor, "[open]\nslot_f1 = 0.5\n[open.slots]\n\"victims.name\" = 0.1\n").unwrap();
    let (code, out, _) = run(&[], &path);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("BELOW FLOOR  open: slot F1 0.0000 is below the floor 0.5000"), "{out}");
    assert!(out.contains("BELOW FLOOR  open: F1 of victims.name"), "{out}");

    std::fs::write(&floor, "[opne]\nslot_f1 = 0.5\n").unwrap();
    let (code, _, errors) = run(&[], &path);
    assert_eq!(code, Some(1));
    assert!(errors.contains("floor.toml: not a floor file (unknown field `opne`"), "{errors}");
}

#[test]
fn figures_of_a_few_are_not_held_against_the_floor_of_all() {
    let root = tempfile::tempdir().unwrap();
    for name in ["a", "b", "blind/c"] {
        let folder = root.path().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("gold.json"), r#"{"incidents": [{"types": ["theft"]}]}"#).unwrap();
        std::fs::write(folder.join("article.txt"), "Nothing happened today.").unwrap();
    }
    std::fs::write(
        root.path().join("floor.toml"),
        "[open]\nslot_f1 = 0.5\n[blind]\nslot_f1 = 0.5\n[articles]\nb = 0.5\n",
    )
    .unwrap();
    for (path, falls) in [("", 3), ("a", 0), ("b", 1), ("blind", 1)] {
        let (code, out, _) = run(&["--misses"], &[root.path().join(path)]);
        assert_eq!(out.matches("BELOW FLOOR").count(), falls, "{path}: {out}");
        assert_eq!(code, Some(i32::from(falls > 0)), "{path}");
        assert!(!out.contains("c [incident 1]"), "blind articles are not shown: {out}");
    }
}

#[test]
fn bad_gold_is_named_and_the_rest_still_scored() {
    let good = folder(r#"{"incidents": []}"#, "Nothing happened today.");
    let bad = folder("{\"incidents\": [\n{\"types\": [\"thefts\"]}]}", "Nothing happened today.");
    let empty = tempfile::tempdir().unwrap();
    let paths =
        [bad.path().to_owned(), good.path().to_owned(), empty.path().to_owned(), PathBuf::from("/nowhere/at/all")];
    let (code, out, errors) = run(&["--format", "json"], &paths);
    assert_eq!(code, Some(1));
    assert!(errors.contains("gold.json:2: not a gold file (unknown variant `thefts`"), "{errors}");
    assert!(errors.contains("no gold here") && errors.contains("no such file"), "{errors}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["groups"]["open"]["articles"], json!(1), "{out}");
    assert_eq!(report["unread"].as_array().unwrap().len(), 3);
}

#[test]
fn check_without_a_path_is_wrong_use() {
    assert_eq!(run(&[], &[]).0, Some(2));
    assert_eq!(run(&["--published", "soon"], &[PathBuf::from("fixtures")]).0, Some(2));
    assert_eq!(run(&["--undated", "--published", "2019-03-11"], &[PathBuf::from("fixtures")]).0, Some(2));
}
