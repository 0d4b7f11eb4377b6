//! Which dollar, pound, peso or krone: the country that an article gives decides, and only where it clearly does.
//!
//! Dollars and pounds follow the dateline, else the one dollar country that the article keeps naming without the United
//! States; names such as `peso` follow the country named last before them.

use std::cell::OnceCell;
use std::sync::LazyLock;

use iso_currency::Currency;
use regex::Regex;

use super::rooted;
use crate::extract::entity;
use crate::text::{BlockKind, Document, Sentence, Token, TokenKind, regex, without_possessive};

/// Places of a dateline, or words for a country, and its currency.
type Places = &'static [(&'static [&'static str], Currency)];

const DOLLARS: Places = &[
    (
        &[
            "Australia", "Australian", "Australians", "Sydney", "Melbourne", "Canberra", "Brisbane", "Perth",
            "Adelaide", "Hobart", "Queensland", "Tasmania", "Tasmanian", "NSW", "Ballarat", "Geelong", "Darwin",
            "Riverina",
        ],
        Currency::AUD,
    ),
    (
        &[
            "Canada", "Canadian", "Canadians", "Toronto", "Ottawa", "Montreal", "Vancouver", "Calgary", "Winnipeg",
            "Edmonton", "Quebec", "Québec", "Ontario", "Alberta", "Saskatchewan", "Manitoba", "Newfoundland",
            "Labrador", "Yukon", "Nunavut", "RCMP",
        ],
        Currency::CAD,
    ),
    (&["Zealand", "Zealander", "Zealanders", "Auckland", "Wellington", "Christchurch", "Dunedin"], Currency::NZD),
    (&["Singapore", "Singaporean", "Singaporeans"], Currency::SGD),
    (&["Kong", "Kongers"], Currency::HKD),
    (&["Taiwan", "Taiwanese", "Taipei"], Currency::TWD),
];
/// Provinces as datelines shorten them.
const PROVINCES: &[&str] =
    &["N.L.", "N.B.", "N.S.", "P.E.I.", "Que.", "Ont.", "Man.", "Sask.", "Alta.", "B.C.", "N.W.T."];
/// The dollars of countries, for datelines and texts that name another place of one.
pub(super) const OF_COUNTRIES: &[(&str, Currency)] = &[
    ("AU", Currency::AUD),
    ("CA", Currency::CAD),
    ("NZ", Currency::NZD),
    ("SG", Currency::SGD),
    ("HK", Currency::HKD),
    ("FJ", Currency::FJD),
    ("JM", Currency::JMD),
    ("TT", Currency::TTD),
    ("BB", Currency::BBD),
    ("BS", Currency::BSD),
    ("BZ", Currency::BZD),
    ("GY", Currency::GYD),
    ("NA", Currency::NAD),
];
const POUNDS: Places = &[
    (&["Egypt", "Egyptian", "Egyptians", "Cairo"], Currency::EGP),
    (&["Lebanon", "Lebanese", "Beirut"], Currency::LBP),
    (&["Syria", "Syrian", "Damascus"], Currency::SYP),
    (&["Sudan", "Sudanese", "Khartoum"], Currency::SDG),
];
/// Names that several countries share, by the currency that they mean by themselves.
const SHARED: &[(Currency, Places)] = &[
    (
        Currency::MXN,
        &[
            (&["Mexico", "Mexican"], Currency::MXN),
            (&["Philippines", "Philippine", "Filipino", "Manila", "Quezon", "Cebu", "Davao", "Iloilo"], Currency::PHP),
            (
                &[
                    "Argentina", "Argentine", "Argentinian", "Buenos", "Rosario", "Catamarca", "Mendoza", "Tucumán",
                    "Posadas",
                ],
                Currency::ARS,
            ),
            (&["Chile", "Chilean", "Santiago"], Currency::CLP),
            (&["Colombia", "Colombian", "Bogota", "Bogotá"], Currency::COP),
            (&["Uruguay", "Uruguayan"], Currency::UYU),
            (&["Cuba", "Cuban"], Currency::CUP),
            (&["Dominican"], Currency::DOP),
        ],
    ),
    (
        Currency::INR,
        &[
            (&["India", "Indian", "Mumbai", "Delhi", "Pune"], Currency::INR),
            (&["Pakistan", "Pakistani", "Karachi", "Islamabad", "Lahore"], Currency::PKR),
            (&["Lanka", "Lankan", "Colombo"], Currency::LKR),
            (&["Nepal", "Nepali", "Nepalese", "Kathmandu"], Currency::NPR),
            (&["Mauritius", "Mauritian", "Mauritians", "Louis"], Currency::MUR),
            (&["Seychelles", "Seychellois"], Currency::SCR),
        ],
    ),
    (
        Currency::NOK,
        &[
            (&["Norway", "Norwegian", "Oslo"], Currency::NOK),
            (&["Denmark", "Danish", "Copenhagen", "Dane", "Danes"], Currency::DKK),
        ],
    ),
    (
        Currency::SEK,
        &[(&["Sweden", "Swedish", "Stockholm"], Currency::SEK), (&["Iceland", "Icelandic"], Currency::ISK)],
    ),
    (
        Currency::CZK,
        &[
            (&["Czech", "Prague", "Czechia", "Brno", "Ostrava", "Plzeň"], Currency::CZK),
            (&["Sweden", "Swedish", "Stockholm"], Currency::SEK),
            (&["Norway", "Norwegian", "Oslo"], Currency::NOK),
            (&["Denmark", "Danish", "Copenhagen"], Currency::DKK),
            (&["Iceland", "Icelandic", "Reykjavik"], Currency::ISK),
        ],
    ),
    (
        Currency::RSD,
        &[
            (&["Serbia", "Serbian", "Belgrade"], Currency::RSD),
            (&["Kuwait", "Kuwaiti"], Currency::KWD),
            (&["Bahrain", "Bahraini"], Currency::BHD),
            (&["Jordan", "Jordanian", "Amman"], Currency::JOD),
            (&["Iraq", "Iraqi", "Baghdad"], Currency::IQD),
            (&["Algeria", "Algerian"], Currency::DZD),
            (&["Tunisia", "Tunisian"], Currency::TND),
            (&["Libya", "Libyan"], Currency::LYD),
        ],
    ),
    (
        Currency::KES,
        &[
            (&["Kenya", "Kenyan", "Nairobi"], Currency::KES),
            (&["Uganda", "Ugandan", "Kampala"], Currency::UGX),
            (&["Tanzania", "Tanzanian"], Currency::TZS),
            (&["Somalia", "Somali", "Mogadishu"], Currency::SOS),
        ],
    ),
    (
        Currency::IRR,
        &[
            (&["Iran", "Iranian", "Tehran"], Currency::IRR),
            (&["Oman", "Omani", "Muscat"], Currency::OMR),
            (&["Yemen", "Yemeni", "Sanaa"], Currency::YER),
            (&["Qatar", "Qatari", "Doha"], Currency::QAR),
        ],
    ),
    (
        Currency::SAR,
        &[
            (&["Saudi", "Riyadh"], Currency::SAR),
            (&["Qatar", "Qatari", "Doha"], Currency::QAR),
            (&["Oman", "Omani", "Muscat"], Currency::OMR),
            (&["Yemen", "Yemeni"], Currency::YER),
        ],
    ),
    (Currency::AED, &[(&["Emirates", "UAE", "Dubai"], Currency::AED), (&["Morocco", "Moroccan"], Currency::MAD)]),
    (
        Currency::XOF,
        &[
            (&["Cameroon", "Cameroonian", "Yaoundé", "Douala"], Currency::XAF),
            (&["Gabon", "Gabonese", "Libreville"], Currency::XAF),
            (&["Congo", "Congolese", "Brazzaville", "Chad", "Chadian", "Bangui"], Currency::XAF),
            (&["BEAC", "COBAC", "CEMAC"], Currency::XAF),
            (&["Senegal", "Senegalese", "Dakar", "Mali", "Malian", "Bamako"], Currency::XOF),
            (&["Ivorian", "Ivoire", "Abidjan", "Togo", "Lomé", "Benin", "Cotonou"], Currency::XOF),
            (&["Burkina", "Niger", "Niamey", "BCEAO"], Currency::XOF),
        ],
    ),
    (
        Currency::CHF,
        &[
            (&["Switzerland", "Swiss", "Zurich", "Geneva"], Currency::CHF),
            (&["Rwanda", "Rwandan", "Kigali"], Currency::RWF),
            (&["Burundi", "Burundian"], Currency::BIF),
            (&["Senegal", "Senegalese", "Ivorian", "Mali", "Malian"], Currency::XOF),
            (&["Cameroon", "Cameroonian", "Gabon", "Gabonese"], Currency::XAF),
        ],
    ),
];
/// What stands for the United States.
pub(super) const UNITED_STATES: &[&str] =
    &["US", "USA", "American", "Americans", "America", "Washington", "FBI", "Treasury"];
const CRYPTO: &[&str] =
    &["bitcoin", "Bitcoin", "bitcoins", "Bitcoins", "crypto", "cryptocurrency", "cryptocurrencies", "BTC", "ETH"];

/// `All figures are in U.S. dollars`
static STATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:figures|sums|amounts|dollars|values)\s(?:\w+\s){0,3}(?:are|is)\s(?:\w+\s){0,2}(?:U\.?S\.?|American|United States)(?:\sdollars|\W)",
    )
});

