"""Event types, roles, kinds and realis; which role a type may have."""
TYPES = [
    "Databreach", "DiscoverVulnerability", "PatchVulnerability", "Phishing", "Ransom",
    "Theft", "Disruption", "Fraud",
]
# CASIE does not annotate these: there, "no event" says nothing about them.
OWN_TYPES = {"Theft", "Disruption", "Fraud"}
REALIS = ["Actual", "Generic", "Other"]
ROLES = [
    "Attack-Pattern", "Attacker", "CVE", "Capabilities", "Compromised-Data", "Damage-Amount",
    "Discoverer", "Issues-Addressed", "Number-of-Data", "Number-of-Victim", "Patch",
    "Patch-Number", "Payment-Method", "Place", "Price", "Purpose", "Releaser",
    "Supported_Platform", "Time", "Tool", "Trusted-Entity", "Victim", "Vulnerability",
    "Vulnerable_System", "Vulnerable_System_Owner", "Vulnerable_System_Version",
    "Amount", "Asset", "Duration",
]
KINDS = [
    "Person", "Organization", "Vulnerability", "Capabilities", "System", "Time", "PII", "Data",
    "Patch", "Software", "Device", "File", "Purpose", "Malware", "Money", "Version", "CVE",
    "Website", "Number", "PaymentMethod", "GPE", "Asset", "Duration",
]
_CYBER = "Attacker Victim Time Place Tool Attack-Pattern"
LEGAL = {
    "Databreach": _CYBER + " Compromised-Data Damage-Amount Number-of-Data Number-of-Victim Purpose",
    "DiscoverVulnerability": "CVE Capabilities Discoverer Supported_Platform Time Vulnerability "
    "Vulnerable_System Vulnerable_System_Owner Vulnerable_System_Version",
    "PatchVulnerability": "CVE Issues-Addressed Patch Patch-Number Releaser Supported_Platform Time "
    "Vulnerability Vulnerable_System Vulnerable_System_Version",
    "Phishing": _CYBER + " Damage-Amount Purpose Trusted-Entity",
    "Ransom": _CYBER + " Damage-Amount Payment-Method Price",
    "Theft": _CYBER + " Amount Asset Trusted-Entity Purpose Number-of-Victim Damage-Amount",
    "Disruption": _CYBER + " Purpose Number-of-Victim Damage-Amount Duration",
    "Fraud": _CYBER + " Amount Asset Trusted-Entity Purpose Number-of-Victim Damage-Amount Payment-Method",
}
LEGAL = {t: [r for r in ROLES if r in roles.split()] for t, roles in LEGAL.items()}


def bio(names):
    return ["O"] + [p + n for n in names for p in ("B-", "I-")]


TRIGGER_TAGS = bio(TYPES)
ROLE_TAGS = bio(ROLES)


def begin(index):
    """The B- tag of the name with this index; the I- tag is the next one."""
    return 1 + 2 * index


def legal_tags(type_name):
    """For every role tag: may an argument of this type carry it?"""
    legal = set(LEGAL[type_name])
    return [tag == "O" or tag[2:] in legal for tag in ROLE_TAGS]


OWN_TAGS = [begin(TYPES.index(t)) + k for t in sorted(OWN_TYPES) for k in (0, 1)]
