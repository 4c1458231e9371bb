"""Small files of the form of ESCO's, made up."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

E = "http://data.europa.eu/esco/"
Table = Sequence[Sequence[str]]
SKILL_HEADS = ("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "hiddenLabels",
               "status", "modifiedDate", "scopeNote", "definition", "inScheme", "description")  # fmt: skip
OCCUPATION_HEADS = ("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "description",
                    "code")  # fmt: skip
GROUP_HEADS = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "status", "description", "code")
COLLECTION_HEADS = ("conceptType", "conceptUri", "preferredLabel", "status", "skillType", "reuseLevel", "altLabels",
                    "description", "broaderConceptUri", "broaderConceptPT")  # fmt: skip


def skill(name: str, label: str, *others: str, kind: str = "skill/competence", about: str = "",
          status: str = "released") -> list[str]:  # fmt: skip
    """A row of skills_xx.csv."""
    return ["KnowledgeSkillCompetence", f"{E}skill/{name}", kind, "transversal", label, "\n".join(others), "", status,
            "2022-01-01", "", "", "", about]  # fmt: skip


def occupation(name: str, label: str, isco: str, *others: str) -> list[str]:
    """A row of occupations_xx.csv."""
    return ["Occupation", f"{E}occupation/{name}", isco, label, "\n".join(others), "released", "Does it.", f"{isco}.1"]


def group(uri: str, label: str, code: str) -> list[str]:
    """A row of ISCOGroups_xx.csv or skillGroups_xx.csv."""
    return ["Group", f"{E}{uri}", label, "", "released", "", code]


def english() -> dict[str, Table]:
    """The English files of a version, and its relations."""
    return {
        "skills_en.csv": [SKILL_HEADS,
                          skill("lead", "lead a team", "guide a team", "lead a team", about="Lead people."),
                          skill("coach", "coach employees"), skill("law", "employment law", kind="knowledge")],
        "occupations_en.csv": [OCCUPATION_HEADS, occupation("hr", "HR manager", "1212", "personnel manager")],
        "ISCOGroups_en.csv": [GROUP_HEADS, group("isco/C1212", "Human resource managers", "1212")],
        "skillGroups_en.csv": [GROUP_HEADS, group("skill/S4", "management skills", "S4")],
        "broaderRelationsSkillPillar_en.csv": [
            ("conceptType", "conceptUri", "broaderType", "broaderUri"),
            ("Skill", f"{E}skill/lead", "SkillGroup", f"{E}skill/S4"),
            ("Skill", f"{E}skill/coach", "SkillGroup", f"{E}skill/S4")],
        "broaderRelationsOccPillar.csv": [
            ("conceptType", "conceptUri", "broaderType", "broaderUri"),
            ("Occupation", f"{E}occupation/hr", "ISCOGroup", f"{E}isco/C1212")],
        "occupationSkillRelations.csv": [
            ("occupationUri", "relationType", "skillType", "skillUri"),
            (f"{E}occupation/hr", "essential", "skill/competence", f"{E}skill/lead"),
            (f"{E}occupation/hr", "optional", "knowledge", f"{E}skill/law")],
        "skillSkillRelations.csv": [
            ("originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri"),
            (f"{E}skill/lead", "skill/competence", "optional", "knowledge", f"{E}skill/law")],
    }  # fmt: skip


def dutch() -> dict[str, Table]:
    """What there is in Dutch of it: groups, the occupation, and of the skills only a collection."""
    return {
        "occupations_nl.csv": [OCCUPATION_HEADS, occupation("hr", "hr-manager", "1212", "personeelsmanager")],
        "ISCOGroups_nl.csv": [GROUP_HEADS, group("isco/C1212", "Personeelsmanagers", "1212")],
        "skillsHierarchy_nl.csv": [
            ("Level 0 URI", "Level 0 preferred term", "Level 1 URI", "Level 1 preferred term", "Level 2 URI",
             "Level 2 preferred term", "Level 3 URI", "Level 3 preferred term", "Description", "Level 0 code"),
            (f"{E}skill/S4", "managementvaardigheden", "", "", "", "", "", "", "", "S4")],
        "transversalSkillsCollection_nl.csv": [
            COLLECTION_HEADS,
            ("Skill", f"{E}skill/lead", "een team leiden", "released", "skill/competence", "transversal",
             "team aansturen | leidinggeven", "Mensen leiden.", "", "")],
    }  # fmt: skip


def text(table: Table) -> bytes:
    """A table as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue().encode()


def loose(folder: Path, files: Mapping[str, Table]) -> Path:
    """Write them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in files.items():
        (folder / name).write_bytes(text(table))
    return folder


def zipped(path: Path, files: Mapping[str, Table]) -> Path:
    """Write them into a zip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, table in files.items():
            packed.writestr(name, text(table))
    return path
