//! Which of two figures is the day: `12/9/2024` in an article of 12 September, or beside `22/9/2024`.

use jiff::civil;

use super::expr::{DateExpr, Said, Tense, Year};
use crate::extract::Mention;
use crate::text::Document;

/// Figures of a date: day and month, or month and day, and a year where it is said.
struct Figures {
    first: i8,
    second: i8,
    year: Option<i16>,
}

/// Puts the day first in all dates of figures where more of them can only be meant so than the other way.
pub(super) fn agreed(doc: &Document<'_>, mut mentions: Vec<Mention<DateExpr>>) -> Vec<Mention<DateExpr>> {
    let votes = mentions.iter().filter_map(|mention| {
        let figures = figures(doc.slice(mention.span))?;
        day_stands_first(&figures, doc.published.filter(|_| mention.value.tense == Tense::Past))
    });
    let lead: i32 = votes.map(|day_first| if day_first { 1 } else { -1 }).sum();
    if lead > 0 {
        for mention in &mut mentions {
            if figures(doc.slice(mention.span)).is_some_and(|figures| figures.first <= 12 && figures.second <= 12) {
                swap(&mut mention.value.said);
            }
        }
    }
    mentions
}

/// `12/9/2024`, `Thursday (11/9`
fn figures(words: &str) -> Option<Figures> {
    let start = words.find(|sign: char| sign.is_ascii_digit())?;
    let end =
        words[start..].find(|sign: char| !sign.is_ascii_digit() && sign != '/').map_or(words.len(), |end| start + end);
    let mut parts = words[start..end].split('/');
    let first = parts.next()?.parse().ok()?;
    let second = parts.next()?.parse().ok()?;
    let year = parts.next().filter(|year| year.len() == 4).map(str::parse).transpose().ok()?;
    Some(Figures { first, second, year })
}

/// Whether the day can only stand first or only second; what is over lies before the day of publication.
fn day_stands_first(figures: &Figures, published: Option<civil::Date>) -> Option<bool> {
    match (figures.first > 12, figures.second > 12) {
        (true, false) => return Some(true),
        (false, true) => return Some(false),
        _ => {}
    }
    let (published, year) = published.zip(figures.year)?;
    let over = |month, day| civil::Date::new(year, month, day).is_ok_and(|day| day <= published);
    match (over(figures.second, figures.first), over(figures.first, figures.second)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Makes the month the day, wherever both are said.
fn swap(said: &mut Said) {
    match said {
        Said::Calendar { year: Year::Given(_) | Year::Unsaid, month: Some(month), day: Some(day), .. } => {
            std::mem::swap(month, day);
        }
        Said::Bound(_, of) | Said::Part(_, of) => swap(of),
        Said::Range(from, to) => {
            swap(from);
            swap(to);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::date::{extractor, resolve};
    use crate::text::Document;

    #[test]
    fn figures_of_an_article_agree() {
        for (text, expected) in [
            ("Seen until Thursday (12/9/2024); robbed on Wednesday (11/9).", ["../2024-09-12", "2024-09-11"]),
            ("Robbed on 3/4/2024, told on 22/4/2024.", ["2024-04-03", "2024-04-22"]),
            ("Robbed on 3/4/2024, told on 4/22/2024.", ["2024-03-04", "2024-04-22"]),
        ] {
            let published = Some("2024-09-12".parse().expect("a day"));
            let doc = Document { published, ..Document::new(text) };
            let found = resolve(&doc, &extractor().extract(&doc), published);
            let edtf: Vec<_> = found.iter().filter_map(|date| date.value.edtf.as_deref()).collect();
            assert_eq!(edtf, expected, "{text}");
        }
    }
}