/// The countries that share a name of money.
fn shared(usual: Currency) -> Option<Places> {
    SHARED.iter().find(|(name, _)| *name == usual).map(|(_, places)| *places)
}

/// What an article says about its country.
pub(super) struct Home<'d, 'a> {
    doc: &'d Document<'a>,
    dollar: OnceCell<Option<Currency>>,
    pound: OnceCell<Option<Currency>>,
}

impl<'d, 'a> Home<'d, 'a> {
    pub(super) fn new(doc: &'d Document<'a>) -> Self {
        Self { doc, dollar: OnceCell::new(), pound: OnceCell::new() }
    }

    /// The currency that a name at token `at` means, which by itself means `usual`.
    pub(super) fn currency(&self, usual: Currency, at: usize) -> Currency {
        match usual {
            Currency::USD => self.dollar.get_or_init(|| self.home_dollar()).unwrap_or(usual),
            Currency::GBP => self.pound.get_or_init(|| self.dateline(POUNDS)).unwrap_or(usual),
            // `Rs` is written in articles of one country about another.
            Currency::INR => shared(usual)
                .and_then(|places| self.of_dateline(places).or_else(|| self.most_named(places)))
                .unwrap_or(usual),
            _ => shared(usual).and_then(|places| self.nearest(places, at)).unwrap_or(usual),
        }
    }

