//! What a page says about itself in its tags and its JSON-LD: title, day of publication, language.

use dom_smoothie::Readability;
use jiff::civil::Date;
use serde_json::Value;

use super::date;

/// Names of tags for the day of publication, the surest first; `property`, `name` and `itemprop` alike.
const PUBLISHED: [&str; 20] = [
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "article.published",
    "parsely-pub-date", "sailthru.date", "publication_date", "publish_date", "publish-date", "publishdate", "pubdate",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "dcterms.created", "citation_publication_date",
    "article_date_original", "date",
];
/// Elements with a day of publication, the surest first.
const TIMES: [&str; 4] =
    ["time[itemprop='datePublished']", "time[pubdate]", "article time[datetime]", "time[datetime]"];
const LANGUAGE: [&str; 4] = ["dc.language", "dcterms.language", "language", "og:locale"];

/// What a page says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) title: Option<String>,
    /// Its first heading.
    pub(super) heading: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) language: Option<String>,
}

/// What the page says about itself, before its main text is taken out of it.
pub(super) fn meta(page: &Readability) -> Meta {
    let tags = tags(page);
    let value = |names: &[&str]| -> Vec<&str> {
        names.iter().flat_map(|name| tags.iter().filter(move |(key, _)| key == name)).map(|(_, v)| v.as_str()).collect()
    };
    let data = linked_data(page);
    let published = data.published.or_else(|| value(&PUBLISHED).into_iter().find_map(date::loose)).or_else(|| {
        TIMES.iter().find_map(|time| page.doc.select(time).attr("datetime").as_deref().and_then(date::loose))
    });
    let root = page.doc.select("html");
    let language = root.attr("lang").or_else(|| root.attr("xml:lang")).map(|lang| lang.to_string());
    let language = language
        .filter(|language| !language.trim().is_empty())
        .or(data.language)
        .or_else(|| {
            page.doc.select("meta[http-equiv='content-language' i]").attr("content").map(|lang| lang.to_string())
        })
        .or_else(|| value(&LANGUAGE).first().map(|language| language.to_string()));
    let heading = page.doc.select("h1").nodes().first().map(|heading| one_line(&heading.text()));
    let heading = heading.filter(|heading| !heading.is_empty());
    Meta { title: data.title, heading, published, language }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The `meta` tags of a page: name in small letters, content.
fn tags(page: &Readability) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for tag in page.doc.select("meta[content]").iter() {
        let name = ["property", "name", "itemprop"].into_iter().find_map(|key| tag.attr(key));
        if let (Some(name), Some(content)) = (name, tag.attr("content")) {
            tags.push((name.trim().to_ascii_lowercase(), content.trim().to_owned()));
        }
    }
    tags
}

/// What the page's JSON-LD says about the article, wherever in it the article stands.
fn linked_data(page: &Readability) -> Meta {
    let scripts = page.doc.select("script[type='application/ld+json']");
    let texts: Vec<String> = scripts.iter().map(|script| script.text().to_string()).collect();
    let values: Vec<Value> = texts.iter().filter_map(|text| serde_json::from_str(text.trim()).ok()).collect();
    let Some(article) = values.iter().find_map(article) else { return Meta::default() };
    let text = |key: &str| article.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    Meta {
        title: text("headline").map(str::to_owned),
        heading: None,
        published: text("datePublished").or_else(|| text("dateCreated")).and_then(date::loose),
        language: text("inLanguage").map(str::to_owned),
    }
}

/// The object that is an article: the value itself, one of a list, or one of a graph.
fn article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(values) => values.iter().find_map(article),
        Value::Object(object) => {
            let kinds = match object.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
                Some(Value::String(kind)) => vec![kind.as_str()],
                _ => vec![],
            };
            let named = |kind: &str| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report";
            if kinds.into_iter().any(named) {
                Some(value)
            } else {
                ["@graph", "mainEntity"].iter().find_map(|key| article(object.get(*key)?))
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, body: &str) -> Meta {
        let page = format!("<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>");
        meta(&Readability::new(page, None, None).unwrap())
    }

    #[test]
    fn finds_the_day_of_publication() {
        let data = |json: &str| format!("<script type=\"application/ld+json\">{json}</script>");
        for (head, body, expected) in [
            ("<meta property='article:published_time' content='2018-09-20T10:00:00+09:00'>", "", true),
            ("<meta name='dc.date' content='2018-09-20'>", "", true),
            ("<META NAME='DC.Date.Issued' CONTENT='20 September 2018'>", "", true),
            ("<meta name='pubdate' content='20180920'>", "", true),
            ("<meta itemprop='datePublished' content='Thu, 20 Sep 2018 01:00:00 GMT'>", "", true),
            ("<meta name='date' content='soon'><meta name='parsely-pub-date' content='2018-09-20'>", "", true),
            ("<meta property='article:modified_time' content='2018-09-20'>", "", false),
            ("", "<time datetime='2018-09-20T01:00Z'>Thursday</time>", true),
            ("", "<time datetime='2001-01-01'></time><article><time datetime='2018-09-20'></time></article>", true),
            ("", "<time datetime='2001-01-01'></time><time itemprop=datePublished datetime='2018-09-20'></time>", true),
            ("", "<time datetime='10:00'></time>", false),
            (&data(r#"{"@type": "NewsArticle", "datePublished": "2018-09-20"}"#), "", true),
            (
                &data(
                    r#"[{"@type": "Organization"}, {"@type": ["ReportageNewsArticle"], "datePublished": "2018-09-20"}]"#,
                ),
                "",
                true,
            ),
            (
                &data(
                    r#"{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"}, {"@type": "BlogPosting", "datePublished": "2018-09-20T01:00:00Z"}]}"#,
                ),
                "",
                true,
            ),
            (&data(r#"{"@type": "WebSite", "datePublished": "2018-09-20"}"#), "", false),
            (&data("oops"), "", false),
            ("", "", false),
        ] {
            assert_eq!(read(head, body).published, expected.then(|| Date::constant(2018, 9, 20)), "{head}{body}");
        }
    }

    #[test]
    fn finds_title_and_language() {
        let graph = r#"<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": " Zaif fell ", "inLanguage": "ja"}]}</script>"#;
        let found = read(graph, "");
        assert_eq!((found.title.as_deref(), found.language.as_deref()), (Some("Zaif fell"), Some("ja")));
        for (page, expected) in [
            ("<html lang=en-GB>", Some("en-GB")),
            ("<html lang=''><meta name=language content=de>", Some("de")),
            ("<meta http-equiv=Content-Language content=fr>", Some("fr")),
            ("<meta property='og:locale' content='pt_BR'>", Some("pt_BR")),
            ("<p>", None),
        ] {
            let found = meta(&Readability::new(page, None, None).unwrap());
            assert_eq!(found.language.as_deref(), expected, "{page}");
        }
    }
}
