//! Sectors as NAICS codes, as far as the sector tells: two digits where it is wide, six where it is narrow.

use crate::record::Sector;

/// The code.
pub(super) fn naics(sector: Sector) -> &'static str {
    match sector {
        Sector::CryptoExchange => "523210",
        Sector::Defi => "523",
        Sector::Bank => "522110",
        Sector::Payments => "522320",
        Sector::Insurance => "524",
        Sector::ECommerce => "454",
        Sector::Retail => "44",
        Sector::Health => "62",
        Sector::Education => "61",
        Sector::Government => "92",
        Sector::Military => "928110",
        Sector::Energy => "22",
        Sector::Telecom => "517",
        Sector::Technology | Sector::Media => "51",
        Sector::Transport => "48",
        Sector::Hospitality => "72",
        Sector::Manufacturing => "31",
        Sector::Legal => "5411",
        Sector::Nonprofit => "813",
        Sector::Other => "00",
    }
}
