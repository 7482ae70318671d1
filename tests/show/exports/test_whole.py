"""Every form of export opens in the library or by the schema of those who made it, and says what the case says."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import datetime
from importlib.metadata import files as installed
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import networkx as nx
import pytest
import stix2
import yaml
from rocrate.rocrate import ROCrate

import offscript
from offscript.show.exports import CITED, WHOLE
from offscript.show.exports.database import VIEWS

Demo = tuple[offscript.Case, dict[str, Any]]


@pytest.fixture(scope="module")
def folder(karedonia: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("exports")
    for form in (*WHOLE, *CITED):
        written = karedonia[0].export_whole(form, into)
        assert written
        assert all(path.stat().st_size for path in written), form
    return into


def number(case: offscript.Case, query: str) -> int:
    return int(case.sql(query).fetchall()[0][0])


def test_the_graph_opens_in_both_forms_with_its_weights(karedonia: Demo, folder: Path) -> None:
    links = number(
        karedonia[0],
        "select count(*) from reuse r join post a on a.post = r.earlier join post b on b.post = r.later where a.source <> b.source",
    )
    newest = (folder / "repeats.gexf").read_bytes()
    older = newest.replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft").replace(b"dateTime", b"date")
    for graph in (nx.read_gexf(BytesIO(older)), nx.read_graphml(folder / "repeats.graphml")):
        assert graph.is_directed()
        assert sum(about["weight"] for _, _, about in graph.edges(data=True)) == links
        assert {about["tier"] for _, about in graph.nodes(data=True)} >= {"ministry", "wire", "aligned"}
        assert all(about["start"] <= about["end"] for _, _, about in graph.edges(data=True))
    with (folder / "edges.csv").open(encoding="utf-8-sig") as file:
        assert sum(int(row["weight"]) for row in csv.DictReader(file)) == links


GEXF = "{http://gexf.net/1.3}"
ALLOWED = {
    "gexf": {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "meta": set(),
    "description": set(),
    "graph": {"defaultedgetype", "mode", "timeformat"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "node": {"id", "label"},
    "edges": {"count"},
    "edge": {"id", "source", "target", "weight", "start", "end"},
    "attvalues": set(),
    "attvalue": {"for", "value"},
}
"""Elements of GEXF 1.3 that a graph of ours has, each with attributes its schema knows."""


def test_the_graph_keeps_to_the_newest_gexf(folder: Path) -> None:
    root = ElementTree.parse(folder / "repeats.gexf").getroot()
    found = {element.tag.removeprefix(GEXF): set[str]() for element in root.iter()}
    for element in root.iter():
        found[element.tag.removeprefix(GEXF)] |= set(element.attrib)
    assert found.keys() == ALLOWED.keys()
    assert all(found[name] <= ALLOWED[name] for name in found)
    assert root.get("version") == "1.3"
    (graph,) = root.findall(f"{GEXF}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "dateTime")
    assert [child.tag.removeprefix(GEXF) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    known = {element.get("id") for element in root.iter(f"{GEXF}node")}
    titles = {element.get("id") for element in root.iter(f"{GEXF}attribute")}
    assert {element.get("for") for element in root.iter(f"{GEXF}attvalue")} == titles
    for edge in root.iter(f"{GEXF}edge"):
        assert {edge.get("source"), edge.get("target")} <= known
        assert datetime.fromisoformat(edge.get("start", "")) <= datetime.fromisoformat(edge.get("end", ""))


def test_the_bundle_for_opencti_has_channels_narratives_and_events(karedonia: Demo, folder: Path) -> None:
    bundle = json.loads((folder / "bundle.opencti.json").read_text(encoding="utf-8"))
    objects = stix2.parse(bundle, allow_custom=True).objects
    kinds = [one["type"] for one in objects]
    assert set(kinds) == {"channel", "narrative", "event", "relationship"}
    assert kinds.count("channel") == number(karedonia[0], "select count(*) from source")
    assert (
        kinds.count("narrative") == number(karedonia[0], "select count(*) from assessed") == kinds.count("relationship")
    )
    known = {one["id"] for one in objects}
    assert len(known) == len(objects)
    assert {one["relationship_type"] for one in objects if one["type"] == "relationship"} == {"related-to"}
    assert all({one["source_ref"], one["target_ref"]} <= known for one in objects if one["type"] == "relationship")
    new = [one for one in objects if one["type"] != "relationship"]
    assert all([held["extension_type"] for held in one["extensions"].values()] == ["new-sdo"] for one in new)


def test_the_bundle_is_stix_and_attributes_nothing(karedonia: Demo, folder: Path) -> None:
    bundle = stix2.parse((folder / "bundle.stix.json").read_text(encoding="utf-8"), allow_custom=False)
    kinds = [one["type"] for one in bundle.objects]
    assert set(kinds) == {"identity", "attack-pattern", "note"}, "no relationship says that a source uses a technique"
    assert kinds.count("identity") == number(karedonia[0], "select count(*) from source")
    graded = {one["confidence"] for one in bundle.objects if "confidence" in one}
    assert graded <= {90, 70, 50, 30, 10}


def test_entities_keep_to_the_schema_of_followthemoney(karedonia: Demo, folder: Path) -> None:
    schemata = {
        Path(str(file)).stem: yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in installed("followthemoney") or []
        if str(file).startswith("followthemoney/schema/") and str(file).endswith(".yaml")
    }
    known = {name: one for file in schemata.values() for name, one in file.items()}

    def properties(name: str) -> set[str]:
        inherited = [properties(parent) for parent in known[name].get("extends", [])]
        return set(known[name].get("properties", {})).union(*inherited)

    lines = (folder / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    assert len({one["id"] for one in entities}) == len(entities)
    for one in entities:
        assert set(one["properties"]) <= properties(one["schema"]), one["schema"]
        assert all(isinstance(value, str) for values in one["properties"].values() for value in values)
    assert len(entities) == number(karedonia[0], "select (select count(*) from source) + (select count(*) from post)")


def test_the_crate_opens_and_every_file_in_it_is_there(folder: Path) -> None:
    crate = ROCrate(folder / "crate")
    assert crate.name
    assert len(crate.data_entities) > 40
    assert {entity.id for entity in crate.data_entities} == {path.name for path in (folder / "crate").glob("*.parquet")}


def test_claims_are_reviewed_without_a_verdict_of_truth(karedonia: Demo, folder: Path) -> None:
    reviews = json.loads((folder / "claims.jsonld").read_text(encoding="utf-8"))
    assert len(reviews) == number(karedonia[0], "select count(*) from assessed")
    for one in reviews:
        assert one["@type"] == "ClaimReview"
        assert one["itemReviewed"]["@type"] == "Claim"
        rated = one["reviewRating"]
        assert rated["alternateName"] not in ("false", "true")
        assert 1 <= rated.get("ratingValue", 1) <= 5


def test_the_event_carries_grades_as_tags(folder: Path) -> None:
    event = json.loads((folder / "event.misp.json").read_text(encoding="utf-8"))["Event"]
    tags = {tag["name"] for one in event["Attribute"] for tag in one.get("Tag", [])}
    assert any(tag.startswith("admiralty-scale:information-credibility=") for tag in tags)
    assert any(tag.startswith("estimative-language:likelihood-probability=") for tag in tags)
    assert not any(one["to_ids"] for one in event["Attribute"])


@pytest.mark.parametrize("kind", ["duckdb", "sqlite"])
def test_a_database_has_every_table_its_meaning_and_views_that_run(karedonia: Demo, folder: Path, kind: str) -> None:
    case = karedonia[0]
    made: Any = (
        duckdb.connect(str(folder / "case.duckdb"), read_only=True)
        if kind == "duckdb"
        else sqlite3.connect(folder / "case.sqlite")
    )
    for name in ("post", "version", "reuse", "blame", "break"):
        assert made.execute(f'select count(*) from "{name}"').fetchall()[0][0] == number(
            case, f'select count(*) from "{name}"'
        )
    for view in VIEWS:
        assert made.execute(f"select * from {view}").fetchall(), view
    about = (
        "select comment from duckdb_columns() where table_name = 'blame' and column_name = 'rung'"
        if kind == "duckdb"
        else """select meaning from about where "table" = 'blame' and "column" = 'rung'"""
    )
    assert made.execute(about).fetchall()[0][0]
    made.close()


def test_tools_beside_us_read_what_they_expect(karedonia: Demo, folder: Path) -> None:
    with (folder / "coortweet.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["object_id", "account_id", "content_id", "timestamp_share"]
    assert len(rows) == number(karedonia[0], "select count(*) from cascade")
    texts = [json.loads(line) for line in (folder / "passim.json").read_text(encoding="utf-8").splitlines()]
    assert set(texts[0]) == {"id", "series", "text", "date"}
    posts = [json.loads(line) for line in (folder / "4cat.ndjson").read_text(encoding="utf-8").splitlines()]
    assert {"id", "thread_id", "author", "body", "timestamp", "unix_timestamp"} <= set(posts[0])


def test_what_the_brief_rests_on_is_cited_in_both_forms(folder: Path) -> None:
    items = json.loads((folder / "citations.csl.json").read_text(encoding="utf-8"))
    assert len({one["id"] for one in items}) == len(items)
    assert all(one["type"] == "post" and one["issued"]["date-parts"] for one in items)
    bib = (folder / "citations.bib").read_text(encoding="utf-8")
    assert bib.count("@misc{") == len(items)
    assert bib.count("{") - bib.count("\\{") == bib.count("}") - bib.count("\\}")


def test_the_same_state_is_written_the_same(karedonia: Demo, folder: Path, tmp_path: Path) -> None:
    for form in ("stix", "misp", "gexf", "ftm", "bibtex"):
        for path in karedonia[0].export_whole(form, tmp_path):
            again, before = path.read_bytes(), (folder / path.name).read_bytes()
            assert again == before or form == "gexf", form
