//! Which language a text is in, where that is sure.
//!
//! English is told by its small words, which make up a tenth of its letters and more, whatever names it holds. Only a text
//! without them is looked at by trigrams, and a text that has some of them is never said to be in another language.

use whatlang::Lang;

/// Words that English cannot do without, and that other languages of the same letters do not have.
const SMALL: [&str; 24] = [
    "the", "and", "that", "with", "from", "which", "were", "been", "their", "said", "by", "has", "its", "this",
    "after", "would", "not", "but", "they", "about", "when", "than", "into", "who",
];
/// Of a thousand letters, how many stand in small words: so many in English only, and fewer in anything but English.
const ENGLISH: usize = 50;
const FOREIGN: usize = 15;
/// Fewer letters of the Latin script may be names, and say nothing.
const SHORT: usize = 60;
/// Fewer letters of another script may be a name.
const FEW: usize = 12;
/// Trigrams of so many bytes tell as much as those of more.
const SAMPLE: usize = 2_000;

/// What language a text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English for sure.
    English,
    /// Another for sure: its ISO 639-1 code, where that is sure too.
    Foreign(Option<&'static str>),
    /// Too short, or of more than one mind.
    Unsure,
}

impl Language {
    /// The language of `text`. What the source declares, such as `en-GB`, counts where the text alone leaves it open, but
    /// never against it.
    pub fn of(text: &str, declared: Option<&str>) -> Self {
        let letters = Letters::of(text);
        if letters.all >= SHORT && letters.small * 1000 >= letters.all * ENGLISH {
            return Self::English;
        }
        let foreign_script = letters.all >= FEW && letters.latin * 5 < letters.all;
        let found = whatlang::detect(sample(text)).filter(|_| letters.all >= SHORT || foreign_script);
        let declared = declared.and_then(|declared| declared.trim().split(['-', '_']).next());
        let sure = found.filter(|found| {
            found.is_reliable() || declared.is_some_and(|declared| declared.eq_ignore_ascii_case(code(found.lang())))
        });
        let some_english = letters.small * 1000 >= letters.all * FOREIGN;
        match sure.map(|found| found.lang()) {
            Some(Lang::Eng) if some_english => Self::English,
            Some(lang) if lang != Lang::Eng && !some_english => Self::Foreign(Some(code(lang))),
            _ if foreign_script => Self::Foreign(None),
            _ => Self::Unsure,
        }
    }

    /// Its ISO 639-1 code.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::English => Some("en"),
            Self::Foreign(code) => code,
            Self::Unsure => None,
        }
    }
}

/// How many letters a text has.
#[derive(Default)]
struct Letters {
    all: usize,
    /// In the small words of English.
    small: usize,
    /// Of the Latin script.
    latin: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            let small = SMALL.iter().any(|one| one.eq_ignore_ascii_case(word));
            letters.small += if small { word.len() } else { 0 };
            letters.all += word.chars().count();
            letters.latin += word.chars().filter(|c| matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')).count();
        }
        letters
    }
}

/// The beginning of a text, cut between characters.
fn sample(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE)]
}

/// ISO 639-1 for what the detector knows by three letters.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Epo => "eo",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_whatever_names_it_holds() {
        for text in [
            "Zaif, a crypto exchange operated by Tech Bureau of Osaka, was robbed of $60 million in September, the company said.",
            "The Gemeinde Bad Säckingen and the Krankenhaus Sankt Elisabeth said that Straßenverkehrsamt, Grünflächenamt and \
             Stadtbücherei were hit by the attack on the Landkreis Mittelsächsische Schweiz-Osterzgebirge.",
            "Oleksandr Shevchenko, Дмитро Коваленко and Людмила Кравченко were named by the police after the raid.",
            "The bank's statement said: “Nuestros sistemas fueron atacados durante la madrugada del domingo y los datos de los \
             clientes quedaron expuestos.” The Superintendencia de Bancos y Seguros confirmed the attack on the Banco del \
             Pacífico Sur and its customers, and said that it was looking into it.",
        ] {
            for declared in [None, Some("de")] {
                assert_eq!(Language::of(text, declared), Language::English, "{text}");
            }
        }
    }

    #[test]
    fn unsure_is_neither() {
        for text in [
            "",
            "$571 million",
            "Coincheck, Bithumb, Youbit, Zaif",
            "Ransomware gang hits Norwegian shipping group",
            "Airline left 6.2 million passenger records on an open server",
            "取引所 Zaif",
            "12:30 14/03 3,5 %",
        ] {
            for declared in [None, Some("de"), Some("ja")] {
                assert_eq!(Language::of(text, declared), Language::Unsure, "{text}");
            }
        }
    }

    #[test]
    fn a_declaration_decides_what_the_text_leaves_open() {
        let text = "Dados de clientes de um grande banco vazaram na internet, segundo a polícia da cidade";
        assert_eq!(Language::of(text, None), Language::Unsure);
        assert_eq!(Language::of(text, Some("pt_BR")), Language::Foreign(Some("pt")));
        assert_eq!(Language::of(text, Some("es")), Language::Unsure, "never against the text");
        let text = "Из-за вируса-вымогателя завод остановил производство, преступники требуют выкуп в биткоинах.";
        assert_eq!(Language::of(text, None), Language::Foreign(None), "Russian, or Bulgarian; not English");
    }
}
