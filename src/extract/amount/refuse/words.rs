//! Words around numbers that are no amounts; blanks between them.

/// Words before a number that make it a name or a place in a list.
pub(super) const LABELS: &str = "\
    version versions v ver port ports section sections page pages chapter article articles paragraph figure table \
    step phase level stage tier room layer item episode volume issue build release releases updates update error \
    code id extension ext zip route flight gate line lines rule unit bureau lab office number no nos exploit kb \
    patch bulletin event option type track act class grade category ch sec pp cvss score scores severity rated \
    rating aes rsa sha md rfc iso ipv usb http tls ssl smb bluetooth python area top age aged highway channel \
    clause annex appendix exhibit footnote pin title region resolution bit";

/// Products whose number is a part of their name.
pub(super) const PRODUCTS: &str = "\
    windows office iphone ipad galaxy pixel android ios macos firefox chrome explorer ie java php server debian \
    ubuntu fedora playstation xbox nexus echo surface safari edge acrobat reader flash struts drupal wordpress \
    joomla magento struts2 mac kindle fortune forbes ftse nasdaq boeing airbus exchange sharepoint apache nginx \
    openssl vault sp pack legacy model series web dow formula catch studio half-life watch os linux kernel";

pub(super) const MONTHS: &str = "\
    january february march april may june july august september october november december jan feb mar apr jun jul \
    aug sep sept oct nov dec";

/// Words that a capital letter does not make a name.
pub(super) const FUNCTION: &str = "\
    about some nearly over at the of all these only in on another around roughly almost up than more less least \
    most and or but from to with for by between those their its our his her my your a an just last first next \
    other under that when if after before until were was is are has have had say says while total monday tuesday \
    wednesday thursday friday saturday sunday meanwhile additionally currently approximately estimated both any";

/// Words before a year.
pub(super) const BEFORE_YEAR: &str = "\
    in since by from of until till during before after early late mid the its their our this that to through and \
    for a between summer spring autumn fall winter his her year annual on circa";
