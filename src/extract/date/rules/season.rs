//! `summer 2017`, `last winter`, `this fall`, `the spring of 2018`: seasons, of the northern half of the world.

use super::super::expr::{Said, Year, YearPart};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (shifted, at) = match reader.lex(at) {
        Lex::Word("last" | "past") => (Year::Latest, at + 1),
        Lex::Word("this") if reader.is(at + 1, &["past"]) => (Year::Latest, at + 2),
        Lex::Word("this") => (Year::Shifted(0), at + 1),
        Lex::Word("next" | "coming") => (Year::Coming, at + 1),
        _ => (Year::Unsaid, at),
    };
    let Lex::Season(part) = reader.lex(at) else { return None };
    if shifted == Year::Unsaid {
        let year_at = reader.skip_mark(at + 1, &['-']);
        if let Some((year, end)) = reader.year_of(year_at) {
            return Some((Said::YearPart { part, year }, end));
        }
        if !introduced(reader, at, part) {
            return None;
        }
    }
    // `this fall in prices`, `the last fall of Rome`
    if part == YearPart::Autumn
        && reader.words(at).eq_ignore_ascii_case("fall")
        && reader.is(at + 1, &["in", "of", "from", "to", "back"])
    {
        return None;
    }
    Some((Said::YearPart { part, year: shifted }, at + 1))
}

/// `in the summer`, `since spring`, `early summer`; springs and falls are other things too.
fn introduced(reader: Reader<'_>, at: usize, part: YearPart) -> bool {
    let before = reader.before(at);
    let the = matches!(before, Lex::Word("the"));
    let prepared = |at: usize| {
        matches!(
            reader.before(at),
            Lex::Word("in" | "during" | "since" | "over" | "until" | "by" | "throughout" | "early" | "late" | "mid")
        )
    };
    let told = if the { prepared(at - 1) } else { prepared(at) };
    told && !(reader.words(at) == "fall" && !the && !matches!(before, Lex::Word("since" | "early" | "late")))
        && !(part == YearPart::Spring && matches!(reader.lex(at + 1), Lex::Other) && !the)
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_seasons() {
        for (text, edtf) in [
            ("in summer 2017", "2017-06~/2017-08~"),
            ("the spring of 2018", "2018-03~/2018-05~"),
            ("last summer", "2018-06~/2018-08~"),
            ("in the fall of last year", "2018-09~/2018-11~"),
            ("in the winter of 2016", "2016-12~/2017-02~"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["a fall in prices", "spring cleaning", "they fall", "a hot spring", "by fall of the empire"]);
    }
}
