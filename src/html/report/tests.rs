//! The page as a whole: nothing of an article reaches it unescaped, nothing is loaded, the same input is the same page.

use super::*;
use crate::pipeline::Pipeline;

fn articles(texts: &[(&str, &str)]) -> Vec<(Article, Record)> {
    let pipeline = Pipeline::new();
    let read = texts.iter().map(|(id, text)| {
        let article = Article {
            id: (*id).to_owned(),
            source: format!("{id}.txt"),
            title: None,
            published: crate::read::date("2022-03-01"),
            language: None,
            text: (*text).to_owned(),
        };
        let record = pipeline.record(&article);
        (article, record)
    });
    read.collect()
}

const THEFT: &str = "Thieves 😀 empty <script>alert(1)</script> Vantley\n\nHackers stole $40 million from the exchange \
    Vantley in January 2022, police said. \"It & they\" are gone.";

fn count(page: &str, part: &str) -> usize {
    page.matches(part).count()
}

#[test]
fn article_text_is_text() {
    let page = page(&articles(&[("<img src=x onerror=alert(2)>", THEFT)]));
    assert!(!page.contains("<script>alert"), "markup of the article must not be markup of the page");
    assert!(!page.contains("<img"), "nor that of its name");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "but it must be read");
    assert!(page.contains("😀"));
}

#[test]
fn nothing_comes_from_elsewhere() {
    let page = page(&articles(&[("a", THEFT)]));
    for part in ["http:", "https:", "src=", "@import", "url(", "<link", "<img"] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn links_lead_somewhere_and_names_are_unique() {
    let page = page(&articles(&[("a", THEFT), ("b", THEFT), ("c", "Nothing happened here.")]));
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), ids.len(), "each id stands once");
    let links: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 10, "{links:?}");
    for link in links {
        assert!(ids.contains(&link), "#{link} leads nowhere");
    }
}

#[test]
fn values_and_words_lead_to_each_other() {
    let articles = articles(&[("a", THEFT)]);
    let page = page(&articles);
    let sum = &articles[0].1.incidents[0].amounts[0].span;
    assert_eq!((sum.text.as_str(), count(&page, ">$40 million</a>")), ("$40 million", 1));
    assert!(page.contains("January 2022</a>"), "a time in words");
    assert!(page.contains("2022-01 · "), "and as it is written in the record");
    assert!(page.contains("Time line") && page.contains("Amounts"));
}

#[test]
fn a_text_says_its_language() {
    const GERMAN: &str = "Angriff auf Klinik\n\nDie Klinik in Oldenhain ist am Montag von Unbekannten angegriffen worden. \
        Die Täter haben nach Angaben der Leitung keine Daten der Patienten gestohlen, doch mussten alle Rechner \
        abgeschaltet werden.";
    for (text, expected) in [(THEFT, [3, 0]), (GERMAN, [1, 2])] {
        let page = page(&articles(&[("a", text)]));
        assert_eq!(
            [" lang=\"en\"", " lang=\"de\""].map(|lang| count(&page, lang)),
            expected,
            "the page's own, title and text"
        );
    }
}

#[test]
fn an_article_without_incidents_says_so() {
    let page = page(&articles(&[("quiet", "The council met.\n\nIt agreed on a new bench.")]));
    assert!(page.contains("tells of no incident"));
    assert!(!page.contains("<svg"), "and draws nothing");
    assert!(!page.contains("class=\"index\""), "nor does one article need an index");
}

#[test]
fn the_same_articles_give_the_same_page() {
    let twice = [page(&articles(&[("a", THEFT), ("b", THEFT)])), page(&articles(&[("a", THEFT), ("b", THEFT)]))];
    assert_eq!(twice[0], twice[1]);
}
