"""STIX, MISP and VERIS, each read by the tool of those who made the format."""

import json
import sys
import warnings
from collections import Counter
from decimal import Decimal
from pathlib import Path

import jsonschema
import pymisp
from pymisp import MISPEvent
from stix2validator import ValidationOptions, validate_file

from veris_schema import SCHEMA as VERIS

CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
IMPACT = "extension-definition--7cc33dd6-f6a1-489b-98ea-522d351d71b9"

# What the OASIS validator would have otherwise, and why it is not so here: ids come from the content (UUIDv5), arrows
# from incidents are those of the incident extension, and an article's page is not the text that was hashed.
PASSED_OVER = ["uuid-check", "relationship-types", "extref-hashes"]


def stix(records, path):
    result = validate_file(str(path), ValidationOptions(version="2.1", strict=True, disabled=PASSED_OVER))
    if not result.is_valid:
        problems = [str(error) for part in result.object_results for error in part.errors]
        sys.exit("stix2-validator:\n" + "\n".join(problems[:20]))
    bundle = json.loads(path.read_text(), parse_float=Decimal)
    kinds = Counter(entry["type"] for entry in bundle["objects"])
    told = [incident for record in records for incident in record["incidents"]]
    same("reports", kinds["report"], sum(bool(record["incidents"]) for record in records))
    same("incidents", kinds["incident"], len(told))
    ids = {entry["id"] for entry in bundle["objects"]}
    impacts = 0
    for entry in bundle["objects"]:
        for end in [entry.get("source_ref"), entry.get("target_ref"), *entry.get("object_refs", [])]:
            same("reference", end is None or end in ids, True)
        if entry["type"] == "incident":
            jsonschema.validate(entry["extensions"][CORE], CORE_SCHEMA)
            impacts += len(entry["extensions"][CORE].get("impact_refs", []))
        if entry["type"] == "impact":
            jsonschema.validate(entry, IMPACT_SCHEMA)
            same("category", f"{entry['impact_category']}-ext" in entry["extensions"], True)
    same("impacts", impacts, kinds["impact"])
    money = sum(entry["impact_category"] == "monetary" for entry in bundle["objects"] if entry["type"] == "impact")
    same("sums", money, sum(sum_["role"] != "recovered" for incident in told for sum_ in incident["amounts"]))
    said("stix2-validator", f"stix: valid, {len(ids)} objects, {kinds['incident']} incidents, {money} monetary impacts")


def misp(records, path):
    response = json.loads(path.read_text())["response"]
    same("events", len(response), sum(bool(record["incidents"]) for record in records))
    templates = Path(pymisp.__file__).parent / "data" / "misp-objects" / "objects"
    objects = Counter()
    for entry in response:
        event = MISPEvent()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            event.load(entry)
        for thing in event.objects:
            template = json.loads((templates / thing.name / "definition.json").read_text())
            same(f"template of {thing.name}", (thing.template_uuid, thing["meta-category"]), (template["uuid"], template["meta-category"]))
            relations = [attribute.object_relation for attribute in thing.attributes]
            for attribute in thing.attributes:
                same(f"{thing.name} {attribute.object_relation}", attribute.type, template["attributes"][attribute.object_relation]["misp-attribute"])
            same(f"required in {thing.name}", set(template.get("required", [])) <= set(relations), True)
            one_of = template.get("requiredOneOf")
            same(f"one of {one_of} in {thing.name}", not one_of or bool(set(one_of) & set(relations)), True)
            objects[thing.name] += 1
        same("event again", MISPEvent().from_dict(**json.loads(event.to_json())), None)
    told = [incident for record in records for incident in record["incidents"]]
    same("incidents", objects["incident"], len(told))
    same("victims", objects["victim"], sum(len(incident["victims"]) for incident in told))
    said("pymisp", f"misp: {len(response)} events, {sum(objects.values())} objects that fit their templates")


def veris(records, path):
    found = json.loads(path.read_text(), parse_float=Decimal)
    flaws = {"vulnerability_disclosure", "vulnerability_patch"}
    told = [i for record in records for i in record["incidents"] if set(i["types"]) - flaws]
    same("incidents", Counter(one["incident_id"] for one in found), Counter(incident["id"] for incident in told))
    timeless = 0
    for one in found:
        if "timeline" not in one:
            timeless += 1
            one = one | {"timeline": {"incident": {"year": 1950}}}
        jsonschema.validate(one, VERIS, cls=jsonschema.Draft202012Validator)
    undated = [record["article"]["id"] for record in records if "published" not in record["article"]]
    same("without a year", timeless <= sum(one["plus"]["news_incidents"]["article"] in undated for one in found), True)
    said("jsonschema", f"veris: {len(found)} incidents valid, {timeless} of them but for the year that nobody tells")


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def said(tool, what):
    print(f"  {tool:<18} {what}")


# From the text of the Incident Core Extension 2.1 (cti-stix-common-objects, incident-ef7), which no registry has.
CORE_SCHEMA = {
    "required": ["extension_type", "determination", "investigation_status"],
    "additionalProperties": False,
    "properties": {
        "extension_type": {"const": "property-extension"},
        "determination": {"enum": ["blocked", "confirmed", "failed-attempt", "false-positive", "low-value", "suspected"]},
        "investigation_status": {"enum": ["closed", "new", "open"]},
        "incident_types": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "impact_refs": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^impact--"}},
        "events": {
            "type": "array",
            "minItems": 1,
            "items": {"required": ["event_ref"], "properties": {"event_ref": {"type": "string", "pattern": "^event--"}}},
        },
        "impacted_entity_counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
    },
}

MONETARY = {
    "required": ["variety"],
    "additionalProperties": False,
    "properties": {
        "variety": {
            "enum": [
                "asset-and-fraud", "brand-damage", "business-disruption", "competitive-advantage", "legal-and-regulatory",
                "operating-costs", "ransom-demand", "ransom-payment", "response-and-recovery", "uncategorized",
            ]
        },
        "currency": {"type": "string", "minLength": 1},
        "min_amount": {"type": "number", "minimum": 0},
        "max_amount": {"type": "number", "minimum": 0},
    },
    "dependentRequired": {"min_amount": ["currency", "max_amount"], "max_amount": ["currency", "min_amount"]},
}

IMPACT_SCHEMA = {
    "required": ["impact_category", "extensions"],
    "properties": {
        "impact_category": {"enum": ["monetary", "confidentiality"]},
        "start_time_fidelity": {"enum": ["second", "minute", "hour", "day", "month", "year"]},
        "end_time_fidelity": {"enum": ["second", "minute", "hour", "day", "month", "year"]},
        "impacted_refs": {"type": "array", "minItems": 1},
        "extensions": {
            "required": [IMPACT],
            "properties": {
                IMPACT: {"const": {"extension_type": "new-sdo"}},
                "monetary-ext": MONETARY,
                "confidentiality-ext": {
                    "required": ["loss_type", "information_type"],
                    "additionalProperties": False,
                    "properties": {
                        "loss_type": {"enum": ["confirmed-loss", "contained", "exploited-loss", "suspected-loss"]},
                        "information_type": {"type": "string", "minLength": 1},
                    },
                },
            },
        },
    },
}