    /// The currency of the country that the article names most often.
    fn most_named(&self, places: Places) -> Option<Currency> {
        let count = |names: &[&str]| {
            self.words()
                .filter(|word| names.iter().any(|name| name.eq_ignore_ascii_case(without_possessive(word))))
                .count()
        };
        let counts = places.iter().map(|(names, currency)| (count(names), *currency));
        counts.rev().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, currency)| currency)
    }

    fn words(&self) -> impl Iterator<Item = &'a str> {
        let text = self.doc.text;
        self.doc.tokens.iter().filter(|token| token.kind == TokenKind::Word).map(move |token| &text[token.span])
    }

    /// The dateline.
    fn line(&self) -> Option<&'d Sentence> {
        self.doc.sentences.iter().take(6).find(|sentence| sentence.kind == BlockKind::Dateline)
    }

    /// The currency of the place in a dateline.
    fn dateline(&self, places: Places) -> Option<Currency> {
        // `BROOKLYN — The indictment accuses a Canadian`: what stands behind the dash is the story.
        let line = self.doc.tokens_of(self.line()?).iter().map(|token| &self.doc.text[token.span]);
        line.take_while(|word| !matches!(*word, "—" | "–" | "-" | "--" | ":")).find_map(|word| {
            let word = without_possessive(word);
            places
                .iter()
                .find(|(names, _)| names.iter().any(|name| name.eq_ignore_ascii_case(word)))
                .map(|(_, currency)| *currency)
        })
    }

    /// The dollar of the dateline; for crypto assets the press of Asia states US dollars, whatever its dateline.
    fn home_dollar(&self) -> Option<Currency> {
        // `34 million Singapore dollars ($25 million)`: who spells his own dollars out writes `$` for others.
        if self.doc.text.contains(" dollars ($") || STATED.is_match(self.doc.text) {
            return None;
        }
        // What is asked or paid in Taiwan in dollars alone is in those of the United States; its own are written `NT$`.
        let local = self
            .dateline(DOLLARS)
            .or_else(|| self.provincial())
            .or_else(|| self.placed())
            .or_else(|| self.insistent())
            .or_else(|| if self.is_explicit() { None } else { rooted::dollar(self.doc) })
            .filter(|local| *local != Currency::TWD)?;
        let asian = matches!(local, Currency::SGD | Currency::HKD | Currency::TWD);
        let coins = || self.words().any(|word| CRYPTO.contains(&word)) || rooted::speaks_of_coins(self.doc);
        (!asian || !coins()).then_some(local)
    }

    /// The dollar of Canada where the dateline names a province of it: `CORNER BROOK, N.L.`
    fn provincial(&self) -> Option<Currency> {
        let line = self.doc.slice(self.line()?.span);
        PROVINCES.iter().any(|province| line.contains(province)).then_some(Currency::CAD)
    }

    /// The dollar of the country in which the place of the dateline lies, where the article speaks neither of the United States nor
    /// of crypto assets.
    fn placed(&self) -> Option<Currency> {
        let words = self.doc.tokens_of(self.line()?).iter().filter(|token| token.kind == TokenKind::Word).take(3);
        let spans: Vec<_> = words.map(|token| token.span).collect();
        let first = spans.first()?;
        let country =
            spans.iter().rev().find_map(|last| entity::dateline_country(self.doc.slice(first.cover(*last))))?;
        let (_, dollar) = OF_COUNTRIES.iter().find(|(alpha2, _)| *alpha2 == country)?;
        let abroad = self.words().any(|word| UNITED_STATES.contains(&word) || CRYPTO.contains(&word));
        (!abroad && !self.is_explicit()).then_some(*dollar)
    }

    /// Whether some dollar is told apart from others.
    fn is_explicit(&self) -> bool {
        ["U.S.", "US$", "United States", "US dollar"].iter().any(|mark| self.doc.text.contains(mark))
    }

    /// The dollar of the one country that the article names at least three times, with no sign of the United States, of
    /// an explicit dollar, or of crypto assets, whose worth the press states in US dollars.
    fn insistent(&self) -> Option<Currency> {
        let mut counts = [0_usize; DOLLARS.len()];
        for word in self.words().filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()) || word.len() > 5) {
            let word = without_possessive(word);
            if UNITED_STATES.contains(&word) || CRYPTO.contains(&word) {
                return None;
            }
            if let Some(index) = DOLLARS.iter().position(|(names, _)| names.contains(&word)) {
                counts[index] += 1;
            }
        }
        let marks = ["A$", "C$", "NZ$", "S$", "HK$", "NT$"];
        let explicit = || {
            self.is_explicit()
                || rooted::speaks_of_coins(self.doc)
                || marks.iter().any(|mark| self.doc.text.contains(mark))
        };
        let best = (0..counts.len()).max_by_key(|index| counts[*index])?;
        let alone = counts.iter().filter(|count| **count > 0).count() == 1;
        (counts[best] >= 3 && alone && !explicit()).then_some(DOLLARS[best].1)
    }

    /// The currency among `places` of the country in which the place of the dateline lies.
    fn of_dateline(&self, places: Places) -> Option<Currency> {
        let word = self.doc.tokens_of(self.line()?).iter().find(|token| token.kind == TokenKind::Word)?;
        let country = entity::country_name(entity::dateline_country(self.doc.slice(word.span))?)?;
        places.iter().find(|(names, _)| names.iter().any(|name| country.contains(name))).map(|(_, currency)| *currency)
    }

    /// The currency of the country named last before token `at`, or else first after it.
    fn nearest(&self, places: Places, at: usize) -> Option<Currency> {
        let named = |token: &Token| {
            let word = without_possessive(&self.doc.text[token.span]);
            let name = token.kind == TokenKind::Word && word.starts_with(|c: char| c.is_ascii_uppercase());
            // `TUNISIA. Still no trace of the 3.1 million dinars`
            let shouted = word.len() > 3 && !word.contains(char::is_lowercase);
            let same = |known: &&str| *known == word || shouted && known.eq_ignore_ascii_case(word);
            places.iter().find(|(names, _)| name && names.iter().any(same)).map(|(_, currency)| *currency)
        };
        let (before, after) = self.doc.tokens.split_at(at.min(self.doc.tokens.len()));
        before
            .iter()
            .rev()
            .find_map(named)
            .or_else(|| self.of_dateline(places))
            .or_else(|| after.iter().find_map(named))
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::amount::{self, Amount};
    use crate::text::Document;

    fn currencies(text: &str) -> Vec<&'static str> {
        let found = amount::extractor().extract(&Document::new(text));
        let code = |amount: &Amount| match amount {
            Amount::Money { worth, .. } => Some(worth.currency.code()),
            _ => None,
        };
        found.iter().filter_map(|mention| code(&mention.value)).collect()
    }

    #[test]
    fn the_country_of_an_article_tells_its_money() {
        for (text, expected) in [
            ("Town robbed\n\nSASKATOON — The town paid $1.04 million to a stranger.", vec!["CAD"]),
            ("Town robbed\n\nSUVA: The town paid F$640,000 and $3,000 more.", vec!["FJD", "FJD"]),
            ("Town robbed\n\nSASKATOON — The FBI says that the town paid $1.04 million.", vec!["USD"]),
            ("Town robbed\n\nSALINA — The town paid $1.04 million.", vec!["USD"]),
            ("Town robbed\n\nSALINA — A Canadian took $1.04 million from the town.", vec!["USD"]),
            ("Town robbed\n\nTORONTO — The town paid $1.04 million. All figures are in U.S. dollars.", vec!["USD"]),
            (
                "Exchange robbed\n\nSINGAPORE — Tokens, stablecoins and NFTs left the hot wallet: $60 million.",
                vec!["USD"],
            ),
            ("Bank robbed\n\nSINGAPORE — The bank lost $60 million.", vec!["SGD"]),
            ("Widow robbed\n\nA widow from Toowoomba sent $64,000 to a man in Fremantle.", vec!["AUD"]),
            ("News\n\nTUNISIA. Nobody has seen the 3.1 million dinars.", vec!["TND"]),
            ("News\n\nA bank in Lagos lost N2.7 billion; its staff wore N95 masks.", vec!["NGN"]),
            ("News\n\nA bank in Durban lost R3.2 million and R640,000 on the R5 road.", vec!["ZAR", "ZAR"]),
            ("News\n\nA bank in Oslo lost N2.7 billion.", vec![]),
            (
                "News\n\nPakistan's exchange was told that Rs. 91 million and Rs 5 million were lost.",
                vec!["PKR", "PKR"],
            ),
            (
                "News\n\nPolice in Delhi say that a gang from Pakistan took Rs 5 million; India's banks wait.",
                vec!["INR"],
            ),
            ("News\n\nA bank in Kumasi lost GH¢2.3 million.", vec!["GHS"]),
            ("Mill robbed\n\nGRAND FALLS, N.B. — The mill paid $1.04 million.", vec!["CAD"]),
            ("News\n\nIn Muscat a firm lost 212,000 rials.", vec!["OMR"]),
            ("News\n\nKuwait's police found 9,000 dinars.", vec!["KWD"]),
            ("News\n\nA firm in Vienna lost 41.150 euros.", vec!["EUR"]),
        ] {
            assert_eq!(currencies(text), expected, "{text}");
        }
    }
}
