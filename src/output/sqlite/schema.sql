-- Exact decimals are TEXT; the REAL column beside each is for sums and comparisons.
-- Offsets count Unicode code points of the article's text, the end exclusive.

CREATE TABLE article (
    key       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL,
    source    TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    title     TEXT,
    published TEXT,
    language  TEXT
);

CREATE TABLE evidence (
    key          INTEGER PRIMARY KEY,
    article      INTEGER NOT NULL REFERENCES article (key),
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    text         TEXT NOT NULL
);

CREATE TABLE incident (
    key              INTEGER PRIMARY KEY,
    article          INTEGER NOT NULL REFERENCES article (key),
    id               TEXT NOT NULL,
    position         INTEGER NOT NULL,
    scope            TEXT NOT NULL,
    status           TEXT NOT NULL,
    part_of          INTEGER REFERENCES incident (key) DEFERRABLE INITIALLY DEFERRED,
    attacks          INTEGER,
    attacks_upper    INTEGER,
    attacks_bound    TEXT,
    attacks_evidence INTEGER REFERENCES evidence (key),
    time_edtf        TEXT,
    earliest         TEXT,
    latest           TEXT,
    time_basis       TEXT,
    time_evidence    INTEGER REFERENCES evidence (key),
    place            TEXT,
    place_country    TEXT,
    place_evidence   INTEGER REFERENCES evidence (key),
    confidence       REAL NOT NULL,
    UNIQUE (article, position)
);

CREATE TABLE incident_type (
    incident INTEGER NOT NULL REFERENCES incident (key),
    type     TEXT NOT NULL,
    PRIMARY KEY (incident, type)
) WITHOUT ROWID;

CREATE TABLE party (
    key      INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (key),
    role     TEXT NOT NULL CHECK (role IN ('victim', 'attacker')),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    country  TEXT,
    sector   TEXT,
    evidence INTEGER NOT NULL REFERENCES evidence (key)
);

CREATE TABLE attribution (
    key      INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (key),
    position INTEGER NOT NULL,
    attacker TEXT NOT NULL,
    source   TEXT,
    stance   TEXT NOT NULL,
    evidence INTEGER NOT NULL REFERENCES evidence (key)
);

CREATE TABLE amount (
    key           INTEGER PRIMARY KEY,
    incident      INTEGER NOT NULL REFERENCES incident (key),
    position      INTEGER NOT NULL,
    role          TEXT NOT NULL,
    value         TEXT,
    value_real    REAL,
    upper         TEXT,
    upper_real    REAL,
    bound         TEXT NOT NULL,
    currency      TEXT,
    asset         TEXT,
    asset_name    TEXT,
    quantity      TEXT,
    quantity_real REAL,
    evidence      INTEGER NOT NULL REFERENCES evidence (key)
);

CREATE TABLE equivalent (
    amount     INTEGER NOT NULL REFERENCES amount (key),
    position   INTEGER NOT NULL,
    value      TEXT NOT NULL,
    value_real REAL NOT NULL,
    currency   TEXT NOT NULL,
    PRIMARY KEY (amount, position)
) WITHOUT ROWID;

CREATE TABLE affected (
    key      INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (key),
    position INTEGER NOT NULL,
    value    INTEGER NOT NULL,
    upper    INTEGER,
    bound    TEXT NOT NULL,
    unit     TEXT NOT NULL,
    evidence INTEGER NOT NULL REFERENCES evidence (key)
);

-- What was exposed, how it was done, and whom the article cites.
CREATE TABLE data (
    key      INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (key),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    evidence INTEGER NOT NULL REFERENCES evidence (key)
);

CREATE TABLE method (
    key      INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (key),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    evidence INTEGER NOT NULL REFERENCES evidence (key)
);

CREATE TABLE reported_by (
    key      INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (key),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    evidence INTEGER NOT NULL REFERENCES evidence (key)
);

CREATE TABLE vulnerability (
    key      INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (key),
    position INTEGER NOT NULL,
    cve      TEXT,
    name     TEXT,
    product  TEXT,
    version  TEXT,
    evidence INTEGER NOT NULL REFERENCES evidence (key)
);

-- What does not add up.
CREATE TABLE warning (
    key      INTEGER PRIMARY KEY,
    article  INTEGER NOT NULL REFERENCES article (key),
    incident INTEGER REFERENCES incident (key),
    code     TEXT NOT NULL,
    message  TEXT NOT NULL,
    sum      TEXT,
    total    TEXT,
    currency TEXT,
    evidence INTEGER REFERENCES evidence (key)
);

CREATE INDEX article_id ON article (id);
CREATE INDEX article_published ON article (published);
CREATE INDEX incident_id ON incident (id);
CREATE INDEX incident_part_of ON incident (part_of);
CREATE INDEX incident_earliest ON incident (earliest);
CREATE INDEX evidence_article ON evidence (article);
CREATE INDEX incident_type_type ON incident_type (type);
CREATE INDEX party_incident ON party (incident);
CREATE INDEX party_name ON party (name);
CREATE INDEX attribution_incident ON attribution (incident);
CREATE INDEX amount_incident ON amount (incident);
CREATE INDEX amount_role ON amount (role, currency);
CREATE INDEX affected_incident ON affected (incident);
CREATE INDEX data_incident ON data (incident);
CREATE INDEX method_incident ON method (incident);
CREATE INDEX reported_by_incident ON reported_by (incident);
CREATE INDEX vulnerability_incident ON vulnerability (incident);
CREATE INDEX vulnerability_cve ON vulnerability (cve);
CREATE INDEX warning_article ON warning (article);
