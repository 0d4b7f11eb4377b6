"""What VERIS 1.4.0 demands of the parts that the program writes, as a JSON Schema.

No registry has the schema itself (verisc-merged.json of github.com/vz-risk/veris, version 1.4.0); its required members
and the values that it allows are written down here from it. It is closed: a member not named here fails.
"""


def text():
    return {"type": "string", "minLength": 1}


def some(*values):
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": list(values)}}


def closed(required=(), **members):
    return {"type": "object", "additionalProperties": False, "minProperties": 1, "required": list(required), "properties": members}


COUNTRY = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string", "pattern": "^([A-Z]{2}|Unknown|Other)$"}}

CURRENCIES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYR BZD CAD CDF CHF CLP "
    "CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GGP GHS GIP GMD GNF GTQ GYD HKD HNL HRK "
    "HTG HUF IDR ILS IMP INR IQD IRR ISK JEP JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL "
    "LYD MAD MDL MGA MKD MMK MNT MOP MRO MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG "
    "QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SPL SRD STD SVC SYP SZL THB TJS TMT TND TOP TRY TTD TVD TWD "
    "TZS UAH UGX USD UYU UZS VEF VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMK ZWD XBT BCH Ether Litecoin XMR ZEC"
).split()

ACTION = closed(
    hacking=closed(
        ["variety", "vector"],
        variety=some(
            "DoS", "SQLi", "Brute force", "Use of stolen creds", "XSS", "Path traversal", "Buffer overflow", "AitM",
            "Exploit misconfig", "Exploit vuln", "Other", "Unknown",
        ),
        vector=some("VPN", "Web application", "Other", "Unknown"),
        cve={"type": "string"},
        notes=text(),
    ),
    malware=closed(
        ["variety", "vector"],
        variety=some("Ransomware", "Other", "Unknown"),
        vector=some("Email", "Direct install", "Other", "Unknown"),
        name={"type": "string"},
        cve={"type": "string"},
        notes=text(),
    ),
    social=closed(
        ["variety", "vector", "target"],
        variety=some("Phishing", "Scam", "Extortion", "Pretexting", "Other", "Unknown"),
        vector=some("Email", "Phone", "SMS", "Other", "Unknown"),
        target=some("Customer", "End-user", "Other", "Unknown"),
        notes=text(),
    ),
    unknown=closed(notes=text()),
)

ACTOR = closed(
    external=closed(
        ["variety", "motive"],
        variety=some("Activist", "Nation-state", "Organized crime", "State-affiliated", "Other", "Unknown"),
        motive=some("Espionage", "Financial", "Ideology", "Other", "Unknown"),
        country=COUNTRY,
        name={"type": "array", "uniqueItems": True, "items": {"type": "string"}},
        notes=text(),
    ),
    unknown=closed(["notes"], notes=text()),
)

ATTRIBUTE = closed(
    confidentiality=closed(
        ["data_disclosure"],
        data_disclosure={"enum": ["No", "Potentially", "Yes", "Unknown"]},
        data_total={"type": "integer"},
        data={
            "type": "array",
            "minItems": 1,
            "items": closed(
                ["variety"],
                variety={
                    "enum": [
                        "Bank", "Classified", "Credentials", "Internal", "Medical", "Payment", "Personal", "Secrets",
                        "Source code", "System", "Virtual currency", "Other", "Unknown",
                    ]
                },
                amount={"type": "integer"},
            ),
        },
        notes=text(),
    ),
    integrity=closed(["variety"], variety=some("Alter behavior", "Fraudulent transaction", "Modify data", "Other", "Unknown")),
    availability=closed(["variety"], variety=some("Interruption", "Obscuration", "Loss", "Other", "Unknown")),
)

LOSS = closed(
    ["variety"],
    variety={
        "enum": [
            "Asset and fraud", "Brand damage", "Business disruption", "Competitive advantage", "Legal and regulatory",
            "Operating costs", "Response and recovery", "Other",
        ]
    },
    amount={"type": "number"},
    min_amount={"type": "number"},
    max_amount={"type": "number"},
)

INDUSTRY = {"type": "string", "minLength": 2, "maxLength": 6, "pattern": r"^(00|11|2[1-3]|3[1-3]|4[24589]|5[1-6]|6[1-2]|7[12]|81|92)-?\d{0,4}$"}

SCHEMA = closed(
    ["actor", "action", "discovery_method", "schema_version", "asset", "timeline", "incident_id", "security_incident", "summary"],
    schema_version={"const": "1.4.0"},
    schema_name={"const": "verisc"},
    source_id=text(),
    incident_id=text(),
    campaign_id=text(),
    security_incident={"enum": ["Confirmed", "Suspected", "Near miss", "False positive"]},
    confidence={"enum": ["High", "Medium", "Low", "None"]},
    reference={"type": "string"},
    summary=text(),
    notes=text(),
    timeline=closed(
        ["incident"],
        incident=closed(
            ["year"],
            year={"type": "integer", "minimum": 1950, "maximum": 2050},
            month={"type": "integer", "minimum": 1, "maximum": 12},
            day={"type": "integer", "minimum": 1, "maximum": 31},
        ),
    ),
    victim=closed(
        victim_id={"type": "string"},
        industry=INDUSTRY,
        government=some("Federal", "Regional", "Local", "Unknown", "Other", "NA"),
        country=COUNTRY,
        employee_count={"enum": ["Small", "Large", "Unknown"]},
        notes=text(),
    ),
    actor=ACTOR,
    action=ACTION,
    asset=closed(
        ["assets", "cloud"],
        assets={"type": "array", "minItems": 1, "items": closed(["variety"], variety={"enum": ["Unknown", "Other"]})},
        cloud=some("Unknown", "NA"),
    ),
    attribute=ATTRIBUTE,
    discovery_method=closed(unknown={"type": "boolean"}),
    impact=closed(
        ["overall_rating"],
        overall_rating={"enum": ["Catastrophic", "Damaging", "Painful", "Distracting", "Insignificant", "Unknown"]},
        iso_currency_code={"enum": CURRENCIES},
        loss={"type": "array", "minItems": 1, "items": LOSS},
        notes=text(),
    ),
    plus={"type": "object", "properties": {"master_id": text()}},
)
